/* The tables of routes: shop/routes.def and admin/routes.def. A row is method, path, action, handler and flags; in the
 * back office it may also be a menu entry. A ROUTE_CACHED may be stored (page.h). The gate enforces the row; `kontor routes` prints the joined tables. */
#pragma once

#include "base/base.h"
#include "domain/access.h"

struct arena;
struct buf;
struct request;

enum method { METHOD_NONE = 0, GET, POST }; /* HEAD is a GET without its body; all else is 405 */

enum surface {
    SURFACE_NONE = 0,
    SURFACE_SHOP,
    SURFACE_ADMIN,
    SURFACE_OPEN
}; /* OPEN: /healthz, /static */

enum route_flags {
    PLAIN = 0,
    CACHED = 1,          /* may be stored: the handler never learns who asks (R28) */
    SLOW = 2,            /* checks a password: runs on the slow pool */
    RAW = 4,             /* no page frame: downloads, pictures */
    NO_ASSIST_TOUCH = 8, /* polling: does not count as activity of a session */
    IMMUTABLE = 16,      /* never changes under its address: may be stored for a year */
    UPLOAD = 128,        /* takes multipart/form-data, too: a form with a file */
    ARRIVAL =
        64, /* storefront below /assist/<label>: before the session's cookie counts (domain/assist_handover.h) */
    LONG =
        32, /* back office: much work at once, such as a PDF: runs one at a time, beside everything */
};

/* Every handler is declared by its row: err shop_product(struct request *r). Its name is the route's id. */
enum route_id {
    ROUTE_NONE = 0,
#define ROUTE(method, path, action, handler, flags)                   R_##handler,
#define ROUTE_CACHED(method, path, action, handler, params)           R_##handler,
#define ROUTE_MENU(method, path, action, handler, flags, menu, label) R_##handler,
#define MENU(id, parent, label, icon)
#include "admin/routes.def"
#include "shop/routes.def"
#include "web/routes.def"
#undef ROUTE
#undef ROUTE_CACHED
#undef ROUTE_MENU
#undef MENU
    ROUTE_COUNT
};

/* The handlers themselves. */
#define ROUTE(method, path, action, handler, flags)         err handler(struct request *r);
#define ROUTE_CACHED(method, path, action, handler, params) err handler(struct request *r);
#define ROUTE_MENU(method, path, action, handler, flags, menu, label)                              \
    err handler(struct request *r);
#define MENU(id, parent, label, icon)
#include "admin/routes.def"
#include "shop/routes.def"
#include "web/routes.def"
#undef ROUTE
#undef ROUTE_CACHED
#undef ROUTE_MENU
#undef MENU

struct route {
    enum method method;
    enum surface surface;
    str path; /* "/orders/:id": relative to the surface's root */
    enum action action;
    err (*handler)(struct request *r);
    enum route_id
        again; /* a POST's page to show again on ERR_INVALID: the GET of the same path, else the row above it
                            with a GET whose path is the longest prefix */
    unsigned flags;
    str params; /* CACHED: the query parameters that its page depends on: "sort page" */
    str name;   /* "shop_product" */
};
const struct route *route_at(enum route_id id);
enum route_id route_id(const struct route *route);

#define ROUTE_ARGS 4
struct route_match {
    const struct route *route;
    str args[ROUTE_ARGS]; /* the texts of :name parts, decoded */
    unsigned allowed;     /* when no route: methods that the path has (405), bit 1 << method */
};

/* Once a process, before route_find. Ends the program when two rows claim the same method and path. */
void routes_start(void);
/* path is decoded, without the surface's prefix. A plain part goes before a :name part. */
bool route_find(enum surface s, enum method m, str path, struct route_match *out);
/* Where the gate sends visitors when a page needs somebody: the surface's first GET with the action SIGN_IN_VIEW or
 * ADMIN_SIGN_IN_VIEW. ROUTE_NONE: it has none. */
enum route_id route_sign_in(enum surface s);

/* The joined table: method, address, action, who may, assist, flags, handler; a line a route. */
void route_dump(struct buf *out);

/* ---- the table itself (table.c; tests may bring their own) ---- */
extern struct route route_table[];
extern const size_t route_table_n;
