/* Stores › Settings › All Stores: websites, stores and store views. */
#include "domain/scope.h"

#include "admin/currency_options.h"
#include "admin/store_pages.h"
#include "base/format.h"
#include "domain/category.h"
#include "domain/reach.h"
#include "domain/settings.h"
#include "templates/templates.h"
#include "web/form.h"

/* ---- the list ---- */

static void put_line(struct stores_page *page, const struct website *w,
                     const struct website_store *s, const struct store_view *v)
{
    struct store_line *line = &page->lines.at[page->lines.n++];
    *line = (struct store_line){.website_id = w->id, .website = w->name, .website_code = w->code};
    if (s)
        line->store_id = s->id, line->store = s->name, line->store_code = s->code;
    if (!v)
        return;
    line->view_id = v->id;
    line->view = v->name;
    line->view_code = v->code;
    line->enabled = v->enabled;
    line->is_default = s->default_view_id == v->id;
}

static void put_store(const struct snapshot *snap, const struct website *w,
                      const struct website_store *s, struct stores_page *page)
{
    size_t before = page->lines.n;
    for (size_t i = 0; i < snap->views.n; i++)
        if (snap->views.at[i].store_id == s->id)
            put_line(page, w, s, &snap->views.at[i]);
    if (page->lines.n == before)
        put_line(page, w, s, NULL);
}

err admin_stores(struct request *r)
{
    const struct snapshot *snap = r->snapshot;
    struct stores_page page = {.lines.at =
                                   (void *)NEWN(r->c.mem, struct store_line,
                                                snap->websites.n + snap->stores.n + snap->views.n)};
    for (size_t i = 0; i < snap->websites.n; i++) {
        const struct website *w = &snap->websites.at[i];
        size_t before = page.lines.n;
        if (reach_website(&r->c, r->c.db, w->id))
            continue;
        for (size_t k = 0; k < snap->stores.n; k++)
            if (snap->stores.at[k].website_id == w->id)
                put_store(snap, w, &snap->stores.at[k], &page);
        if (page.lines.n == before)
            put_line(&page, w, NULL, NULL);
    }
    return RENDER(r, admin_stores, &page);
}

/* ---- choices ---- */

static void put_option(struct view *v, struct part_options *list, i64 id, str label)
{
    list->at[list->n++] = (struct part_option){view_digits(v, id), label};
}

static struct part_options options(struct view *v, size_t most)
{
    return (struct part_options){NEWN(v->mem, struct part_option, most), 0};
}

static struct part_options website_options(struct view *v, const struct snapshot *s)
{
    struct part_options list = options(v, s->websites.n);
    for (size_t i = 0; i < s->websites.n; i++)
        put_option(v, &list, s->websites.at[i].id, s->websites.at[i].name);
    return list;
}

/* website 0: of all, named with their website. */
static struct part_options store_options(struct view *v, const struct snapshot *s, i64 website)
{
    struct part_options list = options(v, s->stores.n);
    for (size_t i = 0; i < s->stores.n; i++) {
        const struct website_store *store = &s->stores.at[i];
        if (!website)
            put_option(v, &list, store->id,
                       str_format(v->mem, "%.*s / %.*s", STR_ARG(store->website_name),
                                  STR_ARG(store->name)));
        else if (store->website_id == website)
            put_option(v, &list, store->id, store->name);
    }
    return list;
}

static struct part_options view_options_of(struct view *v, const struct snapshot *s, i64 store)
{
    struct part_options list = options(v, s->views.n);
    for (size_t i = 0; i < s->views.n; i++)
        if (s->views.at[i].store_id == store && s->views.at[i].enabled)
            put_option(v, &list, s->views.at[i].id, s->views.at[i].name);
    return list;
}

static err category_options(struct view *v, struct ctx *c, struct part_options *out)
{
    category_list roots = {0};
    TRY(category_roots(c, &roots));
    *out = options(v, roots.n);
    for (size_t i = 0; i < roots.n; i++)
        put_option(v, out, roots.at[i].id, roots.at[i].name);
    return OK;
}

/* A new one belongs where the page that leads here was. */
static i64 wanted(struct request *r, str name, i64 otherwise)
{
    i64 id;
    return query_i64(r, name, 1, INT64_MAX, otherwise, &id) == OK ? id : otherwise;
}

/* ---- a website ---- */

static err show_website(struct request *r, const struct website_edit *site)
{
    struct view *v = render_view(r);
    struct website_page page = {.site = *site,
                                .stores = store_options(v, r->snapshot, site->id ? site->id : -1),
                                .currencies = currency_options(v, (str){0})};
    return RENDER(r, admin_website, &page);
}

err admin_website_new(struct request *r)
{
    return show_website(r, &(struct website_edit){.currency = r->c.view->currency});
}

err admin_website(struct request *r)
{
    i64 id;
    struct website_edit site;
    TRY(request_arg_id(r, 0, &id));
    TRY(website_get(&r->c, id, &site));
    return show_website(r, &site);
}

static const struct form_field website_fields[] = {
    {FORM_INPUT(struct website_edit, name), .type = FORM_TEXT, .label = "Name", .most = 80},
    {FORM_INPUT(struct website_edit, code), .type = FORM_TEXT, .label = "Code", .most = 32},
    {FORM_INPUT(struct website_edit, currency), .type = FORM_TEXT, .label = "Base Currency",
     .most = 3},
    {FORM_INPUT(struct website_edit, sort_order), .type = FORM_NUMBER, .label = "Sort Order",
     .most = 1000000},
    {FORM_INPUT(struct website_edit, default_store_id), .type = FORM_NUMBER,
     .label = "Default Store", .most = INT64_MAX},
    {FORM_INPUT(struct website_edit, is_default), .type = FORM_CHECK, .label = "Set as Default"},
    {FORM_INPUT(struct website_edit, version), .type = FORM_NUMBER, .label = "Version",
     .most = INT64_MAX},
};
static const struct form website_form = {website_fields, COUNT(website_fields)};

static err save_website(struct request *r, i64 id)
{
    struct website_edit site = {0};
    i64 saved;
    TRY(form_read(r, &website_form, &site));
    site.id = id;
    TRY(website_save(&r->c, &site, &saved));
    flash(r, FLASH_OK, _("You saved the website."));
    return redirect(r, R_admin_stores);
}

err admin_website_new_post(struct request *r)
{
    return save_website(r, 0);
}

err admin_website_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    return save_website(r, id);
}

err admin_website_delete_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(website_delete(&r->c, id));
    flash(r, FLASH_OK, _("You deleted the website."));
    return redirect(r, R_admin_stores);
}

/* ---- a store ---- */

static err show_store(struct request *r, const struct store_edit *store)
{
    struct view *v = render_view(r);
    struct store_page page = {.store = *store,
                              .websites = website_options(v, r->snapshot),
                              .views = view_options_of(v, r->snapshot, store->id)};
    TRY(category_options(v, &r->c, &page.categories));
    return RENDER(r, admin_store, &page);
}

err admin_store_new(struct request *r)
{
    return show_store(
        r, &(struct store_edit){.website_id = wanted(r, S("website"), r->c.view->website_id)});
}

err admin_store(struct request *r)
{
    i64 id;
    struct store_edit store;
    TRY(request_arg_id(r, 0, &id));
    TRY(store_get(&r->c, id, &store));
    return show_store(r, &store);
}

static const struct form_field store_fields[] = {
    {FORM_INPUT(struct store_edit, website_id), .type = FORM_NUMBER, .label = "Web Site",
     .most = INT64_MAX},
    {FORM_INPUT(struct store_edit, name), .type = FORM_TEXT, .label = "Name", .most = 80},
    {FORM_INPUT(struct store_edit, code), .type = FORM_TEXT, .label = "Code", .most = 32},
    {FORM_INPUT(struct store_edit, root_category_id), .type = FORM_NUMBER, .label = "Root Category",
     .most = INT64_MAX},
    {FORM_INPUT(struct store_edit, default_view_id), .type = FORM_NUMBER,
     .label = "Default Store View", .most = INT64_MAX},
    {FORM_INPUT(struct store_edit, version), .type = FORM_NUMBER, .label = "Version",
     .most = INT64_MAX},
};
static const struct form store_form = {store_fields, COUNT(store_fields)};

static err save_store(struct request *r, i64 id)
{
    struct store_edit store = {0};
    i64 saved;
    TRY(form_read(r, &store_form, &store));
    store.id = id;
    TRY(store_save(&r->c, &store, &saved));
    flash(r, FLASH_OK, _("You saved the store."));
    return redirect(r, R_admin_stores);
}

err admin_store_new_post(struct request *r)
{
    return save_store(r, 0);
}

err admin_store_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    return save_store(r, id);
}

err admin_store_delete_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(store_delete(&r->c, id));
    flash(r, FLASH_OK, _("You deleted the store."));
    return redirect(r, R_admin_stores);
}

/* ---- a store view ---- */

static err show_view(struct request *r, const struct view_edit *view)
{
    struct view *v = render_view(r);
    struct store_view_page page = {
        .view = *view, .stores = store_options(v, r->snapshot, 0), .statuses = options(v, 2)};
    put_option(v, &page.statuses, 1, tr(v->words, _("Enabled")));
    put_option(v, &page.statuses, 0, tr(v->words, _("Disabled")));
    return RENDER(r, admin_store_view, &page);
}

err admin_store_view_new(struct request *r)
{
    return show_view(r, &(struct view_edit){.store_id = wanted(r, S("store"), r->c.view->store_id),
                                            .enabled = true});
}

err admin_store_view(struct request *r)
{
    i64 id;
    struct view_edit view;
    TRY(request_arg_id(r, 0, &id));
    TRY(store_view_get(&r->c, id, &view));
    return show_view(r, &view);
}

static const struct form_field view_fields[] = {
    {FORM_INPUT(struct view_edit, store_id), .type = FORM_NUMBER, .label = "Store",
     .most = INT64_MAX},
    {FORM_INPUT(struct view_edit, name), .type = FORM_TEXT, .label = "Name", .most = 80},
    {FORM_INPUT(struct view_edit, code), .type = FORM_TEXT, .label = "Code", .most = 32},
    {FORM_INPUT(struct view_edit, enabled), .type = FORM_YES_NO, .label = "Status"},
    {FORM_INPUT(struct view_edit, sort_order), .type = FORM_NUMBER, .label = "Sort Order",
     .most = 1000000},
    {FORM_INPUT(struct view_edit, version), .type = FORM_NUMBER, .label = "Version",
     .most = INT64_MAX},
};
static const struct form view_form = {view_fields, COUNT(view_fields)};

/* What a default view's page does not let anybody choose keeps its value (SC-17). */
static err keep_fixed(struct request *r, struct view_edit *view)
{
    struct view_edit before;
    TRY(store_view_get(&r->c, view->id, &before));
    if (before.is_default && !view->store_id)
        view->store_id = before.store_id, view->enabled = true;
    return OK;
}

static err save_view(struct request *r, i64 id)
{
    struct view_edit view = {0};
    i64 saved;
    TRY(form_read(r, &view_form, &view));
    view.id = id;
    if (id)
        TRY(keep_fixed(r, &view));
    TRY(store_view_save(&r->c, &view, &saved));
    flash(r, FLASH_OK, _("You saved the store view."));
    return redirect(r, R_admin_stores);
}

err admin_store_view_new_post(struct request *r)
{
    return save_view(r, 0);
}

err admin_store_view_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    return save_view(r, id);
}

err admin_store_view_delete_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(store_view_delete(&r->c, id));
    flash(r, FLASH_OK, _("You deleted the store view."));
    return redirect(r, R_admin_stores);
}
