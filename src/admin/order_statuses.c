/* Stores › Settings › Order Status: what the shop calls the states of its orders. */
#include "admin/order_pages.h"
#include "admin/status_pages.h"

#include "domain/settings.h"
#include "templates/templates.h"
#include "web/form.h"

static const struct grid_column columns[] = {
    {.name = "label", .label = _("Status"), .look = GRID_KEY},
    {.name = "code", .label = _("Status Code")},
    {.name = "is_default", .label = _("Default Status")},
    {.name = "visible", .label = _("Visible on Storefront")},
    {.name = "state", .label = _("State Code and Title")},
};
static const struct grid grid = {
    .label = _("Order Status"),
    .list = &order_status_list,
    .columns = columns,
    .n = COUNT(columns),
    .style = GRID_OLD,
    .sort = "code",
};

static struct part_options state_options(struct view *v)
{
    struct part_options list = {0};
    while (order_state_at(list.n).n)
        list.n++;
    list.at = NEWN(v->mem, struct part_option, list.n);
    for (size_t i = 0; i < list.n; i++)
        list.at[i] = (struct part_option){order_state_at(i),
                                          view_tr(v, order_state_title(order_state_at(i)))};
    return list;
}

static struct part_options yes_no(struct view *v)
{
    struct part_option *both = NEWN(v->mem, struct part_option, 2);
    both[0] = (struct part_option){S("1"), view_tr(v, _("Yes"))};
    both[1] = (struct part_option){S("0"), view_tr(v, _("No"))};
    return (struct part_options){both, 2};
}

static struct grid_cell yes_cell(const struct grid_page *p, const struct order_status_row *s,
                                 bool yes)
{
    if (s->state.n == 0)
        return grid_none(grid_tr(p, _("not assigned")));
    return grid_text(grid_tr(p, yes ? _("Yes") : _("No")));
}

static void put_row(struct grid_page *p, const struct order_status_row *s,
                    const order_status_names *names)
{
    str id = str_format(p->v->mem, "%lld", (long long)s->status_id);
    str label = order_status_name(names, s->code);
    str title = grid_tr(p, order_state_title(s->state));
    grid_row(p, label);
    grid_put(p, "label", grid_link(label, url_for(p->r, R_admin_order_status, &id, 1)));
    grid_put(p, "code", grid_text(s->code));
    grid_put(p, "is_default", yes_cell(p, s, s->is_default));
    grid_put(p, "visible", yes_cell(p, s, s->visible));
    grid_put(p, "state",
             s->state.n ? grid_text(str_format(p->v->mem, "%.*s [%.*s]", STR_ARG(s->state),
                                               STR_ARG(title)))
                        : grid_none(grid_tr(p, _("not assigned"))));
    if (s->state.n)
        grid_action(p, (struct grid_action){
                           .label = grid_tr(p, _("Unassign")),
                           .href = url_for(p->r, R_admin_order_status_unassign,
                                           (const str[]){id, s->state}, 2),
                       });
}

err admin_order_statuses(struct request *r)
{
    struct admin_list page;
    order_status_rows rows = {0};
    order_status_names names;
    TRY(grid_read(r, &grid, &page.grid));
    grid_options(&page.grid, "is_default", yes_no(page.grid.v));
    grid_options(&page.grid, "visible", yes_no(page.grid.v));
    grid_options(&page.grid, "state", state_options(page.grid.v));
    TRY(order_status_list_run(&r->c, &page.grid.query, &rows, &page.grid.answer));
    TRY(order_names(r, &names));
    for (size_t i = 0; i < rows.n; i++)
        put_row(&page.grid, &rows.at[i], &names);
    grid_done(&page.grid);
    return RENDER(r, admin_order_statuses, &page);
}

/* ---- one status ---- */

static err show(struct request *r, const struct order_status_edit *k)
{
    struct admin_order_status_page page = {.status = k->status,
                                           .labels = view_texts_shown(r, S("label"), &k->labels)};
    return RENDER(r, admin_order_status, &page);
}

err admin_order_status_new(struct request *r)
{
    struct order_status_edit k = {0};
    return show(r, &k);
}

err admin_order_status(struct request *r)
{
    i64 id;
    struct order_status_edit k;
    TRY(request_arg_id(r, 0, &id));
    TRY(order_status_get(&r->c, id, &k));
    return show(r, &k);
}

static const struct form_field status_fields[] = {
    {FORM_INPUT(struct order_status, code), .type = FORM_TEXT, .label = "Status Code",
     .most = ORDER_STATUS_CODE_MOST},
    {FORM_INPUT(struct order_status, label), .type = FORM_TEXT, .label = "Status Label",
     .most = ORDER_STATUS_LABEL_MOST},
    {FORM_INPUT(struct order_status, version), .type = FORM_NUMBER, .label = "Version",
     .most = INT64_MAX},
};
static const struct form status_form = {status_fields, COUNT(status_fields)};

static err save(struct request *r, i64 id)
{
    struct order_status_edit k = {0};
    err e = form_read(r, &status_form, &k.status);
    TRY(view_texts_read(r, S("label"), "Status Label", ORDER_STATUS_LABEL_MOST, &k.labels));
    TRY(e);
    k.status.id = id;
    TRY(order_status_save(&r->c, &k));
    flash(r, FLASH_OK, _("You saved the order status."));
    return redirect(r, R_admin_order_statuses);
}

err admin_order_status_new_post(struct request *r)
{
    return save(r, 0);
}

err admin_order_status_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    return save(r, id);
}

/* ---- assignments ---- */

err admin_order_status_assign(struct request *r)
{
    order_status_names names;
    TRY(order_names(r, &names));
    struct admin_order_status_assign_page page = {.states = state_options(render_view(r))};
    page.statuses = (struct part_options){NEWN(r->c.mem, struct part_option, names.n), names.n};
    for (size_t i = 0; i < names.n; i++)
        page.statuses.at[i] = (struct part_option){names.at[i].code, names.at[i].label};
    return RENDER(r, admin_order_status_assign, &page);
}

static const struct form_field assign_fields[] = {
    {FORM_INPUT(struct order_status_state, status), .type = FORM_TEXT, .label = "Order Status",
     .required = true, .most = ORDER_STATUS_CODE_MOST},
    {FORM_INPUT(struct order_status_state, state), .type = FORM_TEXT, .label = "Order State",
     .required = true, .most = ORDER_STATUS_CODE_MOST},
    {FORM_INPUT(struct order_status_state, is_default), .type = FORM_CHECK,
     .label = "Use Order Status as Default"},
    {FORM_INPUT(struct order_status_state, visible), .type = FORM_CHECK,
     .label = "Visible on Storefront"},
};
static const struct form assign_form = {assign_fields, COUNT(assign_fields)};

err admin_order_status_assign_post(struct request *r)
{
    struct order_status_state in = {0};
    TRY(form_read(r, &assign_form, &in));
    TRY(order_status_assign(&r->c, &in));
    flash(r, FLASH_OK, _("You assigned the order status."));
    return redirect(r, R_admin_order_statuses);
}

err admin_order_status_unassign(struct request *r)
{
    i64 id;
    struct order_status_edit k;
    order_status_names names;
    TRY(request_arg_id(r, 0, &id));
    TRY(order_status_get(&r->c, id, &k));
    TRY(order_names(r, &names));
    struct admin_order_status_unassign_page page = {
        .id = request_arg(r, 0),
        .state = request_arg(r, 1),
        .label = order_status_name(&names, k.status.code),
        .title = order_state_title(request_arg(r, 1)),
    };
    return RENDER(r, admin_order_status_unassign, &page);
}

err admin_order_status_unassign_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(order_status_unassign(&r->c, id, request_arg(r, 1)));
    flash(r, FLASH_OK, _("You unassigned the order status."));
    return redirect(r, R_admin_order_statuses);
}
