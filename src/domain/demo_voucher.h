/* A product of the demo store that is not shipped. */
#pragma once

#include "domain/ctx.h"

MUST err demo_voucher(struct ctx *c, i64 category_id, i64 view_de);
