/* Which passwords customers may choose (SF-03). */
#pragma once

#include "domain/ctx.h"

#define PASSWORD_MOST 256 /* bytes: hashing has its price */

/* Length and character classes as configured, not a common password, not the e-mail address, the same as `confirm`.
 * Messages stand at `field` and "confirm". */
MUST err password_check(struct ctx *c, str field, str password, str confirm, str email);
