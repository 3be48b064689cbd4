/* System › Permissions › All Users. */
#include "admin/form_user.h"
#include "admin/system_pages.h"
#include "domain/settings.h"
#include "templates/templates.h"

static const struct grid_column columns[] = {
    {.name = "id", .label = _("ID"), .look = GRID_NUMBER | GRID_LOW},
    {.name = "user_name", .label = _("User Name"), .look = GRID_KEY},
    {.name = "first_name", .label = _("First Name")},
    {.name = "last_name", .label = _("Last Name")},
    {.name = "email", .label = _("Email")},
    {.name = "role", .label = _("Role"), .look = GRID_NUMBER},
    {.name = "active", .label = _("Status")},
};
static const struct grid grid = {
    .label = _("Users"),
    .list = &admin_user_list,
    .columns = columns,
    .n = COUNT(columns),
    .style = GRID_OLD,
    .sort = "user_name",
};

static struct part_options two_states(struct grid_page *p)
{
    struct part_option *two = NEWN(p->v->mem, struct part_option, 2);
    two[0] = (struct part_option){S("1"), grid_tr(p, _("Active"))};
    two[1] = (struct part_option){S("0"), grid_tr(p, _("Inactive"))};
    return (struct part_options){two, 2};
}

static struct grid_cell status_cell(struct grid_page *p, const struct admin_user *u)
{
    if (admin_user_open(&p->r->c, u))
        return grid_badge(S("ok"), S("check"), grid_tr(p, _("Active")));
    if (!u->active)
        return grid_badge(S(""), S("ban"), grid_tr(p, _("Inactive")));
    if (!u->role_id)
        return grid_badge(S("warn"), S("triangle-alert"), grid_tr(p, _("No role")));
    return grid_badge(S(""), S("clock"), grid_tr(p, _("Expired")));
}

static void put_user(struct grid_page *p, const struct admin_user *u)
{
    str id = str_format(p->v->mem, "%lld", (long long)u->id);
    str href = url_for(p->r, R_admin_user, &id, 1);
    grid_row(p, u->user_name);
    grid_put(p, "id", grid_count(u->id));
    grid_put(p, "user_name", grid_link(u->user_name, href));
    grid_put(p, "first_name", grid_text(u->first_name));
    grid_put(p, "last_name", grid_text(u->last_name));
    grid_put(p, "email", grid_text(u->email));
    grid_put(p, "role",
             u->role_name.n ? grid_text(u->role_name) : grid_none(grid_tr(p, _("No role"))));
    grid_put(p, "active", status_cell(p, u));
    grid_action(p, (struct grid_action){.label = grid_tr(p, _("Edit")), .href = href});
}

err admin_users(struct request *r)
{
    struct admin_list page;
    struct admin_users rows;
    struct roles roles;
    TRY(grid_read(r, &grid, &page.grid));
    TRY(role_all(&r->c, &roles));
    grid_options(&page.grid, "role", user_roles(r->c.mem, &roles));
    grid_options(&page.grid, "active", two_states(&page.grid));
    TRY(admin_user_rows(&r->c, &page.grid.query, &rows, &page.grid.answer));
    for (size_t i = 0; i < rows.n; i++)
        put_user(&page.grid, &rows.at[i]);
    grid_done(&page.grid);
    return RENDER(r, admin_users, &page);
}

/* ---- one user ---- */

static err fill(struct request *r, struct admin_user_page *page)
{
    struct roles roles;
    TRY(role_all(&r->c, &roles));
    i64 chosen = page->user.role_id;
    if (!str_to_i64(form_value(r, S("role_id"), S("")), 1, INT64_MAX, &chosen) && r->again)
        chosen = 0;
    page->roles.at = (void *)NEWN(r->c.mem, struct user_role, roles.n);
    page->roles.n = roles.n;
    for (size_t i = 0; i < roles.n; i++)
        page->roles.at[i] =
            (struct user_role){roles.at[i].id, roles.at[i].name, roles.at[i].id == chosen};
    page->langs = user_langs(r);
    page->self = page->user.id && page->user.id == r->c.actor.staff_id;
    page->locked = page->user.locked_until.us > r->c.now.us;
    page->expired = page->user.expires_at.us && page->user.expires_at.us <= r->c.now.us;
    page->expires_on = user_last_day(page->user.expires_at);
    return OK;
}

static err load(struct request *r, struct admin_user *out)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    return admin_user_get(&r->c, id, out);
}

err admin_user_new(struct request *r)
{
    struct admin_user_page page = {.user = {.active = true, .lang = render_view(r)->words->lang}};
    TRY(fill(r, &page));
    return RENDER(r, admin_user, &page);
}

err admin_user(struct request *r)
{
    struct admin_user_page page = {0};
    TRY(load(r, &page.user));
    TRY(fill(r, &page));
    return RENDER(r, admin_user, &page);
}

static err save(struct request *r, i64 id)
{
    struct admin_user_edit in;
    i64 saved;
    TRY(user_form_read(r, &user_form, &in));
    TRY(admin_user_save(&r->c, id, &in, &saved));
    flash(r, FLASH_OK, _("You saved the user."));
    return redirect(r, R_admin_users);
}

err admin_user_new_post(struct request *r)
{
    return save(r, 0);
}

err admin_user_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    return save(r, id);
}

/* ---- deleting ---- */

err admin_user_delete(struct request *r)
{
    struct admin_user u = {0};
    TRY(load(r, &u));
    struct admin_user_delete page = {u.id, u.user_name};
    return RENDER(r, admin_user_delete, &page);
}

struct delete_form {
    str own_password;
};
static const struct form_field delete_fields[] = {
    {FORM_INPUT(struct delete_form, own_password), .type = FORM_PASSWORD, .label = "Your Password",
     .required = true},
};
static const struct form delete_form = {delete_fields, COUNT(delete_fields)};

err admin_user_delete_post(struct request *r)
{
    i64 id;
    struct delete_form in = {0};
    TRY(request_arg_id(r, 0, &id));
    TRY(form_read(r, &delete_form, &in));
    TRY(admin_user_remove(&r->c, id, in.own_password));
    flash(r, FLASH_OK, _("You deleted the user."));
    return redirect(r, R_admin_users);
}
