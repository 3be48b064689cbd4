/* Goes through a surface as somebody with much time: every GET route with Anna's things, and every link and form of
 * questions behind them. */
#pragma once

#include "house.h"

typedef void walk_look(void *to, str path, const struct answer *a);

/* Calls look for each answer, at most `most` of them; gives how many. Of pages that differ in their query only a few are
 * visited. What changes something is never sent. */
size_t walk(struct house *h, enum surface s, enum person who, size_t most, walk_look *look,
            void *to);
