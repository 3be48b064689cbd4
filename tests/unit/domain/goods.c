#include "goods.h"

#include "domain/cart.h"
#include "domain/category.h"
#include "domain/checkout.h"
#include "domain/product.h"
#include "domain/session.h"
#include "domain/stock.h"

/* Runs the block as the program, then lets whoever asked before ask again. */
static struct actor become_program(struct world *w)
{
    struct actor before = w->c.actor;
    as_program(w);
    return before;
}

i64 a_product(struct world *w, struct goods g)
{
    struct actor before = become_program(w);
    str name = str_from(g.name ? g.name : g.sku);
    struct product_text texts[] = {
        {.store_view_id = 0, .name = name, .brief = S(""), .description = str_from(g.text)},
        {.store_view_id = 2,
         .name = str_from(g.name_de),
         .brief = S(""),
         .description = str_from(g.text)},
    };
    struct product_place place = {g.category, g.position};
    struct product_new in = {
        .product = {.sku = str_from(g.sku),
                    .slug = str_from(g.sku),
                    .active = true,
                    .visible = !g.hidden,
                    .price = {g.price ? g.price : 1999},
                    .special_price = {g.special_price},
                    .tax_class = g.tax_class ? str_from(g.tax_class) : S("standard"),
                    .virtual = g.virtual,
                    .weight_g = g.weight_g,
                    .picture = S("products/HW-1001.svg"),
                    .created_at = w->c.now},
        .texts = texts,
        .n_texts = g.name_de ? 2 : 1,
        .places = &place,
        .n_places = g.category ? 1 : 0,
        .stock = g.stock,
        .backorders = g.backorders,
    };
    i64 id = 0;
    SCOPED(work_end) struct work work = {0};
    assert_ok(work_begin(&w->c, ACT_CATALOG_SAVE, &work));
    assert_ok(product_create(&work, &in, &id));
    assert_ok(work_commit(&work));
    w->c.actor = before;
    return id;
}

i64 a_category(struct world *w, const char *slug, i64 sort_order)
{
    struct actor before = become_program(w);
    struct category k = {.slug = str_from(slug), .sort_order = sort_order, .active = true};
    SCOPED(work_end) struct work work = {0};
    assert_ok(work_begin(&w->c, ACT_CATEGORY_SAVE, &work));
    assert_ok(category_create(&work, &k));
    assert_ok(category_text_put(&work, &(struct category_text){k.id, 0, k.slug, S("")}));
    assert_ok(work_commit(&work));
    w->c.actor = before;
    return k.id;
}

void stock_is(struct world *w, i64 product_id, i64 qty)
{
    struct actor before = become_program(w);
    SCOPED(work_end) struct work work = {0};
    assert_ok(work_begin(&w->c, ACT_CATALOG_SAVE, &work));
    assert_ok(stock_set(&work, product_id, qty, false));
    assert_ok(work_commit(&work));
    w->c.actor = before;
}

i64 stock_of(struct world *w, i64 product_id)
{
    static const struct sql q = {
        .name = "test:stock", .text = S("SELECT qty FROM stock WHERE product_id = $1"), .n = 1};
    i64 n = 0;
    assert_ok(db_i64(w->c.db, &q, ARGS(product_id), &n));
    return n;
}

void works_out(struct world *w, i64 product_id)
{
    struct actor before = become_program(w);
    SCOPED(work_end) struct work work = {0};
    assert_ok(work_begin(&w->c, ACT_CATALOG_SAVE, &work));
    assert_ok(product_index(&work, product_id));
    work_touch(&work, ENTITY_PRODUCT, product_id, (str){0});
    assert_ok(work_commit(&work));
    w->c.actor = before;
}

void price_becomes(struct world *w, i64 product_id, i64 price)
{
    struct actor before = become_program(w);
    struct product old, fresh;
    SCOPED(work_end) struct work work = {0};
    assert_ok(work_begin(&w->c, ACT_CATALOG_SAVE, &work));
    assert_ok(product_get(&w->c, work.db, product_id, &old));
    fresh = old;
    fresh.price = (money){price};
    assert_ok(product_save(&work, &old, &fresh));
    assert_ok(work_commit(&work));
    w->c.actor = before;
}

struct customer_address an_address(const char *country)
{
    return (struct customer_address){
        .first_name = S("Anna"),
        .last_name = S("Berger"),
        .street1 = S("Am Anger 5"),
        .city = S("Goslar"),
        .postcode = S("38640"),
        .country = str_from(country),
        .phone = S("+49 30 23125 999"),
    };
}

struct ctx *as_guest(struct world *w)
{
    as_visitor(w);
    str token;
    SCOPED(work_end) struct work work = {0};
    i64 id = 0;
    assert_ok(work_begin(&w->c, ACT_SHOP_SESSION, &work));
    assert_ok(shop_session_open(&work, 0, &token, &id));
    assert_ok(work_commit(&work));
    w->c.actor.session_id = id;
    return &w->c;
}

void puts_in_cart(struct world *w, const char *slug, i64 n)
{
    str token;
    assert_ok(cart_add(&w->c, str_from(slug), n, &token));
}

void chooses_shipping(struct world *w, const char *country)
{
    struct checkout_step step = {
        .email = S("gerda@example.com"),
        .address = an_address(country),
        .shipping_method = S("flatrate"),
    };
    assert_ok(checkout_save(&w->c, &step));
}

struct order_placing placing_of(struct world *w)
{
    struct cart k;
    assert_ok(cart_get(&w->c, &k));
    return (struct order_placing){
        .cart_id = k.id,
        .has_seen = true,
        .seen = k.totals.grand_total,
        .billing_same = true,
        .payment_method = S("checkmo"),
    };
}

struct order buys(struct world *w, const char *slug, i64 n)
{
    puts_in_cart(w, slug, n);
    chooses_shipping(w, "DE");
    struct order_placing in = placing_of(w);
    struct order o = {0};
    assert_ok(order_place(&w->c, &in, &o));
    return o;
}
