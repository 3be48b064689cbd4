/* Catalog › Categories: the tree, and one category in All Store Views or in one store view. */
#include "admin/category_pages.h"
#include "domain/settings.h"
#include "templates/templates.h"

#define POSITION_MOST 1000000

enum id { ACTIVE, NAME, SLUG, PARENT, SORT, DESCRIPTION, FIELD_COUNT };
/* clang-format off */
static const struct scope_field fields[FIELD_COUNT] = {
    [ACTIVE] = {"active", _("Enable Category"), S(""), SCOPE_SELECT, FIELD_GLOBAL, 1, 0, true, 0},
    [NAME] = {"name", _("Category Name"), S(""), SCOPE_TEXT, FIELD_VIEW, 120, 0, true, 0},
    [SLUG] = {"slug", _("URL Key"), _("The last part of the page's address. Empty: made of the name."), SCOPE_TEXT, FIELD_GLOBAL, 80, 0, false, 0},
    [PARENT] = {"parent_id", _("Parent Category"), S(""), SCOPE_SELECT, FIELD_GLOBAL, 20, 0, false, 0},
    [SORT] = {"sort_order", _("Position"), _("Among those of the same parent category."), SCOPE_NUMBER, FIELD_GLOBAL, POSITION_MOST, 0, false, 0},
    [DESCRIPTION] = {"description", _("Description"), S(""), SCOPE_LINES, FIELD_VIEW, 4000, 4, false, 0},
};
/* clang-format on */

static str number(struct request *r, i64 n)
{
    return str_format(r->c.mem, "%lld", (long long)n);
}

/* ---- showing ---- */

static str indent(struct arena *mem, i64 depth)
{
    str s = {0};
    for (i64 i = 0; i < depth; i++)
        s = str_join(mem, s, S("\u2003"));
    return s;
}

static void fill_tree(struct request *r, const struct store_view *view,
                      const category_branches *tree, i64 now, struct category_page *page)
{
    page->tree.at = (void *)NEWN(r->c.mem, struct category_line, tree->n);
    for (size_t i = 0; i < tree->n; i++) {
        const struct category_branch *k = &tree->at[i];
        str args[2] = {number(r, k->id), view ? view->code : (str){0}};
        page->tree.at[page->tree.n++] = (struct category_line){
            .name = k->name,
            .href = view ? url_for(r, R_admin_category_in, args, 2)
                         : url_for(r, R_admin_category, args, 1),
            .indent = indent(r->c.mem, k->depth),
            .active = k->active,
            .current = k->id == now,
        };
    }
}

/* All but the category itself and what stands below it. */
static struct part_options parents(struct request *r, const category_branches *tree, i64 id)
{
    struct part_options o = {NEWN(r->c.mem, struct part_option, tree->n + 1), 0};
    i64 below = -1;
    o.at[o.n++] =
        (struct part_option){S("0"), tr(render_view(r)->words, _("None (root category)"))};
    for (size_t i = 0; i < tree->n; i++) {
        const struct category_branch *k = &tree->at[i];
        if (below >= 0 && k->depth > below)
            continue;
        below = k->id == id ? k->depth : -1;
        if (k->id != id)
            o.at[o.n++] = (struct part_option){
                number(r, k->id), str_join(r->c.mem, indent(r->c.mem, k->depth), k->name)};
    }
    return o;
}

static struct part_options two_states(struct request *r)
{
    const struct words *w = render_view(r)->words;
    struct part_option *at = NEWN(r->c.mem, struct part_option, 2);
    at[0] = (struct part_option){S("1"), tr(w, _("Enabled"))};
    at[1] = (struct part_option){S("0"), tr(w, _("Disabled"))};
    return (struct part_options){at, 2};
}

static str value_of(struct request *r, enum id id, const struct category_edit *e)
{
    switch (id) {
    case ACTIVE:
        return e->category.active ? S("1") : S("0");
    case NAME:
        return e->text.name;
    case SLUG:
        return e->category.slug;
    case PARENT:
        return number(r, e->category.parent_id);
    case SORT:
        return number(r, e->category.sort_order);
    case DESCRIPTION:
        return e->text.description;
    case FIELD_COUNT:
        break;
    }
    return (str){0};
}

static void fill_rows(struct request *r, const struct store_view *view,
                      const struct category_edit *e, const category_branches *tree, bool stale,
                      struct category_page *page)
{
    page->rows.at = NEWN(r->c.mem, struct scope_row, FIELD_COUNT);
    for (int i = 0; i < FIELD_COUNT; i++) {
        bool own = i == NAME ? e->own_name : e->own_description;
        if (view && fields[i].level != FIELD_VIEW)
            continue;
        struct scope_row row =
            scope_row_of(r, &fields[i], value_of(r, (enum id)i, e), view != NULL, own);
        if (i == ACTIVE)
            row.options = two_states(r);
        if (i == PARENT)
            row.options = parents(r, tree, e->category.id);
        if (stale)
            row.saved = scope_saved(r, &row);
        page->rows.at[page->rows.n++] = row;
    }
}

static str shop_href(struct request *r, const struct store_view *view,
                     const struct category_edit *e)
{
    const struct store_view *v = view ? view : r->snapshot->first;
    if (!e->category.id || !e->category.active || !v->enabled)
        return (str){0};
    return url_for_view(r, v, (str){0}, R_shop_category, &e->category.slug, 1);
}

static str member_field(struct request *r, const char *what, i64 id)
{
    return str_format(r->c.mem, "%s-%lld", what, (long long)id);
}

static str field_of(const struct request *r, str name)
{
    for (size_t i = 0; i < r->n_fields; i++)
        if (str_eq(r->fields[i].name, name))
            return r->fields[i].value;
    return (str){0};
}

/* Where the page of products begins: out of the address, or of the form that it was sent with. */
static err read_from(struct request *r, i64 *position, i64 *product)
{
    *position = -1;
    *product = 0;
    if (r->method == POST) {
        bool sent = str_to_i64(field_of(r, S("from_position")), 0, INT64_MAX, position) &&
                    str_to_i64(field_of(r, S("from_product")), 0, INT64_MAX, product);
        *position = sent ? *position : -1;
        return OK;
    }
    TRY(query_i64(r, S("position"), -1, INT64_MAX, -1, position));
    return query_i64(r, S("product"), 0, INT64_MAX, 0, product);
}

/* The page behind a position and a product. */
static err fill_members(struct request *r, i64 id, struct category_page *page)
{
    i64 position, product;
    bool more;
    category_products rows;
    TRY(read_from(r, &position, &product));
    page->from_position = number(r, position);
    page->from_product = number(r, product);
    TRY(category_products_of(&r->c, id, position, product, &rows, &more));
    page->members.at = (void *)NEWN(r->c.mem, struct category_member, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct category_product *p = &rows.at[i];
        page->members.at[page->members.n++] = (struct category_member){
            .product_id = p->product_id,
            .position = p->position,
            .sku = p->sku,
            .name = p->name,
            .active = p->active,
            .position_name = member_field(r, "position", p->product_id),
            .out_name = member_field(r, "out", p->product_id),
        };
    }
    if (more && rows.n) {
        const struct category_product *last = &rows.at[rows.n - 1];
        page->next_href = str_format(r->c.mem, "?position=%lld&product=%lld",
                                     (long long)last->position, (long long)last->product_id);
    }
    if (position >= 0)
        page->first_href = S("?position=-1");
    return OK;
}

static err show(struct request *r, const struct store_view *view, const struct category_edit *e)
{
    struct view *v = render_view(r);
    category_branches tree = {0};
    bool stale = r->again && ctx_has_problem(&r->c, S("version"));
    str version = view_digits(v, e ? e->category.version : 0);
    i64 id = e ? e->category.id : 0;
    struct category_page page = {
        .id = id,
        .chosen = e != NULL,
        .title = !e   ? tr(v->words, _("Categories"))
                 : id ? e->text.name
                      : tr(v->words, _("New Category")),
        .view = view ? view->code : (str){0},
        .version = stale ? version : form_value(r, S("version"), version),
        .shop_href = e ? shop_href(r, view, e) : (str){0},
        .may_add = actor_may(&r->c.actor, ACT_CATEGORY_SAVE),
        .may_save = actor_may(&r->c.actor, view ? ACT_CATEGORY_SAVE_IN : ACT_CATEGORY_SAVE),
        .may_delete = id && !view && actor_may(&r->c.actor, ACT_CATEGORY_DELETE),
        .bar = catalog_scope_bar(r, view),
        .whole = !view,
    };
    TRY(category_tree(&r->c, view, &tree));
    fill_tree(r, view, &tree, id, &page);
    if (e)
        fill_rows(r, view, e, &tree, stale, &page);
    if (id && !view)
        TRY(fill_members(r, id, &page));
    return RENDER(r, admin_category, &page);
}

err admin_categories(struct request *r)
{
    return show(r, NULL, NULL);
}

err admin_category_new(struct request *r)
{
    struct category_edit e = {.category = {.active = true}};
    TRY(query_i64(r, S("parent"), 0, INT64_MAX, 0, &e.category.parent_id));
    return show(r, NULL, &e);
}

static const struct catalog_pages pages = {R_admin_category, R_admin_category_in};

err admin_category(struct request *r)
{
    i64 id;
    bool moved;
    struct category_edit e = {0};
    TRY(catalog_scope_whole(r, &pages, &id, &moved));
    if (moved)
        return OK;
    TRY(category_edit_get(&r->c, id, NULL, &e));
    return show(r, NULL, &e);
}

err admin_category_in(struct request *r)
{
    i64 id;
    const struct store_view *view;
    struct category_edit e = {0};
    TRY(catalog_scope_in(r, &id, &view));
    TRY(category_edit_get(&r->c, id, view, &e));
    return show(r, view, &e);
}

/* ---- saving ---- */

static err put_value(struct request *r, enum id id, str typed, struct category_edit *e)
{
    struct category *k = &e->category;
    switch (id) {
    case ACTIVE:
        if (!str_eq(typed, S("1")) && !str_eq(typed, S("0")))
            return invalid(&r->c, S("active"), _("Choose one of the values."));
        k->active = str_eq(typed, S("1"));
        return OK;
    case NAME:
        e->text.name = typed;
        return OK;
    case SLUG:
        k->slug = typed;
        return OK;
    case PARENT:
        return str_to_i64(typed, 0, INT64_MAX, &k->parent_id)
                   ? OK
                   : invalid(&r->c, S("parent_id"), _("Choose one of the values."));
    case SORT:
        return scope_number(r, &fields[SORT], typed, 0, &k->sort_order);
    case DESCRIPTION:
        e->text.description = typed;
        return OK;
    case FIELD_COUNT:
        break;
    }
    return OK;
}

static err read_form(struct request *r, const struct store_view *view, struct category_edit *out)
{
    struct {
        i64 version;
    } rest = {0};
    static const struct form_field version[] = {
        {.name = "version", .type = FORM_NUMBER, .label = "Version", .most = INT64_MAX}};
    bool has[FIELD_COUNT];
    struct scope_typed typed[FIELD_COUNT] = {0};
    for (int i = 0; i < FIELD_COUNT; i++)
        has[i] = !view || fields[i].level == FIELD_VIEW;
    TRY(scope_form_read(r, fields, FIELD_COUNT, has, typed));
    TRY(form_read(r, &(struct form){version, 1}, &rest));
    out->category.version = rest.version;
    out->own_name = !view || !typed[NAME].inherit;
    out->own_description = !view || !typed[DESCRIPTION].inherit;
    err e = OK;
    for (int i = 0; i < FIELD_COUNT; i++) {
        bool own = has[i] && !(view && typed[i].inherit);
        err wrong = own ? put_value(r, (enum id)i, typed[i].value, out) : OK;
        if (wrong)
            e = wrong;
    }
    return e;
}

static err save(struct request *r, i64 id)
{
    struct category_edit e = {0};
    i64 saved;
    TRY(read_form(r, NULL, &e));
    e.category.id = id;
    TRY(category_edit_save(&r->c, &e, &saved));
    flash(r, FLASH_OK, _("You saved the category."));
    return redirect(r, R_admin_category, number(r, saved));
}

err admin_category_new_post(struct request *r)
{
    return save(r, 0);
}

err admin_category_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    return save(r, id);
}

err admin_category_in_post(struct request *r)
{
    i64 id;
    const struct store_view *view;
    struct category_edit e = {0};
    TRY(catalog_scope_in(r, &id, &view));
    TRY(read_form(r, view, &e));
    e.category.id = id;
    TRY(category_edit_save_in(&r->c, view, &e));
    flash(r, FLASH_OK, _("You saved the category."));
    return catalog_scope_to(r, &pages, request_arg(r, 0), view);
}

err admin_category_delete_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(category_delete(&r->c, id));
    flash(r, FLASH_OK, _("You deleted the category."));
    return redirect(r, R_admin_categories);
}

/* ---- its products ---- */

static err read_place(struct request *r, str id, struct category_place *out)
{
    if (!str_to_i64(id, 1, INT64_MAX, &out->product_id))
        return invalid(&r->c, S(""), _("Choose one of the values."));
    str name = member_field(r, "position", out->product_id);
    out->out = field_of(r, member_field(r, "out", out->product_id)).n > 0;
    return str_to_i64(str_trim(field_of(r, name)), 0, POSITION_MOST, &out->position)
               ? OK
               : invalid(&r->c, name, _("Please enter a number."));
}

err admin_category_products_post(struct request *r)
{
    i64 id;
    LIST(str) typed;
    struct category_place places[CATEGORY_PRODUCTS_PAGE] = {0};
    struct joining {
        str sku;
        i64 sku_position;
    } joining = {0};
    static const struct form_field joining_fields[] = {
        {FORM_INPUT(struct joining, sku), .type = FORM_TEXT, .label = "SKU", .most = 64},
        {FORM_INPUT(struct joining, sku_position), .type = FORM_NUMBER, .label = "Position",
         .most = POSITION_MOST},
    };
    TRY(request_arg_id(r, 0, &id));
    TRY(form_list(r, S("product[]"), CATEGORY_PRODUCTS_PAGE, &typed));
    TRY(form_read(r, &(struct form){joining_fields, COUNT(joining_fields)}, &joining));
    for (size_t i = 0; i < typed.n; i++)
        TRY(read_place(r, typed.at[i], &places[i]));
    TRY(category_places_save(&r->c, id, places, typed.n, joining.sku, joining.sku_position));
    flash(r, FLASH_OK, _("You saved the products of the category."));
    i64 position, product;
    TRY(read_from(r, &position, &product));
    str query =
        str_format(r->c.mem, "position=%lld&product=%lld", (long long)position, (long long)product);
    return position < 0 ? redirect(r, R_admin_category, request_arg(r, 0))
                        : redirect_with_query(r, query, R_admin_category, request_arg(r, 0));
}
