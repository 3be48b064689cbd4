/* Ways to pay: one interface, a file each (pay_*.c), one table (payment.c). Which of them a buyer may choose depends on
 * settings, the billing country and the total alone. All of them are offline: the money comes without the shop's doing,
 * and staff records it by an invoice. */
#pragma once

#include "domain/ctx.h"

#define PAYMENT_NUMBER_MOST 60 /* characters of what a buyer enters */

/* What the choice depends on. */
struct payment_facts {
    str country; /* of the billing address; "": not known yet */
    money total; /* in the base currency */
};

/* The settings that each has (PAYMENT_SETTINGS). */
struct payment_settings {
    bool enabled;
    str title, countries;
    str status;        /* of a new order; "": the default of the state New */
    money least, most; /* bounds of the total, both inclusive; most 0: none */
    i64 sort;
};

struct payment_method {
    str key; /* in the database and in settings: "checkmo" */
    struct payment_settings (*settings)(const struct settings *s);
    bool of_nothing;                  /* for orders that cost nothing; then it is the only one */
    str number;                       /* English: what the buyer has to enter; "": nothing */
    str (*note)(const struct ctx *c); /* what the buyer is told, in lines; NULL: nothing */
};

/* The members pay_<key>.c returns, out of the settings that carry its key in their names. */
#define PAYMENT_SETTINGS(s, key)                                                                   \
    .enabled = (s)->key##_enabled, .title = (s)->key##_title, .countries = (s)->key##_countries,   \
    .status = (s)->key##_status, .sort = (s)->key##_sort
#define PAYMENT_BOUNDS(s, key) .least = (s)->key##_least, .most = (s)->key##_most

extern const struct payment_method pay_checkmo, pay_banktransfer, pay_cashondelivery,
    pay_purchaseorder, pay_free;

/* One that may be chosen, in the store view's words. */
struct payment_choice {
    str key, title, note;
    str number; /* English label of its field; "": none */
};
struct payment_choices {
    LIST(struct payment_choice) at;
};
/* By sort order (CO-14). */
struct payment_choices payment_choices(const struct ctx *c, const struct payment_facts *f);
/* ERR_INVALID: it cannot be chosen (at "payment_method"), or its number is missing ("po_number"). */
MUST err payment_check(struct ctx *c, str key, const struct payment_facts *f, str number);

str payment_title(const struct ctx *c, str key);  /* an unknown method is its own title */
str payment_status(const struct ctx *c, str key); /* of a new order that is paid so; "": as usual */
str payment_note(const struct ctx *c, str key);
