/* A customer's address book. Every statement carries the customer's id beside the address's own: what is not mine is not
 * found (R35). The default billing address is mirrored into the customer's row for the grid. */
#pragma once

#include "domain/ctx.h"
#include "domain/work.h"

#define ADDRESS_PAGE 20

struct customer_address {
    i64 id, customer_id;
    str first_name, last_name, company, street1, street2, city, region, postcode, country, phone,
        vat_id;
    i64 version;
};
extern const struct record address_record;

MUST err address_get(struct ctx *c, i64 customer_id, i64 id, struct customer_address *out);

/* Entries from `page` on (1 …), ADDRESS_PAGE each, by age, without the defaults when others_only. */
struct address_page {
    LIST(struct customer_address) at;
    i64 count, page, pages;
};
MUST err address_list(struct ctx *c, i64 customer_id, i64 page, bool others_only,
                      struct address_page *out);
/* The first `most` entries by age: for a choice in the checkout. */
MUST err address_choices(struct ctx *c, i64 customer_id, i64 most, struct address_page *out);

struct customer;
/* The default addresses of an account; id 0 where there is none. */
MUST err address_defaults(struct ctx *c, const struct customer *k, struct customer_address *billing,
                          struct customer_address *shipping);

/* Required parts, an allowed country, region and postcode as the country's settings ask (CE-22). Messages stand at the
 * names of the members. Pure of the database: for the checkout too. */
MUST err address_check(struct ctx *c, const struct customer_address *a);
/* The country's codes that the settings allow: "DE", "AT" … */
struct country_codes {
    LIST(str) at;
};
struct country_codes address_countries(struct ctx *c);

/* A checked address as it is kept: the code of a region whose name was typed. */
struct customer_address address_with_region_code(struct customer_address a);

/* Makes (id 0) or changes an entry of a->customer_id, which is checked here; a tick makes it the default, the customer's
 * first entry is both. By the customer ACT_ADDRESS_SAVE, by staff ACT_CUSTOMER_ADDRESS_SAVE. ERR_CONFLICT: somebody
 * saved first. */
MUST err address_save(struct ctx *c, const struct customer_address *a, bool billing, bool shipping);
/* A new entry inside another work (the checkout's "save in address book"); a was checked. */
MUST err address_put(struct work *w, const struct customer_address *a, bool billing, bool shipping);
/* The same for demo data and imports of any length: the caller names what the work touched. */
MUST err address_add(struct work *w, const struct customer_address *a, bool billing, bool shipping,
                     i64 *id);
/* ERR_INVALID: it is a default address, which stays (SF-26). ERR_NOT_FOUND: it is not theirs. */
MUST err address_delete(struct ctx *c, i64 customer_id, i64 id);

/* Lines as they stand on an envelope: name, company, street, town. The country is a code, for
 * its name depends on the reader's language. */
struct address_lines {
    LIST(str) at;
    str country;
};
struct address_lines address_lines(struct ctx *c, const struct customer_address *a);
