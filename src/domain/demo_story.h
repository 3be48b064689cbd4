/* What happens to orders of the demo after they were placed, by the functions that staff uses. */
#pragma once

#include "domain/order.h"

/* By the order's place among them; those without a name are shipped. */
enum { DEMO_HELD, DEMO_CANCELED, DEMO_INVOICED, DEMO_GIVEN_BACK, DEMO_STORIES = 6 };

/* Of six orders one is held, one canceled, one only invoiced; three are shipped, one of which comes back in part. The time
 * of c moves on from the order's; k: the order's place among them. */
MUST err demo_story(struct ctx *c, i64 k, const struct order *o);
