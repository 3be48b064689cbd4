/* The form of an address, for the address book of both surfaces: which fields are read, and what the part parts_address
 * prints. Regions follow the country: without JavaScript a button shows the form again for another one. */
#pragma once

#include "domain/address.h"
#include "domain/customer.h"
#include "web/parts.h"
#include "web/request.h"

struct typed_address {
    struct customer_address a; /* without id and customer_id: those are never out of a form (R01) */
    bool billing, shipping;
    bool refresh;
};
/* ERR_INVALID without a message: the form is to be shown again for another country. */
MUST err address_form_read(struct request *r, struct typed_address *out);

struct part_address {
    struct customer_address a;
    struct part_options countries, regions; /* no regions: free text */
    bool region_required, postcode_optional;
    bool is_billing, is_shipping; /* it is the default already */
    bool offers_defaults;         /* the ticks for the defaults; the checkout has none */
    bool in_checkout;             /* it is not of the address book: nothing is said of defaults */
    bool for_staff;               /* somebody else's address: "my" would be wrong */
};
/* a: what the form begins with; k: whose it is. */
struct part_address address_part(struct request *r, const struct customer_address *a,
                                 const struct customer *k);

/* The countries that the shop serves, and the regions of one of them (none: free text), to choose from. */
struct part_options address_country_options(struct request *r);
struct part_options address_region_options(struct request *r, str country);

str view_region(struct view *v, str country,
                str region); /* the name of a code: {{ region(a.country, a.region) }} */
