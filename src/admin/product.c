/* Catalog › Products: one product, in All Store Views or in one store view. */
#include "admin/product_pages.h"
#include "domain/category_edit.h"
#include "domain/settings.h"
#include "templates/templates.h"

static bool has_id(const struct product_ids *ids, i64 id)
{
    for (size_t i = 0; i < ids->n; i++)
        if (ids->at[i] == id)
            return true;
    return false;
}

static void fill_websites(struct request *r, const struct product_edit *e,
                          struct product_page *page)
{
    const struct snapshot *s = r->snapshot;
    page->websites =
        ticks_begin(r, S("websites[]"), S("websites"), _("Product in Websites"), s->websites.n);
    page->websites.hint = _("Where it is not ticked the product does not exist.");
    for (size_t i = 0; i < s->websites.n; i++)
        ticks_put(r, &page->websites, view_i64(render_view(r), s->websites.at[i].id),
                  s->websites.at[i].name,
                  !e->product.id || has_id(&e->websites, s->websites.at[i].id));
}

static err fill_categories(struct request *r, const struct product_edit *e,
                           struct product_page *page)
{
    category_branches tree = {0};
    TRY(category_tree(&r->c, NULL, &tree));
    page->categories = ticks_begin(r, S("categories[]"), S("categories"), _("Categories"), tree.n);
    for (size_t i = 0; i < tree.n; i++) {
        str label = tree.at[i].name;
        for (i64 k = 0; k < tree.at[i].depth; k++)
            label = str_join(r->c.mem, S("\u2003"), label);
        ticks_put(r, &page->categories, view_digits(render_view(r), tree.at[i].id), label,
                  has_id(&e->categories, tree.at[i].id));
    }
    return OK;
}

/* Where the product can be seen: in the view, else in the default one. */
static str shop_href(struct request *r, const struct store_view *view, const struct product_edit *e)
{
    const struct store_view *v = view ? view : r->snapshot->first;
    bool shown = e->product.active && e->product.visible && has_id(&e->websites, v->website_id);
    if (!e->product.id || !shown || !v->enabled)
        return (str){0};
    return url_for_view(r, v, (str){0}, R_shop_product, &e->product.slug, 1);
}

static err show(struct request *r, const struct store_view *view, const struct product_edit *e)
{
    struct view *v = render_view(r);
    bool stale = r->again && ctx_has_problem(&r->c, S("version"));
    str version = view_digits(v, e->product.version), seen = view_digits(v, e->qty);
    struct product_page page = {
        .id = e->product.id,
        .title = e->product.id ? e->text.name : tr(v->words, _("New Product")),
        .sub = e->product.id ? e->product.sku : (str){0},
        .view = view ? view->code : (str){0},
        .version = stale ? version : form_value(r, S("version"), version),
        .qty_seen = stale ? seen : form_value(r, S("qty_seen"), seen),
        .shop_href = shop_href(r, view, e),
        .may_save = actor_may(&r->c.actor, view ? ACT_PRODUCT_SAVE_IN : ACT_CATALOG_SAVE),
        .may_delete = e->product.id && actor_may(&r->c.actor, ACT_PRODUCT_DELETE),
        .bar = catalog_scope_bar(r, view),
        .whole = !view,
    };
    TRY(product_form_fill(r, view, e, stale, &page));
    if (!view) {
        fill_websites(r, e, &page);
        TRY(fill_categories(r, e, &page));
    }
    return RENDER(r, admin_product, &page);
}

err admin_product_new(struct request *r)
{
    struct product_edit e = {.product = {.active = true,
                                         .visible = true,
                                         .tax_class = S("standard"),
                                         .picture = S("products/HW-1001.svg")}};
    return show(r, NULL, &e);
}

static const struct catalog_pages pages = {R_admin_product, R_admin_product_in};

err admin_product(struct request *r)
{
    i64 id;
    bool moved;
    struct product_edit e = {0};
    TRY(catalog_scope_whole(r, &pages, &id, &moved));
    if (moved)
        return OK;
    TRY(product_edit_get(&r->c, id, NULL, &e));
    return show(r, NULL, &e);
}

err admin_product_in(struct request *r)
{
    i64 id;
    const struct store_view *view;
    struct product_edit e = {0};
    TRY(catalog_scope_in(r, &id, &view));
    TRY(product_edit_get(&r->c, id, view, &e));
    return show(r, view, &e);
}

/* ---- saving ---- */

static err after(struct request *r, i64 id, const struct store_view *view)
{
    struct {
        bool stay;
    } button = {0};
    static const struct form_field stay[] = {{.name = "stay", .type = FORM_CHECK}};
    TRY(form_read(r, &(struct form){stay, 1}, &button));
    flash(r, FLASH_OK, _("You saved the product."));
    if (button.stay)
        return catalog_scope_to(r, &pages, str_format(r->c.mem, "%lld", (long long)id), view);
    return redirect(r, R_admin_products);
}

static err save(struct request *r, i64 id)
{
    struct product_edit e = {0};
    i64 saved;
    TRY(product_form_read(r, NULL, &e));
    e.product.id = id;
    TRY(product_edit_save(&r->c, &e, &saved));
    return after(r, saved, NULL);
}

err admin_product_new_post(struct request *r)
{
    return save(r, 0);
}

err admin_product_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    return save(r, id);
}

err admin_product_in_post(struct request *r)
{
    i64 id;
    const struct store_view *view;
    struct product_edit e = {0};
    TRY(catalog_scope_in(r, &id, &view));
    TRY(product_form_read(r, view, &e));
    e.product.id = id;
    TRY(product_edit_save_in(&r->c, view, &e));
    return after(r, id, view);
}

err admin_product_delete_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(product_delete(&r->c, id));
    flash(r, FLASH_OK, _("You deleted the product."));
    return redirect(r, R_admin_products);
}
