/* Every currency that the program knows, for a select. */
#pragma once

#include "web/parts.h"
#include "web/view.h"

/* none: English label of the empty choice in front; "": there is none. */
struct part_options currency_options(struct view *v, str none);
