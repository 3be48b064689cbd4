#include "domain/order_draft.h"

#include "domain/cart.h"
#include "domain/checkout.h"
#include "domain/order_act.h"
#include "domain/order_comment.h"
#include "goods.h"

#include <stdio.h>

/* Staff at an order in the making. */
struct desk {
    struct world *w;
    struct order_draft d;
};

static struct desk sits_at(struct world *w, i64 id)
{
    struct desk s = {.w = w};
    assert_ok(order_draft_get(&w->c, id, &s.d));
    return s;
}

#define ENTER(s)                                                                                   \
    SCOPED(order_draft_leave) struct order_desk desk_ = {0};                                       \
    order_draft_enter(&(s)->w->c, &(s)->d, NULL, &desk_)

static i64 begins(struct world *w, i64 customer_id, const char *email)
{
    struct order_draft_new in = {
        .customer_id = customer_id, .email = str_from(email), .view = w->c.view};
    i64 id = 0;
    assert_ok(order_draft_begin(&w->c, &in, &id));
    return id;
}

static void adds(struct desk *s, i64 product_id, i64 qty)
{
    ENTER(s);
    struct cart_again item = {product_id, qty};
    assert_ok(cart_add_chosen(&s->w->c, &item, 1));
}

static void fills_in(struct desk *s)
{
    ENTER(s);
    struct checkout_step to = {.address = an_address("DE")};
    assert_ok(checkout_put_address(&s->w->c, S("shipping"), &to));
    assert_ok(checkout_put_method(&s->w->c, S("flatrate")));
}

static err places(struct desk *s, struct order *o)
{
    ENTER(s);
    struct checkout k;
    TRY(checkout_get(&s->w->c, &k));
    struct order_placing in = {
        .cart_id = k.cart.id,
        .has_seen = true,
        .seen = k.cart.totals.grand_total,
        .billing_same = k.cart.billing_same,
        .billing = checkout_as_address(&k.billing),
        .payment_method = S("checkmo"),
        .comment = S("By phone."),
        .comment_shown = true,
    };
    return order_place(&s->w->c, &in, o);
}

static bool history_says(struct world *w, i64 order_id, const char *text)
{
    order_comments all = {0};
    assert_ok(order_comments_of(&w->c, order_id, false, &all));
    for (size_t i = 0; i < all.n; i++)
        if (str_has(order_comment_text(w->c.mem, w->c.view->words, &all.at[i]), str_from(text)))
            return true;
    return false;
}

static i64 logged(struct world *w, const char *action)
{
    char sql[200];
    snprintf(sql, sizeof sql, "SELECT count(*) FROM action_log WHERE action = '%s' AND success",
             action);
    return number_of(w, sql);
}

/* ---- new ---- */

static void OA24_staff_orders_for_a_customer_whose_cart_stays(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 mug = A_PRODUCT(w, .sku = "mug", .stock = 5, .price = 11900);
    i64 soap = A_PRODUCT(w, .sku = "soap", .stock = 5, .price = 1070);
    i64 anna = a_customer(w, "anna@example.com");
    as_customer(w, anna);
    puts_in_cart(w, "soap", 1);
    as_staff(w, P_COUNT);
    struct desk s = sits_at(w, begins(w, anna, ""));
    adds(&s, mug, 2);
    fills_in(&s);
    struct order o;
    assert_ok(places(&s, &o));
    assert_int_equal(o.customer_id, anna);
    assert_int_equal(o.staff_id, 7);
    assert_str_equal(o.email, S("anna@example.com"));
    assert_int_equal(o.grand_total.minor, 23800 + 500);
    assert_int_equal(stock_of(w, mug), 3);
    assert_int_equal(stock_of(w, soap), 5);
    assert_true(history_says(w, o.id, "Created by mia in the back office."));
    assert_true(history_says(w, o.id, "By phone."));
    assert_int_equal(mails_of(w, "order_new"), 1);
    assert_int_equal(logged(w, "order.create"), 1);
    as_customer(w, anna);
    struct cart own;
    assert_ok(cart_get(&w->c, &own));
    assert_int_equal(own.lines.n, 1);
    assert_str_equal(own.lines.at[0].sku, S("soap"));
    struct order seen;
    assert_ok(order_of_customer(&w->c, o.number, &seen));
}

static void a_guest_needs_an_email_address(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 mug = A_PRODUCT(w, .sku = "mug", .stock = 5);
    as_staff(w, P_COUNT);
    struct order_draft_new in = {.email = S("nobody"), .view = w->c.view};
    i64 id;
    assert_err(ERR_INVALID, order_draft_begin(&w->c, &in, &id));
    assert_true(has_problem(w, "email"));
    struct desk s = sits_at(w, begins(w, 0, "gerda@example.com"));
    adds(&s, mug, 1);
    fills_in(&s);
    struct order o;
    assert_ok(places(&s, &o));
    assert_int_equal(o.customer_id, 0);
    assert_str_equal(o.email, S("gerda@example.com"));
    assert_str_equal(o.group_name, S("NOT LOGGED IN"));
}

static void OA23_nothing_is_placed_before_it_is_complete(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 mug = A_PRODUCT(w, .sku = "mug", .stock = 5);
    i64 anna = a_customer(w, "anna@example.com");
    as_staff(w, P_COUNT);
    struct desk s = sits_at(w, begins(w, anna, ""));
    struct order o;
    assert_err(ERR_INVALID, places(&s, &o));
    adds(&s, mug, 1);
    assert_err(ERR_INVALID, places(&s, &o));
    fills_in(&s);
    assert_ok(places(&s, &o));
    assert_err(ERR_NOT_FOUND, order_draft_get(&w->c, s.d.id, &s.d));
    assert_ok(order_draft_order(&w->c, s.d.id, &o));
}

static void OA22_a_price_of_its_own_counts_and_can_be_taken_back(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 mug = A_PRODUCT(w, .sku = "mug", .stock = 5, .price = 11900);
    i64 anna = a_customer(w, "anna@example.com");
    as_staff(w, P_COUNT);
    struct desk s = sits_at(w, begins(w, anna, ""));
    adds(&s, mug, 2);
    ENTER(&s);
    struct cart k;
    assert_ok(cart_get(&w->c, &k));
    assert_int_equal(k.totals.subtotal.minor, 23800);
    struct cart_change d = {
        .item_id = k.lines.at[0].item_id, .qty = 2, .has_price = true, .price = {10000}};
    assert_ok(cart_set(&w->c, &d, 1));
    assert_ok(cart_get(&w->c, &k));
    assert_int_equal(k.totals.subtotal.minor, 20000);
    d.price.minor = 0;
    assert_ok(cart_set(&w->c, &d, 1));
    assert_ok(cart_get(&w->c, &k));
    assert_int_equal(k.totals.subtotal.minor, 0);
    d.price.minor = -1;
    assert_ok(cart_set(&w->c, &d, 1));
    assert_ok(cart_get(&w->c, &k));
    assert_int_equal(k.totals.subtotal.minor, 23800);
}

static void more_than_there_is_cannot_be_added(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 mug = A_PRODUCT(w, .sku = "mug", .stock = 2);
    i64 hidden = A_PRODUCT(w, .sku = "secret", .stock = 2, .hidden = true);
    as_staff(w, P_COUNT);
    struct desk s = sits_at(w, begins(w, 0, "gerda@example.com"));
    adds(&s, hidden, 1);
    ENTER(&s);
    struct cart_again item = {mug, 3};
    assert_err(ERR_INVALID, cart_add_chosen(&w->c, &item, 1));
    char field[40];
    snprintf(field, sizeof field, "add-%lld", (long long)mug);
    assert_true(has_problem(w, field));
}

static void a_draft_is_of_who_began_it_and_of_who_may(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 anna = a_customer(w, "anna@example.com"), id = 0;
    struct order_draft_new in = {.customer_id = anna, .view = w->c.view};
    as_staff(w, P_ORDER_VIEW);
    assert_err(ERR_DENIED, order_draft_begin(&w->c, &in, &id));
    as_staff(w, P_COUNT);
    id = begins(w, anna, "");
    struct order_draft d;
    w->c.actor.staff_id = 8;
    assert_err(ERR_NOT_FOUND, order_draft_get(&w->c, id, &d));
    assert_err(ERR_NOT_FOUND, order_draft_drop(&w->c, id));
    as_staff(w, P_ORDER_REORDER);
    assert_err(ERR_DENIED, order_draft_get(&w->c, id, &d));
    as_customer(w, anna);
    assert_err(ERR_NOT_FOUND, order_draft_get(&w->c, id, &d));
    as_staff(w, P_COUNT);
    assert_ok(order_draft_drop(&w->c, id));
    assert_err(ERR_NOT_FOUND, order_draft_get(&w->c, id, &d));
}

/* ---- again ---- */

static i64 draft_of(struct world *w, enum order_purpose purpose, i64 order_id, i64 *left)
{
    i64 id = 0;
    assert_ok(order_draft_from(&w->c, purpose, order_id, w->c.view, &id, left));
    return id;
}

static void OA12_OA13_a_canceled_order_is_placed_again(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 mug = A_PRODUCT(w, .sku = "mug", .stock = 5, .price = 11900), left = 0;
    i64 anna = a_customer(w, "anna@example.com");
    as_customer(w, anna);
    struct order first = buys(w, "mug", 2), o;
    as_staff(w, P_COUNT);
    assert_ok(order_cancel(&w->c, first.id, first.version));
    test_script(t, S("UPDATE product SET active = FALSE;"));
    works_out(w, mug);
    struct desk s = sits_at(w, draft_of(w, ORDER_REORDER, first.id, &left));
    assert_int_equal(left, 0);
    assert_ok(places(&s, &o));
    assert_int_equal(o.grand_total.minor, first.grand_total.minor);
    assert_str_equal(o.status, S("pending"));
    assert_int_equal(o.edit_of, 0);
    assert_int_equal(stock_of(w, mug), 3);
    assert_int_equal(logged(w, "order.reorder"), 1);
}

static void what_is_not_in_stock_is_left_out_of_a_reorder(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 mug = A_PRODUCT(w, .sku = "mug", .stock = 5), left = 0;
    i64 anna = a_customer(w, "anna@example.com");
    as_customer(w, anna);
    struct order first = buys(w, "mug", 2);
    stock_is(w, mug, 1);
    as_staff(w, P_COUNT);
    draft_of(w, ORDER_REORDER, first.id, &left);
    assert_int_equal(left, 1);
}

/* ---- edit ---- */

static void OA09_an_edited_order_is_canceled_and_replaced(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 mug = A_PRODUCT(w, .sku = "mug", .stock = 2, .price = 11900), left = 0;
    i64 anna = a_customer(w, "anna@example.com");
    as_customer(w, anna);
    struct order first = buys(w, "mug", 2), second, third, old;
    assert_int_equal(stock_of(w, mug), 0);
    as_staff(w, P_COUNT);
    struct desk s = sits_at(w, draft_of(w, ORDER_EDIT, first.id, &left));
    assert_int_equal(left, 0); /* its own pieces count as there */
    assert_ok(order_get(&w->c, first.id, &old));
    assert_str_equal(old.state, S("new"));
    assert_ok(places(&s, &second));
    assert_str_equal(second.number, str_join(t->mem, first.number, S("-1")));
    assert_ok(order_get(&w->c, first.id, &old));
    assert_str_equal(old.state, S("canceled"));
    assert_int_equal(old.edited_as, second.id);
    assert_int_equal(second.edit_of, first.id);
    assert_int_equal(stock_of(w, mug), 0);
    assert_true(history_says(w, second.id, "Replaces order #"));
    assert_true(history_says(w, first.id, "Replaced by order #"));
    assert_int_equal(logged(w, "order.edit"), 1);
    s = sits_at(w, draft_of(w, ORDER_EDIT, second.id, &left));
    assert_ok(places(&s, &third));
    assert_str_equal(third.number, str_join(t->mem, first.number, S("-2")));
}

static void OA08_OA25_what_changed_meanwhile_is_not_replaced(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 mug = A_PRODUCT(w, .sku = "mug", .stock = 5), left = 0;
    i64 anna = a_customer(w, "anna@example.com");
    as_customer(w, anna);
    struct order first = buys(w, "mug", 2), o;
    as_staff(w, P_COUNT);
    struct desk a = sits_at(w, draft_of(w, ORDER_EDIT, first.id, &left));
    struct desk b = sits_at(w, draft_of(w, ORDER_EDIT, first.id, &left));
    assert_ok(places(&a, &o));
    assert_err(ERR_INVALID, places(&b, &o));
    assert_int_equal(number_of(w, "SELECT count(*) FROM sales_order"), 2);
    assert_int_equal(stock_of(w, mug), 3);
    i64 id;
    assert_err(ERR_DENIED, order_draft_from(&w->c, ORDER_EDIT, first.id, w->c.view, &id, &left));
}

int main(void)
{
    static const struct test tests[] = {
        TEST(OA24_staff_orders_for_a_customer_whose_cart_stays),
        TEST(a_guest_needs_an_email_address),
        TEST(OA23_nothing_is_placed_before_it_is_complete),
        TEST(OA22_a_price_of_its_own_counts_and_can_be_taken_back),
        TEST(more_than_there_is_cannot_be_added),
        TEST(a_draft_is_of_who_began_it_and_of_who_may),
        TEST(OA12_OA13_a_canceled_order_is_placed_again),
        TEST(what_is_not_in_stock_is_left_out_of_a_reorder),
        TEST(OA09_an_edited_order_is_canceled_and_replaced),
        TEST(OA08_OA25_what_changed_meanwhile_is_not_replaced),
    };
    return run_on_both(tests, COUNT(tests));
}
