/* Several hosts: a second website, settings of a scope, and Login as Customer as a browser goes through it, whatever hosts
 * lie on the way. The browsers of browser.h send their cookies to every path and host, so the back office and each
 * storefront host get one of their own. */
#pragma once

#include "domain/settings.h"
#include "house.h"

void set_at(struct house *h, struct scope scope, const char *path, const char *value);
void set(struct house *h, const char *path, const char *value);

/* "us", in dollars, with the view "us_en" on us.test. */
struct second {
    i64 website, store, view;
};
struct second second_website(struct house *h);

struct browser *at_host(struct browser *b, const char *host);
struct answer get_at(struct browser *b, const char *host, str path);

/* What stands in the first attribute that begins with `from`: "action=\"http://". */
str attribute(struct answer a, const char *from);
str path_of(str url);  /* "/cart" of "http://shop.test/cart" */
str label_of(str url); /* of "…/assist/<label>?…", "…/assist/<label>/…" */

/* Leg 2: as a browser sends a form from another origin. origin NULL: no header. */
struct answer arrive(struct browser *b, const char *host, str action, str secret,
                     const char *origin);

/* Presses Login as Customer at `path` of the back office on admin.test with the confirmed form `fields`, and goes on until
 * a page of the storefront stands. */
struct opened {
    str host, label;
    struct answer page;
};
struct opened open_assist(struct browser *admin, struct browser *shop, const char *path,
                          const char *fields);
/* Presses Close Session; the page of the back office that it leads to. */
struct answer close_assist(struct browser *admin, struct browser *shop, const struct opened *o);
