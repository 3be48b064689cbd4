/* Tax rules, zones and rates as the back office changes them (Stores > Taxes). What a cart makes of them is tax.h. */
#pragma once

#include "data/list.h"
#include "domain/ctx.h"
#include "domain/view_text.h"
#include "domain/work.h"

#define TAX_CLASSES_MOST 100
#define TAX_RATES_MOST   1000 /* that a rule may join */
#define TAX_CODE_MOST    80
#define TAX_TITLE_MOST   128

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
extern const struct record tax_rate_record;
typedef LIST(struct tax_rate) tax_rate_list;
struct tax_rate_edit {
    struct tax_rate rate; /* id 0: a new one */
    view_texts titles;    /* what customers read in its place */
};
extern const struct list tax_rate_list_of_all;
MUST err tax_rate_rows(struct ctx *c, const struct list_query *q, tax_rate_list *rows,
                       struct list_answer *answer);
/* Those that a rule could join, TAX_RATES_MOST: the ones that rule_id (0: a new one) has first, then by name. */
MUST err tax_rate_choices(struct ctx *c, i64 rule_id, tax_rate_list *out);
MUST err tax_rate_get(struct ctx *c, i64 id, struct tax_rate_edit *out);
/* ERR_INVALID: messages at the members' names, "title_<store view>"; ERR_CONFLICT: somebody saved first. */
MUST err tax_rate_save(struct ctx *c, const struct tax_rate_edit *in, i64 *id);
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
