/* The form of a user of the back office, for All Users and for the own account. */
#pragma once

#include "domain/admin_user.h"
#include "domain/role.h"
#include "web/form.h"
#include "web/parts.h"

extern const struct form user_form;    /* all fields */
extern const struct form account_form; /* without role, activity and expiry */

/* Reads into the edit; expires_at becomes the end of the chosen day. */
MUST err user_form_read(struct request *r, const struct form *f, struct admin_user_edit *out);
/* The midnight that ends a day; never: never. */
when user_day_end(struct request *r, when day);
/* The day that an expiry falls behind; never: never. */
when user_last_day(when expires_at);
struct part_options user_langs(struct request *r);
struct part_options user_roles(struct arena *mem, const struct roles *roles);
