/* The one way to write: permission, transaction, changes named, logged, committed. What the change touches goes to
 * the action log (before and after), the page cache and the search index from one place. */
#pragma once

#include "data/record.h"
#include "data/writer.h"
#include "domain/ctx.h"
#include "domain/tag.h"

enum entity {
    ENTITY_NONE = 0,
#define ENTITY(id, name, label, pages) ENTITY_##id,
#include "domain/entities.def"
#undef ENTITY
    ENTITY_COUNT
};
str entity_name(enum entity e); /* "customer" */

struct work {
    struct ctx *c;
    struct db *db; /* sees its own changes; c->db does not */
    struct write write;
    enum action action;
    struct touch *touches;
    struct tags tags; /* of stored pages that the change makes wrong */
    i64 subject;      /* the customer it concerns; set by work_subject or by an assist actor */
    str detail;       /* for the log: "#000000142", an e-mail never */
    str source;       /* for the log: the page it came from */
    i64 assist_id, store_view_id; /* for the log: of the assist session that it opens */
    bool logged;                  /* its row of the log is written already (assist.c) */
    bool done;
};

/* ERR_DENIED when the actor may not (work_refused). On SQLite waits for its turn. */
MUST err work_begin(struct ctx *c, enum action action, struct work *w);
/* Logs that the actor may not, in a transaction of its own: for actions with a group that is not switched off, and for
 * whatever staff tries as a customer. Whoever refuses a request that would write calls it once. */
void work_refused(struct ctx *c, enum action action);

/* Names what changed. changes: from record_changes, "" for things without a record. Every work names something. */
void work_touch(struct work *w, enum entity e, i64 id, str changes);
/* A changed row with its record: computes the changes. before NULL: created; after NULL: deleted. */
void work_touch_row(struct work *w, enum entity e, i64 id, const struct record *rec,
                    const void *before, const void *after);
/* Whether the log may keep what is touched, and with it the ids of new rows. */
bool work_may_be_logged(const struct work *w);
/* db_put of a new row whose id nobody needs but the log: where it keeps none, nobody waits for it, and *id stays. */
MUST err work_put_new(struct work *w, const struct sql *q, const struct record *rec,
                      const void *row, i64 *id);
/* Stored pages with this tag show something that changed: beyond what the touched entity drops by itself. */
void work_drop(struct work *w, enum tag_kind kind, i64 id);
void work_subject(struct work *w, i64 customer_id);
void work_detail(struct work *w, str detail);
void work_source(struct work *w, str source);

/* Writes the log row in the same transaction, then commits: what cannot be logged does not happen. A group that is
 * switched off has no row (groups.def), unless the permission for Login as Customer changes. Before it returns, no stored
 * page shows what was before. */
MUST err work_commit(struct work *w);
void work_end(struct work *w); /* rolls back unless committed; for SCOPED */

/* Runs fn in a work, again after a lost race (at most 5 times). */
MUST err work_try(struct ctx *c, enum action action, err (*fn)(struct work *w, void *arg),
                  void *arg);
