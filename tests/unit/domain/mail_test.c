/* The outbox and the letters in it. How they travel is unit/mail/smtp_test.c. */
#include "domain/mail.h"

#include "domain/account.h"
#include "domain/document_make.h"
#include "domain/order_comment.h"
#include "goods.h"

#include <pthread.h>

static void becomes(struct test_store *t, const char *scope, i64 id, const char *path,
                    const char *value)
{
    test_script(t, str_format(t->mem,
                              "INSERT INTO setting (scope, scope_id, path, value) VALUES ('%s', "
                              "%lld, '%s', '%s');\n",
                              scope, (long long)id, path, value));
    assert_ok(snapshot_load(t->db));
}

static const struct field text_fields[] = {
    FIELD(struct mail, body, F_PLAIN),         FIELD(struct mail, html, F_PLAIN),
    FIELD(struct mail, from_address, F_PLAIN), FIELD(struct mail, message_id, F_PLAIN),
    FIELD(struct mail, to_address, F_PLAIN),   FIELD(struct mail, rcpt, F_PLAIN),
    FIELD(struct mail, lang, F_PLAIN),         FIELD(struct mail, subject, F_PLAIN),
};
static const struct record text_record = RECORD(struct mail, text_fields);

/* The nth mail of a kind, from 0. */
static struct mail mail_of(struct world *w, const char *kind, i64 nth)
{
    static const struct sql q = {
        .name = "test:texts",
        .text = S("SELECT body, html, from_address, message_id, to_address, rcpt, lang, subject "
                  "FROM mail WHERE kind = $1 ORDER BY id LIMIT 1 OFFSET $2"),
        .n = 2,
    };
    struct mail m = {0};
    assert_ok(db_one(w->c.db, w->c.mem, &q, ARGS(str_from(kind), nth), &text_record, &m));
    return m;
}

static bool has(str text, const char *part)
{
    return str_has(text, str_from(part));
}

static struct order an_order(struct world *w)
{
    A_PRODUCT(w, .sku = "mug", .stock = 50);
    as_customer(w, a_customer(w, "anna@example.com"));
    return buys(w, "mug", 1);
}

static void comments(struct world *w, const struct order *o, const char *text)
{
    struct order_comment_new in = {
        .order_id = o->id, .status = o->status, .text = str_from(text), .notify = true};
    as_staff(w, P_COUNT);
    assert_ok(order_comment_add(&w->c, &in));
}

static i64 notified_of_last(struct world *w)
{
    return number_of(w, "SELECT notified FROM sales_order_comment ORDER BY id DESC LIMIT 1");
}

/* ---- letters ---- */

static void ML01_a_kind_that_is_off_is_not_mailed_and_nothing_fails(struct test_store *t)
{
    struct world *w = world_make(t);
    becomes(t, "default", 0, "sales_email/order/enabled", "0");
    becomes(t, "default", 0, "sales_email/order_comment/enabled", "0");
    struct order o = an_order(w);
    comments(w, &o, "Hello");
    assert_int_equal(number_of(w, "SELECT count(*) FROM mail"), 0);
    assert_int_equal(notified_of_last(w), ORDER_NOT_NOTIFIED);
    becomes(t, "store_view", o.store_view_id, "sales_email/order_comment/enabled", "1");
    comments(w, &o, "Hello again");
    assert_int_equal(mails_of(w, "order_update"), 1);
    assert_int_equal(notified_of_last(w), ORDER_NOTIFIED);
}

static void ML02_a_guest_is_not_sent_to_an_account(struct test_store *t)
{
    struct world *w = world_make(t);
    an_order(w);
    as_guest(w);
    buys(w, "mug", 1);
    assert_true(has(mail_of(w, "order_new", 0).body, "My Orders"));
    assert_false(has(mail_of(w, "order_new", 1).body, "My Orders"));
    assert_true(has(mail_of(w, "order_new", 1).body, "You ordered as a guest"));
    assert_true(has(mail_of(w, "order_new", 1).html, "You ordered as a guest"));
}

static void ML03_the_language_is_the_store_views_whoever_asks(struct test_store *t)
{
    struct world *w = world_make(t);
    becomes(t, "store_view", 2, "general/store_information/name", "Bergwerk");
    const struct snapshot *s = snapshot_take();
    w->c.view = snapshot_view(s, 2);
    struct order o = an_order(w);
    w->c.view = s->first;
    struct document d;
    struct document_new in = {
        .kind = DOCUMENT_INVOICE, .order_id = o.id, .all = true, .mail = true};
    as_staff(w, P_COUNT);
    assert_ok(document_make(&w->c, &in, &d));
    assert_ok(order_get(&w->c, o.id, &o));
    comments(w, &o, "Kommt morgen");
    struct mail invoice = mail_of(w, "invoice_new", 0), update = mail_of(w, "order_update", 0);
    assert_str_equal(invoice.lang, S("de"));
    assert_true(has(invoice.subject, "Rechnung Nr. "));
    assert_true(has(invoice.body, "Guten Tag Anna Berger,"));
    assert_true(has(invoice.body, "19,99\xC2\xA0€"));
    assert_true(has(invoice.html, "<html lang=\"de\">"));
    assert_true(has(update.subject, "Bestellung Nr. "));
    assert_true(has(update.body, "\nBergwerk\n"));
    snapshot_drop(s);
}

static void ML04_copies_are_blind_or_emails_of_their_own(struct test_store *t)
{
    struct world *w = world_make(t);
    becomes(t, "default", 0, "sales_email/order/copy_to",
            "boss@example.com, not an address, , post@example.com");
    becomes(t, "default", 0, "sales_email/order/identity", "support");
    struct order o = an_order(w);
    assert_int_equal(mails_of(w, "order_new"), 3);
    struct mail own = mail_of(w, "order_new", 0), blind = mail_of(w, "order_new", 2);
    assert_str_equal(own.from_address, S("support@example.com"));
    assert_str_equal(own.rcpt, o.email);
    assert_str_equal(blind.rcpt, S("post@example.com"));
    assert_str_equal(blind.to_address, o.email);
    assert_str_equal(blind.message_id, own.message_id);
    becomes(t, "default", 0, "sales_email/order/copy_method", "copy");
    as_guest(w);
    buys(w, "mug", 1);
    struct mail copy = mail_of(w, "order_new", 5);
    assert_str_equal(copy.to_address, S("post@example.com"));
    assert_false(str_eq(copy.message_id, mail_of(w, "order_new", 3).message_id));
    assert_str_equal(copy.body, mail_of(w, "order_new", 3).body);
}

static void a_sent_copy_does_not_count_as_the_confirmation(struct test_store *t)
{
    struct world *w = world_make(t);
    becomes(t, "default", 0, "sales_email/order/copy_to", "boss@example.com");
    struct order o = an_order(w);
    as_program(w);
    assert_ok(mail_sent(&w->c, number_of(w, "SELECT id FROM mail WHERE copy")));
    assert_ok(order_get(&w->c, o.id, &o));
    assert_int_equal(o.mail_sent_at.us, 0);
    assert_ok(mail_sent(&w->c, number_of(w, "SELECT id FROM mail WHERE NOT copy")));
    assert_ok(order_get(&w->c, o.id, &o));
    assert_int_equal(o.mail_sent_at.us, w->c.now.us);
}

static void ML06_while_disabled_nothing_is_written_or_due(struct test_store *t)
{
    struct world *w = world_make(t);
    struct mail m;
    struct order o = an_order(w);
    becomes(t, "default", 0, "system/smtp/disable", "1");
    w->settings.mail_disabled = true;
    comments(w, &o, "Hello");
    assert_int_equal(number_of(w, "SELECT count(*) FROM mail"), 1);
    assert_int_equal(notified_of_last(w), ORDER_NOT_NOTIFIED);
    as_program(w);
    assert_err(ERR_NOT_FOUND, mail_claim(&w->c, &m));
}

static void text_and_html_say_the_same_and_html_is_escaped(struct test_store *t)
{
    struct world *w = world_make(t);
    struct order o = an_order(w);
    comments(w, &o, "Tom & <script>alert(1)</script>\r\n\"second\" line");
    struct mail m = mail_of(w, "order_update", 0);
    assert_true(has(m.html, "Tom &amp; &lt;script&gt;alert(1)&lt;/script&gt;<br>&quot;second"));
    assert_false(has(m.html, "<script"));
    assert_true(has(m.body, "\n\nTom & <script>alert(1)</script>\n\"second\" line\n\n"));
    struct mail order = mail_of(w, "order_new", 0);
    assert_true(has(order.body, "\nProduct | Quantity | Subtotal\nmug (mug) | 1 | €19.99\n"));
    assert_true(has(order.body, "\nGrand Total: "));
    assert_false(has(order.body, "<"));
    assert_false(has(order.body, "font-size"));
}

static void a_shipment_lists_pieces_and_tracking_numbers_and_no_price(struct test_store *t)
{
    struct world *w = world_make(t);
    struct order o = an_order(w);
    struct document_track track = {
        .carrier = S("dhl"), .title = S("Paket"), .number = S("JJD0001")};
    struct document_new in = {.kind = DOCUMENT_SHIPMENT,
                              .order_id = o.id,
                              .all = true,
                              .mail = true,
                              .comment = S("Vorsicht, Glas"),
                              .visible = true,
                              .tracks = &track,
                              .tracks_n = 1};
    struct document d;
    as_staff(w, P_COUNT);
    assert_ok(document_make(&w->c, &in, &d));
    struct mail m = mail_of(w, "shipment_new", 0);
    assert_true(has(m.body, "JJD0001"));
    assert_true(has(m.body, "\nmug (mug) | 1\n"));
    assert_true(has(m.body, "Vorsicht, Glas"));
    assert_false(has(m.body, "€"));
    struct document_comment_new note = {
        .kind = DOCUMENT_SHIPMENT, .document_id = d.id, .text = S("Morgen da"), .notify = true};
    assert_ok(document_comment_add(&w->c, &note));
    assert_true(has(mail_of(w, "shipment_update", 0).body, "Morgen da"));
}

/* ---- sending ---- */

static void a_mail(struct world *w, struct mail m)
{
    SCOPED(work_end) struct work work = {0};
    as_program(w);
    m.kind = m.kind.n ? m.kind : S("order_update");
    m.to_address = S("anna@example.com");
    m.lang = S("en");
    assert_ok(work_begin(&w->c, ACT_STORE_SETUP, &work));
    assert_ok(mail_queue(&work, &m));
    assert_ok(work_commit(&work));
}

static void a_claimed_mail_is_nobody_elses_until_its_lease_ends(struct test_store *t)
{
    struct world *w = world_make(t);
    struct mail first, second, third;
    a_mail(w, (struct mail){.subject = S("One")});
    a_mail(w, (struct mail){.subject = S("Two")});
    assert_ok(mail_claim(&w->c, &first));
    assert_ok(mail_claim(&w->c, &second));
    assert_err(ERR_NOT_FOUND, mail_claim(&w->c, &third));
    assert_true(first.id != second.id);
    assert_ok(mail_sent(&w->c, second.id));
    w->c.now.us += MAIL_LEASE;
    assert_ok(mail_claim(&w->c, &third));
    assert_int_equal(third.id, first.id);
    assert_str_equal(third.message_id, first.message_id);
    /* Who lost the lease has nothing to say about it, unless it went out after all. */
    assert_err(ERR_CONFLICT, mail_not_sent(&w->c, &first, S("too late"), false));
    assert_ok(mail_sent(&w->c, first.id));
}

static void a_wait_doubles_from_a_minute_to_an_hour_for_a_day(struct test_store *t)
{
    struct world *w = world_make(t);
    struct mail m;
    const i64 wanted[] = {1, 2, 4, 8, 16, 32, 60, 60};
    for (size_t i = 0; i < COUNT(wanted); i++)
        assert_int_equal(mail_backoff((i64)i + 1), wanted[i] * MINUTE);
    a_mail(w, (struct mail){.subject = S("One")});
    i64 begun = w->c.now.us, tries = 0;
    while (number_of(w, "SELECT count(*) FROM mail WHERE state = 'waiting'")) {
        assert_ok(mail_claim(&w->c, &m));
        assert_ok(mail_not_sent(&w->c, &m, S("451 busy\r\nX"), false));
        i64 wait = number_of(w, "SELECT next_try_at FROM mail") - w->c.now.us;
        i64 least = mail_backoff(++tries);
        if (number_of(w, "SELECT count(*) FROM mail WHERE state = 'waiting'"))
            assert_true(wait >= least && wait <= least + least / 5);
        w->c.now.us += wait;
    }
    assert_true(w->c.now.us - begun <= MAIL_TRIED + MAIL_LEASE);
    assert_true(w->c.now.us - begun > MAIL_TRIED - 2 * HOUR);
    assert_int_equal(number_of(w, "SELECT count(*) FROM mail WHERE last_error = '451 busy  X'"), 1);
}

static void a_failed_mail_is_sent_again_from_the_beginning(struct test_store *t)
{
    struct world *w = world_make(t);
    struct mail m, again;
    a_mail(w, (struct mail){.subject = S("One"), .body = S("text")});
    assert_ok(mail_claim(&w->c, &m));
    as_staff(w, P_SYSTEM_MAIL);
    assert_err(ERR_CONFLICT, mail_again(&w->c, m.id));
    as_program(w);
    assert_ok(mail_not_sent(&w->c, &m, S("550"), true));
    assert_err(ERR_NOT_FOUND, mail_claim(&w->c, &again));
    as_staff(w, P_ORDERS);
    assert_err(ERR_DENIED, mail_again(&w->c, m.id));
    as_staff(w, P_SYSTEM_MAIL);
    assert_ok(mail_again(&w->c, m.id));
    as_program(w);
    assert_ok(mail_claim(&w->c, &again));
    assert_int_equal(again.tries, 1);
    assert_str_equal(again.message_id, m.message_id);
    assert_str_equal(again.body, S("text"));
}

static void R32_a_code_is_shown_to_nobody_and_forgotten_when_sent(struct test_store *t)
{
    struct world *w = world_make(t);
    struct mail m;
    a_customer(w, "anna@example.com");
    as_visitor(w);
    assert_ok(account_forgot(&w->c, S("anna@example.com"), S("/password/reset")));
    i64 id = number_of(w, "SELECT id FROM mail WHERE secret");
    assert_true(mail_of(w, "customer_reset", 0).body.n > 100);
    assert_ok(mail_get(&w->c, id, &m));
    assert_int_equal(m.body.n + m.html.n, 0);
    as_program(w);
    assert_ok(mail_claim(&w->c, &m));
    assert_true(m.body.n > 100);
    assert_ok(mail_sent(&w->c, id));
    assert_int_equal(mail_of(w, "customer_reset", 0).body.n, 0);
    assert_int_equal(mail_of(w, "customer_reset", 0).html.n, 0);
    as_staff(w, P_SYSTEM_MAIL);
    assert_err(ERR_CONFLICT, mail_again(&w->c, id));
}

#define RACERS 4
#define MAILS  24
struct racer {
    struct test_store *t;
    struct ctx c;
    i64 got[MAILS];
    size_t n;
};

static void *claim_all(void *arg)
{
    struct racer *r = arg;
    struct mail m;
    for (int tries = 0; tries < 4 * MAILS && r->n < MAILS; tries++)
        if (mail_claim(&r->c, &m) == OK)
            r->got[r->n++] = m.id;
    return NULL;
}

static void several_senders_never_hold_the_same_mail(struct test_store *t)
{
    struct world *w = world_make(t);
    struct racer racers[RACERS] = {0};
    pthread_t threads[RACERS];
    bool seen[MAILS + 1] = {0};
    size_t all = 0;
    for (int i = 0; i < MAILS; i++)
        a_mail(w, (struct mail){.subject = S("One")});
    for (size_t i = 0; i < RACERS; i++) {
        racers[i] = (struct racer){.t = t, .c = w->c};
        racers[i].c.mem = arena_new(0);
        assert_ok(db_open(t->store, &racers[i].c.db));
        assert_int_equal(pthread_create(&threads[i], NULL, claim_all, &racers[i]), 0);
    }
    for (size_t i = 0; i < RACERS; i++) {
        pthread_join(threads[i], NULL);
        for (size_t k = 0; k < racers[i].n; k++, all++) {
            assert_false(seen[racers[i].got[k]]);
            seen[racers[i].got[k]] = true;
        }
        db_close(racers[i].c.db);
        arena_free(racers[i].c.mem);
    }
    assert_int_equal(all, MAILS);
}

static void old_mails_are_deleted_and_what_waits_stays(struct test_store *t)
{
    struct world *w = world_make(t);
    for (int i = 0; i < 4; i++)
        a_mail(w, (struct mail){.subject = S("One")});
    test_script(t, S("UPDATE mail SET state = 'sent' WHERE id IN (1, 4);\n"
                     "UPDATE mail SET state = 'failed' WHERE id = 2;\n"));
    i64 now = w->c.now.us;
    w->c.now.us = now + 89 * DAY;
    test_script(t, str_format(t->mem, "UPDATE mail SET created_at = %lld WHERE id = 4;\n",
                              (long long)w->c.now.us));
    as_program(w);
    assert_ok(mail_clean(&w->c));
    assert_int_equal(number_of(w, "SELECT count(*) FROM mail"), 4);
    w->c.now.us = now + 91 * DAY;
    w->settings.mail_keep_days = 0;
    assert_ok(mail_clean(&w->c));
    assert_int_equal(number_of(w, "SELECT count(*) FROM mail"), 4);
    w->settings.mail_keep_days = 90;
    assert_ok(mail_clean(&w->c));
    assert_int_equal(number_of(w, "SELECT count(*) FROM mail"), 2);
    assert_int_equal(number_of(w, "SELECT id FROM mail WHERE state = 'waiting'"), 3);
}

static void the_outbox_is_found_by_recipient_kind_and_state(struct test_store *t)
{
    struct world *w = world_make(t);
    mail_rows rows;
    struct list_answer answer;
    an_order(w);
    a_mail(w, (struct mail){.subject = S("One"), .kind = S("customer_email")});
    as_staff(w, P_SYSTEM_MAIL);
    const struct {
        struct list_filter filter;
        size_t n;
    } cases[] = {
        {{.column = "to", .text = S("ANNA")}, 2},
        {{.column = "kind", .text = S("order_new")}, 1},
        {{.column = "state", .text = S("sent")}, 0},
        {{.column = "state", .text = S("waiting")}, 2},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct list_query q = {.filters = &cases[i].filter, .n = 1, .page = 1, .per_page = 20};
        assert_ok(mail_find(&w->c, &q, &rows, &answer));
        assert_int_equal(rows.n, cases[i].n);
    }
    struct list_query q = {.page = 1, .per_page = 20};
    assert_ok(mail_find(&w->c, &q, &rows, &answer));
    assert_true(rows.at[0].order_number.n > 0);
}

static const struct test tests[] = {
    TEST(ML01_a_kind_that_is_off_is_not_mailed_and_nothing_fails),
    TEST(ML02_a_guest_is_not_sent_to_an_account),
    TEST(ML03_the_language_is_the_store_views_whoever_asks),
    TEST(ML04_copies_are_blind_or_emails_of_their_own),
    TEST(a_sent_copy_does_not_count_as_the_confirmation),
    TEST(ML06_while_disabled_nothing_is_written_or_due),
    TEST(text_and_html_say_the_same_and_html_is_escaped),
    TEST(a_shipment_lists_pieces_and_tracking_numbers_and_no_price),
    TEST(a_claimed_mail_is_nobody_elses_until_its_lease_ends),
    TEST(a_wait_doubles_from_a_minute_to_an_hour_for_a_day),
    TEST(a_failed_mail_is_sent_again_from_the_beginning),
    TEST(R32_a_code_is_shown_to_nobody_and_forgotten_when_sent),
    TEST(several_senders_never_hold_the_same_mail),
    TEST(old_mails_are_deleted_and_what_waits_stays),
    TEST(the_outbox_is_found_by_recipient_kind_and_state),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
