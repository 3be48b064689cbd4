/* Stores › Settings › Order Status (store.md §2.17): statuses are made, named and assigned to states. None is deleted:
 * orders and their history speak of them. */
#pragma once

#include "data/list.h"
#include "domain/order_status.h"
#include "domain/view_text.h"

#define ORDER_STATUS_CODE_MOST  32
#define ORDER_STATUS_LABEL_MOST 128

struct order_status {
    i64 id;
    str code, label;
    i64 version;
};
struct order_status_edit {
    struct order_status status; /* id 0: a new one */
    view_texts labels;
};

MUST err order_status_get(struct ctx *c, i64 id, struct order_status_edit *out);
/* ERR_INVALID: messages at "code", "label", "label_<store view>"; ERR_CONFLICT: somebody saved first. The code of an
 * existing one stays as it is. */
MUST err order_status_save(struct ctx *c, const struct order_status_edit *in);

struct order_status_state {
    i64 id;
    str status, state;
    bool is_default, visible; /* visible: customers see orders of this state and status */
};
/* Assigns, or changes what an assignment says. The first status of a state is its default, and a default stays until
 * another one becomes it. ERR_INVALID at "status", "state": there is no such thing. */
MUST err order_status_assign(struct ctx *c, const struct order_status_state *in);
/* ERR_INVALID: orders have it, or the state would have none. Of a default another one takes the place. */
MUST err order_status_unassign(struct ctx *c, i64 id, str state);

/* A row for each assignment, and one for each status that has none. */
struct order_status_row {
    i64 id; /* unique in the list */
    i64 status_id;
    str code, label, state; /* state "": not assigned */
    bool is_default, visible;
};
typedef LIST(struct order_status_row) order_status_rows;
extern const struct list order_status_list;
MUST err order_status_list_run(struct ctx *c, const struct list_query *q, order_status_rows *rows,
                               struct list_answer *answer);
