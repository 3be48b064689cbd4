/* The installation's own key: signs visitors' form tokens, messages and return targets. Made at the first start, the same
 * on every node. It alone opens nothing: every session is a row of the database (R04). */
#pragma once

#include "base/secret.h"
#include "domain/ctx.h"

MUST err site_key(struct ctx *c, byte key[SECRET_BYTES]);
