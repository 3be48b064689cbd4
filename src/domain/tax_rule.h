/* Tax rules, zones and rates as the back office changes them (Stores > Taxes). What a cart makes of them is tax.h. */
#pragma once

#include "data/list.h"
#include "domain/ctx.h"
#include "domain/work.h"

#define TAX_CLASSES_MOST 100
#define TAX_RATES_MOST   1000 /* that a rule may join */

struct tax_class {
    i64 id;
    str kind; /* "customer", "product" */
    str code, name;
};
typedef LIST(struct tax_class) tax_class_list;
MUST err tax_classes(struct ctx *c, tax_class_list *out);

struct tax_rate {
    i64 id;
    str code;                                   /* its name: "DE 19 %" */
    str country, region, region_fold, postcode; /* "*": all; region_fold is worked out */
    i64 ppm;
    i64 version;
};
typedef LIST(struct tax_rate) tax_rate_list;
extern const struct list tax_rate_list_of_all;
MUST err tax_rate_rows(struct ctx *c, const struct list_query *q, tax_rate_list *rows,
                       struct list_answer *answer);
MUST err tax_rate_all(struct ctx *c, tax_rate_list *out); /* by name */
MUST err tax_rate_get(struct ctx *c, i64 id, struct tax_rate *out);
/* ERR_INVALID: messages at the members' names; ERR_CONFLICT: somebody saved first. */
MUST err tax_rate_save(struct ctx *c, const struct tax_rate *in, i64 *id);
/* Inside a work: one that was checked, new, or in the place of the one that has its name. */
MUST err tax_rate_put(struct work *w, const struct tax_rate *r);
/* ERR_INVALID: a rule still has it. */
MUST err tax_rate_delete(struct ctx *c, i64 id);

struct tax_rule {
    i64 id;
    str name;
    i64 priority, sort_order;
    i64 version;
};
typedef LIST(struct tax_rule) tax_rule_list;
struct tax_rule_edit {
    struct tax_rule rule;   /* id 0: a new one */
    tax_class_list classes; /* kind and code of each */
    LIST(i64) rates;
};
extern const struct list tax_rule_list_of_all;
MUST err tax_rule_rows(struct ctx *c, const struct list_query *q, tax_rule_list *rows,
                       struct list_answer *answer);
MUST err tax_rule_get(struct ctx *c, i64 id, struct tax_rule_edit *out);
/* ERR_INVALID: messages at "name", "customer", "product", "rates"; ERR_CONFLICT: somebody saved first. */
MUST err tax_rule_save(struct ctx *c, const struct tax_rule_edit *in, i64 *id);
MUST err tax_rule_delete(struct ctx *c, i64 id);

/* "8.875" for 88750, and back: 0 to 100 with at most four decimals. Pure. */
str tax_percent(struct arena *mem, i64 ppm);
bool tax_percent_parse(str typed, i64 *ppm) MUST;
