/* Cart price rules: what a coupon code, or the cart alone, takes off (Marketing > Promotions). Rules apply by priority,
 * each to what the ones before it have left; their discounts are spread over the lines and sum to the minor unit. How
 * often a rule was used is counted when the order is placed, in one statement with its condition. */
#pragma once

#include "data/list.h"
#include "domain/ctx.h"
#include "domain/totals.h"
#include "domain/work.h"

#define COUPON_CODE_MOST      40
#define CART_RULE_GROUPS_MOST 50
#define CART_RULE_NOT_LOGGED  0 /* the group of visitors */

struct cart_rule {
    i64 id;
    str name, description;
    bool active;
    str code, code_fold; /* "": the rule needs no coupon; code_fold is worked out */
    i64 uses_most;       /* 0: any */
    i64 uses_each;       /* of one customer; 0: any */
    i64 used;
    when from_at, until_at; /* until_at: the midnight that ends the last day; never: no bound */
    i64 priority;
    bool stop;            /* no further rule applies after it */
    money subtotal_least; /* of the cart before discounts; 0: any */
    str action;           /* "percent", "fixed", "cart", "none" */
    i64 ppm;              /* of "percent": 10 % is 100000 */
    money amount;         /* of "fixed" off each piece, of "cart" off the whole */
    bool free_shipping;
    i64 version;
};
extern const struct record cart_rule_record;
typedef LIST(struct cart_rule) cart_rule_list;

/* ---- for carts ---- */

/* The rules that hold for this buyer now, by priority. code: as it was entered, "": none. email_fold: of a guest, for
 * the uses of one customer, "" while it is not known. db: a ctx's or a work's. */
struct cart_rule_buyer {
    i64 customer_id;
    str email_fold, code;
};
MUST err cart_rules_for(struct ctx *c, struct db *db, const struct cart_rule_buyer *who,
                        cart_rule_list *out);
void cart_rules_ahead(struct ctx *c, struct db *db,
                      const struct cart_rule_buyer *who); /* they will be asked for (db_ahead) */

struct cart_rule_result {
    bool free_shipping;
    bool coupon; /* the one with the code applies */
    LIST(const struct cart_rule *) applied;
};
/* Sets the lines' discounts. The lines' subtotals are worked out already. Pure but for the arena. */
void cart_rules_apply(struct arena *mem, const cart_rule_list *rules, struct totals_line *lines,
                      size_t n, struct cart_rule_result *out);

/* Inside the work that places the order: counts one use of each. ERR_INVALID: one has just been used up. */
MUST err cart_rules_use(struct work *w, const struct cart_rule_result *r,
                        const struct cart_rule_buyer *who);
void cart_rules_use_ahead(struct work *w, const struct cart_rule_result *r,
                          const struct cart_rule_buyer *who); /* the same will follow (db_ahead) */
/* Takes the uses back: of an order that is canceled. ids: as the order keeps them, "3 7". */
MUST err cart_rules_give_back(struct work *w, str ids, const struct cart_rule_buyer *who);
/* The ids of those applied: "3 7". */
str cart_rule_ids(struct arena *mem, const struct cart_rule_result *r);

/* ---- for the back office ---- */

struct cart_rule_groups {
    i64 at[CART_RULE_GROUPS_MOST];
    size_t n;
};
struct cart_rule_edit {
    struct cart_rule rule; /* id 0: a new one */
    struct cart_rule_groups groups;
};
extern const struct list cart_rule_list_of_all;
MUST err cart_rule_rows(struct ctx *c, const struct list_query *q, cart_rule_list *rows,
                        struct list_answer *answer);
MUST err cart_rule_get(struct ctx *c, i64 id, struct cart_rule_edit *out);
/* ERR_INVALID: messages at the members' names, "groups"; ERR_CONFLICT: somebody saved first. */
MUST err cart_rule_save(struct ctx *c, const struct cart_rule_edit *in, i64 *id);
MUST err cart_rule_delete(struct ctx *c, i64 id);
