/* What pages of an order and of its documents share: where it was bought, by whom, its addresses, its notes. */
#include "admin/order_pages.h"

#include "domain/assist.h"
#include "domain/order_status.h"
#include "domain/settings.h"
#include "web/request.h"

static void split_path(struct request *r, const struct order *o, struct order_about *about)
{
    about->path.at = NEWN(r->c.mem, str, 3);
    str rest = o->view_path;
    for (str part; about->path.n < 3 && str_cut(&rest, '\n', &part);)
        about->path.at[about->path.n++] = part;
}

static struct order_address_block block_of(struct request *r, const struct customer_address *a,
                                           bool edit)
{
    return (struct order_address_block){
        .lines = address_lines(&r->c, a),
        .phone = a->phone,
        .vat_id = a->vat_id,
        .edit = edit,
    };
}

static err mail_note(struct request *r, const struct order *o, str *out)
{
    bool waits;
    TRY(order_mail_waits(&r->c, o->id, &waits));
    *out = o->mail_sent_at.us ? _("The order confirmation email was sent")
           : waits            ? _("The order confirmation email waits to be sent")
                              : _("The order confirmation email is not sent");
    return OK;
}

static err put_link(struct request *r, i64 order_id, struct order_link *out)
{
    struct order o;
    if (!order_id)
        return OK;
    TRY(order_get(&r->c, order_id, &o));
    *out = (struct order_link){str_format(r->c.mem, "%lld", (long long)order_id), o.number};
    return OK;
}

static err has_tracks(struct request *r, i64 order_id, bool *has)
{
    document_tracks all = {0};
    if (!actor_may(&r->c.actor, ACT_SHIPMENTS_VIEW))
        return OK;
    TRY(document_tracks_of_order(&r->c, order_id, &all));
    *has = all.n > 0;
    return OK;
}

err order_about_read(struct request *r, const struct order *o,
                     const struct order_addresses *as_made, struct order_about *out)
{
    struct ctx *c = &r->c;
    struct order_addresses addresses;
    struct assist_order account;
    order_status_names names;
    TRY(order_names(r, &names));
    bool edit = !as_made && actor_may(&c->actor, ACT_ORDER_ADDRESS) && order_address_open(o);
    if (as_made)
        addresses = *as_made;
    else
        TRY(order_addresses_of(c, c->db, o, &addresses));
    TRY(assist_order(c, o->id, &account));
    struct order_about about = {
        .order = o,
        .id = str_format(c->mem, "%lld", (long long)o->id),
        .links = as_made && actor_may(&c->actor, ACT_ORDER_VIEW),
        .status = order_status_name(&names, o->status),
        .customer_ref = actor_may(&c->actor, ACT_CUSTOMER_VIEW) ? account.customer_ref : S(""),
        .ip = VIEW_SAYS(c, o->store_view_id, hide_ip) ? S("") : o->ip,
        .billing = block_of(r, &addresses.billing, edit),
        .shipping = block_of(r, &addresses.shipping, edit),
    };
    split_path(r, o, &about);
    if (!as_made)
        TRY(has_tracks(r, o->id, &about.tracked));
    TRY(put_link(r, o->edit_of, &about.replaces));
    TRY(put_link(r, o->edited_as, &about.replaced_by));
    TRY(mail_note(r, o, &about.mail_note));
    *out = about;
    return OK;
}

/* ---- notes ---- */

static struct order_note note_of(struct view *v, const order_status_names *names,
                                 const struct order_comment *k)
{
    return (struct order_note){
        .title = order_status_name(names, k->status),
        .text = order_comment_text(v->mem, v->words, k),
        .author = k->author,
        .at = k->created_at,
        .notified = k->notified,
        .visible = k->visible,
        .of_assist = k->assist_id != 0,
        .icon = k->assist_id ? S("log-in") : S("message-square"),
    };
}

err order_notes_read(struct request *r, i64 order_id, const order_status_names *names,
                     struct order_notes *out)
{
    order_comments all = {0};
    TRY(order_comments_of(&r->c, order_id, false, &all));
    *out = (struct order_notes){NEWN(r->c.mem, struct order_note, all.n), all.n};
    for (size_t i = 0; i < all.n; i++)
        out->at[i] = note_of(render_view(r), names, &all.at[i]);
    return OK;
}

static struct order_note note_of_document(struct view *v, enum document_kind kind,
                                          const struct document_comment_of *k)
{
    str label = view_tr(v, document_label(kind));
    return (struct order_note){
        .title = str_format(v->mem, "%.*s #%.*s", STR_ARG(label), STR_ARG(k->number)),
        .text = k->text,
        .author = k->author,
        .at = k->created_at,
        .notified = k->notified,
        .visible = k->visible,
        .icon = kind == DOCUMENT_INVOICE    ? S("receipt")
                : kind == DOCUMENT_SHIPMENT ? S("truck")
                                            : S("undo-2"),
    };
}

/* Both lists are newest first. */
err order_history_read(struct request *r, i64 order_id, const order_status_names *names,
                       struct order_notes *out)
{
    struct order_notes own = {0};
    document_comments_all theirs = {0};
    TRY(order_notes_read(r, order_id, names, &own));
    TRY(document_comments_of_order(&r->c, order_id, &theirs));
    *out = (struct order_notes){NEWN(r->c.mem, struct order_note, own.n + theirs.n), 0};
    size_t i = 0;
    for (size_t k = 0; k < theirs.n; k++) {
        enum document_kind kind;
        if (!document_kind_find(theirs.at[k].kind, &kind) ||
            !actor_may(&r->c.actor, document_action_view(kind)))
            continue;
        while (i < own.n && own.at[i].at.us > theirs.at[k].created_at.us)
            out->at[out->n++] = own.at[i++];
        out->at[out->n++] = note_of_document(render_view(r), kind, &theirs.at[k]);
    }
    while (i < own.n)
        out->at[out->n++] = own.at[i++];
    return OK;
}
