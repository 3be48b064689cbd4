/* How an order in the making begins: a customer out of a grid or a guest's e-mail, an order placed again, one edited. */
#include "admin/order_draft_pages.h"

#include "admin/order_pages.h"
#include "domain/customer.h"
#include "domain/customer_list.h"
#include "domain/settings.h"
#include "templates/templates.h"
#include "web/form.h"
#include "web/request.h"

static const struct grid_column columns[] = {
    {.name = "id", .label = _("ID"), .look = GRID_NUMBER | GRID_LOW},
    {.name = "name", .label = _("Name"), .look = GRID_KEY | GRID_FIXED},
    {.name = "email", .label = _("Email")},
    {.name = "phone", .label = _("Phone"), .look = GRID_NOWRAP | GRID_LOW},
    {.name = "zip", .label = _("ZIP"), .look = GRID_NOWRAP | GRID_LOW},
};
const struct grid admin_draft_customers_grid = {
    .label = _("Customers"),
    .list = &customer_list,
    .columns = columns,
    .n = COUNT(columns),
    .sort = "id",
    .keyword = _("Name, email …"),
    .none = _("No customers found"),
    .empty = _("There are no customers yet."),
};

static void put_customer(struct grid_page *p, const struct customer_row *k)
{
    str name = str_format(p->v->mem, "%.*s %.*s", STR_ARG(k->first_name), STR_ARG(k->last_name));
    str href = url_for(p->r, R_admin_draft_customer, &k->ref, 1);
    grid_row(p, name);
    grid_put(p, "id", grid_text(str_format(p->v->mem, "%lld", (long long)k->id)));
    grid_put(p, "name", grid_link(name, href));
    grid_put(p, "email", grid_text(k->email));
    grid_put(p, "phone", grid_text(k->bill_phone));
    grid_put(p, "zip", grid_text(k->bill_postcode));
    grid_action(p, (struct grid_action){.label = grid_tr(p, _("Select")), .href = href});
}

err admin_draft_new(struct request *r)
{
    struct admin_draft_new_page page = {.may_add = actor_may(&r->c.actor, ACT_CUSTOMER_SAVE)};
    customer_rows rows = {0};
    TRY(grid_read(r, &admin_draft_customers_grid, &page.grid));
    TRY(customer_list_run(&r->c, &page.grid.query, &rows, &page.grid.answer));
    for (size_t i = 0; i < rows.n; i++)
        put_customer(&page.grid, &rows.at[i]);
    grid_done(&page.grid);
    return RENDER(r, admin_draft_new, &page);
}

/* ---- for whom ---- */

static str id_text(struct request *r, i64 id)
{
    return str_format(r->c.mem, "%lld", (long long)id);
}

/* website_id 0: of every website. */
static struct part_options view_options(struct request *r, i64 website_id)
{
    const struct snapshot *s = r->snapshot;
    struct part_options list = {NEWN(r->c.mem, struct part_option, s->views.n), 0};
    for (size_t i = 0; i < s->views.n; i++) {
        const struct store_view *v = &s->views.at[i];
        if (v->enabled && (!website_id || v->website_id == website_id))
            list.at[list.n++] = (struct part_option){
                id_text(r, v->id),
                str_format(r->c.mem, "%.*s / %.*s / %.*s", STR_ARG(v->website_name),
                           STR_ARG(v->store_name), STR_ARG(v->name))};
    }
    return list;
}

err admin_draft_customer(struct request *r)
{
    struct customer k;
    TRY(customer_by_ref(&r->c, request_arg(r, 0), &k));
    struct admin_draft_begin_page page = {
        .ref = k.ref,
        .name = customer_name(r->c.mem, &k),
        .email = k.email,
        .view = id_text(r, k.store_view_id),
        .views = view_options(r, k.website_id),
    };
    return RENDER(r, admin_draft_begin, &page);
}

err admin_draft_guest(struct request *r)
{
    struct admin_draft_begin_page page = {
        .view = id_text(r, r->c.view->id),
        .views = view_options(r, 0),
    };
    return RENDER(r, admin_draft_begin, &page);
}

struct begin_form {
    str email;
    i64 store_view;
};
static const struct form_field begin_fields[] = {
    {FORM_INPUT(struct begin_form, email), FORM_EMAIL, "Email", .most = CUSTOMER_EMAIL_MOST},
    {FORM_INPUT(struct begin_form, store_view), FORM_NUMBER, "Store View", .required = true,
     .least = 1, .most = INT64_MAX},
};
static const struct form begin_form = {begin_fields, COUNT(begin_fields)};

/* k NULL: a guest. */
static err begin(struct request *r, const struct customer *k)
{
    struct begin_form f = {0};
    i64 id;
    TRY(form_read(r, &begin_form, &f));
    const struct store_view *view = snapshot_view(r->snapshot, f.store_view);
    if (!view || !view->enabled || (k && view->website_id != k->website_id))
        return invalid(&r->c, S("store_view"), _("Please choose a store view."));
    struct order_draft_new in = {.customer_id = k ? k->id : 0, .email = f.email, .view = view};
    TRY(order_draft_begin(&r->c, &in, &id));
    return redirect(r, R_admin_draft, id_text(r, id));
}

err admin_draft_customer_post(struct request *r)
{
    struct customer k;
    TRY(customer_by_ref(&r->c, request_arg(r, 0), &k));
    return begin(r, &k);
}

err admin_draft_guest_post(struct request *r)
{
    return begin(r, NULL);
}

/* ---- out of an order ---- */

static err from_order(struct request *r, enum order_purpose purpose)
{
    struct order o;
    i64 id, draft = 0, left = 0;
    TRY(request_arg_id(r, 0, &id));
    TRY(order_get(&r->c, id, &o));
    err e = order_draft_from(&r->c, purpose, id, snapshot_view(r->snapshot, o.store_view_id),
                             &draft, &left);
    if (e == ERR_DENIED) {
        flash(r, FLASH_BAD, _("This order does not allow it any more. Nothing was changed."));
        return redirect(r, R_admin_order, request_arg(r, 0));
    }
    TRY(e);
    if (left)
        flash(r, FLASH_WARN, _("Some items could not be added: there are not enough in stock."));
    return redirect(r, R_admin_draft, id_text(r, draft));
}

err admin_order_reorder_post(struct request *r)
{
    return from_order(r, ORDER_REORDER);
}

err admin_order_edit_post(struct request *r)
{
    return from_order(r, ORDER_EDIT);
}
