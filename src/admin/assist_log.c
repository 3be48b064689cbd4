/* Customers › Login as Customer Log: every session, running or over. */
#include "domain/assist_log.h"

#include "admin/system_pages.h"
#include "domain/assist.h"
#include "domain/settings.h"
#include "templates/templates.h"

static const struct grid_column columns[] = {
    {.name = "started", .label = _("Start"), .look = GRID_NOWRAP},
    {.name = "ended", .label = _("End"), .look = GRID_NOWRAP},
    {.name = "duration", .label = _("Duration"), .look = GRID_NOWRAP},
    {.name = "cause", .label = _("Ended by")},
    {.name = "user", .label = _("Username"), .any = _("All Users")},
    {.name = "customer", .label = _("Customer"), .look = GRID_KEY},
    {.name = "reason", .label = _("Reason or ticket number")},
    {.name = "view", .label = _("Store View"), .look = GRID_NUMBER},
    {.name = "source", .label = _("Asked from"), .look = GRID_LOW | GRID_HIDDEN},
    {.name = "ip", .label = _("IP Address"), .look = GRID_LOW | GRID_HIDDEN},
};
static const struct grid grid = {
    .label = _("Login as Customer Log"),
    .list = &assist_log_list,
    .columns = columns,
    .n = COUNT(columns),
    .style = GRID_PANEL,
    .desc = true,
    .none = _("No sessions found"),
};

static struct part_options causes(struct grid_page *p)
{
    struct part_options all = {.at = NEWN(p->v->mem, struct part_option, ASSIST_CAUSE_COUNT)};
    for (enum assist_cause cause = 1; cause < ASSIST_CAUSE_COUNT; cause++)
        all.at[all.n++] =
            (struct part_option){assist_cause_key(cause), grid_tr(p, assist_cause_ended(cause))};
    return all;
}

static struct part_options store_views(struct request *r)
{
    const struct snapshot *s = r->snapshot;
    struct part_options all = {NEWN(r->c.mem, struct part_option, s->views.n), s->views.n};
    for (size_t i = 0; i < s->views.n; i++) {
        const struct store_view *v = &s->views.at[i];
        all.at[i] = (struct part_option){
            str_format(r->c.mem, "%lld", (long long)v->id),
            str_format(r->c.mem, "%.*s / %.*s", STR_ARG(v->website_name), STR_ARG(v->name))};
    }
    return all;
}

static struct part_options users(struct arena *mem, const struct action_log_names *names)
{
    struct part_options all = {NEWN(mem, struct part_option, names->n), names->n};
    for (size_t i = 0; i < names->n; i++)
        all.at[i] = (struct part_option){names->at[i], names->at[i]};
    return all;
}

static err offer(struct request *r, struct grid_page *p)
{
    struct action_log_names names;
    TRY(action_log_users(&r->c, &names));
    grid_options(p, "user", users(r->c.mem, &names));
    grid_options(p, "cause", causes(p));
    grid_options(p, "view", store_views(r));
    return OK;
}

static struct grid_cell customer_cell(struct grid_page *p, const struct assist_log_row *row)
{
    if (row->customer_ref.n == 0)
        return grid_text(str_format(p->v->mem, "#%lld", (long long)row->customer_id));
    str name =
        str_format(p->v->mem, "%.*s %.*s", STR_ARG(row->first_name), STR_ARG(row->last_name));
    bool may = actor_may(&p->r->c.actor, ACT_CUSTOMER_VIEW);
    struct grid_cell cell =
        grid_link(name, may ? url_for(p->r, R_admin_customer, &row->customer_ref, 1) : (str){0});
    cell.sub = row->email;
    return cell;
}

static void put_end(struct grid_page *p, const struct assist_log_row *row)
{
    if (!row->ended_at.us) {
        grid_put(p, "ended", grid_badge(S("info"), S("clock"), grid_tr(p, _("Running"))));
        return;
    }
    grid_put(p, "ended", grid_moment(row->ended_at));
    grid_put(p, "duration", grid_text(view_duration(p->v, row->ended_at.us - row->started_at.us)));
    grid_put(p, "cause",
             grid_text(grid_tr(p, assist_cause_ended(assist_cause_find(row->end_cause)))));
}

static void put_row(struct grid_page *p, const struct assist_log_row *row)
{
    grid_row(p, row->staff_name);
    grid_put(p, "started", grid_moment(row->started_at));
    put_end(p, row);
    grid_put(p, "user", grid_text(row->staff_name));
    grid_put(p, "customer", customer_cell(p, row));
    grid_put(p, "reason", grid_text(row->reason));
    grid_put(p, "view",
             grid_text(str_format(p->v->mem, "%.*s / %.*s", STR_ARG(row->website_name),
                                  STR_ARG(row->view_name))));
    grid_put(p, "source", grid_text(row->source));
    grid_put(p, "ip", grid_text(row->ip));
}

err admin_assist_log(struct request *r)
{
    struct admin_list page;
    struct assist_log_rows rows;
    TRY(grid_read(r, &grid, &page.grid));
    TRY(offer(r, &page.grid));
    TRY(assist_log_report(&r->c, &page.grid.query, &rows, &page.grid.answer));
    for (size_t i = 0; i < rows.n; i++)
        put_row(&page.grid, &rows.at[i]);
    grid_done(&page.grid);
    return RENDER(r, admin_assist_log, &page);
}
