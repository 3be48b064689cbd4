/* One request on its way through, and its answer. Handlers read fields and arguments by name and range, and end by
 * RENDER, redirect_… or an err. Knows no single page and no HTTP library (that is server.c's). */
#pragma once

#include "base/buf.h"
#include "domain/ctx.h"
#include "web/route.h"

struct pair { /* a header, query parameter or form field, decoded */
    str name, value;
    bool used;
};

enum page_kind { PAGE_SHOP, PAGE_ADMIN, PAGE_BARE };

struct response {
    int status;
    str type; /* Content-Type */
    struct buf body;
    struct pair headers[24];
    size_t n_headers;
    bool may_store; /* a CACHED row's page; otherwise private, no-store */
    str static_gzip, static_br; /* precompressed forms of the body */
};

struct request {
    struct ctx c; /* r->c.mem, r->c.db, r->c.actor … */
    enum method method;
    bool head;
    str path, query; /* as sent */
    str host;
    bool https;
    const struct pair *headers;
    size_t n_headers;
    struct pair *params; /* query */
    size_t n_params;
    struct pair *fields; /* the form's body */
    size_t n_fields;
    struct route_match match;
    bool again;       /* a POST was ERR_INVALID: the page is shown with what was typed */
    str base;         /* what url_for puts in front: "", "/de", "/assist/k7f3…/de", "/admin" */
    str surface_base; /* the same without the store view's code */
    struct hash form_secret; /* what form tokens of this session are made of */
    struct assist_view *assist; /* the running assist session's facts for the banner; NULL: none */
    struct flash *flash; /* messages out of the previous request */
    struct response out;
};

str request_header(const struct request *r, str name); /* "" : absent */
str request_cookie(const struct request *r, str name); /* "" : absent */

/* The text of the k-th :name part of the path. */
str request_arg(const struct request *r, size_t k);
MUST err request_arg_id(struct request *r, size_t k, i64 *id); /* ERR_NOT_FOUND: no positive number */

/* Query parameters. Absent gives the default; out of range or malformed ERR_NOT_FOUND (a bad link, not a form). */
MUST err query_i64(struct request *r, str name, i64 least, i64 most, i64 fallback, i64 *out);
str query_str(struct request *r, str name, size_t most_bytes); /* "" : absent or too long */

/* ---- endings ---- */

/* RENDER(r, shop_product, &page): prints templates/shop/product.html into r->out with status 200. */
#define RENDER(r, name, page) render_done((r), (t_##name(render_view(r), (page)), 0))
struct view;
struct view *render_view(struct request *r);
err render_done(struct request *r, int unused);

/* 303 after a POST. Only routes of ours, so that no target comes from outside (R42). args fill the :names. */
MUST err redirect(struct request *r, enum route_id to, ...); /* str args in order; the count is the path's own */
MUST err redirect_with_query(struct request *r, str query, enum route_id to, ...);
/* To a path that the server itself stored (return targets); refuses anything that is not "/…" of ours. */
MUST err redirect_stored(struct request *r, str path);

/* A message that the next page shows once. Travels in a signed cookie: GET stays free of writes. */
enum flash_kind { FLASH_OK, FLASH_INFO, FLASH_WARN, FLASH_BAD };
void flash(struct request *r, enum flash_kind kind, str message); /* _("…") */
void flash_with(struct request *r, enum flash_kind kind, str message, str a1, str a2);
struct flash {
    enum flash_kind kind;
    str message, args[2];
    struct flash *next;
};

void response_header(struct request *r, str name, str value);
/* max_age 0: a session cookie; negative: delete. HttpOnly, SameSite, Secure and prefix by the server's setting. */
void response_cookie(struct request *r, str name, str value, str path, i64 max_age, bool strict);

/* Where a route's page is, in this request's surface and store view: for templates and for handlers. */
str url_for(struct request *r, enum route_id to, const str *args, size_t n);
