/* The groups that an account can be in, as choices. */
#pragma once

#include "web/parts.h"
#include "web/view.h"

MUST err group_options(struct view *v, struct part_options *out);
