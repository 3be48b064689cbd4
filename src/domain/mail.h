/* The outbox: what shall be mailed is a row that is written in the same transaction as what it tells of, so that no
 * mail speaks of something that did not happen. Texts are plain and in the reader's language. Sending is the
 * business of a job: it asks for what waits and marks what went out. */
#pragma once

#include "domain/ctx.h"
#include "domain/work.h"

struct mail {
    i64 id;
    str kind; /* "order_new", "order_update", "customer_reset" … */
    str to_name, to_address;
    str subject, body;
    str lang;
    i64 customer_id, order_id; /* 0: none */
    when created_at, sent_at;
};

/* Writes m as a row; id and times in m are ignored. Line breaks in names and subject become spaces. */
MUST err mail_queue(struct work *w, const struct mail *m);

typedef LIST(struct mail) mail_list;
/* The oldest that wait, at most `most`. */
MUST err mail_waiting(struct ctx *c, i64 most, mail_list *out);
/* It went out; the order that it confirms says so from now on. ERR_CONFLICT: somebody marked it before. */
MUST err mail_sent(struct ctx *c, i64 id);
