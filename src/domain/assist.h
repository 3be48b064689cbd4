/* Login as Customer (design §8): staff open the storefront as a customer, with the customer's permission, under a
 * session of its own. The whole policy runs at the button, at the start and at every assisted request (R17). Log first:
 * what cannot be logged does not happen. */
#pragma once

#include "domain/ctx.h"
#include "domain/work.h"

/* Why it is refused or ended: stable keys in the log, texts for people. */
enum assist_cause {
    ASSIST_OK = 0,
#define CAUSE(id, key, refused, ended) ASSIST_##id,
#include "domain/causes.def"
#undef CAUSE
    ASSIST_CAUSE_COUNT
};
str assist_cause_key(enum assist_cause cause);
str assist_cause_refused(enum assist_cause cause); /* English: why it cannot start */
str assist_cause_ended(enum assist_cause cause);   /* English: why it ended */
enum assist_cause assist_cause_find(str key);

/* What the button's page needs to know. */
struct assist_offer {
    enum assist_cause cause; /* ASSIST_OK: it may start */
    i64 customer_id;
    str customer_ref, customer_name, customer_email;
    LIST(const struct store_view *)
    views;       /* Manual Selection: the enabled views that the account may use */
    i64 view_id; /* where Auto-Detection lands, or what is offered first */
};
/* The button is shown: feature on, role allows (CE-03). Consent does not matter for that. */
bool assist_button(const struct ctx *c);
/* customer_ref unknown: cause is ASSIST_NO_CUSTOMER. order_view: the store view of the order it is asked from, or 0. */
MUST err assist_offer(struct ctx *c, str customer_ref, i64 order_view, struct assist_offer *out);

/* Whose order it is. customer_ref "": a guest's, or of an account that is gone: no button, no start (OV-03, OV-04). */
struct assist_order {
    i64 id;
    str number;
    i64 store_view_id;
    str customer_ref;
};
MUST err assist_order(struct ctx *c, i64 order_id, struct assist_order *out);

struct assist_start {
    str customer_ref;
    str store_view; /* code, only with Manual Selection */
    str reason;
    str source; /* "customer", "order #000000012": goes to the log */
    str return_path; /* the back office page it came from, made by url_for: never out of the form (R42) */
    i64 order_view;
    str host;   /* of the request: a storefront there opens at once */
    str origin; /* of the request: where Close Session leads back from another host */
};
struct assist_started {
    str label, token;
    i64 store_view_id;
    str to; /* the other host's origin (assist_handover.h); "": it opens here, with the token */
    str secret, nonce; /* of the handover */
};
/* One transaction: policy, log row, session row. Refusals are logged with their cause, then ERR_DENIED: the same for
 * unknown and forbidden customers (R16). ERR_INVALID: store view or reason missing. */
MUST err assist_begin(struct ctx *c, const struct assist_start *in, struct assist_started *out,
                      enum assist_cause *cause);

/* A running session, for actor and banner. */
struct assist_view {
    i64 id, customer_id, staff_id, store_view_id, admin_session_id, cart_count;
    str label, customer_name, staff_name, website_name, return_path;
    when started_at, ends_at; /* ends_at: total time */
    struct hash hash;
    str origin; /* of the back office on another host: the cookie needs the proof beside it (assist_handover.h); or "" */
    bool
        barred; /* the account is none of the website's that the request is for: its pages are not shown */
    enum assist_cause cause; /* why it is over; ASSIST_OK: it runs */
};
/* The whole policy, reading only. ERR_NOT_FOUND: no such label or a wrong token (401). With out->cause set the session is
 * over: the caller shows the cause (401) and hands it to assist_over. On OK with cause ASSIST_OK c->actor is set. */
MUST err assist_find(struct ctx *c, str label, str token, struct assist_view *out);

/* Hands a session that fails its policy to the housekeeper, which writes its end to the log (a GET cannot). */
void assist_over(i64 assist_id, enum assist_cause cause);
/* For the housekeeper. Ends what this process was handed over; ends that, and whatever ran out of time. */
MUST err assist_end_over(struct ctx *c);
MUST err assist_sweep(struct ctx *c);

/* Close Session. ERR_DENIED without a running one (R02). *return_path: where it came from. */
MUST err assist_close(struct ctx *c, str *return_path);

/* Inside the work that takes the ground away: ends with the cause, each with its log row. 0: all. */
MUST err assist_end_by_staff(struct work *w, i64 staff_id, enum assist_cause cause);
MUST err assist_end_by_admin_session(struct work *w, i64 admin_session_id, enum assist_cause cause);
MUST err assist_end_by_customer(struct work *w, i64 customer_id, enum assist_cause cause);
MUST err assist_end_all(struct work *w, enum assist_cause cause);
/* Sessions of users whose role no longer allows it (after a role or a user was saved). */
MUST err assist_end_without_right(struct work *w);

/* The customer sees when support last helped, and for how long. ERR_NOT_FOUND: never. */
struct assist_last {
    when started_at, ended_at;
};
MUST err assist_last(struct ctx *c, i64 customer_id, struct assist_last *out);
