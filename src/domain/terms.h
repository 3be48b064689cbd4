/* Terms and conditions that a buyer agrees to before an order is placed (Stores > Settings > Terms and Conditions). Those
 * that are applied manually need a tick of their own (CO-16); the others are only shown. Plain text. */
#pragma once

#include "data/list.h"
#include "domain/ctx.h"
#include "domain/work.h"

#define TERMS_MOST       20     /* that a checkout shows */
#define TERMS_TEXT_MOST  100000 /* characters */
#define TERMS_VIEWS_MOST 50

struct terms {
    i64 id;
    str name;
    bool active, manual;
    str checkbox; /* what stands beside the box */
    str content;
    i64 sort_order;
    i64 version;
};
extern const struct record terms_record;
typedef LIST(struct terms) terms_list;

/* Those of the store view, by sort order; none while the setting is off. db: a ctx's or a work's. */
MUST err terms_of_checkout(struct ctx *c, struct db *db, terms_list *out);
void terms_ahead(struct ctx *c, struct db *db); /* they will be asked for (db_ahead) */
/* ERR_INVALID at "terms_<id>" for each that needs a tick and has none. accepted: ids. */
MUST err terms_check(struct ctx *c, struct db *db, const i64 *accepted, size_t n);

struct terms_edit {
    struct terms terms;          /* id 0: new ones */
    i64 views[TERMS_VIEWS_MOST]; /* 0: all store views */
    size_t n_views;
};
extern const struct list terms_list_of_all;
MUST err terms_rows(struct ctx *c, const struct list_query *q, terms_list *rows,
                    struct list_answer *answer);
MUST err terms_get(struct ctx *c, i64 id, struct terms_edit *out);
/* ERR_INVALID: messages at the members' names, "views"; ERR_CONFLICT: somebody saved first. */
MUST err terms_save(struct ctx *c, const struct terms_edit *in, i64 *id);
MUST err terms_delete(struct ctx *c, i64 id);
