/* Settings found by words of their labels, hints, places and paths, in the reader's language and in English. */
#pragma once

#include "admin/config_pages.h"

struct config_hit {
    str section, anchor; /* where it stands */
    str label, place;    /* "Tax › Price Display Settings" */
};
struct config_hits {
    LIST(struct config_hit) at;
    bool more; /* than were asked for */
};
/* Every word of `typed` has to be there. Only what the actor may open and what can be set at the scope. */
void config_search(struct request *r, struct scope scope, str typed, size_t most,
                   struct config_hits *out);
/* The actor's resources name the section. */
bool config_may_open(const struct request *r, size_t section);

struct admin_config_search {
    struct admin_config frame; /* tabs and scope of the page it came from */
    str typed;
    struct config_hits hits;
};
