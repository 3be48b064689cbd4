/* What customers are told about their account, in the language of the store view where it was made. */
#pragma once

#include "domain/customer.h"
#include "domain/work.h"

/* A code is typed at a page: "page" is its address (account.h). These mails are secret: the outbox shows no text of them. */
struct customer_mail_code {
    str code; /* as one_time_put made it */
    str page;
    i64 hours;
};

MUST err customer_mail_welcome(struct work *w, const struct customer *k);
/* The account was made by staff: choose a password. */
MUST err customer_mail_invited(struct work *w, const struct customer *k,
                               const struct customer_mail_code *code);
MUST err customer_mail_reset(struct work *w, const struct customer *k,
                             const struct customer_mail_code *code);
MUST err customer_mail_confirm(struct work *w, const struct customer *k,
                               const struct customer_mail_code *code);
MUST err customer_mail_password(struct work *w, const struct customer *k);
/* Old and new address learn of the change (SF-23). */
MUST err customer_mail_email(struct work *w, const struct customer *before,
                             const struct customer *after);
