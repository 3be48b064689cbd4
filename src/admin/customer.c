/* One customer: head and tabs, the overview, orders, cart and wish list. */
#include "admin/customer_pages.h"

#include "admin/order_pages.h"
#include "domain/assist.h"
#include "domain/order_status.h"
#include "domain/price.h"
#include "domain/settings.h"
#include "templates/templates.h"

#define RECENT_ORDERS 5
#define PER_PAGE      20

static struct part_admin_badges badges_of(struct request *r, const struct customer *k)
{
    struct view *v = render_view(r);
    struct part_admin_badges b = {NEWN(r->c.mem, struct part_badge, 3), 0};
    b.at[b.n++] = k->active ? (struct part_badge){S("ok"), S("check"), tr(v->words, _("Active"))}
                            : (struct part_badge){S(""), S("ban"), tr(v->words, _("Inactive"))};
    if (k->assist_allowed)
        b.at[b.n++] =
            (struct part_badge){S("ok"), S("check"), tr(v->words, _("Remote shopping assistance"))};
    if (customer_locked(&r->c, k))
        b.at[b.n++] = (struct part_badge){S("warn"), S("lock"), tr(v->words, _("Locked"))};
    return b;
}

static str sub_of(struct request *r, const struct customer *k)
{
    struct view *v = render_view(r);
    const struct store_view *s = snapshot_view(r->snapshot, k->store_view_id);
    str day = view_date(v, k->created_at);
    str since = view_words(v, _("Customer since %1"), &day, 1);
    return str_format(r->c.mem, "#%lld · %.*s · %.*s", (long long)k->id, STR_ARG(since),
                      STR_ARG(s ? s->website_name : S("")));
}

err customer_load(struct request *r, str here, struct customer *k, struct customer_head *head)
{
    struct ctx *c = &r->c;
    TRY(customer_by_ref(c, request_arg(r, 0), k));
    *head = (struct customer_head){
        .ref = k->ref,
        .name = customer_name(c->mem, k),
        .sub = sub_of(r, k),
        .here = here,
        .badges = badges_of(r, k),
        .assist = assist_button(c),
        .may_edit = actor_may(&c->actor, ACT_CUSTOMER_SAVE),
        .may_delete = actor_may(&c->actor, ACT_CUSTOMER_DELETE),
        .may_force = actor_may(&c->actor, ACT_CUSTOMER_FORCE),
        .may_reset = actor_may(&c->actor, ACT_CUSTOMER_RESET),
        .locked = customer_locked(c, k) && actor_may(&c->actor, ACT_CUSTOMER_UNLOCK),
        .sees_orders = actor_may(&c->actor, ACT_ORDERS_LIST),
    };
    return OK;
}

err customer_gone(struct request *r)
{
    flash(r, FLASH_BAD, _("This customer no longer exists."));
    return redirect(r, R_admin_customers);
}

/* ---- orders ---- */

static err shown_orders(struct request *r, i64 customer_id, i64 page, i64 per_page,
                        struct customer_orders_table *out, i64 *count)
{
    order_rows rows;
    order_status_names names;
    TRY(order_names(r, &names));
    TRY(order_list_of_customer(&r->c, customer_id, page, per_page, &rows, count));
    out->rows.at = NEWN(r->c.mem, struct customer_order, rows.n);
    out->rows.n = rows.n;
    for (size_t i = 0; i < rows.n; i++) {
        const struct order_row *o = &rows.at[i];
        str view = o->view_path, line;
        while (str_cut(&view, '\n', &line)) /* the last line is the store view */
            out->rows.at[i].view = line;
        out->rows.at[i].id = str_format(r->c.mem, "%lld", (long long)o->id);
        out->rows.at[i].number = o->number;
        out->rows.at[i].bill_name = o->bill_name;
        out->rows.at[i].ship_name = o->ship_name;
        out->rows.at[i].status = order_status_name(&names, o->status);
        out->rows.at[i].badge = order_badge(o->state);
        out->rows.at[i].currency = o->currency;
        out->rows.at[i].created_at = o->created_at;
        out->rows.at[i].grand_total = o->grand_total;
    }
    return OK;
}

err admin_customer_orders(struct request *r)
{
    struct admin_customer_orders_page page = {0};
    struct customer k;
    err e = customer_load(r, S("orders"), &k, &page.head);
    if (e == ERR_NOT_FOUND)
        return customer_gone(r);
    TRY(e);
    if (!page.head.sees_orders)
        return ERR_DENIED;
    TRY(query_i64(r, S("page"), 1, LIST_COUNT_MOST / PER_PAGE, 1, &page.page));
    TRY(shown_orders(r, k.id, page.page, PER_PAGE, &page.orders, &page.count));
    page.previous = page.page - 1;
    page.next = page.page * PER_PAGE < page.count ? page.page + 1 : 0;
    return RENDER(r, admin_customer_orders, &page);
}

/* ---- cart and wish list ---- */

err admin_customer_cart(struct request *r)
{
    struct admin_customer_cart_page page = {.currency = r->c.view->currency};
    struct customer k;
    struct cart cart;
    err e = customer_load(r, S("cart"), &k, &page.head);
    if (e == ERR_NOT_FOUND)
        return customer_gone(r);
    TRY(e);
    TRY(cart_of_customer(&r->c, k.id, &cart));
    page.lines.at = (void *)NEWN(r->c.mem, struct customer_cart_line, cart.lines.n);
    page.lines.n = cart.lines.n;
    for (size_t i = 0; i < cart.lines.n; i++) {
        const struct cart_line *l = &cart.lines.at[i];
        page.lines.at[i] = (struct customer_cart_line){l, price_final(l->price, l->special_price)};
    }
    struct totals_rows rows = cart_totals_rows(&cart, NULL);
    page.totals.at = (void *)NEWN(r->c.mem, struct totals_row, rows.n);
    page.totals.n = rows.n;
    for (size_t i = 0; i < rows.n; i++)
        page.totals.at[i] = rows.at[i];
    return RENDER(r, admin_customer_cart, &page);
}

err admin_customer_wishlist(struct request *r)
{
    struct admin_customer_wishlist_page page = {.currency = r->c.view->currency};
    struct customer k;
    err e = customer_load(r, S("wishlist"), &k, &page.head);
    if (e == ERR_NOT_FOUND)
        return customer_gone(r);
    TRY(e);
    TRY(wishlist_get(&r->c, k.id, &page.list));
    return RENDER(r, admin_customer_wishlist, &page);
}

/* ---- overview ---- */

static err overview_help(struct ctx *c, struct admin_customer_page *page)
{
    struct assist_last last = {0};
    TRY(consent_get(c, page->k.id, &page->consent));
    err e = assist_last(c, page->k.id, &last);
    if (e == ERR_NOT_FOUND)
        return OK;
    TRY(e);
    page->helped_at = last.started_at;
    page->helped_for = (last.ended_at.us ? last.ended_at.us : c->now.us) - last.started_at.us;
    return OK;
}

static err overview_goods(struct request *r, struct admin_customer_page *page)
{
    struct ctx *c = &r->c;
    struct cart cart;
    struct wishlist wishes;
    i64 count;
    TRY(cart_of_customer(c, page->k.id, &cart));
    TRY(wishlist_get(c, page->k.id, &wishes));
    page->cart_lines = (i64)cart.lines.n;
    page->cart_pieces = cart.pieces;
    page->wishes = (i64)wishes.at.n;
    if (!page->head.sees_orders)
        return OK;
    return shown_orders(r, page->k.id, 1, RECENT_ORDERS, &page->orders, &count);
}

err admin_customer(struct request *r)
{
    struct ctx *c = &r->c;
    struct admin_customer_page page = {.currency = c->view->currency};
    struct customer_address billing, shipping;
    err e = customer_load(r, S("view"), &page.k, &page.head);
    if (e == ERR_NOT_FOUND)
        return customer_gone(r);
    TRY(e);
    TRY(customer_facts(c, &page.k, &page.facts));
    TRY(address_defaults(c, &page.k, &billing, &shipping));
    TRY(overview_help(c, &page));
    TRY(overview_goods(r, &page));
    page.locked = customer_locked(c, &page.k);
    page.has_billing = billing.id;
    page.billing = address_lines(c, &billing);
    return RENDER(r, admin_customer, &page);
}
