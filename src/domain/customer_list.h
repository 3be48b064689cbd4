/* The grid of customers: every filter and every sort has its index, so a million accounts cost what ten thousand do.
 * The keyword finds the beginnings of words of name and e-mail address (CG-04). */
#pragma once

#include "data/list.h"
#include "domain/ctx.h"

struct customer_row {
    i64 id;
    str ref, first_name, last_name, email;
    i64 group_id, website_id, store_view_id;
    str group_name, website_name, view_name;
    str bill_phone, bill_postcode, bill_country, bill_region;
    when created_at, birthday, locked_until;
    bool confirmed, active, assist_allowed, newsletter;
    str tax_vat, gender;
};
typedef LIST(struct customer_row) customer_rows;

extern const struct list customer_list;
MUST err customer_list_run(struct ctx *c, const struct list_query *q, customer_rows *out,
                           struct list_answer *answer);
