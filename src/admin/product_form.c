/* The fields of a product: which scope each has, how it is shown and read. */
#include "admin/product_pages.h"
#include "base/format.h"
#include "domain/settings.h"
#include "domain/stock.h"
#include "domain/tax_rule.h"

enum section { GENERAL, PRICES, STOCK, CONTENT, SECTION_COUNT };
static const struct {
    str id, label;
} sections[] = {
    [GENERAL] = {S("general"), _("General")},
    [PRICES] = {S("prices"), _("Prices")},
    [STOCK] = {S("stock"), _("Stock")},
    [CONTENT] = {S("content"), _("Content")},
};

enum id {
    STATUS,
    NAME,
    SKU,
    SLUG,
    VISIBILITY,
    PICTURE,
    PRICE,
    SPECIAL,
    TAX_CLASS,
    QTY,
    BACKORDERS,
    VIRTUAL,
    WEIGHT,
    BRIEF,
    DESCRIPTION,
    FIELD_COUNT
};
/* clang-format off */
static const struct scope_field fields[FIELD_COUNT] = {
    [STATUS] = {"status", _("Enable Product"), S(""), SCOPE_SELECT, FIELD_VIEW, 1, 0, true, GENERAL},
    [NAME] = {"name", _("Product Name"), S(""), SCOPE_TEXT, FIELD_VIEW, 200, 0, true, GENERAL},
    [SKU] = {"sku", _("SKU"), S(""), SCOPE_TEXT, FIELD_GLOBAL, 64, 0, true, GENERAL},
    [SLUG] = {"slug", _("URL Key"), _("The last part of the page's address. Empty: made of the name."), SCOPE_TEXT, FIELD_GLOBAL, 80, 0, false, GENERAL},
    [VISIBILITY] = {"visibility", _("Visibility"), _("Not visible: no page and in no list; it can be ordered again."), SCOPE_SELECT, FIELD_VIEW, 1, 0, true, GENERAL},
    [PICTURE] = {"picture", _("Picture"), S(""), SCOPE_SELECT, FIELD_GLOBAL, 200, 0, true, GENERAL},
    [PRICE] = {"price", _("Price"), S(""), SCOPE_AMOUNT, FIELD_WEBSITE, PRODUCT_PRICE_MOST, 0, true, PRICES},
    [SPECIAL] = {"special_price", _("Special Price"), _("Asked instead of the price where it is lower. Empty: none."), SCOPE_AMOUNT, FIELD_WEBSITE, PRODUCT_PRICE_MOST, 0, false, PRICES},
    [TAX_CLASS] = {"tax_class", _("Tax Class"), S(""), SCOPE_SELECT, FIELD_GLOBAL, 64, 0, true, PRICES},
    [QTY] = {"qty", _("Quantity"), _("What orders take in the meantime is taken off it."), SCOPE_NUMBER, FIELD_GLOBAL, STOCK_MOST, 0, true, STOCK},
    [BACKORDERS] = {"backorders", _("Backorders"), S(""), SCOPE_SELECT, FIELD_GLOBAL, 1, 0, true, STOCK},
    [VIRTUAL] = {"virtual", _("Virtual Product"), _("Nothing is shipped."), SCOPE_SELECT, FIELD_GLOBAL, 1, 0, true, STOCK},
    [WEIGHT] = {"weight", _("Weight (g)"), S(""), SCOPE_NUMBER, FIELD_GLOBAL, 100000000, 0, false, STOCK},
    [BRIEF] = {"short_description", _("Short Description"), S(""), SCOPE_LINES, FIELD_VIEW, 1000, 2, false, CONTENT},
    [DESCRIPTION] = {"description", _("Description"), S(""), SCOPE_LINES, FIELD_VIEW, 20000, 8, false, CONTENT},
};
/* clang-format on */

/* ---- which are there ---- */

static bool is_there(struct request *r, const struct scope_field *f, const struct store_view *view)
{
    if (!view || f->level == FIELD_VIEW)
        return true;
    return f->level == FIELD_WEBSITE && product_prices_are_of_websites(&r->c);
}

static bool is_own(const struct product_own *own, enum id id)
{
    switch (id) {
    case STATUS:
        return own->active;
    case NAME:
        return own->name;
    case VISIBILITY:
        return own->visible;
    case PRICE:
        return own->price;
    case SPECIAL:
        return own->special_price;
    case BRIEF:
        return own->brief;
    case DESCRIPTION:
        return own->description;
    default:
        return true;
    }
}

static str currency_of(struct request *r, const struct store_view *view)
{
    return view ? view->currency : r->snapshot->first->currency;
}

/* ---- showing ---- */

static str yes(bool b)
{
    return b ? S("1") : S("0");
}

static str number(struct request *r, i64 n)
{
    return str_format(r->c.mem, "%lld", (long long)n);
}

static str amount(struct request *r, money m, str currency)
{
    return format_amount(r->c.mem, render_view(r)->format, m, currency);
}

static str value_of(struct request *r, enum id id, const struct product_edit *e, str currency)
{
    const struct product *p = &e->product;
    switch (id) {
    case STATUS:
        return yes(p->active);
    case NAME:
        return e->text.name;
    case SKU:
        return p->sku;
    case SLUG:
        return p->slug;
    case VISIBILITY:
        return yes(p->visible);
    case PICTURE:
        return p->picture;
    case PRICE:
        return p->id || p->price.minor ? amount(r, p->price, currency) : (str){0};
    case SPECIAL:
        return p->special_price.minor ? amount(r, p->special_price, currency) : (str){0};
    case TAX_CLASS:
        return p->tax_class;
    case QTY:
        return number(r, e->qty);
    case BACKORDERS:
        return yes(e->backorders);
    case VIRTUAL:
        return yes(p->virtual);
    case WEIGHT:
        return number(r, p->weight_g);
    case BRIEF:
        return e->text.brief;
    case DESCRIPTION:
        return e->text.description;
    case FIELD_COUNT:
        break;
    }
    return (str){0};
}

static struct part_options two(struct request *r, str yes_label, str no_label)
{
    const struct words *w = render_view(r)->words;
    struct part_option *at = NEWN(r->c.mem, struct part_option, 2);
    at[0] = (struct part_option){S("1"), tr(w, yes_label)};
    at[1] = (struct part_option){S("0"), tr(w, no_label)};
    return (struct part_options){at, 2};
}

#define PICTURES S("products/")
static bool is_picture(str asset)
{
    return str_starts(asset, PICTURES) && static_find(asset);
}

static struct part_options pictures(struct request *r)
{
    struct part_options o = {NEWN(r->c.mem, struct part_option, static_files_n), 0};
    for (size_t i = 0; i < static_files_n; i++)
        if (is_picture(static_files[i].name))
            o.at[o.n++] = (struct part_option){static_files[i].name,
                                               str_skip(static_files[i].name, PICTURES.n)};
    return o;
}

static err tax_class_options(struct request *r, struct part_options *out)
{
    tax_class_list classes = {0};
    TRY(tax_classes(&r->c, &classes));
    *out = (struct part_options){NEWN(r->c.mem, struct part_option, classes.n), 0};
    for (size_t i = 0; i < classes.n; i++)
        if (str_eq(classes.at[i].kind, S("product")))
            out->at[out->n++] = (struct part_option){classes.at[i].code,
                                                     tr(render_view(r)->words, classes.at[i].name)};
    return OK;
}

static err options_of(struct request *r, enum id id, struct part_options *out)
{
    switch (id) {
    case STATUS:
        *out = two(r, _("Enabled"), _("Disabled"));
        return OK;
    case VISIBILITY:
        *out = two(r, _("Catalog, Search"), _("Not Visible Individually"));
        return OK;
    case BACKORDERS:
        *out = two(r, _("Allow Quantity Below 0"), _("No Backorders"));
        return OK;
    case VIRTUAL:
        *out = two(r, _("Yes"), _("No"));
        return OK;
    case PICTURE:
        *out = pictures(r);
        return OK;
    case TAX_CLASS:
        return tax_class_options(r, out);
    default:
        return OK;
    }
}

static err put_field(struct request *r, enum id id, const struct store_view *view,
                     const struct product_edit *now, bool stale, scope_rows *rows)
{
    const struct scope_field *f = &fields[id];
    str currency = currency_of(r, view);
    struct scope_row row =
        scope_row_of(r, f, value_of(r, id, now, currency), view != NULL, is_own(&now->own, id));
    if (f->kind == SCOPE_AMOUNT)
        row.unit = currency;
    if (f->level == FIELD_WEBSITE && !product_prices_are_of_websites(&r->c))
        row.scope = _("Global");
    TRY(options_of(r, id, &row.options));
    if (stale)
        row.saved = scope_saved(r, &row);
    rows->at[rows->n++] = row;
    return OK;
}

err product_form_fill(struct request *r, const struct store_view *view,
                      const struct product_edit *now, bool stale, struct product_page *page)
{
    page->sections.at = (void *)NEWN(r->c.mem, struct product_section, SECTION_COUNT);
    for (int s = 0; s < SECTION_COUNT; s++) {
        struct product_section *out = &page->sections.at[page->sections.n];
        *out = (struct product_section){.id = sections[s].id, .label = sections[s].label};
        out->rows.at = NEWN(r->c.mem, struct scope_row, FIELD_COUNT);
        for (int i = 0; i < FIELD_COUNT; i++)
            if (fields[i].section == s && is_there(r, &fields[i], view))
                TRY(put_field(r, (enum id)i, view, now, stale, &out->rows));
        page->sections.n += out->rows.n > 0;
    }
    return OK;
}

/* ---- reading ---- */

static err choice(struct request *r, enum id id, str typed, bool *out)
{
    if (!str_eq(typed, S("1")) && !str_eq(typed, S("0")))
        return invalid(&r->c, str_from(fields[id].name), _("Choose one of the values."));
    *out = str_eq(typed, S("1"));
    return OK;
}

static err put_picture(struct request *r, str typed, struct product *p)
{
    if (!is_picture(typed))
        return invalid(&r->c, str_from(fields[PICTURE].name), _("Choose one of the values."));
    p->picture = typed;
    return OK;
}

static err put_value(struct request *r, enum id id, str typed, str currency, struct product_edit *e)
{
    struct product *p = &e->product;
    switch (id) {
    case STATUS:
        return choice(r, id, typed, &p->active);
    case NAME:
        e->text.name = typed;
        return OK;
    case SKU:
        p->sku = typed;
        return OK;
    case SLUG:
        p->slug = typed;
        return OK;
    case VISIBILITY:
        return choice(r, id, typed, &p->visible);
    case PICTURE:
        return put_picture(r, typed, p);
    case PRICE:
        return scope_amount(r, &fields[id], typed, currency, &p->price);
    case SPECIAL:
        return scope_amount(r, &fields[id], typed, currency, &p->special_price);
    case TAX_CLASS:
        p->tax_class = typed;
        return OK;
    case QTY:
        return scope_number(r, &fields[id], typed, -STOCK_MOST, &e->qty);
    case BACKORDERS:
        return choice(r, id, typed, &e->backorders);
    case VIRTUAL:
        return choice(r, id, typed, &p->virtual);
    case WEIGHT:
        return scope_number(r, &fields[id], typed, 0, &p->weight_g);
    case BRIEF:
        e->text.brief = typed;
        return OK;
    case DESCRIPTION:
        e->text.description = typed;
        return OK;
    case FIELD_COUNT:
        break;
    }
    return OK;
}

static void set_own(struct product_own *own, enum id id, bool yes)
{
    if (id == STATUS)
        own->active = yes;
    if (id == NAME)
        own->name = yes;
    if (id == VISIBILITY)
        own->visible = yes;
    if (id == PRICE)
        own->price = yes;
    if (id == SPECIAL)
        own->special_price = yes;
    if (id == BRIEF)
        own->brief = yes;
    if (id == DESCRIPTION)
        own->description = yes;
}

static err read_rest(struct request *r, const struct store_view *view, struct product_edit *out)
{
    struct rest {
        i64 version, qty_seen;
    } rest = {0};
    static const struct form_field rest_fields[] = {
        {FORM_INPUT(struct rest, version), .type = FORM_NUMBER, .label = "Version",
         .most = INT64_MAX},
        {FORM_INPUT(struct rest, qty_seen), .type = FORM_NUMBER, .label = "Quantity",
         .least = -STOCK_MOST, .most = STOCK_MOST},
    };
    TRY(form_read(r, &(struct form){rest_fields, COUNT(rest_fields)}, &rest));
    out->product.version = rest.version;
    out->qty_seen = rest.qty_seen;
    if (view)
        return OK;
    TRY(scope_ids(r, "websites", PRODUCT_WEBSITES_MOST, out->websites.at, &out->websites.n));
    return scope_ids(r, "categories", PRODUCT_PLACES_MOST, out->categories.at, &out->categories.n);
}

err product_form_read(struct request *r, const struct store_view *view, struct product_edit *out)
{
    bool has[FIELD_COUNT];
    struct scope_typed typed[FIELD_COUNT] = {0};
    for (int i = 0; i < FIELD_COUNT; i++)
        has[i] = is_there(r, &fields[i], view);
    TRY(scope_form_read(r, fields, FIELD_COUNT, has, typed));
    TRY(read_rest(r, view, out));
    err e = OK;
    for (int i = 0; i < FIELD_COUNT; i++) {
        bool own = has[i] && !(view && typed[i].inherit);
        set_own(&out->own, (enum id)i, own);
        err wrong = own ? put_value(r, (enum id)i, typed[i].value, currency_of(r, view), out) : OK;
        if (wrong)
            e = wrong;
    }
    return e;
}
