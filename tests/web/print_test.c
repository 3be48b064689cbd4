#include "web/print.h"

#include "domain/document_make.h"
#include "goods.h"
#include "templates/templates.h"
#include "web/view.h"

/* A request of the storefront that reached its handler. */
static struct request a_request(struct world *w, i64 view)
{
    const struct snapshot *s = snapshot_take();
    struct request r = {.c = w->c, .surface = SURFACE_SHOP};
    r.c.view = snapshot_view(s, view);
    r.c.settings = &r.c.view->settings;
    snapshot_drop(s); /* the world holds it, too */
    return r;
}

static str printed(struct request *r, struct print_page *page)
{
    assert_ok(RENDER(r, print_sheets, page));
    str text = str_copy(r->c.mem, buf_str(&r->out.body));
    buf_free(&r->out.body);
    return text;
}

#define assert_says(text, part)        assert_true(str_has(text, S(part)))
#define assert_keeps_quiet(text, part) assert_false(str_has(text, S(part)))

static struct order an_order(struct world *w)
{
    A_PRODUCT(w, .sku = "mug", .stock = 5, .price = 11900, .name = "Becher <groß>");
    as_guest(w);
    return buys(w, "mug", 2);
}

static struct document a_document(struct world *w, const struct order *o, enum document_kind kind)
{
    struct document made;
    struct order fresh;
    as_staff(w, P_COUNT);
    assert_ok(order_get(&w->c, o->id, &fresh));
    struct document_new in = {
        .kind = kind, .order_id = o->id, .version = fresh.version, .all = true};
    assert_ok(document_make(&w->c, &in, &made));
    return made;
}

static void an_order_is_printed_in_the_readers_language(struct test_store *t)
{
    struct world *w = world_make(t);
    struct order o = an_order(w);
    struct request r = a_request(w, 2);
    struct print_page page;
    print_begin(&r, &page, 1);
    assert_ok(print_add_order(&r, &page, &o));
    str text = printed(&r, &page);
    assert_says(text, "<html lang=\"de\">");
    assert_says(text, "<title>Bestellung 000000001</title>");
    assert_says(text, "Becher &lt;groß&gt;");
    assert_says(text, "harzwerk GmbH · Beispielweg 1 · 38640 Goslar");
    assert_says(text, "238,00\u00a0€");
    assert_says(text, "243,00\u00a0€");
    assert_says(text, "Lieferadresse");
}

static void documents_are_printed_one_behind_the_other(struct test_store *t)
{
    struct world *w = world_make(t);
    struct order o = an_order(w);
    struct document invoice = a_document(w, &o, DOCUMENT_INVOICE);
    struct document slip = a_document(w, &o, DOCUMENT_SHIPMENT);
    struct request r = a_request(w, 1);
    struct print_page page;
    print_begin(&r, &page, 2);
    assert_ok(print_add_document(&r, &page, &invoice));
    assert_ok(print_add_document(&r, &page, &slip));
    str text = printed(&r, &page);
    assert_says(text, "<h1>Invoice 000000001</h1>");
    assert_says(text, "<h1>Packing Slip 000000001</h1>");
    assert_says(text, "€38.80"); /* tax, with that of the shipping */
}

static void a_printed_packing_slip_has_no_prices(struct test_store *t)
{
    struct world *w = world_make(t);
    struct order o = an_order(w);
    struct document slip = a_document(w, &o, DOCUMENT_SHIPMENT);
    struct document_track track = {
        .document_id = slip.id, .carrier = S("dhl"), .title = S("DHL"), .number = S("JJD00039")};
    assert_ok(document_track_add(&w->c, &track));
    struct request r = a_request(w, 1);
    struct print_page page;
    print_begin(&r, &page, 1);
    assert_ok(print_add_document(&r, &page, &slip));
    str text = printed(&r, &page);
    assert_says(text, "DHL: JJD00039");
    assert_says(text, "Total Qty: 2");
    assert_keeps_quiet(text, "€");
    assert_keeps_quiet(text, "Tax");
    assert_keeps_quiet(text, "119");
}

static const struct test tests[] = {
    TEST(an_order_is_printed_in_the_readers_language),
    TEST(documents_are_printed_one_behind_the_other),
    TEST(a_printed_packing_slip_has_no_prices),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
