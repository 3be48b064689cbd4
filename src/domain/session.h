/* Sessions of the back office and of the storefront: tokens in, actors out. The database keeps hashes of tokens;
 * ids change at every sign-in and sign-out (R31); idle and total time are enforced here (R30). This file and assist.c are the
 * only writers of struct actor (R01). */
#pragma once

#include "domain/assist.h"
#include "domain/ctx.h"
#include "domain/work.h"

/* What a cookie's token proves. All false: it proves nothing; the caller removes the cookie. */
struct session {
    i64 id;
    struct hash hash; /* what form tokens are made from (base/secret.h) */
    struct actor actor;
    str customer_name; /* shop: "Anna Berger"; admin: the user's own name */
    str lang;          /* admin: interface locale */
    i64 cart_count;    /* shop: pieces or lines, as configured */
};

/* An expiry date that has come (US-03). */
bool staff_expired(when expires_at, when now);

/* Reads, never writes. ERR_NOT_FOUND: unknown, malformed, expired or ended (R37). Without c->db a shopper's session is looked
 * for in memory alone (known.h); ERR_AWAY: it is not there. */

MUST err admin_session_find(struct ctx *c, str token, struct session *out);
MUST err shop_session_find(struct ctx *c, str token, struct session *out);

/* Notes that a session was used now; kept in memory, written by sessions_flush. kind 'a', 's', 'x' (assist). */
void session_seen(char kind, i64 id, when now);
i64 session_seen_at(char kind, i64 id); /* µs; 0: nothing noted */
MUST err sessions_flush(struct ctx *c); /* the housekeeper, every few seconds */

/* Signs a member of staff in: neutral ERR_INVALID for every kind of wrong (SE-01), locks after N failures. Logs
 * success and failure (AL-15). On success *token is the new cookie. Slow: checks a password. */
MUST err admin_sign_in(struct ctx *c, str user_name, str password, str *token);
/* Ends the caller's session and the assist sessions that hang on it (SE-08). */
MUST err admin_sign_out(struct ctx *c);
/* Inside another work: ends all sessions of a user, assisted ones included (US-04), which end for that cause. keep: a
 * session of the back office that stays, or 0. */
MUST err admin_sessions_end(struct work *w, i64 user_id, i64 keep, enum assist_cause cause);
/* The acting user's own password, asked for before delicate changes. ERR_INVALID with a message at `field`. */
MUST err admin_verify_self(struct ctx *c, str field, str password);

/* A customer signs in (SF-06, SF-07): neutral message, lock, last_login_at. The visitor's session `c->actor.session_id`
 * ends; its cart is merged (CO-08). Slow. */
MUST err customer_sign_in(struct ctx *c, str email, str password, str *token);
MUST err customer_sign_out(struct ctx *c);
/* A session for a visitor who needs one (a cart), or for a customer who was just made. */
MUST err shop_session_open(struct work *w, i64 customer_id, str *token, i64 *id);
/* Inside another work: ends all of a customer's sessions but `keep`, the assisted ones (R26), and what browsers
 * remember of them. */
MUST err customer_sessions_end(struct work *w, i64 customer_id, i64 keep, enum assist_cause cause);
