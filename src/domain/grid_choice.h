/* The columns that a member of staff has chosen for a list of the back office (CG-02): their own, for each list by its
 * name. Which lists and columns there are is web/grid's. */
#pragma once

#include "domain/ctx.h"

#define GRID_CHOICE_MOST 1000 /* bytes */

/* Names with blanks between them, as they were saved; "": the list's own columns. */
MUST err grid_choice_get(struct ctx *c, str grid, str *shown);
/* For the acting user; shown "" forgets the choice. ERR_INVALID: longer than GRID_CHOICE_MOST. */
MUST err grid_choice_save(struct ctx *c, str grid, str shown);
