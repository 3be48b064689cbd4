/* A letter in the making: in the language, formats and settings of a store view, whoever causes it. What it says is a template
 * of templates/mail; the outbox gets its HTML and the plain text made of it.
 *
 *     SCOPED(letter_end) struct letter l;
 *     letter_begin(&l, w, view_id, lang, name, subject);
 *     t_mail_x(&l.v, &(struct mail_x){.letter = l.head, …});
 *     return letter_queue(w, &l, &(struct mail){.kind = …, .to_address = …}); */
#pragma once

#include "base/view.h"
#include "domain/mail.h"
#include "domain/mail_page.h"

struct snapshot;

struct letter {
    struct ctx c; /* as if the store view asked */
    const struct snapshot *s;
    struct buf html;
    struct view v;
    struct mail_letter head;
};

/* lang "": the store view's. A store view that is gone: the one of the ctx. subject is English with %1 and %2. */
void letter_begin(struct letter *l, struct work *w, i64 store_view_id, str lang);
void letter_head(struct letter *l, str to, str subject, str a1, str a2);
void letter_end(struct letter *l);

/* Into the outbox: subject, texts, name and language are the letter's, the rest is m's. From the General Contact unless
 * m says otherwise. */
MUST err letter_queue(struct work *w, struct letter *l, struct mail *m);

/* ---- mails about orders: settings "Sales Emails" of the letter's store view ---- */

/* letter_queue with the kind's sender, and its copies (ML-04): blind ones of the same mail, or emails of their own. */
MUST err letter_queue_sales(struct work *w, struct letter *l, struct mail *m);

/* The lines of a text that somebody typed. */
mail_lines letter_lines(struct arena *mem, str text);
