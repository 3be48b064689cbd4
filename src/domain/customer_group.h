/* Customer groups (store.md §1.4): who gets which tax class and cart price rules, and which websites they are kept out of.
 * NOT LOGGED IN, General, Wholesale and Retailer come with the schema. */
#pragma once

#include "data/list.h"
#include "domain/ctx.h"
#include "domain/work.h"

#define CUSTOMER_GROUP_VISITORS      0 /* NOT LOGGED IN: no account is in it */
#define CUSTOMER_GROUP_DEFAULT       1 /* the built-in one of the setting */
#define CUSTOMER_GROUPS_MOST         200
#define CUSTOMER_GROUP_NAME_MOST     31   /* characters */
#define CUSTOMER_GROUP_KEPT_OUT_MOST 1000 /* websites */

struct customer_group {
    i64 id;
    str code; /* the name folded: two groups that read alike are one; worked out */
    str name; /* data; the built-in ones are also words */
    str tax_class;
    i64 version;
};
typedef LIST(struct customer_group) customer_group_list;

/* The Default Group of the store view, or of Default Config in the back office. */
i64 customer_group_default(const struct ctx *c);
/* Those an account can be in, by id. */
MUST err customer_groups(struct ctx *c, customer_group_list *out);
/* ERR_NOT_FOUND: no account can be in it. */
MUST err customer_group_get(struct ctx *c, i64 id, struct customer_group *out);
/* The name of a customer's, inside a work. */
MUST err customer_group_name(struct work *w, i64 customer_id, str *out);
void customer_group_name_ahead(struct work *w, i64 customer_id); /* it will be read (db_ahead) */

/* ---- the back office's page: with NOT LOGGED IN ---- */

extern const struct list customer_group_list_of_all;
MUST err customer_group_rows(struct ctx *c, const struct list_query *q, customer_group_list *rows,
                             struct list_answer *answer);

struct customer_group_edit {
    struct customer_group group; /* id -1: a new one */
    LIST(i64) excluded; /* ids of the websites where members can neither sign in nor be assisted */
};
MUST err customer_group_edit_get(struct ctx *c, i64 id, struct customer_group_edit *out);
/* ERR_INVALID: messages at "name", "tax_class", "excluded"; ERR_CONFLICT: somebody saved first. Takes effect with the next
 * request of each member. */
MUST err customer_group_save(struct ctx *c, const struct customer_group_edit *in, i64 *id);
/* NOT LOGGED IN and the groups that are a scope's Default Group stay. */
MUST err customer_group_deletable(struct ctx *c, struct db *db, i64 id, bool *out);
/* Its members go to the Default Group of Default Config, and rules forget it. ERR_INVALID: not deletable. */
MUST err customer_group_delete(struct ctx *c, i64 id);
