/* One request on its way through, and its answer. Handlers read fields and arguments by name and range, and end by
 * RENDER, redirect_… or an err. Knows no single page and no HTTP library (that is server.c's). */
#pragma once

#include "base/buf.h"
#include "domain/ctx.h"
#include "web/head.h"
#include "web/route.h"
#include "web/static.h"

struct address;
struct assist_view;
struct lane;
struct page;
struct recording;
struct session;
struct site;
struct snapshot;
struct upload;
struct view;

enum page_kind { PAGE_SHOP, PAGE_ADMIN, PAGE_BARE };

#define RESPONSE_HEADERS 24

struct response {
    int status;
    str type; /* Content-Type */
    struct buf body;
    struct pair headers[RESPONSE_HEADERS];
    size_t n_headers;
    bool may_store; /* a CACHED row's page; otherwise private, no-store */
    bool close;     /* the connection ends with this answer */
    str still; /* instead of body: bytes that live as long as the process (static files), or as `page` */
    const struct page *page; /* of the cache, whose bytes they are; gate_end drops it */
    int form;                /* of the page, an enum page_form */
    void *made;              /* what the server made of that form before: it needs no headers */
    str referrer;            /* instead of the usual Referrer-Policy; "": that one */
    str policy;              /* instead of the usual Content-Security-Policy; "": that one */
};

enum flash_kind { FLASH_OK, FLASH_INFO, FLASH_WARN, FLASH_BAD };
struct flash {
    enum flash_kind kind;
    str message, args[2];
    struct flash *next;
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
    struct upload *files; /* of a form that came as multipart/form-data */
    size_t n_files;
    bool multipart;
    enum surface surface;
    struct route_match match;
    bool expired;     /* the session's cookie proves nothing any more */
    bool handled;     /* the handler has begun */
    bool again;       /* a POST was ERR_INVALID: the page is shown with what was typed */
    str base;         /* what url_for puts in front: "", "/de", "/assist/k7f3…/de", "/admin" */
    str surface_base; /* the same without the store view's code */
    str page_path;    /* the path behind base, decoded: "/orders/12" */
    str assist_label; /* of an assisted path; "" elsewhere */
    const struct hash *form_session; /* whose form tokens this answer has; NULL: a visitor's */
    struct hash form_secret;         /* what they are made of, once form_token.c was asked */
    bool form_ready;
    str form_token; /* … once a form of this answer has one: masked anew for each answer */
    const struct session *
        session; /* of this surface, a visitor's with a cart too; NULL: none, or staff acting for a customer */
    struct assist_view *assist; /* the running assist session's facts for the banner; NULL: none */
    struct flash *flash;        /* messages out of the previous request */
    struct flash *flash_next;   /* messages for the next one */
    const struct snapshot *snapshot; /* settings and store views as this request sees them */
    u64 mark;                        /* tags_mark() before anything was known of who asks */
    struct recording *recording; /* the page is made to be stored (hole.h); NULL: for who asks */
    const struct site *site;
    struct lane *lane;
    struct response out;
};

str request_header(const struct request *r, str name); /* "" : absent */
str request_cookie(const struct request *r, str name); /* "" : absent */

/* The text of the k-th :name part of the path. */
str request_arg(const struct request *r, size_t k);
MUST err request_arg_id(struct request *r, size_t k,
                        i64 *id); /* ERR_NOT_FOUND: no positive number */

/* Query parameters. Absent gives the default; out of range or malformed ERR_NOT_FOUND (a bad link, not a form). */
MUST err query_i64(struct request *r, str name, i64 least, i64 most, i64 fallback, i64 *out);
str query_str(struct request *r, str name, size_t most_bytes); /* "" : absent or too long */

/* ---- endings ---- */

/* RENDER(r, shop_product, &page): prints templates/shop/product.html into r->out with status 200. */
#define RENDER(r, name, page) render_done((r), (t_##name(render_view(r), (page)), 0))
struct view *render_view(struct request *r);
err render_done(struct request *r, int unused);

/* Bytes that are no page: a download, a picture. name "": shown in place. Status 200. */
MUST err response_bytes(struct request *r, str type, str name, str bytes);

/* 303 after a POST. Only routes of ours, so that no target comes from outside (R42). args fill the :names. */
MUST err redirect(struct request *r, enum route_id to,
                  ...); /* str args in order; the count is the path's own */
MUST err redirect_with_query(struct request *r, str query, enum route_id to, ...);
/* To an address that the server itself stored or made, on another of its hosts. */
MUST err redirect_across(struct request *r, str url);
/* "https://admin.example": of this request. */
str request_origin(struct request *r);
/* To the same path and query at the view's own host, as they were sent. ERR_BROKEN: it has none. */
MUST err redirect_to_view(struct request *r, const struct store_view *view, str path, str query);
/* To a path that the server itself stored (return targets); refuses anything that is not "/…" of ours. */
MUST err redirect_stored(struct request *r, str path);
/* After signing in: back to the page that asked for it, else to the route. The gate sends visitors to the sign-in page
 * with the page they wanted in the query parameter "next", signed (R42). */
MUST err redirect_next(struct request *r, enum route_id otherwise);
/* For the sign-in form's hidden field "next": the signed target, checked; "": nothing asked for. */
str request_next(struct request *r);

/* A message that the next page shows once. Travels in a signed cookie: GET stays free of writes. */
void flash(struct request *r, enum flash_kind kind, str message); /* _("…") */
void flash_with(struct request *r, enum flash_kind kind, str message, str a1, str a2);

void response_header(struct request *r, str name, str value);
/* max_age 0: a session cookie; negative: delete. HttpOnly, SameSite, Secure and prefix by the server's setting. */
void response_cookie(struct request *r, str name, str value, str path, i64 max_age, bool strict);

/* The two cookies of a handover (domain/assist_handover.h): the nonce of the browser that started, at the back office, and
 * the proof that it did, at the storefront. nonce "": forget it. */
void nonce_cookie(struct request *r, str label, str nonce);
str nonce_cookie_value(const struct request *r, str label);
void proof_cookie(struct request *r, str label);
/* What one host says to the other in the address that it leads to: leg 2 to leg 3 that the secret was used, leg 3 to leg 4
 * that it was by the browser that started. */
enum handover_leg { LEG_TO_ADMIN, LEG_TO_SHOP };
str handover_proof(struct request *r, enum handover_leg leg, str label);
bool is_handover_proof(struct request *r, enum handover_leg leg, str label, str proof);
bool has_proof_cookie(struct request *r, str label);

/* Remembers this store view in the browser, for this surface: where no address has its code. */
void view_cookie(struct request *r, const struct store_view *view);
void currency_cookie(struct request *r, str currency);

/* The cookie of a surface's session: after signing in (token) and out (token ""). assist_label: COOKIE_ASSIST only. */
enum cookie { COOKIE_SHOP, COOKIE_ADMIN, COOKIE_ASSIST };
void session_cookie(struct request *r, enum cookie kind, str assist_label, str token);

/* The browser's own token, by which the shop remembers a customer; "": forget it. Never of an assist session. */
void remember_cookie(struct request *r, str token);
str remember_cookie_token(const struct request *r); /* "": none */

/* Where a route's page is, in this request's surface and store view: for templates and for handlers. */
str url_for(struct request *r, enum route_id to, const str *args, size_t n);
/* The same in another store view, or (label not empty) for a customer acted for; with its origin if that view is at
 * home on another host. */
str url_for_view(struct request *r, const struct store_view *view, str assist_label,
                 enum route_id to, const str *args, size_t n);
/* The same for mails: always with an origin where one is configured, never with the Host that a client sent. */
str public_url(struct request *r, const struct store_view *view, enum route_id to);
/* This page in another store view (ST-08): path and query stay. A form that is shown again has no page of its own path, so
 * it leads home. */
str url_here_in(struct request *r, const struct store_view *view);
/* "next=…": for a page that keeps a choice and leads back to this one. "" for a form that is shown again. */
str request_back_here(struct request *r);

/* ---- for the gate ---- */

/* The store view's code out of the cookie that remembers it where no address has one (Add Store Code to URLs: No). */
str request_view_choice(const struct request *r);
/* The currency that this browser chose on this surface; "": none. The place is known. */
str request_currency_choice(const struct request *r);

/* What stands before the view's addresses at this host: surface_base with its code, unless it goes without. */
str request_base(struct request *r, str surface_base, const struct store_view *view);

/* Path and query, as they were asked for. */
str request_here(struct request *r);
/* A signed return target for request_next. */
str request_next_make(struct request *r, str path);

/* A session's token out of this surface's own cookie; *twice: the cookie came twice. "": none. */
str session_cookie_token(const struct request *r, enum cookie kind, bool *twice);
bool request_has_cookies(const struct request *r); /* any of ours */
bool request_has_cookie(const struct request *r,
                        enum cookie kind); /* under any of its names (R21) */

/* Reads the messages that the previous request left, and writes what this one leaves. */
void flash_take(struct request *r);
void flash_leave(struct request *r);

/* A request out of its well-formed head and its body. 0, or the status of the refusal: 400, 405, 413, 415. The arena
 * must be empty: the lane's, which the caller empties when the answer is sent. */
int request_begin(struct request *r, const struct site *site, struct lane *lane,
                  const struct head *head, str body, const struct address *peer);
