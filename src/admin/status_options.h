/* What a new order may begin with, for a select: the default of the state New, then every status that is assigned to New or
 * Processing. */
#pragma once

#include "web/parts.h"
#include "web/view.h"

MUST err status_options(struct view *v, struct part_options *out);
