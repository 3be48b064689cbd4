/* A customer's account: the record, how it is made, changed and deleted. What customers do to their own account is in
 * account.h, their permission for Login as Customer in consent.h. Pages name a customer by ref, never by id (R32).
 * Orders outlive their account. */
#pragma once

#include "domain/ctx.h"
#include "domain/work.h"

#define CUSTOMER_NAME_MOST  80
#define CUSTOMER_EMAIL_MOST 120

struct customer {
    i64 id;
    str ref;
    i64 website_id, store_view_id,
        group_id; /* store_view_id: where it was made; gives the language of its mails */
    str first_name, last_name, name_fold;
    str email, email_fold;
    str password_hash; /* only for customer_add: never read into a struct customer */
    bool active, confirmed, newsletter;
    str tax_vat, tax_vat_fold, gender; /* gender: "male", "female" or "" */
    when birthday; /* noon UTC of that day (customer_birthday); never: unknown */
    when created_at, last_login_at;
    i64 failures;
    when locked_until;
    i64 default_billing_id, default_shipping_id; /* 0: none */
    /* of the default billing address */
    str bill_phone, bill_postcode, bill_postcode_fold, bill_country, bill_region, bill_region_fold;
    bool assist_allowed; /* mirrors the consent */
    i64 version;
};
extern const struct record customer_record;

MUST err customer_get(struct ctx *c, i64 id, struct customer *out);
MUST err customer_by_ref(struct ctx *c, str ref, struct customer *out);
MUST err customer_by_email(struct ctx *c, i64 website_id, str email, struct customer *out);
/* The account that the actor is, or acts for. ERR_DENIED for anybody else. */
MUST err customer_self(struct ctx *c, struct customer *out);
/* The same inside a work, where its own changes show. */
MUST err customer_read(struct work *w, i64 id, struct customer *out);
void customer_read_ahead(struct work *w, i64 id); /* it will be read (db_ahead) */

str customer_name(struct arena *mem, const struct customer *k); /* "Anna Berger" */
/* A day as it is kept: noon UTC of the day that `day` is in this zone. Never stays never. */
when customer_birthday(when day, const struct zone *zone);
bool customer_locked(const struct ctx *c, const struct customer *k);
/* The language of what is sent to the customer: their store view's, the shop's own view if that is gone. Never NULL. */
const struct words *customer_words(const struct ctx *c, const struct customer *k);
/* Names and e-mail address fit: else a message beside first_name, last_name, email. */
MUST err customer_check(struct ctx *c, str first_name, str last_name, str email);

/* What a new account is made of. Everything else gets its default. */
struct customer_new {
    i64 website_id, store_view_id;
    i64 group_id; /* 0: the default group */
    str first_name, last_name, email;
    str password_hash; /* from password_hash(); empty: no sign-in until a password was set by mail (CN-01) */
    bool newsletter, unconfirmed;
    str tax_vat, gender;
    when birthday, created_at; /* created_at: never is now */
};
/* Makes the account with its search words inside a work: for registration, demo data and imports of any length. The
 * caller names what the work touched, and may empty w->c->mem between two calls. ERR_INVALID at "email": the address is taken on this website (SF-04, CE-17). */
MUST err customer_add(struct work *w, const struct customer_new *in, i64 *id);

/* A member of staff makes an account (ACT_CUSTOMER_SAVE); it has no password and gets the welcome mail in the language
 * of its store view (CN-01, CN-02). page: where a password is set (account.h). */
MUST err customer_create(struct ctx *c, const struct customer_new *in, bool consent, str page,
                         str *ref);

/* What staff may change in the account form. version: of the record that the form showed. */
struct customer_edit {
    i64 id, version;
    i64 group_id;
    str first_name, last_name, email, tax_vat, gender;
    when birthday;
    bool newsletter, active;
    bool has_consent, consent; /* has_consent: the form showed the toggle */
};
/* ERR_CONFLICT: somebody else saved first, nothing was changed. ERR_INVALID: also when the permission for remote
 * assistance would change without the right to (W16). */
MUST err customer_save(struct ctx *c, const struct customer_edit *in);

/* Deletes the account with addresses, cart and sessions; its orders stay and say so (CE-13). */
MUST err customer_delete(struct ctx *c, i64 id);
/* Of many at once (customer_mass.h). Nothing is written that is so already. */
MUST err customer_subscribe(struct ctx *c, i64 id, bool newsletter);
MUST err customer_put_group(struct ctx *c, i64 id, i64 group_id); /* the group is there */
/* Lifts the lock after too many wrong passwords (CE-26). */
MUST err customer_unlock(struct ctx *c, i64 id);
/* Mails a code that sets a new password; staff never see one (CE-14). */
/* Ends every session of the account, in all browsers and assisted ones too (CE-15). */
MUST err customer_force_sign_in(struct ctx *c, i64 id);
MUST err customer_send_reset(struct ctx *c, i64 id, str page);

/* Writes first_name, last_name, email (with folds and search words), for account.c. before: as read in this work. */
MUST err customer_rename(struct work *w, const struct customer *before, str first_name,
                         str last_name, str email);
/* Puts a new password and ends every other session, assisted ones included (R26). keep: a session that stays, or 0. */
MUST err customer_put_password(struct work *w, i64 id, str hash, i64 keep);

/* What the overview page of the back office tells beside the record. */
struct customer_facts {
    str group_name, website_name, view_name;
    i64 orders;
    money lifetime, average; /* grand totals without what was canceled or refunded */
    when seen_at;            /* last use of a session of their own; assisted ones do not count */
    bool online;
};
MUST err customer_facts(struct ctx *c, const struct customer *k, struct customer_facts *out);
