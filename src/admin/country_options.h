/* Countries to choose from, in forms of the back office. */
#pragma once

#include "web/parts.h"
#include "web/view.h"

/* All of them (ISO 3166-1), by their codes; called as the user's language calls them. */
struct part_options country_options(struct view *v);
