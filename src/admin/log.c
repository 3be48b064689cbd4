/* System › Action Logs › Report, and one entry of it. Nothing here changes the log (AL-11). */
#include "admin/system_pages.h"
#include "admin/table_file.h"
#include "domain/assist.h"
#include "templates/templates.h"

static const struct grid_column columns[] = {
    {.name = "time", .label = _("Time"), .look = GRID_NOWRAP},
    {.name = "group", .label = _("Action Group")},
    {.name = "action", .label = _("Action")},
    {.name = "ip", .label = _("IP Address"), .look = GRID_LOW},
    {.name = "user", .label = _("Username"), .any = _("All Users")},
    {.name = "result", .label = _("Result")},
    {.name = "name", .label = _("Full Action Name"), .look = GRID_KEY},
    {.name = "details", .label = _("Details")},
    {.name = "full", .label = _("Full Details")},
};
const struct grid admin_log_grid = {
    .label = _("Action Logs Report"),
    .list = &action_log_list,
    .columns = columns,
    .n = COUNT(columns),
    .style = GRID_OLD,
    .desc = true,
};

/* ---- what the filters offer ---- */

static struct part_options groups(struct grid_page *p)
{
    struct part_options all = {.at = NEWN(p->v->mem, struct part_option, GROUP_COUNT)};
    for (enum action_group g = GROUP_QUIET + 1; g < GROUP_COUNT; g++) {
        str label = action_group_label(g);
        all.at[all.n++] = (struct part_option){label, grid_tr(p, label)};
    }
    return all;
}

static struct part_options labels(struct grid_page *p)
{
    struct action_log_names names = action_log_labels(&p->r->c);
    struct part_options all = {NEWN(p->v->mem, struct part_option, names.n), names.n};
    for (size_t i = 0; i < names.n; i++)
        all.at[i] = (struct part_option){names.at[i], grid_tr(p, names.at[i])};
    return all;
}

static struct part_options options_of(struct arena *mem, struct action_log_names names)
{
    struct part_options all = {NEWN(mem, struct part_option, names.n), names.n};
    for (size_t i = 0; i < names.n; i++)
        all.at[i] = (struct part_option){names.at[i], names.at[i]};
    return all;
}

static struct part_options results(struct grid_page *p)
{
    struct part_option *two = NEWN(p->v->mem, struct part_option, 2);
    two[0] = (struct part_option){S("1"), grid_tr(p, _("Success"))};
    two[1] = (struct part_option){S("0"), grid_tr(p, _("Failure"))};
    return (struct part_options){two, 2};
}

static err offer(struct request *r, struct grid_page *p)
{
    struct action_log_names users;
    TRY(action_log_users(&r->c, &users));
    grid_options(p, "group", groups(p));
    grid_options(p, "action", labels(p));
    grid_options(p, "user", options_of(r->c.mem, users));
    grid_options(p, "result", results(p));
    return OK;
}

/* ---- rows ---- */

static struct grid_cell result_cell(struct grid_page *p, const struct action_log_row *row)
{
    if (row->success)
        return grid_badge(S("ok"), S("check"), grid_tr(p, _("Success")));
    struct grid_cell cell = grid_badge(S("bad"), S("x"), grid_tr(p, _("Failure")));
    cell.sub = row->cause;
    return cell;
}

static str details_of(struct arena *mem, const struct action_log_row *row)
{
    if (row->customer_id && row->customer_email.n)
        return str_format(mem, "#%lld %.*s", (long long)row->customer_id,
                          STR_ARG(row->customer_email));
    return (str){0};
}

static void put_row(struct grid_page *p, const struct action_log_row *row)
{
    str id = str_format(p->v->mem, "%lld", (long long)row->id);
    struct grid_cell details = grid_text(row->detail);
    details.sub = details_of(p->v->mem, row);
    grid_row(p, row->action);
    grid_put(p, "time", grid_moment(row->at));
    grid_put(p, "group", grid_text(grid_tr(p, row->action_group)));
    grid_put(p, "action", grid_text(grid_tr(p, row->label)));
    grid_put(p, "ip", grid_text(row->ip));
    grid_put(p, "user", grid_text(row->staff_name));
    grid_put(p, "result", result_cell(p, row));
    grid_put(p, "name", grid_text(row->action));
    grid_put(p, "details", details);
    grid_put(p, "full", grid_link(grid_tr(p, _("View")), url_for(p->r, R_admin_log_entry, &id, 1)));
}

err admin_log(struct request *r)
{
    struct admin_log_list page = {0};
    struct action_log_rows rows;
    TRY(grid_read(r, &admin_log_grid, &page.grid));
    TRY(offer(r, &page.grid));
    TRY(action_log_report(&r->c, &page.grid.query, &rows, &page.grid.answer));
    for (size_t i = 0; i < rows.n; i++)
        put_row(&page.grid, &rows.at[i]);
    grid_done(&page.grid);
    page.csv = table_file_href(r, R_admin_log_export, S("csv"));
    page.xml = table_file_href(r, R_admin_log_export, S("xml"));
    return RENDER(r, admin_log, &page);
}

/* ---- one entry ---- */

static void add(struct admin_log_entry *page, str label, str value)
{
    if (value.n)
        page->facts.at[page->facts.n++] = (struct log_fact){label, value};
}

static str number_of(struct arena *mem, i64 n)
{
    return n ? str_format(mem, "%lld", (long long)n) : (str){0};
}

/* The key stays readable beside the words: it is what filters and other programs see. */
static str cause_of(struct view *v, const struct action_log_row *row)
{
    enum assist_cause cause = assist_cause_find(row->cause);
    str words = row->success ? assist_cause_ended(cause) : assist_cause_refused(cause);
    if (cause == ASSIST_OK || words.n == 0)
        return row->cause;
    return str_format(v->mem, "%.*s (%.*s)", STR_ARG(tr(v->words, words)), STR_ARG(row->cause));
}

static void add_who(struct view *v, const struct action_log_entry *e, struct admin_log_entry *page)
{
    const struct action_log_row *row = &e->row;
    add(page, _("Username"), row->staff_name);
    add(page, _("User ID"), number_of(v->mem, e->staff_id));
    add(page, _("Name"), e->staff_full_name);
    add(page, _("Email"), e->staff_email);
    add(page, _("Role"), e->staff_role);
    add(page, _("IP Address"), row->ip);
    add(page, _("Browser"), e->user_agent);
    add(page, _("Request"), e->request_id);
}

static void add_what(struct view *v, const struct action_log_entry *e, struct admin_log_entry *page)
{
    const struct action_log_row *row = &e->row;
    add(page, _("Time"), view_full(v, row->at));
    add(page, _("Time (UTC)"), time_iso(v->mem, row->at));
    add(page, _("Action Group"), tr(v->words, row->action_group));
    add(page, _("Action"), tr(v->words, row->label));
    add(page, _("Full Action Name"), row->action);
    add(page, _("Result"), tr(v->words, row->success ? _("Success") : _("Failure")));
    add(page, _("Cause"), cause_of(v, row));
    add(page, _("Details"), row->detail);
    add(page, _("Customer ID"), number_of(v->mem, row->customer_id));
    add(page, _("Customer"), row->customer_email);
    add(page, _("Store View"), e->view_path);
    add(page, _("Asked from"), e->source);
    add(page, _("Reason or ticket number"), e->reason);
    add(page, _("Assist session"), number_of(v->mem, e->assist_id));
}

err admin_log_entry(struct request *r)
{
    i64 id;
    struct admin_log_entry page = {0};
    TRY(request_arg_id(r, 0, &id));
    TRY(action_log_get(&r->c, id, &page.entry));
    struct view *v = render_view(r);
    page.title = page.entry.row.action;
    page.facts.at = (void *)NEWN(v->mem, struct log_fact, 32);
    add_what(v, &page.entry, &page);
    add_who(v, &page.entry, &page);
    return RENDER(r, admin_log_entry, &page);
}
