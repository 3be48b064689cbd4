/* System › Permissions › User Roles: name, resources, users. */
#include "admin/form_user.h"
#include "admin/system_pages.h"
#include "domain/settings.h"
#include "templates/templates.h"
#include "web/form.h"

#define IDS_MOST 1000

static const struct grid_column columns[] = {
    {.name = "id", .label = _("ID"), .look = GRID_NUMBER | GRID_LOW},
    {.name = "name", .label = _("Role Name"), .look = GRID_KEY},
    {.name = "users", .label = _("Users"), .look = GRID_RIGHT},
};
static const struct grid grid = {
    .label = _("User Roles"),
    .list = &role_list,
    .columns = columns,
    .n = COUNT(columns),
    .style = GRID_OLD,
    .sort = "name",
};

static void put_role(struct grid_page *p, const struct role *role)
{
    str id = str_format(p->v->mem, "%lld", (long long)role->id);
    str href = url_for(p->r, R_admin_role, &id, 1);
    grid_row(p, role->name);
    grid_put(p, "id", grid_count(role->id));
    grid_put(p, "name", grid_link(role->name, href));
    grid_put(p, "users", grid_count(role->users));
    grid_action(p, (struct grid_action){.label = grid_tr(p, _("Edit")), .href = href});
}

err admin_roles(struct request *r)
{
    struct admin_list page;
    struct roles rows;
    TRY(grid_read(r, &grid, &page.grid));
    TRY(role_rows(&r->c, &page.grid.query, &rows, &page.grid.answer));
    for (size_t i = 0; i < rows.n; i++)
        put_role(&page.grid, &rows.at[i]);
    grid_done(&page.grid);
    return RENDER(r, admin_roles, &page);
}

/* ---- name ---- */

static err load(struct request *r, struct role *out)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    return role_get(&r->c, id, out);
}

err admin_role_new(struct request *r)
{
    struct admin_role page = {.tab = S("info")};
    return RENDER(r, admin_role, &page);
}

err admin_role(struct request *r)
{
    struct admin_role page = {.tab = S("info")};
    TRY(load(r, &page.role));
    page.name = page.role.name;
    return RENDER(r, admin_role, &page);
}

struct role_form {
    str name, own_password;
    i64 version;
};
static const struct form_field info_fields[] = {
    {FORM_INPUT(struct role_form, name), .type = FORM_TEXT, .label = "Role Name", .required = true,
     .most = ROLE_NAME_MOST},
    {FORM_INPUT(struct role_form, own_password), .type = FORM_PASSWORD, .label = "Your Password",
     .required = true},
    {FORM_INPUT(struct role_form, version), .type = FORM_NUMBER, .label = "Version",
     .most = INT64_MAX},
};
static const struct form info_form = {info_fields, COUNT(info_fields)};

static err to_tab(struct request *r, enum route_id tab, i64 id)
{
    flash(r, FLASH_OK, _("You saved the role."));
    return redirect(r, tab, str_format(r->c.mem, "%lld", (long long)id));
}

err admin_role_new_post(struct request *r)
{
    struct role_form in = {0};
    i64 id;
    TRY(form_read(r, &info_form, &in));
    struct role_edit edit = {.name = in.name, .own_password = in.own_password};
    TRY(role_save(&r->c, 0, &edit, &id));
    return to_tab(r, R_admin_role_resources, id);
}

static void keep_websites(const struct role *role, struct role_edit *out)
{
    str rest = role->websites, one;
    while (rest.n && out->n_websites < ROLE_WEBSITES_MOST && str_cut(&rest, ' ', &one))
        if (str_to_i64(one, 1, INT64_MAX, &out->websites[out->n_websites]))
            out->n_websites++;
}

err admin_role_post(struct request *r)
{
    struct role_form in = {0};
    struct role role = {0};
    i64 id;
    TRY(load(r, &role));
    TRY(form_read(r, &info_form, &in));
    struct role_edit edit = {.name = in.name,
                             .access_all = role.access_all,
                             .permits = role_permits_of(&role),
                             .scoped = !role.scope_all,
                             .version = in.version,
                             .own_password = in.own_password};
    keep_websites(&role, &edit);
    TRY(role_save(&r->c, role.id, &edit, &id));
    return to_tab(r, R_admin_role, id);
}

/* ---- resources ---- */

static err posted_permits(struct request *r, struct permits *out)
{
    LIST(str) keys = {0};
    TRY(form_list(r, S("resources[]"), P_COUNT, &keys));
    *out = (struct permits){0};
    for (size_t i = 0; i < keys.n; i++) {
        enum permission p;
        if (permission_find(keys.at[i], &p))
            out->bits[p / 64] |= (u64)1 << (p % 64);
    }
    return OK;
}

static struct role_resources tree_of(struct view *v, enum permission parent,
                                     const struct permits *ticked)
{
    struct role_resources all = {0};
    for (enum permission p = P_FIRST_GRANT; p < P_COUNT; p++)
        all.n += permission_info(p)->parent == parent;
    all.at = NEWN(v->mem, struct role_resource, all.n);
    size_t n = 0;
    for (enum permission p = P_FIRST_GRANT; p < P_COUNT; p++) {
        const struct permission_info *info = permission_info(p);
        if (info->parent != parent)
            continue;
        struct role_resource *out = &all.at[n++];
        *out = (struct role_resource){.key = info->key,
                                      .id = view_id(v, info->key),
                                      .label = info->label,
                                      .ticked = permits_has(ticked, p),
                                      .below = tree_of(v, p, ticked)};
        out->count = out->ticked;
        out->most = 1;
        for (size_t i = 0; i < out->below.n; i++) {
            out->count += out->below.at[i].count;
            out->most += out->below.at[i].most;
        }
    }
    return all;
}

static struct permits stored_permits(const struct role *role)
{
    return role->access_all ? (struct permits){0} : role_permits_of(role);
}

/* A website a tick. What was posted stands in the ticks when the form is shown again. */
static void fill_scopes(struct request *r, struct admin_role_resources *page)
{
    const struct snapshot *s = r->snapshot;
    page->everywhere =
        str_eq(form_value(r, S("scope"), page->role.scope_all ? S("all") : S("custom")), S("all"));
    page->websites = ticks_begin(r, S("websites[]"), S("scopes"), _("Websites"), s->websites.n);
    for (size_t i = 0; i < s->websites.n; i++)
        ticks_put(r, &page->websites, view_digits(render_view(r), s->websites.at[i].id),
                  s->websites.at[i].name, role_has_website(&page->role, s->websites.at[i].id));
}

err admin_role_resources(struct request *r)
{
    struct admin_role_resources page = {0};
    TRY(load(r, &page.role));
    struct permits ticked = stored_permits(&page.role);
    if (r->again)
        TRY(posted_permits(r, &ticked));
    page.all =
        str_eq(form_value(r, S("access"), page.role.access_all ? S("all") : S("custom")), S("all"));
    fill_scopes(r, &page);
    page.resources = tree_of(render_view(r), P_ROOT, &ticked);
    for (size_t i = 0; i < page.resources.n; i++) {
        page.count += page.resources.at[i].count;
        page.most += page.resources.at[i].most;
    }
    return RENDER(r, admin_role_resources, &page);
}

struct resources_form {
    str access, scope, own_password;
    i64 version;
};
static const char *const accesses[] = {"all", "custom", NULL};
static const struct form_field resources_fields[] = {
    {FORM_INPUT(struct resources_form, access), .type = FORM_CHOICE, .label = "Resource Access",
     .required = true, .choices = accesses},
    {FORM_INPUT(struct resources_form, scope), .type = FORM_CHOICE, .label = "Role Scopes",
     .choices = accesses},
    {FORM_INPUT(struct resources_form, own_password), .type = FORM_PASSWORD,
     .label = "Your Password", .required = true},
    {FORM_INPUT(struct resources_form, version), .type = FORM_NUMBER, .label = "Version",
     .most = INT64_MAX},
};
static const struct form resources_form = {resources_fields, COUNT(resources_fields)};

static err read_websites(struct request *r, struct role_edit *out)
{
    LIST(str) typed = {0};
    TRY(form_list(r, S("websites[]"), ROLE_WEBSITES_MOST, &typed));
    for (size_t i = 0; i < typed.n; i++)
        if (str_to_i64(typed.at[i], 1, INT64_MAX, &out->websites[out->n_websites]))
            out->n_websites++;
    return OK;
}

err admin_role_resources_post(struct request *r)
{
    struct resources_form in = {0};
    struct role role = {0};
    struct permits posted;
    i64 id;
    TRY(load(r, &role));
    TRY(form_read(r, &resources_form, &in));
    TRY(posted_permits(r, &posted));
    struct permits before = stored_permits(&role), ticked = role_ticks(&before, &posted);
    struct role_edit edit = {.name = role.name,
                             .access_all = str_eq(in.access, S("all")),
                             .permits = ticked,
                             .choosing = true,
                             .scoped = str_eq(in.scope, S("custom")),
                             .version = in.version,
                             .own_password = in.own_password};
    TRY(read_websites(r, &edit));
    TRY(role_save(&r->c, role.id, &edit, &id));
    return to_tab(r, R_admin_role_resources, id);
}

/* ---- users ---- */

static const struct grid_column user_columns[] = {
    {.name = "user_name", .label = _("User Name"), .look = GRID_KEY},
    {.name = "first_name", .label = _("First Name")},
    {.name = "last_name", .label = _("Last Name")},
    {.name = "email", .label = _("Email")},
    {.name = "role", .label = _("Role"), .look = GRID_NUMBER},
};
static const struct grid user_grid = {
    .label = _("Role Users"),
    .list = &admin_user_list,
    .columns = user_columns,
    .n = COUNT(user_columns),
    .style = GRID_OLD,
    .sort = "user_name",
};

static void put_user(struct grid_page *p, const struct admin_user *u, i64 role_id)
{
    bool here = u->role_id == role_id;
    grid_row(p, u->user_name);
    grid_put(p, "user_name", grid_text(u->user_name));
    grid_put(p, "first_name", grid_text(u->first_name));
    grid_put(p, "last_name", grid_text(u->last_name));
    grid_put(p, "email", grid_text(u->email));
    grid_put(p, "role", grid_text(u->role_name));
    grid_ticks(p, str_format(p->v->mem, "%lld", (long long)u->id), here, here);
}

err admin_role_users(struct request *r)
{
    struct admin_role_users page = {0};
    struct admin_users rows;
    struct roles roles;
    TRY(load(r, &page.role));
    TRY(grid_read(r, &user_grid, &page.grid));
    TRY(role_all(&r->c, &roles));
    page.grid.tick = (struct grid_tick){S("assign"), S("users[]")};
    grid_options(&page.grid, "role", user_roles(r->c.mem, &roles));
    TRY(admin_user_rows(&r->c, &page.grid.query, &rows, &page.grid.answer));
    for (size_t i = 0; i < rows.n; i++)
        put_user(&page.grid, &rows.at[i], page.role.id);
    grid_done(&page.grid);
    return RENDER(r, admin_role_users, &page);
}

struct own_form {
    str own_password;
};
static const struct form_field own_fields[] = {
    {FORM_INPUT(struct own_form, own_password), .type = FORM_PASSWORD, .label = "Your Password",
     .required = true},
};
static const struct form own_form = {own_fields, COUNT(own_fields)};

err admin_role_users_post(struct request *r)
{
    struct own_form in = {0};
    struct role role = {0};
    LIST(str) typed = {0};
    TRY(load(r, &role));
    TRY(form_read(r, &own_form, &in));
    TRY(form_list(r, S("users[]"), IDS_MOST, &typed));
    i64 *ids = NEWN(r->c.mem, i64, typed.n);
    for (size_t i = 0; i < typed.n; i++)
        if (!str_to_i64(typed.at[i], 1, INT64_MAX, &ids[i]))
            return ERR_NOT_FOUND;
    TRY(role_assign(&r->c, role.id, ids, typed.n, in.own_password));
    return to_tab(r, R_admin_role_users, role.id);
}

/* ---- deleting ---- */

err admin_role_delete(struct request *r)
{
    struct admin_role page = {.tab = S("delete")};
    TRY(load(r, &page.role));
    page.name = page.role.name;
    return RENDER(r, admin_role_delete, &page);
}

err admin_role_delete_post(struct request *r)
{
    struct own_form in = {0};
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(form_read(r, &own_form, &in));
    TRY(role_remove(&r->c, id, in.own_password));
    flash(r, FLASH_OK, _("You deleted the role."));
    return redirect(r, R_admin_roles);
}
