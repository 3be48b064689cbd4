/* What a domain function gets: who asks, in which store view, when, with which memory and connection. One a request
 * or command; never kept beyond it. */
#pragma once

#include "base/arena.h"
#include "base/base.h"
#include "base/i18n.h"
#include "base/str.h"
#include "base/time.h"
#include "data/db.h"
#include "domain/access.h"

struct exchange;    /* domain/exchange.h */
struct known;       /* domain/known.h */
struct order_draft; /* domain/order_draft.h */
struct remembered;  /* domain/remember.h */
struct settings;    /* domain/settings.h: a snapshot */
struct store_view;  /* domain/scope.h */
struct tags;        /* domain/tag.h */

/* Something that the user can fix. field "" speaks of the whole form. message is English with %1…; args fill it. */
struct problem {
    str field;
    str message;
    str args[3];
    struct problem *next;
};

struct ctx {
    struct arena *mem;
    struct db *db; /* reads; inside a work use the work's */
    struct store *store;
    struct known *known; /* what is kept of people; NULL: the database is asked */
    when now;
    struct actor actor;
    const struct settings *settings;
    const struct order_draft
        *draft; /* the order that staff makes; NULL: the actor's own cart is meant */
    const struct remembered
        *remembered;               /* the visitor's browser knows a customer; NULL: it does not */
    const struct store_view *view; /* the storefront's; in the back office the default one */
    const struct exchange
        *exchange; /* the currency that is shown and paid in; NULL: the view's base currency */
    str ip;        /* of the client, proxies resolved (R33) */
    str user_agent;
    str request_id;
    struct problem *problems; /* in the order found */
    i64 again_after;          /* seconds: of ERR_OFTEN */
    bool wrote;               /* a work was committed */
    bool raced;        /* a work was given up for a race of the engine: again, it may succeed */
    struct tags *tags; /* collects what a page shows that is made to be stored; NULL: none is */
};

/* Appends and returns ERR_INVALID. args may be empty texts. */
err invalid(struct ctx *c, str field, str message) MUST;
/* The same with up to three values for %1 to %3. */
err invalid_with(struct ctx *c, str field, str message, str a1, str a2, str a3) MUST;
bool ctx_has_problem(const struct ctx *c, str field);
