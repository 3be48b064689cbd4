/* A small store with people in it, made by the domain itself: for tests that ask the real pages. Anna, Ben and Clara are
 * customers; Anna and Clara allow Login as Customer, Ben does not. Everybody of the staff is signed in, the agent also
 * acts for Anna. The password of all is A_PASSWORD. Lives in t->mem. */
#pragma once

#include "browser.h"
#include "domain/assist.h"
#include "domain/document.h"
#include "world.h"

enum person {
    VISITOR,
    CUSTOMER,       /* Anna */
    OTHER_CUSTOMER, /* Ben */
    ASSISTING,  /* the agent's assist session for Anna; its cookie goes wherever the browser goes */
    OWNER,      /* every right */
    AGENT,      /* customers, orders, Login as Customer */
    CLERK,      /* customers and orders with their changes, no Login as Customer */
    SUPERVISOR, /* what agents do, and the logs */
    PERSONS
};
extern const char *const person_names[PERSONS];

enum {
    STAFF_OWNER = 1,
    STAFF_AGENT,
    STAFF_CLERK,
    STAFF_SUPERVISOR,
    STAFF_SPARE
}; /* ids of users; of roles alike */

struct house_customer {
    i64 id, address_id, order_id, item_id; /* item_id: of the open cart */
    str ref, email, number, token;         /* token: of the storefront session */
};
struct house {
    struct test_store *t;
    struct world *w;
    struct house_customer anna, ben, clara;
    str label, assist_token; /* the agent's assist session */
    i64 assist_id;
    i64 guest_order_id;
    i64 document_ids[DOCUMENT_KIND_COUNT]; /* of another order of Anna's; 0 until house_documents */
};

struct house *house_make(struct test_store *t);
/* Anna buys once more, and that order gets an invoice, a shipment and a credit memo. */
void house_documents(struct house *h);
/* The same rows in another copy of the database. */
struct house *house_moved(struct house *h, struct test_store *to);
/* A browser with this person's cookies. browser_end ends it. */
struct browser *house_browser(struct house *h, enum person who);
/* The answer's request was taken for this person and nobody else. */
void house_expect_actor(struct house *h, enum person who, const struct answer *a);
str house_staff_token(struct house *h, i64 staff_id); /* of the first session */
/* One more session of the back office, as a sign-in would open it; its token. */
str house_sign_in_staff(struct house *h, i64 staff_id);

/* The address of a route with Anna's things for its :names, below `base`: "", "/assist/k7f3…", "/admin". */
str house_path(struct house *h, const struct route *r, str base);
/* Where this person meets the surface: the assist session has its own root in the storefront. */
str house_base(struct house *h, enum surface s, enum person who);

/* A customer's storefront session, as a sign-in would open it. */
str house_open_session(struct house *h, i64 customer_id, const char *name);
/* Staff starts Login as Customer: label and token of a new session. */
struct assist_started house_assist(struct house *h, i64 staff_id, str customer_ref);
