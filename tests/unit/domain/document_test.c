#include "domain/document_make.h"
#include "domain/order_act.h"
#include "domain/order_comment.h"
#include "domain/sales_shown.h"
#include "goods.h"

#include <pthread.h>

/* Anna's order of 3 mugs for 119.00 each and 2 soaps for 10.70 each, in one store with 9 of both. */
struct sale {
    struct world *w;
    i64 anna, mug, soap;
    struct order order;
    order_items items;
};

static void reload(struct sale *s)
{
    assert_ok(order_get(&s->w->c, s->order.id, &s->order));
    assert_ok(order_items_of(&s->w->c, s->order.id, &s->items));
}

static struct sale a_sale(struct test_store *t)
{
    struct sale s = {.w = world_make(t)};
    s.mug = A_PRODUCT(s.w, .sku = "mug", .stock = 9, .price = 11900);
    s.soap = A_PRODUCT(s.w, .sku = "soap", .stock = 9, .price = 1070, .tax_class = "reduced");
    s.anna = a_customer(s.w, "anna@example.com");
    as_customer(s.w, s.anna);
    puts_in_cart(s.w, "mug", 3);
    s.order = buys(s.w, "soap", 2);
    as_staff(s.w, P_COUNT);
    reload(&s);
    return s;
}

/* Pieces of mug and soap for a document. */
static err makes(struct sale *s, enum document_kind kind, i64 mugs, i64 soaps,
                 struct document_new more, struct document *out)
{
    struct document_line lines[] = {{s->items.at[0].id, mugs, more.with_shipment},
                                    {s->items.at[1].id, soaps, more.with_shipment}};
    more.kind = kind;
    more.order_id = s->order.id;
    more.lines = lines;
    more.n = 2;
    if (kind == DOCUMENT_CREDIT_MEMO)
        more.with_shipment = false;
    err e = document_make(&s->w->c, &more, out);
    if (e == OK)
        reload(s);
    return e;
}

static struct document made(struct sale *s, enum document_kind kind, i64 mugs, i64 soaps,
                            struct document_new more)
{
    struct document d;
    assert_ok(makes(s, kind, mugs, soaps, more, &d));
    return d;
}

#define NOTHING_MORE ((struct document_new){0})
#define INTO_STOCK   ((struct document_new){.with_shipment = true})

static void an_invoice_of_all_pays_the_order(struct test_store *t)
{
    struct sale s = a_sale(t);
    struct document d = made(&s, DOCUMENT_INVOICE, 3, 2, NOTHING_MORE);
    assert_str_equal(d.number, S("000000001"));
    assert_str_equal(d.order_number, s.order.number);
    assert_int_equal(d.grand_total.minor, s.order.grand_total.minor);
    assert_int_equal(d.tax.minor, s.order.tax.minor);
    assert_int_equal(d.shipping.minor, 500);
    assert_int_equal(s.order.paid.minor, s.order.grand_total.minor);
    assert_str_equal(s.order.state, S("processing"));
    assert_str_equal(s.order.status, S("processing"));
    struct document again;
    assert_ok(document_get(&s.w->c, DOCUMENT_INVOICE, d.id, &again));
    assert_int_equal(again.grand_total.minor, d.grand_total.minor);
    assert_err(ERR_NOT_FOUND, document_get(&s.w->c, DOCUMENT_SHIPMENT, d.id, &again));
    assert_err(ERR_DENIED, makes(&s, DOCUMENT_INVOICE, 1, 0, NOTHING_MORE, &again));
}

static void parts_add_up_to_the_whole_and_shipping_is_charged_once(struct test_store *t)
{
    struct sale s = a_sale(t);
    struct document a = made(&s, DOCUMENT_INVOICE, 1, 1, NOTHING_MORE);
    struct document b = made(&s, DOCUMENT_INVOICE, 1, 0, NOTHING_MORE);
    struct document c = made(&s, DOCUMENT_INVOICE, 1, 1, NOTHING_MORE);
    assert_int_equal(a.shipping.minor, 500);
    assert_int_equal(b.shipping.minor, 0);
    assert_int_equal(a.tax.minor + b.tax.minor + c.tax.minor, s.order.tax.minor);
    assert_int_equal(a.grand_total.minor + b.grand_total.minor + c.grand_total.minor,
                     s.order.grand_total.minor);
    assert_str_equal(c.number, S("000000003"));
}

static void an_order_is_complete_when_all_is_invoiced_and_shipped(struct test_store *t)
{
    struct sale s = a_sale(t);
    made(&s, DOCUMENT_SHIPMENT, 2, 0, NOTHING_MORE);
    assert_str_equal(s.order.state, S("processing"));
    made(&s, DOCUMENT_INVOICE, 3, 2, NOTHING_MORE);
    assert_str_equal(s.order.state, S("processing"));
    struct document d = made(&s, DOCUMENT_SHIPMENT, 1, 2, NOTHING_MORE);
    assert_int_equal(d.qty, 3);
    assert_int_equal(d.grand_total.minor, 0);
    assert_str_equal(s.order.state, S("complete"));
    assert_int_equal(number_of(s.w,
                               "SELECT count(*) FROM sales_order_comment WHERE text LIKE "
                               "'Shipment%' AND author IS NOT NULL"),
                     2);
}

static void an_invoice_can_ship_the_same_pieces_at_once(struct test_store *t)
{
    struct sale s = a_sale(t);
    struct document_track track = {.carrier = S("dhl"), .number = S("JD 0001")};
    struct document_new more = {.with_shipment = true, .tracks = &track, .tracks_n = 1};
    made(&s, DOCUMENT_INVOICE, 1, 1, more);
    assert_int_equal(s.items.at[0].qty_shipped, 1);
    assert_int_equal(s.items.at[1].qty_shipped, 1);
    document_rows rows = {0};
    assert_ok(document_list_of_order(&s.w->c, DOCUMENT_SHIPMENT, s.order.id, &rows));
    assert_int_equal(rows.n, 1);
    document_tracks tracks = {0};
    assert_ok(document_tracks_of(&s.w->c, rows.at[0].id, &tracks));
    assert_int_equal(tracks.n, 1);
    assert_str_equal(tracks.at[0].title, S("DHL"));
}

static void refunding_everything_closes_the_order_and_fills_the_stock(struct test_store *t)
{
    struct sale s = a_sale(t);
    assert_int_equal(stock_of(s.w, s.mug), 6);
    made(&s, DOCUMENT_INVOICE, 3, 2, INTO_STOCK);
    assert_str_equal(s.order.state, S("complete"));
    struct document one = made(&s, DOCUMENT_CREDIT_MEMO, 1, 0, INTO_STOCK);
    assert_int_equal(one.grand_total.minor, 11900);
    assert_int_equal(stock_of(s.w, s.mug), 7);
    assert_str_equal(s.order.state, S("complete"));
    struct document rest =
        made(&s, DOCUMENT_CREDIT_MEMO, 2, 2, (struct document_new){.shipping = {500}});
    assert_int_equal(one.grand_total.minor + rest.grand_total.minor, s.order.grand_total.minor);
    assert_int_equal(one.tax.minor + rest.tax.minor, s.order.tax.minor);
    assert_str_equal(s.order.state, S("closed"));
    assert_int_equal(stock_of(s.w, s.mug), 7);
}

static void CM_adjustments_raise_and_lower_the_refund(struct test_store *t)
{
    struct sale s = a_sale(t);
    made(&s, DOCUMENT_INVOICE, 3, 2, NOTHING_MORE);
    struct document d =
        made(&s, DOCUMENT_CREDIT_MEMO, 1, 0,
             (struct document_new){
                 .shipping = {300}, .adjustment_refund = {250}, .adjustment_fee = {1000}});
    assert_int_equal(d.grand_total.minor, 11900 + 300 + 250 - 1000);
    document_items items = {0};
    struct sales_look look = sales_look(&s.w->c, d.store_view_id);
    assert_ok(document_items_of(&s.w->c, d.id, &items));
    struct totals_rows rows = sales_rows_of_document(s.w->c.mem, &look, &d, &items);
    i64 sum = 0;
    for (size_t i = 0; i + 2 < rows.n; i++)
        sum += rows.at[i].amount.minor;
    assert_int_equal(sum, d.grand_total.minor);
    assert_err(ERR_INVALID,
               makes(&s, DOCUMENT_CREDIT_MEMO, 0, 0, (struct document_new){.shipping = {201}}, &d));
    assert_true(has_problem(s.w, "shipping"));
    s.w->c.problems = NULL;
    assert_err(ERR_INVALID, makes(&s, DOCUMENT_CREDIT_MEMO, 2, 2,
                                  (struct document_new){.adjustment_refund = {100000}}, &d));
    s.w->c.problems = NULL;
    assert_err(ERR_INVALID, makes(&s, DOCUMENT_CREDIT_MEMO, 1, 0,
                                  (struct document_new){.adjustment_fee = {-1}}, &d));
    assert_true(has_problem(s.w, "adjustment_fee"));
    s.w->c.problems = NULL;
    assert_err(ERR_INVALID, makes(&s, DOCUMENT_CREDIT_MEMO, 1, 0,
                                  (struct document_new){.adjustment_fee = {11900}}, &d));
}

/* Prices without tax: 40.00 - 4.00 + 7.60 + 5.00 + 2.50 - 10.00. */
static void CM08_a_refund_is_summed_up_as_the_formula_says(struct test_store *t)
{
    struct sale s = {.w = world_make(t)};
    A_PRODUCT(s.w, .sku = "lamp", .stock = 9, .price = 4000);
    s.anna = a_customer(s.w, "anna@example.com");
    as_customer(s.w, s.anna);
    s.order = buys(s.w, "lamp", 1);
    test_script(t,
                S("UPDATE sales_order_item SET discount = 400, tax = 760, row_total = 4360;\n"
                  "UPDATE sales_order SET tax_included = FALSE, subtotal = 4000, discount = 400, "
                  "shipping = 500, shipping_tax = 0, tax = 760, grand_total = 4860, "
                  "base_grand_total = 4860;\n"));
    as_staff(s.w, P_COUNT);
    struct document d;
    struct document_new all = {.kind = DOCUMENT_INVOICE, .order_id = s.order.id, .all = true};
    assert_ok(document_make(&s.w->c, &all, &d));
    assert_int_equal(d.grand_total.minor, 4860);
    reload(&s);
    struct document_line line = {s.items.at[0].id, 1, false};
    struct document_new memo = {.kind = DOCUMENT_CREDIT_MEMO,
                                .order_id = s.order.id,
                                .lines = &line,
                                .n = 1,
                                .shipping = {500},
                                .adjustment_refund = {250},
                                .adjustment_fee = {1000}};
    assert_ok(document_make(&s.w->c, &memo, &d));
    assert_int_equal(d.grand_total.minor, 4110);
}

static void OA18_a_partly_refunded_order_waits_for_the_rest(struct test_store *t)
{
    struct sale s = a_sale(t);
    made(&s, DOCUMENT_INVOICE, 3, 2, NOTHING_MORE);
    made(&s, DOCUMENT_SHIPMENT, 1, 2, NOTHING_MORE);
    made(&s, DOCUMENT_CREDIT_MEMO, 1, 0, NOTHING_MORE);
    assert_str_equal(s.order.state, S("processing"));
    made(&s, DOCUMENT_SHIPMENT, 2, 0, NOTHING_MORE);
    assert_str_equal(s.order.state, S("complete"));
}

static void what_is_not_left_is_refused_and_nothing_is_written(struct test_store *t)
{
    struct sale s = a_sale(t);
    struct document d;
    static const i64 wrong[] = {4, -1, INT64_MAX, INT64_MIN};
    for (size_t i = 0; i < COUNT(wrong); i++) {
        s.w->c.problems = NULL;
        assert_err(ERR_INVALID, makes(&s, DOCUMENT_INVOICE, wrong[i], 1, NOTHING_MORE, &d));
        str field = str_format(t->mem, "qty_%lld", (long long)s.items.at[0].id);
        assert_true(has_problem(s.w, str_z(t->mem, field)));
    }
    s.w->c.problems = NULL;
    assert_err(ERR_INVALID, makes(&s, DOCUMENT_SHIPMENT, 0, 0, NOTHING_MORE, &d));
    assert_err(ERR_DENIED, makes(&s, DOCUMENT_CREDIT_MEMO, 1, 0, NOTHING_MORE, &d));
    assert_err(ERR_CONFLICT, makes(&s, DOCUMENT_INVOICE, 1, 0,
                                   (struct document_new){.version = s.order.version + 1}, &d));
    struct document_line foreign[] = {{s.items.at[0].id + 1000, 1, false}};
    struct document_line twice[] = {{s.items.at[0].id, 1, false}, {s.items.at[0].id, 1, false}};
    struct document_new in = {.order_id = s.order.id, .lines = foreign, .n = 1};
    assert_err(ERR_CONFLICT, document_make(&s.w->c, &in, &d));
    in.lines = twice;
    in.n = 2;
    assert_err(ERR_CONFLICT, document_make(&s.w->c, &in, &d));
    assert_int_equal(number_of(s.w, "SELECT count(*) FROM sales_document"), 0);
    assert_int_equal(number_of(s.w,
                               "SELECT count(*) FROM sales_order_item WHERE qty_invoiced + "
                               "qty_shipped + qty_refunded > 0"),
                     0);
    /* The number that a refused one drew is drawn again. */
    d = made(&s, DOCUMENT_INVOICE, 1, 0, NOTHING_MORE);
    assert_str_equal(d.number, S("000000001"));
}

static void OA_a_cancel_gives_the_stock_back(struct test_store *t)
{
    struct sale s = a_sale(t);
    assert_err(ERR_CONFLICT, order_cancel(&s.w->c, s.order.id, s.order.version + 1));
    assert_ok(order_cancel(&s.w->c, s.order.id, s.order.version));
    reload(&s);
    assert_str_equal(s.order.state, S("canceled"));
    assert_int_equal(s.order.canceled.minor, s.order.grand_total.minor);
    assert_int_equal(stock_of(s.w, s.mug), 9);
    assert_int_equal(stock_of(s.w, s.soap), 9);
    assert_err(ERR_DENIED, order_cancel(&s.w->c, s.order.id, 0));
    assert_int_equal(stock_of(s.w, s.mug), 9);
}

static void OA_a_cancel_of_a_partly_invoiced_order_cancels_the_rest(struct test_store *t)
{
    struct sale s = a_sale(t);
    made(&s, DOCUMENT_INVOICE, 1, 0, NOTHING_MORE);
    assert_ok(order_cancel(&s.w->c, s.order.id, 0));
    reload(&s);
    assert_str_equal(s.order.state, S("processing"));
    assert_int_equal(s.items.at[0].qty_canceled, 2);
    assert_int_equal(s.items.at[1].qty_canceled, 2);
    assert_int_equal(stock_of(s.w, s.mug), 8);
    assert_int_equal(s.order.canceled.minor + s.order.paid.minor, s.order.grand_total.minor);
    made(&s, DOCUMENT_SHIPMENT, 1, 0, NOTHING_MORE);
    assert_str_equal(s.order.state, S("complete"));
}

static void OA_hold_stops_everything_until_unhold(struct test_store *t)
{
    struct sale s = a_sale(t);
    struct document d;
    assert_ok(order_hold(&s.w->c, s.order.id, s.order.version));
    assert_err(ERR_DENIED, order_hold(&s.w->c, s.order.id, 0));
    assert_err(ERR_DENIED, order_cancel(&s.w->c, s.order.id, 0));
    assert_err(ERR_DENIED, makes(&s, DOCUMENT_INVOICE, 1, 0, NOTHING_MORE, &d));
    assert_err(ERR_DENIED, makes(&s, DOCUMENT_SHIPMENT, 1, 0, NOTHING_MORE, &d));
    reload(&s);
    assert_str_equal(s.order.status, S("holded"));
    assert_ok(order_unhold(&s.w->c, s.order.id, s.order.version));
    assert_err(ERR_DENIED, order_unhold(&s.w->c, s.order.id, 0));
    reload(&s);
    assert_str_equal(s.order.state, S("new"));
    assert_str_equal(s.order.status, S("pending"));
}

static void OG_a_mass_action_does_what_it_can_and_counts_the_rest(struct test_store *t)
{
    struct sale s = a_sale(t);
    i64 ids[] = {s.order.id, s.order.id, 4711};
    struct order_mass mass;
    assert_ok(order_mass(&s.w->c, ORDER_ACT_HOLD, ids, 3, &mass));
    assert_int_equal(mass.done, 1);
    assert_int_equal(mass.skipped, 2);
    assert_err(ERR_DENIED, order_mass(&s.w->c, ORDER_ACT_INVOICE, ids, 1, &mass));
}

static void each_document_needs_its_own_permission(struct test_store *t)
{
    struct sale s = a_sale(t);
    struct document d;
    as_staff(s.w, P_ORDER_VIEW);
    for (enum document_kind k = 0; k < DOCUMENT_KIND_COUNT; k++)
        assert_err(ERR_DENIED, makes(&s, k, 1, 0, NOTHING_MORE, &d));
    assert_err(ERR_DENIED, order_cancel(&s.w->c, s.order.id, 0));
    assert_err(ERR_DENIED, order_hold(&s.w->c, s.order.id, 0));
    as_assist(s.w, s.anna);
    for (enum document_kind k = 0; k < DOCUMENT_KIND_COUNT; k++)
        assert_err(ERR_DENIED, makes(&s, k, 1, 0, NOTHING_MORE, &d));
    as_staff(s.w, P_ORDER_INVOICE);
    assert_err(ERR_INVALID, makes(&s, DOCUMENT_INVOICE, 1, 0, INTO_STOCK, &d));
    assert_true(has_problem(s.w, "with_shipment"));
    made(&s, DOCUMENT_INVOICE, 1, 0, NOTHING_MORE);
    assert_int_equal(number_of(s.w, "SELECT count(*) FROM sales_document"), 1);
    assert_int_equal(
        number_of(s.w,
                  "SELECT count(*) FROM action_log WHERE success AND action = 'invoice.create'"
                  " AND action_group = 'Sales Invoices'"),
        1);
}

static void documents_never_change(struct test_store *t)
{
    struct sale s = a_sale(t);
    struct document d = made(&s, DOCUMENT_INVOICE, 3, 2, NOTHING_MORE);
    static const char *const tries[] = {"UPDATE sales_document SET grand_total = 1",
                                        "DELETE FROM sales_document_item",
                                        "UPDATE sales_document_item SET qty = 1"};
    for (size_t i = 0; i < COUNT(tries); i++) {
        SCOPED(write_end) struct write w = {0};
        struct sql sql = {.name = "try", .text = str_from(tries[i])};
        assert_ok(write_begin(t->store, &w));
        assert_true(db_run(w.db, &sql, NO_ARGS, NULL) != OK);
    }
    struct document again;
    assert_ok(document_get(&s.w->c, DOCUMENT_INVOICE, d.id, &again));
    assert_int_equal(again.grand_total.minor, d.grand_total.minor);
}

static void a_document_keeps_the_address_it_was_made_with(struct test_store *t)
{
    struct sale s = a_sale(t);
    struct document d = made(&s, DOCUMENT_INVOICE, 3, 2, NOTHING_MORE);
    struct customer_address moved = an_address("DE");
    moved.city = S("Wernigerode");
    assert_ok(order_address_save(&s.w->c, s.order.id, s.order.version, S("billing"), &moved));
    struct order_addresses of_order, of_document;
    assert_ok(order_addresses_of(&s.w->c, t->db, &s.order, &of_order));
    assert_ok(document_addresses_of(&s.w->c, d.id, &of_document));
    assert_str_equal(of_order.billing.city, S("Wernigerode"));
    assert_str_equal(of_document.billing.city, an_address("DE").city);
    assert_str_equal(of_document.shipping.city, an_address("DE").city);
}

static void SF31_documents_of_somebody_else_are_not_found(struct test_store *t)
{
    struct sale s = a_sale(t);
    struct document d = made(&s, DOCUMENT_INVOICE, 3, 2, NOTHING_MORE), found;
    as_customer(s.w, s.anna);
    assert_ok(document_of_customer(&s.w->c, DOCUMENT_INVOICE, d.number, &found));
    assert_int_equal(found.id, d.id);
    as_visitor(s.w);
    assert_err(ERR_NOT_FOUND, document_of_customer(&s.w->c, DOCUMENT_INVOICE, d.number, &found));
    as_program(s.w);
    i64 ben = a_customer(s.w, "ben@example.com");
    as_customer(s.w, ben);
    assert_err(ERR_NOT_FOUND, document_of_customer(&s.w->c, DOCUMENT_INVOICE, d.number, &found));
}

static void the_grid_finds_documents_of_its_kind(struct test_store *t)
{
    struct sale s = a_sale(t);
    struct document d = made(&s, DOCUMENT_INVOICE, 1, 0, NOTHING_MORE);
    made(&s, DOCUMENT_INVOICE, 2, 2, NOTHING_MORE);
    made(&s, DOCUMENT_SHIPMENT, 1, 0, NOTHING_MORE);
    static const struct list_filter few = {
        .column = "grand_total", .from = 0, .to = 13000, .has_from = true, .has_to = true};
    struct list_query queries[] = {
        {.page = 1, .per_page = 20, .keyword = S("anna ber")},
        {.page = 1, .per_page = 20, .filters = &few, .n = 1},
        {.page = 1, .per_page = 20, .sort = "bill_name"},
    };
    static const size_t wanted[] = {2, 1, 2};
    for (size_t i = 0; i < COUNT(queries); i++) {
        document_rows rows = {0};
        struct list_answer answer;
        assert_ok(document_list(&s.w->c, DOCUMENT_INVOICE, &queries[i], &rows, &answer));
        assert_int_equal(rows.n, wanted[i]);
        assert_int_equal(answer.count, wanted[i]);
        assert_str_equal(rows.at[0].kind, S("invoice"));
    }
    i64 ids[] = {d.id, 4711};
    document_set set;
    assert_ok(documents_by_ids(&s.w->c, DOCUMENT_INVOICE, ids, 2, &set));
    assert_int_equal(set.n, 1);
    assert_ok(documents_by_orders(&s.w->c, DOCUMENT_INVOICE, &s.order.id, 1, &set));
    assert_int_equal(set.n, 2);
}

static void tracks_and_comments_are_added_later(struct test_store *t)
{
    struct sale s = a_sale(t);
    struct document d = made(&s, DOCUMENT_SHIPMENT, 1, 0, NOTHING_MORE);
    struct document_track track = {.document_id = d.id, .carrier = S("pigeon")};
    assert_err(ERR_INVALID, document_track_add(&s.w->c, &track));
    assert_true(has_problem(s.w, "carrier") && has_problem(s.w, "number"));
    track.carrier = S("ups");
    track.number = S("1Z 999");
    assert_ok(document_track_add(&s.w->c, &track));
    document_tracks tracks = {0};
    assert_ok(document_tracks_of(&s.w->c, d.id, &tracks));
    assert_err(ERR_NOT_FOUND, document_track_remove(&s.w->c, d.id + 1, tracks.at[0].id));
    assert_ok(document_track_remove(&s.w->c, d.id, tracks.at[0].id));
    struct document_comment_new k = {DOCUMENT_SHIPMENT, d.id, S("Left at the door."), false, true};
    assert_ok(document_comment_add(&s.w->c, &k));
    k.text = S("");
    assert_err(ERR_INVALID, document_comment_add(&s.w->c, &k));
    document_comments comments = {0};
    assert_ok(document_comments_of(&s.w->c, d.id, true, &comments));
    assert_int_equal(comments.n, 1);
}

static void taxes_are_named_by_rate(struct test_store *t)
{
    struct sale s = a_sale(t);
    struct document d = made(&s, DOCUMENT_INVOICE, 3, 2, NOTHING_MORE);
    document_items items = {0};
    assert_ok(document_items_of(&s.w->c, d.id, &items));
    struct document_taxes taxes = document_taxes(&d, &items);
    assert_int_equal(taxes.n, 2);
    assert_int_equal(taxes.at[0].ppm, 190000);
    assert_int_equal(taxes.at[1].ppm, 70000);
    assert_int_equal(taxes.at[0].tax.minor, 3 * 1900 + 80);
    assert_int_equal(taxes.at[0].tax.minor + taxes.at[1].tax.minor, d.tax.minor);
    assert_int_equal(taxes.at[0].base.minor + taxes.at[1].base.minor + d.tax.minor,
                     d.grand_total.minor);
}

/* ---- several at once ---- */

#define CLERKS 8
struct clerk {
    struct ctx c;
    struct document_new in;
    err got;
};

/* Again after a lost race, as a person would. */
static void *clerk_run(void *arg)
{
    struct clerk *k = arg;
    struct document d;
    do {
        k->c.problems = NULL;
        k->got = document_make(&k->c, &k->in, &d);
    } while (k->got == ERR_CONFLICT);
    return NULL;
}

/* Eight clerks invoice one mug each of three: three invoices, five refusals, and not a cent too much. */
static void clerks_at_the_same_moment_take_each_piece_once(struct test_store *t)
{
    struct sale s = a_sale(t);
    struct document_line line = {s.items.at[0].id, 1, false};
    struct clerk clerks[CLERKS];
    pthread_t threads[CLERKS];
    size_t ok = 0;
    for (size_t i = 0; i < CLERKS; i++) {
        clerks[i] = (struct clerk){s.w->c, {.order_id = s.order.id, .lines = &line, .n = 1}, OK};
        clerks[i].c.mem = arena_new(0);
        assert_ok(db_open(t->store, &clerks[i].c.db));
        assert_int_equal(pthread_create(&threads[i], NULL, clerk_run, &clerks[i]), 0);
    }
    for (size_t i = 0; i < CLERKS; i++) {
        pthread_join(threads[i], NULL);
        ok += clerks[i].got == OK;
        db_close(clerks[i].c.db);
        arena_free(clerks[i].c.mem);
    }
    assert_int_equal(ok, 3);
    reload(&s);
    assert_int_equal(s.items.at[0].qty_invoiced, 3);
    assert_int_equal(s.order.paid.minor, 3 * 11900 + 500);
}

int main(void)
{
    static const struct test tests[] = {
        TEST(an_invoice_of_all_pays_the_order),
        TEST(parts_add_up_to_the_whole_and_shipping_is_charged_once),
        TEST(an_order_is_complete_when_all_is_invoiced_and_shipped),
        TEST(an_invoice_can_ship_the_same_pieces_at_once),
        TEST(refunding_everything_closes_the_order_and_fills_the_stock),
        TEST(CM_adjustments_raise_and_lower_the_refund),
        TEST(CM08_a_refund_is_summed_up_as_the_formula_says),
        TEST(OA18_a_partly_refunded_order_waits_for_the_rest),
        TEST(what_is_not_left_is_refused_and_nothing_is_written),
        TEST(OA_a_cancel_gives_the_stock_back),
        TEST(OA_a_cancel_of_a_partly_invoiced_order_cancels_the_rest),
        TEST(OA_hold_stops_everything_until_unhold),
        TEST(OG_a_mass_action_does_what_it_can_and_counts_the_rest),
        TEST(each_document_needs_its_own_permission),
        TEST(documents_never_change),
        TEST(a_document_keeps_the_address_it_was_made_with),
        TEST(SF31_documents_of_somebody_else_are_not_found),
        TEST(the_grid_finds_documents_of_its_kind),
        TEST(tracks_and_comments_are_added_later),
        TEST(taxes_are_named_by_rate),
        TEST(clerks_at_the_same_moment_take_each_piece_once),
    };
    return run_on_both(tests, COUNT(tests));
}
