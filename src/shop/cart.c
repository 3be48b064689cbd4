/* The shopping cart: what is in it, how much of it, and what it costs. */
#include "domain/cart.h"
#include "domain/wishlist.h"

#include "domain/method.h"
#include "domain/settings.h"
#include "shop/checkout_pages.h"
#include "templates/templates.h"
#include "web/form.h"

#define QTY_PREFIX S("qty-")

/* In the address, or in the form that was sent from there. */
static i64 page_asked(struct request *r)
{
    i64 page = 1;
    str text = query_str(r, S("page"), 4);
    for (size_t i = 0; i < r->n_fields; i++)
        if (str_eq(r->fields[i].name, S("page")))
            text = r->fields[i].value;
    return str_to_i64(text, 1, CART_LINES_MOST, &page) ? page : 1;
}

/* Where a change was made: the page behind the mini cart, or the cart at the page that was shown. */
static err redirect_back(struct request *r)
{
    i64 page = page_asked(r);
    if (request_next(r).n || page == 1)
        return redirect_next(r, R_shop_cart);
    return redirect_with_query(r, str_format(r->c.mem, "page=%lld", (long long)page), R_shop_cart);
}

static bool is_served(const struct part_options *countries, str code)
{
    for (size_t i = 0; i < countries->n; i++)
        if (str_eq(countries->at[i].value, code))
            return true;
    return false;
}

/* The place stands in the address, so that it works without JavaScript and nothing has to be written. */
static err get_cart(struct request *r, struct shop_cart_page *page)
{
    struct shop_estimate *e = &page->estimate;
    str country = query_str(r, S("country"), 2);
    e->countries = address_country_options(r);
    e->asked = country.n > 0;
    if (!e->asked)
        return cart_get(&r->c, &page->cart);
    if (!is_served(&e->countries, country))
        return ERR_NOT_FOUND;
    e->to =
        (struct tax_place){country, query_str(r, S("region"), 80), query_str(r, S("postcode"), 20)};
    return cart_estimate(&r->c, &e->to, query_str(r, S("method"), 40), &page->cart, &e->ways);
}

static void fill_estimate(struct request *r, struct shop_cart_page *page)
{
    struct shop_estimate *e = &page->estimate;
    if (!e->asked)
        e->to = page->cart.to;
    e->regions = address_region_options(r, e->to.country);
    e->way = page->cart.shipping_method;
}

/* A page that is not there any more, since lines were taken out, is the last one. */
static err fill_lines(struct request *r, struct shop_cart_page *page)
{
    i64 n = (i64)page->cart.lines.n, per = r->c.settings->cart_page_lines, at = page_asked(r);
    i64 last = n ? (n + per - 1) / per : 1;
    at = at < last ? at : last;
    TRY(shop_pager_make(r->c.mem, at, per, n, INT64_MAX, S(""), &page->pager));
    page->lines = shop_cart_lines_of(r->c.mem, &page->cart, (size_t)((at - 1) * per), (size_t)per);
    return OK;
}

/* What goes with the line that was put in last, and is not in the cart. */
static err fill_cross_sells(struct request *r, struct shop_cart_page *page)
{
    product_list found = {0};
    const struct cart *k = &page->cart;
    if (!r->c.settings->cross_sells || k->lines.n == 0)
        return OK;
    TRY(product_cross_sells(&r->c, k->id, k->lines.at[k->lines.n - 1].product_id, &found));
    return found.n ? shop_tiles_of(&r->c, &found, &page->cross_sells) : OK;
}

str cart_least_note(struct request *r)
{
    str amount = view_money(render_view(r), exchange_shown(&r->c, cart_least(&r->c)),
                            exchange_currency(&r->c));
    return tr_fill(r->c.mem, method_words(&r->c, r->c.settings->least_note), &amount, 1);
}

err shop_cart(struct request *r)
{
    struct shop_cart_page page = {0};
    TRY(get_cart(r, &page));
    fill_estimate(r, &page);
    TRY(shop_frame(r, &page.frame));
    TRY(fill_lines(r, &page));
    TRY(fill_cross_sells(r, &page));
    struct totals_look look = cart_look(r->c.settings);
    page.totals = shop_sums_of(r->c.mem, cart_totals_rows(&page.cart, &look), S(""));
    page.clearable = r->c.settings->cart_clearable;
    page.keeps = actor_may(&r->c.actor, ACT_WISHLIST_CHANGE);
    page.too_small = cart_is_too_small(&r->c, &page.cart);
    page.least = cart_least_note(r);
    page.coupon_lost = page.cart.coupon.n && !page.cart.rules.coupon;
    return RENDER(r, shop_cart, &page);
}

struct add_form {
    i64 qty;
};
static const struct form_field add_fields[] = {
    {FORM_INPUT(struct add_form, qty), FORM_NUMBER, "Qty", .required = true, .least = 1,
     .most = CART_QTY_MOST},
};
static const struct form add_form = {add_fields, COUNT(add_fields)};

/* Back on the product's page, with the first thing that was wrong. */
static err refused(struct request *r, str slug)
{
    const struct problem *p = r->c.problems;
    flash_with(r, FLASH_BAD, p->message, p->args[0], p->args[1]);
    return redirect(r, R_shop_product, slug);
}

err shop_cart_add(struct request *r)
{
    str slug = request_arg(r, 0), token;
    struct product_shown p;
    struct add_form form = {0};
    TRY(product_by_slug(&r->c, slug, &p));
    err e = form_read(r, &add_form, &form);
    if (e == OK)
        e = cart_add(&r->c, slug, form.qty, &token);
    if (e == ERR_INVALID)
        return refused(r, slug);
    TRY(e);
    if (token.n)
        session_cookie(r, COOKIE_SHOP, S(""), token);
    flash_with(r, FLASH_OK, _("You added %1 to your shopping cart."), p.name, S(""));
    return r->c.settings->to_cart ? redirect(r, R_shop_cart) : redirect(r, R_shop_product, slug);
}

err shop_cart_clear(struct request *r)
{
    TRY(cart_clear(&r->c));
    flash(r, FLASH_OK, _("The shopping cart is empty now."));
    return redirect(r, R_shop_cart);
}

/* The quantities come as qty-<line>: their names are not known beforehand. */
static err read_changes(struct request *r, struct cart_change *changes, size_t *n)
{
    err e = OK;
    *n = 0;
    for (size_t i = 0; i < r->n_fields; i++) {
        str name = r->fields[i].name;
        i64 id, qty;
        if (!str_starts(name, QTY_PREFIX) ||
            !str_to_i64(str_skip(name, QTY_PREFIX.n), 1, INT64_MAX, &id))
            continue;
        if (!str_to_i64(str_trim(r->fields[i].value), 0, CART_QTY_MOST, &qty))
            e = invalid(&r->c, name, _("Please enter a whole number."));
        else
            changes[(*n)++] = (struct cart_change){.item_id = id, .qty = qty};
    }
    return e;
}

err shop_cart_update(struct request *r)
{
    struct cart_change *changes = NEWN(r->c.mem, struct cart_change, r->n_fields);
    size_t n;
    TRY(read_changes(r, changes, &n));
    TRY(cart_set(&r->c, changes, n));
    flash(r, FLASH_OK, _("The shopping cart has been updated."));
    return redirect_back(r);
}

/* Move to Wish List. If the second half fails, the product is in both: nothing is lost. */
err shop_cart_keep(struct request *r)
{
    i64 item_id;
    struct cart k;
    TRY(request_arg_id(r, 0, &item_id));
    TRY(cart_get(&r->c, &k));
    for (size_t i = 0; i < k.lines.n; i++) {
        if (k.lines.at[i].item_id != item_id)
            continue;
        TRY(wishlist_add(&r->c, k.lines.at[i].slug));
        TRY(cart_remove(&r->c, item_id));
        flash_with(r, FLASH_OK, _("%1 has been moved to your wish list."), k.lines.at[i].name,
                   S(""));
        return redirect_back(r);
    }
    return ERR_NOT_FOUND;
}

err shop_cart_remove(struct request *r)
{
    i64 item_id;
    TRY(request_arg_id(r, 0, &item_id));
    TRY(cart_remove(&r->c, item_id));
    flash(r, FLASH_OK, _("The product has been removed."));
    return redirect_back(r);
}

struct coupon_form {
    str coupon;
};
static const struct form_field coupon_fields[] = {
    {FORM_INPUT(struct coupon_form, coupon), FORM_TEXT, "Discount Code", .required = true,
     .most = COUPON_CODE_MOST},
};
static const struct form coupon_form = {coupon_fields, COUNT(coupon_fields)};

err shop_cart_coupon(struct request *r)
{
    struct coupon_form f = {0};
    TRY(form_read(r, &coupon_form, &f));
    err e = cart_coupon(&r->c, f.coupon);
    if (e == ERR_NOT_FOUND)
        return redirect(r, R_shop_cart);
    TRY(e);
    flash_with(r, FLASH_OK, _("You used the coupon code \"%1\"."), f.coupon, S(""));
    return redirect(r, R_shop_cart);
}

err shop_cart_coupon_cancel(struct request *r)
{
    err e = cart_coupon(&r->c, S(""));
    if (e && e != ERR_NOT_FOUND)
        return e;
    flash(r, FLASH_OK, _("You canceled the coupon code."));
    return redirect(r, R_shop_cart);
}
