#include "domain/document_note.h"

#include "base/i18n.h"
#include "domain/document.sql.h"
#include "domain/document_mail.h"
#include "domain/order_comment.h"

#define TRACK_TEXT_MOST 100 /* characters of a title or a number */

/* ---- tracking numbers ---- */

static const struct field track_fields[] = {
    FIELD(struct document_track, id, F_PLAIN),
    FIELD(struct document_track, document_id, F_PLAIN),
    FIELD(struct document_track, carrier, F_PLAIN),
    FIELD(struct document_track, title, F_PLAIN),
    FIELD(struct document_track, number, F_PLAIN),
    FIELD(struct document_track, created_at, F_PLAIN),
};
const struct record document_track_record = RECORD(struct document_track, track_fields);

const char *const document_carriers[] = {"custom", "dhl", "ups", "fedex", "usps", NULL};
static const str carrier_labels[] = {
    _("Custom Value"), S("DHL"), S("UPS"), _("FedEx"), S("USPS"),
};

static const str *carrier_of(str key)
{
    for (size_t i = 0; document_carriers[i]; i++)
        if (str_eq(key, str_from(document_carriers[i])))
            return &carrier_labels[i];
    return NULL;
}

str document_carrier_label(str carrier)
{
    const str *label = carrier_of(carrier);
    return label ? *label : carrier;
}

err document_tracks_of(struct ctx *c, i64 document_id, document_tracks *out)
{
    return db_all(c->db, c->mem, &sql_document_tracks, ARGS(document_id), &document_track_record,
                  out);
}

err document_tracks_of_order(struct ctx *c, i64 order_id, document_tracks *out)
{
    return db_all(c->db, c->mem, &sql_document_tracks_of_order, ARGS(order_id),
                  &document_track_record, out);
}

static err check_track(struct ctx *c, const struct document_track *t)
{
    err e = OK;
    if (!carrier_of(t->carrier))
        e = invalid(c, S("carrier"), _("Please choose a carrier."));
    if (t->number.n == 0)
        e = invalid(c, S("number"), _("Please enter a tracking number."));
    if (str_count_chars(t->number) > TRACK_TEXT_MOST)
        e = invalid(c, S("number"), _("This text is too long."));
    if (str_count_chars(t->title) > TRACK_TEXT_MOST)
        e = invalid(c, S("title"), _("This text is too long."));
    return e;
}

/* Without a title the carrier's name is one. */
err document_track_put(struct work *w, struct document_track *t)
{
    TRY(check_track(w->c, t));
    if (t->title.n == 0)
        t->title = document_carrier_label(t->carrier);
    t->created_at = w->c->now;
    TRY(db_put(w->db, &sql_document_track_create, &document_track_record, t, &t->id));
    work_touch_row(w, ENTITY_TRACK, t->id, &document_track_record, NULL, t);
    return OK;
}

static err named(struct work *w, enum document_kind kind, i64 id, struct document *out)
{
    TRY(db_one(w->db, w->c->mem, &sql_document_get, ARGS(id, document_key(kind)), &document_record,
               out));
    work_subject(w, out->customer_id);
    work_detail(w, str_join(w->c->mem, S("#"), out->number));
    return OK;
}

err document_track_add(struct ctx *c, const struct document_track *in)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_SHIPMENT_TRACK, &w));
    struct document d;
    struct document_track t = *in;
    TRY(named(&w, DOCUMENT_SHIPMENT, in->document_id, &d));
    document_tracks there = {0};
    TRY(db_all(w.db, c->mem, &sql_document_tracks, ARGS(d.id), &document_track_record, &there));
    if (there.n >= DOCUMENT_TRACKS_MOST)
        return invalid(c, S("number"), _("A shipment has at most 20 tracking numbers."));
    TRY(document_track_put(&w, &t));
    return work_commit(&w);
}

err document_track_remove(struct ctx *c, i64 document_id, i64 id)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_SHIPMENT_TRACK, &w));
    struct document d;
    i64 rows = 0;
    TRY(named(&w, DOCUMENT_SHIPMENT, document_id, &d));
    TRY(db_run(w.db, &sql_document_track_remove, ARGS(id, document_id), &rows));
    if (rows == 0)
        return ERR_NOT_FOUND;
    work_touch(&w, ENTITY_TRACK, id, (str){0});
    return work_commit(&w);
}

/* ---- comments ---- */

static const struct field comment_fields[] = {
    FIELD(struct document_comment, id, F_PLAIN),
    FIELD(struct document_comment, document_id, F_PLAIN),
    FIELD(struct document_comment, text, F_PLAIN),
    FIELD(struct document_comment, notified, F_PLAIN),
    FIELD(struct document_comment, visible, F_PLAIN),
    FIELD(struct document_comment, staff_id, F_NULL0),
    FIELD(struct document_comment, author, F_NULL0),
    FIELD(struct document_comment, created_at, F_PLAIN),
};
static const struct record comment_record = RECORD(struct document_comment, comment_fields);

err document_comments_of(struct ctx *c, i64 document_id, bool visible_only, document_comments *out)
{
    return db_all(c->db, c->mem,
                  visible_only ? &sql_document_comments_visible : &sql_document_comments,
                  ARGS(document_id), &comment_record, out);
}

err document_comments_of_order(struct ctx *c, i64 order_id, document_comments_all *out)
{
    static const struct field fields[] = {
        FIELD(struct document_comment_of, id, F_PLAIN),
        FIELD(struct document_comment_of, document_id, F_PLAIN),
        FIELD(struct document_comment_of, kind, F_PLAIN),
        FIELD(struct document_comment_of, number, F_PLAIN),
        FIELD(struct document_comment_of, text, F_PLAIN),
        FIELD(struct document_comment_of, notified, F_PLAIN),
        FIELD(struct document_comment_of, visible, F_PLAIN),
        FIELD(struct document_comment_of, author, F_NULL0),
        FIELD(struct document_comment_of, created_at, F_PLAIN),
    };
    static const struct record record = RECORD(struct document_comment_of, fields);
    return db_all(c->db, c->mem, &sql_document_comments_of_order, ARGS(order_id), &record, out);
}

err document_comment_put(struct work *w, struct document_comment k)
{
    k.staff_id = w->c->actor.staff_id;
    k.author = w->c->actor.staff_name;
    k.created_at = w->c->now;
    TRY(db_put(w->db, &sql_document_comment_create, &comment_record, &k, &k.id));
    work_touch_row(w, ENTITY_ORDER_COMMENT, k.id, &comment_record, NULL, &k);
    return OK;
}

err document_comment_add(struct ctx *c, const struct document_comment_new *in)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, document_action_comment(in->kind), &w));
    struct document d;
    struct order o;
    TRY(named(&w, in->kind, in->document_id, &d));
    TRY(order_read(&w, d.order_id, &o));
    if (in->text.n == 0)
        return invalid(c, S("comment"), _("Please enter a comment."));
    if (str_count_chars(in->text) > ORDER_COMMENT_MOST)
        return invalid(c, S("comment"), _("This text is too long."));
    bool queued = false;
    if (in->notify)
        TRY(document_mail_update(&w, &o, &d, in->text, &queued));
    TRY(document_comment_put(&w, (struct document_comment){
                                     .document_id = d.id,
                                     .text = in->text,
                                     .notified = queued ? ORDER_NOTIFIED : ORDER_NOT_NOTIFIED,
                                     .visible = in->visible,
                                 }));
    return work_commit(&w);
}

/* ---- mail ---- */

err document_mail_again(struct ctx *c, enum document_kind kind, i64 id)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, document_action_mail(kind), &w));
    struct document d;
    struct order o;
    document_items items = {0};
    document_tracks tracks = {0};
    TRY(named(&w, kind, id, &d));
    TRY(order_read(&w, d.order_id, &o));
    TRY(document_items_of(c, d.id, &items));
    TRY(document_tracks_of(c, d.id, &tracks));
    bool queued = false;
    TRY(document_mail_new(&w, &o, &d, &items, &tracks, (str){0}, &queued));
    if (!queued)
        return invalid(c, S(""), _("This kind of email is switched off."));
    TRY(db_run(w.db, &sql_document_mail_sent, ARGS(d.id, c->now), NULL));
    work_touch(&w, document_entity(kind), d.id, (str){0});
    return work_commit(&w);
}
