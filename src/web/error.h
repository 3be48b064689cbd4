/* What a page says when there is no page. Rendered in the surface's own frame; a page without one is the last resort
 * when that fails too. */
#pragma once

#include "base/base.h"

struct problem;
struct request;

struct error_page {
    int status;
    str title, text; /* English; translated where shown: "Page not found" */
    str arg;         /* %1 of text: the path of the missing resource, translated */
    str incident;    /* the request's id, for 500: what a person can tell support */
    bool search;     /* 404 in the storefront offers a search */
    bool sign_in;    /* 401, and 403 for somebody who is not signed in */
    str retry;       /* where to go on: the page that the form belongs to; "" the start page */
    const struct problem *problems; /* 409, 422: what is wrong */
};
struct error_page error_page(struct request *r, int status);

/* The surfaces' own pages, in src/shop and src/admin. They render templates/shop/error.html, templates/admin/error.html. */
MUST err shop_error(struct request *r, const struct error_page *p);
MUST err admin_error(struct request *r, const struct error_page *p);

/* Makes the answer an error page: frame, banner, status. Never fails. */
void error_answer(struct request *r, int status);
/* The same with a text of its own. */
void error_answer_saying(struct request *r, int status, str text);

/* A whole HTML page for when there is no request to speak of. */
str error_last_resort(int status);
