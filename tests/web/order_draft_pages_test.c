/* Create New Order, Reorder and Edit as a browser meets them: page by page, without JavaScript. */
#include "goods.h"
#include "house.h"
#include "rows.h"

#include <stdio.h>

#define OFFICE(t, who)                                                                             \
    struct house *h = house_make(t);                                                               \
    SCOPED(browser_end_of) struct browser *b = house_browser(h, who)

/* Where an answer leads, in the test's own memory; then a page below it. */
static const char *kept(struct test_store *t, str location)
{
    return str_z(t->mem, location);
}

static const char *below(struct test_store *t, const char *draft, const char *rest)
{
    return at(t, "%s/%s", draft, rest);
}

static i64 mug_id(struct house *h)
{
    i64 id = 0;
    assert_ok(db_i64(
        h->t->db,
        &(struct sql){.name = "test:mug", .text = S("SELECT id FROM product WHERE slug = 'mug'")},
        NO_ARGS, &id));
    return id;
}

static const char *begins_for_anna(struct house *h, struct browser *b)
{
    const char *path = at(h->t, "/admin/order-drafts/customer/%.*s", STR_ARG(h->anna.ref));
    struct answer a = browser_get(b, path);
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "Anna Berger"));
    a = browser_post(b, path, "store_view=1");
    assert_int_equal(a.status, 303);
    return kept(h->t, a.location);
}

#define AN_ADDRESS                                                                                 \
    "address_id=0&version=0&first_name=Anna&last_name=Berger&street1=Am+Anger+5&city=Goslar&"      \
    "postcode=38640&country=DE&phone=05321+1234"

/* The hidden total of the page, as the form sends it. */
static const char *place_fields(struct test_store *t, const struct answer *page, const char *more)
{
    str body = page->body, mark = S("name=\"total\" value=\""), total;
    while (body.n && !str_starts(body, mark))
        body = str_skip(body, 1);
    body = str_skip(body, mark.n);
    assert_true(str_cut(&body, '"', &total));
    return at(t, "total=%.*s&payment_method=checkmo%s", STR_ARG(total), more);
}

static void OA22_OA24_an_order_is_created_for_a_customer(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct answer a = browser_get(b, "/admin/orders");
    assert_true(answer_has(&a, "Create New Order"));
    a = browser_get(b, "/admin/order-drafts/new?q=anna");
    assert_true(answer_has(&a, "Anna Berger") && !answer_has(&a, "Ben Carter"));
    const char *draft = begins_for_anna(h, b);
    a = browser_get(b, at(t, "%s?q=mug", draft));
    assert_true(answer_has(&a, at(t, "name=\"add-%lld\"", (long long)mug_id(h))));
    a = browser_post(b, below(t, draft, "add"), at(t, "q=mug&add-%lld=2", (long long)mug_id(h)));
    assert_int_equal(a.status, 303);
    a = browser_post(b, below(t, draft, "address/shipping"), AN_ADDRESS);
    assert_int_equal(a.status, 303);
    a = browser_post(b, below(t, draft, "method"), "shipping_method=flatrate");
    assert_int_equal(a.status, 303);
    a = browser_get(b, draft);
    assert_true(answer_has(&a, "Am Anger 5") && answer_has(&a, "Same as the shipping address."));
    const char *fields = place_fields(t, &a, "&comment=By+phone&confirm=1");
    a = browser_post(b, below(t, draft, "place"), fields);
    assert_int_equal(a.status, 303);
    const char *order = kept(t, a.location);
    a = browser_get(b, order);
    assert_true(answer_has(&a, "You created the order.") && answer_has(&a, "By phone") &&
                answer_has(&a, "in the back office."));
    a = browser_post(b, below(t, draft, "place"), fields);
    assert_str_equal(a.location, str_from(order));
    a = browser_get(b, "/admin/orders");
    assert_int_equal(a.status, 200);
}

/* Anna has one mug in the cart, and bought one. */
static void activities_of_the_customer_go_into_the_order_by_a_tick(struct test_store *t)
{
    OFFICE(t, OWNER);
    const char *draft = begins_for_anna(h, b);
    long long mug = (long long)mug_id(h);
    test_script(t, str_from(at(t,
                               "INSERT INTO wishlist_item (customer_id, product_id, added_at) "
                               "SELECT %lld, id, 1 FROM product WHERE slug = 'cup';\n"
                               "UPDATE cart_item SET qty = 2 WHERE id = %lld;\n",
                               (long long)h->anna.id, (long long)h->anna.item_id)));
    struct answer a = browser_get(b, draft);
    assert_true(answer_has(&a, "Customer&#39;s Activities") && answer_has(&a, "Shopping Cart") &&
                answer_has(&a, "Wish List") && answer_has(&a, "Last Ordered Items"));
    assert_true(answer_has(&a, at(t, "value=\"%lldx2\"", mug)));
    str before =
        rows_where(t, "cart_item", str_from(at(t, "id = %lld", (long long)h->anna.item_id)));
    a = browser_post(b, below(t, draft, "add"),
                     at(t, "pick%%5B%%5D=%lldx2&pick%%5B%%5D=%lldx1", mug, mug));
    assert_int_equal(a.status, 303);
    assert_int_equal(rows_number(t,
                                 "SELECT i.qty FROM cart_item i JOIN cart k ON k.id = i.cart_id "
                                 "WHERE k.staff_id IS NOT NULL"),
                     3);
    assert_str_equal(
        rows_where(t, "cart_item", str_from(at(t, "id = %lld", (long long)h->anna.item_id))),
        before);
    a = browser_post(b, below(t, draft, "add"), at(t, "pick%%5B%%5D=%lldx9999", mug));
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "aria-invalid=\"true\""));
    static const char *const wrong[] = {"x", "1x0", "1x-1", "0x1", "1", "1x1x1"};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        a = browser_post(b, below(t, draft, "add"), at(t, "pick%%5B%%5D=%s", wrong[i]));
        assert_int_equal(a.status, 404);
    }
}

static void an_order_begins_with_a_new_customer(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct answer a = browser_get(b, "/admin/order-drafts/new");
    assert_true(answer_has(&a, "href=\"/admin/customers/new?for_order=1\""));
    a = browser_get(b, "/admin/customers/new?for_order=1");
    assert_true(answer_has(&a, "name=\"for_order\" value=\"1\""));
    const char *fields = "website=1&store_view=1&group=1&first_name=Nora&last_name=Neu&for_order=1";
    a = browser_post(b, "/admin/customers/new", at(t, "%s&email=nobody", fields));
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "name=\"for_order\" value=\"1\""));
    a = browser_post(b, "/admin/customers/new", at(t, "%s&email=nora@example.com", fields));
    assert_int_equal(a.status, 303);
    a = browser_get(b, kept(t, a.location));
    assert_true(answer_has(&a, "Create New Order") && answer_has(&a, "Nora Neu"));
    (void)h;
}

static void messages_stand_beside_their_fields(struct test_store *t)
{
    OFFICE(t, OWNER);
    const char *draft = begins_for_anna(h, b);
    const char *add = at(t, "add-%lld", (long long)mug_id(h));
    test_script(t, S("UPDATE stock SET qty = 1, backorders = FALSE;"));
    struct answer a = browser_post(b, below(t, draft, "add"), at(t, "q=mug&%s=2", add));
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, at(t, "id=\"%s-e\"", add)));
    a = browser_post(b, below(t, draft, "coupon"), "coupon=NOPE");
    assert_int_equal(a.status, 422);
    a = browser_post(b, below(t, draft, "address/billing"), "address_id=0&country=DE");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "id=\"street1-e\""));
    a = browser_post(b, below(t, draft, "place"), "total=0&payment_method=checkmo");
    assert_int_equal(a.status, 422);
    a = browser_get(b, draft);
    assert_int_equal(a.status, 200);
}

static void a_guest_begins_with_an_email_address(struct test_store *t)
{
    OFFICE(t, OWNER);
    struct answer a = browser_post(b, "/admin/order-drafts/guest", "email=nobody&store_view=1");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "id=\"email-e\""));
    a = browser_post(b, "/admin/order-drafts/guest", "email=gerda%40example.com&store_view=2");
    assert_int_equal(a.status, 303);
    const char *draft = kept(t, a.location);
    a = browser_get(b, draft);
    assert_true(answer_has(&a, "gerda@example.com") && answer_has(&a, "Deutsch") &&
                answer_has(&a, "NOT LOGGED IN"));
    (void)h;
}

static void OA09_OA12_orders_are_placed_again_and_edited(struct test_store *t)
{
    OFFICE(t, OWNER);
    long long id = h->anna.order_id;
    struct answer a = browser_post(b, at(t, "/admin/orders/%lld/reorder", id), "");
    assert_int_equal(a.status, 303);
    a = browser_get(b, kept(t, a.location));
    assert_true(answer_has(&a, "Create New Order") && answer_has(&a, "Am Anger 5"));
    a = browser_get(b, at(t, "/admin/orders/%lld/edit", id));
    assert_true(answer_has(&a, "Do you want to edit this order?"));
    a = browser_post(b, at(t, "/admin/orders/%lld/edit", id), "");
    const char *draft = kept(t, a.location);
    a = browser_get(b, draft);
    assert_true(answer_has(&a, "is canceled and replaced by this one"));
    a = browser_post(b, below(t, draft, "place"), place_fields(t, &a, ""));
    assert_int_equal(a.status, 303);
    const char *order = kept(t, a.location);
    a = browser_get(b, order);
    assert_true(answer_has(&a, "#000000001-1"));
    assert_true(answer_has(&a, at(t, "href=\"/admin/orders/%lld\"", id)));
    a = browser_get(b, at(t, "/admin/orders/%lld", id));
    assert_true(answer_has(&a, "Canceled") && answer_has(&a, at(t, "href=\"%s\"", order)));
}

static void nobody_else_meets_a_draft(struct test_store *t)
{
    OFFICE(t, OWNER);
    const char *draft = begins_for_anna(h, b);
    SCOPED(browser_end_of) struct browser *other = house_browser(h, CLERK);
    struct answer a = browser_get(other, draft);
    assert_true(a.status == 404 || a.status == 403);
    a = browser_post(b, below(t, draft, "drop"), "");
    assert_int_equal(a.status, 303);
    a = browser_get(b, draft);
    assert_int_equal(a.status, 404);
}

int main(void)
{
    static const struct test tests[] = {
        TEST(OA22_OA24_an_order_is_created_for_a_customer),
        TEST(activities_of_the_customer_go_into_the_order_by_a_tick),
        TEST(an_order_begins_with_a_new_customer),
        TEST(messages_stand_beside_their_fields),
        TEST(a_guest_begins_with_an_email_address),
        TEST(OA09_OA12_orders_are_placed_again_and_edited),
        TEST(nobody_else_meets_a_draft),
    };
    return run_on_both(tests, COUNT(tests));
}
