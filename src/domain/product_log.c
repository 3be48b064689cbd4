#include "domain/product_log.h"

#include "base/format.h"
#include "domain/settings.h"

/* "": inherited, or none. */
struct logged {
    str name, short_description, description, status, visibility, price, special_price;
    str quantity, backorders, websites, categories;
};
static const struct field fields[] = {
    FIELD(struct logged, name, F_PLAIN),          FIELD(struct logged, short_description, F_PLAIN),
    FIELD(struct logged, description, F_PLAIN),   FIELD(struct logged, status, F_PLAIN),
    FIELD(struct logged, visibility, F_PLAIN),    FIELD(struct logged, price, F_PLAIN),
    FIELD(struct logged, special_price, F_PLAIN), FIELD(struct logged, quantity, F_PLAIN),
    FIELD(struct logged, backorders, F_PLAIN),    FIELD(struct logged, websites, F_PLAIN),
    FIELD(struct logged, categories, F_PLAIN),
};
static const struct record record = RECORD(struct logged, fields);

static str number(struct arena *mem, i64 n)
{
    return str_format(mem, "%lld", (long long)n);
}

/* What is the scope's own. */
static struct logged own_part(struct arena *mem, const struct product_edit *e, str currency)
{
    const struct product *p = &e->product;
    struct logged l = {0};
    if (e->own.name)
        l.name = e->text.name;
    if (e->own.brief)
        l.short_description = e->text.brief;
    if (e->own.description)
        l.description = e->text.description;
    if (e->own.active)
        l.status = p->active ? S("enabled") : S("disabled");
    if (e->own.visible)
        l.visibility = p->visible ? S("visible") : S("hidden");
    if (e->own.price)
        l.price = money_plain(mem, p->price, currency);
    if (e->own.special_price)
        l.special_price = money_plain(mem, p->special_price, currency);
    return l;
}

/* What product_record, which product_save logs, does not have. */
static struct logged whole(struct arena *mem, const struct product_edit *e)
{
    return (struct logged){
        .name = e->text.name,
        .short_description = e->text.brief,
        .description = e->text.description,
        .quantity = number(mem, e->qty),
        .backorders = e->backorders ? S("1") : S("0"),
        .websites = str_of_ids(mem, e->websites.at, e->websites.n),
        .categories = str_of_ids(mem, e->categories.at, e->categories.n),
    };
}

static struct logged of(struct arena *mem, const struct store_view *view,
                        const struct product_edit *e, str currency)
{
    return view ? own_part(mem, e, currency) : whole(mem, e);
}

void product_log(struct work *w, const struct store_view *view, const struct product_edit *before,
                 const struct product_edit *after)
{
    struct arena *mem = w->c->mem;
    str currency = view ? view->currency : w->c->view->currency;
    struct logged a = {0}, b = {0};
    i64 id = 0;
    if (before) {
        a = of(mem, view, before, currency);
        id = before->product.id;
    }
    if (after) {
        b = of(mem, view, after, currency);
        id = after->product.id;
    }
    work_touch_row(w, ENTITY_PRODUCT, id, &record, before ? &a : NULL, after ? &b : NULL);
    work_touch(w, ENTITY_PRODUCT, id, (str){0});
}
