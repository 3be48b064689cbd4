#include "domain/pdf.h"

#include "base/buf.h"
#include "base/log.h"
#include "domain/document_make.h"
#include "domain/pdf_paper.h"
#include "domain/tax.h"
#include "goods.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A document that nobody had to order. */
struct papers {
    struct document d;
    document_items items;
    document_tracks tracks;
    struct order_addresses addresses;
};

static struct customer_address an_address_of(const char *last_name, const char *city)
{
    struct customer_address a = an_address("DE");
    a.last_name = str_from(last_name);
    a.company = S("Krüger & Söhne GmbH");
    a.city = str_from(city);
    return a;
}

static struct document_item an_item(struct world *w, size_t i)
{
    static const char *const names[] = {
        "Rucksack „Harzwanderer“ 28 l", "Emaillebecher 350 ml, handgemacht",
        "Merino-Unterhemd 12x4",
        "Wanderkarte Oberharz 1:25.000, wetterfest, mit Höhenlinien und allen Schutzhütten"};
    i64 price = 1999 + 10000 * (i64)(i % 3), rate = i % 4 == 3 ? 70000 : 190000;
    return (struct document_item){
        .sku = str_format(w->c.mem, "SKU-%03zu", i),
        .name = str_from(names[i % COUNT(names)]),
        .qty = 2,
        .price = {price},
        .subtotal = {2 * price},
        .tax_ppm = rate,
        .tax = {(2 * price * rate + (TAX_ONE + rate) / 2) / (TAX_ONE + rate)},
        .row_total = {2 * price},
    };
}

static struct papers *some_papers(struct world *w, enum document_kind kind, const char *lang,
                                  size_t n)
{
    struct papers *p = NEW(w->c.mem, struct papers);
    p->d = (struct document){
        .kind = document_key(kind),
        .number = S("000000139"),
        .order_number = S("000000142"),
        .order_created_at = {1794900000 * SECOND},
        .store_view_id = strcmp(lang, "de") == 0 ? 2 : 1,
        .lang = str_from(lang),
        .payment_title = S("Überweisung"),
        .shipping_title = S("Paketdienst – Versand in 2 Tagen"),
        .currency = S("EUR"),
        .base_currency = S("EUR"),
        .tax_included = true,
        .shipping = {500},
        .shipping_tax = {80},
        .shipping_ppm = 190000,
        .created_at = {1795000000 * SECOND},
    };
    p->items.at = NEWN(w->c.mem, struct document_item, n);
    p->items.n = n;
    p->d.tax.minor = 80;
    for (size_t i = 0; i < n; i++) {
        struct document_item item = p->items.at[i] = an_item(w, i);
        p->d.qty += item.qty;
        p->d.subtotal.minor += item.subtotal.minor;
        p->d.tax.minor += item.tax.minor;
    }
    p->d.grand_total.minor = p->d.subtotal.minor + 500;
    p->addresses.billing = an_address_of("Krüger-Weißenfels", "Goslar");
    p->addresses.shipping = an_address_of("Łukasz", "Königslutter am Elm");
    return p;
}

static struct pdf_document as_pdf(const struct papers *p)
{
    return (struct pdf_document){&p->d, &p->items, &p->tracks, &p->addresses};
}

static str pdf_of(struct world *w, const struct papers *const *papers, size_t n)
{
    struct pdf_document *docs = NEWN(w->c.mem, struct pdf_document, n);
    for (size_t i = 0; i < n; i++)
        docs[i] = as_pdf(papers[i]);
    struct buf out = {0};
    assert_ok(pdf_make(&w->c, docs, n, &out));
    str pdf = str_copy(w->c.mem, buf_str(&out));
    buf_free(&out);
    assert_true(str_starts(pdf, S("%PDF-1.5")));
    return pdf;
}

/* What a program of poppler says about the file. */
static str asked(struct world *w, const char *program, str pdf, const char *more)
{
    const char *folder = getenv("TMPDIR");
    str path = str_format(w->c.mem, "%s/pdf_test.XXXXXX", folder ? folder : "/tmp");
    char *name = NEWN(w->c.mem, char, path.n + 1);
    memcpy(name, path.at, path.n);
    int fd = mkstemp(name);
    assert_true(fd >= 0);
    FILE *f = fdopen(fd, "w");
    assert_int_equal(fwrite(pdf.at, 1, pdf.n, f), pdf.n);
    assert_int_equal(fclose(f), 0);
    str command = str_format(w->c.mem, "%s '%s' %s", program, name, more);
    FILE *answer = popen(str_z(w->c.mem, command), "r");
    assert_non_null(answer);
    struct buf out = {0};
    char room[4096];
    for (size_t n; (n = fread(room, 1, sizeof room, answer)) > 0;)
        buf_put(&out, (str){room, n});
    assert_int_equal(pclose(answer), 0);
    str text = str_copy(w->c.mem, buf_str(&out));
    buf_free(&out);
    remove(name);
    return text;
}

static str text_of(struct world *w, str pdf)
{
    return asked(w, "pdftotext -layout -enc UTF-8", pdf, "-");
}

static str text_of_one(struct world *w, const struct papers *p)
{
    return text_of(w, pdf_of(w, &p, 1));
}

static size_t str_at(str s, str part)
{
    size_t i = 0;
    while (i < s.n && !str_starts(str_skip(s, i), part))
        i++;
    return i;
}

static size_t count_of(str s, str part)
{
    size_t n = 0;
    for (; s.n >= part.n; s = str_skip(s, 1))
        n += str_starts(s, part);
    return n;
}

/* ---- where words stand ---- */

struct box {
    double left, top, right, bottom;
};

static bool overlap(struct box a, struct box b)
{
    return a.left < b.right - 0.5 && b.left < a.right - 0.5 && a.top < b.bottom - 2 &&
           b.top < a.bottom - 2;
}

static void check_page(str page)
{
    static struct box seen[4000];
    size_t n = 0;
    str line;
    while (str_cut(&page, '\n', &line)) {
        char room[300] = "";
        struct box b;
        memcpy(room, line.at, line.n < sizeof room ? line.n : sizeof room - 1);
        if (sscanf(room, " <word xMin=\"%lf\" yMin=\"%lf\" xMax=\"%lf\" yMax=\"%lf\"", &b.left,
                   &b.top, &b.right, &b.bottom) != 4)
            continue;
        assert_true(b.left > 50 && b.right < PAPER_WIDTH - 50);
        assert_true(b.top > 30 && b.bottom < PAPER_HEIGHT - 10);
        for (size_t i = 0; i < n; i++)
            if (overlap(b, seen[i]))
                fail_msg("%s stands on another word", room);
        assert_true(n < COUNT(seen));
        seen[n++] = b;
    }
}

/* Every word stands within the margins and on no other. */
static void check_places(struct world *w, const struct papers *p)
{
    str text = asked(w, "pdftotext -bbox", pdf_of(w, &p, 1), "-"), page;
    size_t pages = 0;
    for (size_t at; (at = str_at(text, S("</page>"))) < text.n; pages++) {
        page = str_head(text, at);
        check_page(page);
        text = str_skip(text, at + 7);
    }
    assert_true(pages > 0);
}

#define assert_says(text, part)        assert_true(str_has(text, S(part)))
#define assert_keeps_quiet(text, part) assert_false(str_has(text, S(part)))

static void becomes(struct test_store *t, const char *scope, i64 id, const char *path,
                    const char *value)
{
    test_script(t, str_format(t->mem,
                              "DELETE FROM setting WHERE scope = '%s' AND path = '%s';"
                              "INSERT INTO setting (scope, scope_id, path, value) VALUES ('%s', "
                              "%lld, '%s', '%s');",
                              scope, path, scope, (long long)id, path, value));
    assert_ok(snapshot_load(t->db));
}

/* ---- what they say ---- */

static void an_invoice_says_who_what_when_and_how_much(struct test_store *t)
{
    struct world *w = world_make(t);
    str text = text_of_one(w, some_papers(w, DOCUMENT_INVOICE, "en", 2));
    assert_says(text, "Invoice 000000139");
    assert_says(text, "000000142");
    assert_says(text, "Nov 18, 2026");
    assert_says(text, "Sold to");
    assert_says(text, "Ship to");
    assert_says(text, "SKU: SKU-001");
    assert_says(text, "€119.99");
    assert_says(text, "€284.96");
    assert_says(text, "Page 1 of 1");
}

static void TX03_a_pdf_shows_the_side_of_the_tax_that_is_set(struct test_store *t)
{
    struct world *w = world_make(t);
    test_script(t, S("INSERT INTO setting (scope, scope_id, path, value) VALUES ('default', 0, "
                     "'tax/sales_display/price', 'both'), ('default', 0, "
                     "'tax/sales_display/subtotal', 'excl'), ('default', 0, "
                     "'tax/sales_display/grandtotal', '1'), ('default', 0, "
                     "'tax/sales_display/full_summary', '1');"));
    assert_ok(snapshot_load(t->db));
    str text = text_of_one(w, some_papers(w, DOCUMENT_INVOICE, "en", 2));
    assert_says(text, "€119.99");
    assert_says(text, "€100.83");
    assert_says(text, "Grand Total (Excl. Tax)");
    assert_says(text, "(19%)");
}

static void PD03_PD05_a_german_order_is_printed_in_german(struct test_store *t)
{
    struct world *w = world_make(t);
    str text = text_of_one(w, some_papers(w, DOCUMENT_INVOICE, "de", 2));
    assert_says(text, "Rechnung 000000139");
    assert_says(text, "18.11.2026");
    assert_says(text, "Rucksack „Harzwanderer“ 28 l");
    assert_says(text, "Krüger-Weißenfels");
    assert_says(text, "Łukasz");
    assert_says(text, "Deutschland");
    assert_says(text, "Überweisung");
    assert_says(text, "284,96 €");
    assert_says(text, "19 %");
    assert_says(text, "Seite 1 von 1");
    assert_keeps_quiet(text, "Subtotal");
}

static void a_packing_slip_has_pieces_and_tracks_but_no_prices(struct test_store *t)
{
    struct world *w = world_make(t);
    struct papers *p = some_papers(w, DOCUMENT_SHIPMENT, "en", 3);
    struct document_track track = {.carrier = S("dhl"), .title = S("DHL"), .number = S("JJD00039")};
    p->tracks.at = &track;
    p->tracks.n = 1;
    str text = text_of_one(w, p);
    assert_says(text, "Packing Slip 000000139");
    assert_says(text, "DHL: JJD00039");
    assert_says(text, "Total Qty: 6");
    assert_keeps_quiet(text, "€");
    assert_keeps_quiet(text, "EUR");
    assert_keeps_quiet(text, "%");
    assert_keeps_quiet(text, "19.99");
    assert_keeps_quiet(text, "Tax");
    assert_keeps_quiet(text, "Total:");
}

static void a_credit_memo_says_its_adjustments(struct test_store *t)
{
    struct world *w = world_make(t);
    struct papers *p = some_papers(w, DOCUMENT_CREDIT_MEMO, "en", 1);
    p->d.adjustment_refund = (money){1234};
    p->d.adjustment_fee = (money){567};
    str text = text_of_one(w, p);
    assert_says(text, "Credit Memo 000000139");
    assert_says(text, "€12.34");
    assert_says(text, "€5.67");
}

static void tax_is_shown_by_rate(struct test_store *t)
{
    struct world *w = world_make(t);
    struct papers *p = some_papers(w, DOCUMENT_INVOICE, "en", 4);
    struct document_taxes taxes = document_taxes(&p->d, &p->items);
    str text = text_of_one(w, p);
    assert_int_equal(taxes.n, 2);
    for (size_t i = 0; i < taxes.n; i++)
        assert_true(str_has(
            text, format_money(t->mem, format_find(S("en-US")), taxes.at[i].base, S("EUR"))));
}

/* ---- settings ---- */

static void PD01_each_kind_has_a_switch_for_the_order_number(struct test_store *t)
{
    struct world *w = world_make(t);
    const struct papers *invoice = some_papers(w, DOCUMENT_INVOICE, "en", 1);
    const struct papers *slip = some_papers(w, DOCUMENT_SHIPMENT, "en", 1);
    becomes(t, "default", 0, "sales_pdf/invoice/put_order_id", "0");
    assert_keeps_quiet(text_of_one(w, invoice), "000000142");
    assert_says(text_of_one(w, slip), "000000142");
    becomes(t, "default", 0, "sales_pdf/shipment/put_order_id", "0");
    assert_keeps_quiet(text_of_one(w, slip), "000000142");
}

static void PD02_name_address_and_footer_are_the_store_views(struct test_store *t)
{
    struct world *w = world_make(t);
    becomes(t, "store_view", 2, "general/store_information/name", "Bergwerk");
    becomes(t, "store_view", 2, "sales/identity/address",
            "Bergwerk AG\nStollen 3\n38678 Clausthal");
    becomes(t, "store_view", 2, "sales_pdf/general/footer",
            "Amtsgericht\nHRB 1\n\nIBAN DE00\n\nc\n\nd");
    str de = text_of_one(w, some_papers(w, DOCUMENT_INVOICE, "de", 1));
    assert_says(de, "Bergwerk AG · Stollen 3 · 38678 Clausthal");
    assert_says(de, "HRB 1");
    assert_says(de, "IBAN DE00");
    str en = text_of_one(w, some_papers(w, DOCUMENT_INVOICE, "en", 1));
    assert_keeps_quiet(en, "Bergwerk");
    assert_says(en, "harzwerk");
}

/* One red pixel. */
static const byte png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n', 0,    0,    0,    13,
                           'I',  'H', 'D', 'R', 0,    0,    0,    1,    0,    0,    0,    1,
                           8,    2,   0,   0,   0,    0x90, 0x77, 0x53, 0xde, 0,    0,    0,
                           12,   'I', 'D', 'A', 'T',  0x78, 0x9c, 0x63, 0xf8, 0xcf, 0xc0, 0,
                           0,    3,   1,   1,   0,    0xc9, 0xfe, 0x92, 0xef, 0,    0,    0,
                           0,    'I', 'E', 'N', 'D',  0xae, 'B',  0x60, 0x82};

static str a_file(struct world *w, const byte *at, size_t n)
{
    const char *folder = getenv("TMPDIR");
    str path = str_format(w->c.mem, "%s/pdf_test_logo.png", folder ? folder : "/tmp");
    FILE *f = fopen(str_z(w->c.mem, path), "w");
    assert_non_null(f);
    assert_int_equal(fwrite(at, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
    return path;
}

static bool prints_logo(struct test_store *t, struct world *w, str path)
{
    becomes(t, "default", 0, "sales/identity/logo", str_z(w->c.mem, path));
    const struct papers *p = some_papers(w, DOCUMENT_INVOICE, "en", 1);
    str pdf = pdf_of(w, &p, 1);
    bool picture = str_has(asked(w, "pdfimages -list", pdf, ""), S("image"));
    assert_int_equal(count_of(text_of(w, pdf), S("harzwerk\n")), picture ? 0 : 1);
    return picture;
}

static void PD02_a_logo_is_a_small_png_or_the_name_is_printed(struct test_store *t)
{
    struct world *w = world_make(t);
    log_quiet(true);
    assert_true(prints_logo(t, w, a_file(w, png, sizeof png)));
    assert_false(prints_logo(t, w, a_file(w, png, 40)));
    assert_false(prints_logo(t, w, a_file(w, png, 0)));
    byte huge[sizeof png];
    memcpy(huge, png, sizeof png);
    huge[16] = 0x7f;
    assert_false(prints_logo(t, w, a_file(w, huge, sizeof huge)));
    assert_false(prints_logo(t, w, S("/dev/zero")));
    assert_false(prints_logo(t, w, S("/nowhere/logo.png")));
    assert_false(prints_logo(t, w, S("/")));
    log_quiet(false);
}

/* ---- pages ---- */

static void a_long_invoice_breaks_with_its_head_repeated(struct test_store *t)
{
    struct world *w = world_make(t);
    const struct papers *p = some_papers(w, DOCUMENT_INVOICE, "de", 40);
    str pdf = pdf_of(w, &p, 1), text = text_of(w, pdf);
    assert_says(asked(w, "pdfinfo", pdf, ""), "Pages:           3");
    assert_says(text, "Seite 1 von 3");
    assert_says(text, "Seite 3 von 3");
    assert_int_equal(count_of(text, S("Produktname")), 3);
    assert_int_equal(count_of(text, S("Rechnung 000000139")), 3);
    for (size_t i = 0; i < 40; i++) {
        str sku = str_format(t->mem, "SKU-%03zu", i);
        assert_int_equal(count_of(text, sku), 1);
    }
    assert_int_equal(count_of(text, S("Gesamtsumme")), 1);
}

static void PD04_many_documents_are_one_file_in_the_order_asked_for(struct test_store *t)
{
    struct world *w = world_make(t);
    struct papers *p[] = {some_papers(w, DOCUMENT_INVOICE, "de", 40),
                          some_papers(w, DOCUMENT_INVOICE, "en", 1),
                          some_papers(w, DOCUMENT_INVOICE, "de", 1)};
    p[0]->d.number = S("000000900");
    p[1]->d.number = S("000000100");
    p[2]->d.number = S("000000500");
    str pdf = pdf_of(w, (const struct papers *const *)p, COUNT(p)), text = text_of(w, pdf), page;
    static const char *const expected[] = {"Rechnung 000000900", "Rechnung 000000900",
                                           "Rechnung 000000900", "Invoice 000000100",
                                           "Rechnung 000000500"};
    for (size_t i = 0; i < COUNT(expected); i++) {
        assert_true(str_cut(&text, '\f', &page));
        assert_true(str_has(page, str_from(expected[i])));
    }
    assert_int_equal(str_trim(text).n, 0);
    str about = asked(w, "pdfinfo", pdf, "");
    assert_says(about, "Rechnungen");
    assert_says(about, "harzwerk");
}

static void the_same_documents_give_the_same_bytes(struct test_store *t)
{
    struct world *w = world_make(t);
    const struct papers *p[] = {some_papers(w, DOCUMENT_INVOICE, "de", 12),
                                some_papers(w, DOCUMENT_SHIPMENT, "en", 3)};
    str first = pdf_of(w, p, 2);
    w->c.now.us += DAY;
    assert_str_equal(pdf_of(w, p, 2), first);
    str about = asked(w, "env TZ=UTC pdfinfo -isodates", first, "");
    assert_says(about, "2026-11-18T");
    assert_says(about, "Rechnungen");
}

struct printer {
    struct ctx c;
    struct pdf_document doc;
    struct buf out;
    err e;
};

static void *print_in_thread(void *arg)
{
    struct printer *p = arg;
    for (int i = 0; i < 5 && !p->e; i++) {
        buf_clear(&p->out);
        p->e = pdf_make(&p->c, &p->doc, 1, &p->out);
    }
    return NULL;
}

static void threads_that_print_at_once_do_not_meet(struct test_store *t)
{
    struct world *w = world_make(t);
    const struct papers *p = some_papers(w, DOCUMENT_INVOICE, "de", 20);
    str alone = pdf_of(w, &p, 1);
    struct printer printers[4];
    pthread_t threads[COUNT(printers)];
    for (size_t i = 0; i < COUNT(printers); i++) {
        printers[i] = (struct printer){.c = w->c, .doc = as_pdf(p)};
        printers[i].c.mem = arena_new(0);
        assert_int_equal(pthread_create(&threads[i], NULL, print_in_thread, &printers[i]), 0);
    }
    for (size_t i = 0; i < COUNT(printers); i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_ok(printers[i].e);
        assert_str_equal(buf_str(&printers[i].out), alone);
        buf_free(&printers[i].out);
        arena_free(printers[i].c.mem);
    }
}

/* ---- hostile and odd ---- */

static void any_bytes_can_be_printed(struct test_store *t)
{
    struct world *w = world_make(t);
    static char long_name[4000], zeros[300], marks[600];
    memset(long_name, 'W', sizeof long_name);
    for (size_t i = 0; i < sizeof marks; i += 2)
        memcpy(marks + i, "\xcc\x81", 2);
    const str names[] = {
        {long_name, sizeof long_name},
        {long_name, 255},
        {zeros, sizeof zeros},
        {marks, sizeof marks},
        S("\xff\xfe invalid \xc3( \xed\xa0\x80 \xf4\x90\x80\x80 \xe2\x82"),
        S("line\none\r\ntwo\tthree\x7f four\u2028five\u2029six\xc2\x85"
          "seven"),
        S("😀 👩‍👩‍👧‍👦 🇩🇪 👍🏽 emoji"),
        S("قميص قطني أزرق ABC 123"),
        S("חולצה כחולה \u202e override"),
        S("漢字の商品名とても長い名前の商品です青い綿のシャツ"),
        S("<b>bold</b> &amp; %s %n (paren\\theses)"),
        S(""),
    };
    struct papers *p = some_papers(w, DOCUMENT_INVOICE, "en", COUNT(names));
    for (size_t i = 0; i < COUNT(names); i++) {
        p->items.at[i].name = names[i];
        p->items.at[i].sku = names[COUNT(names) - 1 - i];
    }
    p->addresses.billing.first_name = p->d.payment_title = p->d.shipping_title = names[0];
    p->addresses.shipping.street1 = p->addresses.shipping.city = names[3];
    p->d.number = names[4];
    p->d.order_number = names[0];
    p->d.currency = S("XYZ");
    str text = text_of_one(w, p);
    assert_says(text, "<b>bold</b> &amp; %s %n (paren\\theses)");
    assert_says(text, "قميص");
    assert_says(text, "line one two three four five six seven");
    assert_says(text, "invalid");
}

static void no_word_stands_on_another(struct test_store *t)
{
    struct world *w = world_make(t);
    becomes(t, "store_view", 2, "general/store_information/name",
            "Harzwerk Handelsgesellschaft fuer Wanderbedarf und Emaille mit Tradition");
    becomes(t, "store_view", 2, "sales_pdf/general/footer",
            "Harzwerk Handelsgesellschaft fuer Wanderbedarf und Emaille\n1\n2\n3\n4\n5\n\nIBAN");
    check_places(w, some_papers(w, DOCUMENT_INVOICE, "de", 40));
    check_places(w, some_papers(w, DOCUMENT_SHIPMENT, "en", 40));
    check_places(w, some_papers(w, DOCUMENT_CREDIT_MEMO, "de", 1));
}

static void not_even_of_the_largest_amounts_and_longest_names(struct test_store *t)
{
    struct world *w = world_make(t);
    static char letters[255];
    memset(letters, 'W', sizeof letters);
    str longest = {letters, sizeof letters};
    struct papers *p = some_papers(w, DOCUMENT_INVOICE, "de", 2);
    for (size_t k = 0; k < 2; k++) {
        struct document_item *i = &p->items.at[k];
        i->qty = i->price.minor = i->subtotal.minor = i->tax.minor = INT64_MAX / 8;
        i->tax_ppm = 1000000000;
        i->name = i->sku = longest;
    }
    p->d.subtotal = p->d.grand_total = p->d.tax = p->items.at[0].price;
    p->d.number = p->d.order_number = p->d.payment_title = p->d.shipping_title = longest;
    struct customer_address *a = &p->addresses.billing;
    a->first_name = a->last_name = a->company = a->street1 = a->street2 = a->city = longest;
    check_places(w, p);
}

static void four_hundred_lines_fit(struct test_store *t)
{
    struct world *w = world_make(t);
    str text = text_of_one(w, some_papers(w, DOCUMENT_INVOICE, "en", DOCUMENT_ITEMS_MOST));
    assert_int_equal(count_of(text, S("SKU: SKU-")), DOCUMENT_ITEMS_MOST);
}

static void nothing_and_too_much_are_refused_with_a_message(struct test_store *t)
{
    struct world *w = world_make(t);
    struct buf out = {0};
    assert_err(ERR_INVALID, pdf_make(&w->c, NULL, 0, &out));
    assert_true(has_problem(w, ""));
    struct papers *p = some_papers(w, DOCUMENT_INVOICE, "en", DOCUMENT_ITEMS_MOST);
    struct pdf_document docs[PDF_LINES_MOST / DOCUMENT_ITEMS_MOST + 1];
    for (size_t i = 0; i < COUNT(docs); i++)
        docs[i] = as_pdf(p);
    assert_err(ERR_INVALID, pdf_make(&w->c, docs, COUNT(docs), &out));
    assert_int_equal(out.n, 0);
}

/* ---- out of the database ---- */

static void a_document_of_an_order_is_read_and_printed(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "mug", .stock = 5, .price = 11900, .name = "Becher");
    as_guest(w);
    struct order o = buys(w, "mug", 2);
    as_staff(w, P_COUNT);
    struct document_new in = {
        .kind = DOCUMENT_INVOICE, .order_id = o.id, .version = o.version, .all = true};
    struct document made;
    assert_ok(document_make(&w->c, &in, &made));
    struct buf out = {0};
    assert_ok(pdf_of_documents(&w->c, DOCUMENT_INVOICE, &made.id, 1, &out));
    str text = text_of(w, buf_str(&out));
    assert_true(str_has(text, made.number));
    assert_true(str_has(text, o.number));
    assert_says(text, "Becher");
    assert_says(text, "Am Anger 5");
    assert_says(text, "€243.00");
    buf_clear(&out);
    assert_err(ERR_NOT_FOUND, pdf_of_documents(&w->c, DOCUMENT_SHIPMENT, &made.id, 1, &out));
    buf_free(&out);
    assert_str_equal(pdf_file_name(t->mem, DOCUMENT_INVOICE, &made, 1),
                     str_format(t->mem, "invoice-%.*s.pdf", STR_ARG(made.number)));
    assert_str_equal(pdf_file_name(t->mem, DOCUMENT_SHIPMENT, &made, 2), S("packing-slips.pdf"));
}

static const struct test tests[] = {
    TEST(an_invoice_says_who_what_when_and_how_much),
    TEST(TX03_a_pdf_shows_the_side_of_the_tax_that_is_set),
    TEST(PD03_PD05_a_german_order_is_printed_in_german),
    TEST(a_packing_slip_has_pieces_and_tracks_but_no_prices),
    TEST(a_credit_memo_says_its_adjustments),
    TEST(tax_is_shown_by_rate),
    TEST(PD01_each_kind_has_a_switch_for_the_order_number),
    TEST(PD02_name_address_and_footer_are_the_store_views),
    TEST(PD02_a_logo_is_a_small_png_or_the_name_is_printed),
    TEST(a_long_invoice_breaks_with_its_head_repeated),
    TEST(PD04_many_documents_are_one_file_in_the_order_asked_for),
    TEST(the_same_documents_give_the_same_bytes),
    TEST(threads_that_print_at_once_do_not_meet),
    TEST(any_bytes_can_be_printed),
    TEST(no_word_stands_on_another),
    TEST(not_even_of_the_largest_amounts_and_longest_names),
    TEST(four_hundred_lines_fit),
    TEST(nothing_and_too_much_are_refused_with_a_message),
    TEST(a_document_of_an_order_is_read_and_printed),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
