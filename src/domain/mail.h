/* The outbox: what shall be mailed is a row that is written in the same transaction as what it tells of, so that no
 * mail speaks of something that did not happen. Each row goes to one recipient. Sending is the business of a job: it
 * claims what is due and marks what went out or failed; a mail that was claimed and never marked (the program died)
 * is due again when its lease ends, with the same Message-ID. */
#pragma once

#include "data/list.h"
#include "domain/ctx.h"
#include "domain/work.h"

#define MAIL_LEASE (5 * MINUTE) /* longer than sending one can take */
#define MAIL_TRIED (DAY)        /* how long one is tried */

struct mail {
    i64 id;
    str kind;                         /* "order_new", "order_update", "customer_reset" … */
    str message_id;                   /* made once: "<…@host>" */
    str from_name, from_address;      /* "": General Contact */
    str to_name, to_address, to_fold; /* in the header; to_fold is mail_queue's */
    str rcpt;                         /* who gets it; "": to_address. Another one: a blind copy */
    bool copy;                        /* for the store (Send Copy To), not for the customer */
    str subject, body, html;          /* html "": there is the text only */
    bool secret; /* holds a code: shown to nobody, forgotten when it went out or failed */
    str lang;
    i64 customer_id, order_id; /* 0: none */
    str state;                 /* "waiting", "sent", "failed" */
    i64 tries;
    str last_error; /* of the mail server, or ours */
    when created_at, next_try_at, first_try_at, failed_at, sent_at;
};
typedef LIST(struct mail) mail_list;

/* Something that a mail can be sent to or from: one @, no blanks, no control characters, nothing that means something in
 * a header. */
bool mail_address_ok(str address);

/* Writes m as a row; id, state, times and message_id in m are ignored ("": made; copies of a mail share theirs). Control
 * characters in names and subject become spaces. An address that cannot be one: the row is there and has failed. While
 * emails are disabled nothing is written; mail_written says so beforehand. */
MUST err mail_queue(struct work *w, const struct mail *m);
bool mail_written(const struct ctx *c);
str mail_new_id(struct arena *mem, str from_address); /* "<…@host of the sender>" */

/* Whether a kind of mail about orders ("order_new", "invoice_update" …) is on in the store view, and emails are at all. */
bool sales_mail_on(const struct ctx *c, i64 store_view_id, str kind);

/* The next that is due, leased to the caller. ERR_NOT_FOUND: none is, or emails are disabled. */
MUST err mail_claim(struct ctx *c, struct mail *out);
/* It went out; the order that it confirms says so from now on. ERR_CONFLICT: somebody marked it before. */
MUST err mail_sent(struct ctx *c, i64 id);
/* It did not: due again after a while that grows from a minute to an hour, or failed for good when `final` or after
 * MAIL_TRIED. m as claimed. ERR_CONFLICT: somebody else has it by now. */
MUST err mail_not_sent(struct ctx *c, const struct mail *m, str why, bool final);
/* Nothing was tried: due again at once. */
MUST err mail_put_back(struct ctx *c, const struct mail *m);
/* For the housekeeper: deletes some of those that were sent or have failed longer ago than the setting keeps them. */
MUST err mail_clean(struct ctx *c);
/* The wait before the next try, without its share of chance (up to a fifth more). */
i64 mail_backoff(i64 tries);

/* ---- for the back office ---- */

/* The text of a secret one is left out. */
MUST err mail_get(struct ctx *c, i64 id, struct mail *out);
/* Sends a failed one again, from the beginning. ERR_CONFLICT: it has not failed, or its text is forgotten. */
MUST err mail_again(struct ctx *c, i64 id);

struct mail_row {
    i64 id;
    str kind, to_name, to_address, rcpt, subject, state, order_number, last_error;
    bool copy, secret;
    i64 order_id, tries;
    when created_at;
};
typedef LIST(struct mail_row) mail_rows;
extern const struct list mail_list_all;
MUST err mail_find(struct ctx *c, const struct list_query *q, mail_rows *out,
                   struct list_answer *answer);
struct choice;
extern const struct choice *const mail_kinds, *const mail_states; /* end with an empty key */
str mail_label(const struct choice *of, str key);                 /* English: "New Order" */
