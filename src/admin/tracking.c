/* Track Order and Track this Shipment: carrier, title and number of what is under way. */
#include "admin/document_pages.h"

#include "templates/templates.h"
#include "web/request.h"

/* The tracks come one shipment behind the other. */
static err show(struct request *r, const document_tracks *all, str back)
{
    struct view *v = render_view(r);
    struct admin_tracking_page page = {.back_href = back};
    page.shipments.at = (void *)NEWN(v->mem, struct tracking_shipment, all->n + 1);
    struct document_track_row *rows = NEWN(v->mem, struct document_track_row, all->n + 1);
    for (size_t i = 0; i < all->n; i++) {
        const struct document_track *t = &all->at[i];
        if (i == 0 || t->document_id != all->at[i - 1].document_id) {
            struct document d;
            TRY(document_get(&r->c, DOCUMENT_SHIPMENT, t->document_id, &d));
            struct tracking_shipment *s = &page.shipments.at[page.shipments.n++];
            s->title = view_words(v, _("Shipment #%1"), &d.number, 1);
            s->tracks.at = (void *)&rows[i];
        }
        rows[i] = (struct document_track_row){t, document_carrier_label(t->carrier), S(""), false};
        page.shipments.at[page.shipments.n - 1].tracks.n++;
    }
    return RENDER(r, admin_tracking, &page);
}

err admin_order_tracking(struct request *r)
{
    struct order o;
    document_tracks all = {0};
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(order_get(&r->c, id, &o));
    TRY(document_tracks_of_order(&r->c, id, &all));
    str arg = request_arg(r, 0);
    enum route_id to = actor_may(&r->c.actor, ACT_ORDER_VIEW) ? R_admin_order : R_admin_shipments;
    return show(r, &all, url_for(r, to, &arg, to == R_admin_order));
}

err admin_shipment_tracking(struct request *r)
{
    struct document d;
    document_tracks all = {0};
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(document_get(&r->c, DOCUMENT_SHIPMENT, id, &d));
    TRY(document_tracks_of(&r->c, d.id, &all));
    return show(r, &all, document_href(r, DOCUMENT_SHIPMENT, d.id));
}
