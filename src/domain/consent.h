/* The customer's permission for Login as Customer: one flag with two editors, the customer and permitted staff, and the
 * proof of how it was given: the text that stood beside the tick, its language, who ticked, when. Nobody can change it
 * in an assist session. */
#pragma once

#include "domain/ctx.h"
#include "domain/work.h"

struct consent {
    i64 customer_id;
    bool allowed;
    when changed_at; /* never: nobody said anything; that is "not allowed" */
    i64 staff_id;    /* 0: the customer changed it */
    str staff_name;
    str shown, lang;
};
extern const struct record consent_record;

MUST err consent_get(struct ctx *c, i64 customer_id, struct consent *out);

/* Inside a work of the account or customer form: stores the flag with its proof if it differs, with before and after in
 * the log. Asks for ACT_CONSENT_CHANGE, of staff for ACT_CUSTOMER_CONSENT. A withdrawal ends the customer's assist
 * sessions in the same transaction (SF-21). ERR_INVALID at "consent": this actor may not change it. */
MUST err consent_set(struct work *w, i64 customer_id, bool allowed);
/* A new account comes with the permission (SF-02): the registration is the right to give it. The caller names what the
 * work touched. */
MUST err consent_first(struct work *w, i64 customer_id);

/* The text beside the tick in this store view, as it is shown: the setting, translated while it is the built-in one. */
str consent_title(const struct ctx *c);
str consent_tooltip(const struct ctx *c);
