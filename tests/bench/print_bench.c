/* How long print takes: print_bench STORE [FILE] prints invoices of five lines, and writes milliseconds as JSON. The first
 * one also reads the fonts. FILE gets the hundred. */
#include "base/arena.h"
#include "base/buf.h"
#include "data/db.h"
#include "domain/ctx.h"
#include "domain/pdf.h"
#include "domain/settings.h"

#include <stdio.h>
#include <stdlib.h>

#define LINES  5
#define BATCH  100
#define ROUNDS 5

static void must(err e, const char *what)
{
    if (e == OK)
        return;
    fprintf(stderr, "print_bench: %s\n", what);
    exit(1);
}

static struct pdf_document an_invoice(struct arena *mem, size_t number, size_t lines)
{
    struct document *d = NEW(mem, struct document);
    document_items *items = NEW(mem, document_items);
    struct order_addresses *a = NEW(mem, struct order_addresses);
    bool german = number % 2;
    *d = (struct document){
        .kind = S("invoice"),
        .number = str_format(mem, "%09zu", number),
        .order_number = str_format(mem, "%09zu", number + 7),
        .order_created_at = {1794900000 * SECOND},
        .store_view_id = german ? 2 : 1,
        .lang = german ? S("de") : S("en"),
        .payment_title = S("Check / Money Order"),
        .shipping_title = S("Flat Rate"),
        .currency = S("EUR"),
        .tax_included = true,
        .shipping = {500},
        .shipping_tax = {80},
        .shipping_ppm = 190000,
        .created_at = {1795000000 * SECOND},
    };
    items->at = NEWN(mem, struct document_item, lines);
    items->n = lines;
    for (size_t i = 0; i < lines; i++) {
        i64 price = 1000 + (i64)((number * 37 + i * 911) % 20000);
        items->at[i] = (struct document_item){
            .sku = str_format(mem, "SKU-%zu-%zu", number, i),
            .name =
                str_format(mem, "Wanderkarte Oberharz %zu, wetterfest, mit Höhenlinien", number),
            .qty = 1 + (i64)i,
            .price = {price},
            .subtotal = {price * (1 + (i64)i)},
            .tax = {price * 19 / 119},
            .tax_ppm = i % 2 ? 70000 : 190000,
        };
        d->subtotal.minor += items->at[i].subtotal.minor;
    }
    d->grand_total.minor = d->subtotal.minor + 500;
    a->billing = (struct customer_address){
        .first_name = S("Sabine"),
        .last_name = str_format(mem, "Krüger-Weißenfels %zu", number),
        .street1 = S("Frankenberger Plan 12"),
        .postcode = S("38640"),
        .city = S("Goslar"),
        .country = S("DE"),
    };
    a->shipping = a->billing;
    return (struct pdf_document){.document = d, .items = items, .addresses = a};
}

static double print_ms(struct ctx *c, size_t n, size_t lines, struct buf *out)
{
    struct pdf_document *docs = NEWN(c->mem, struct pdf_document, n);
    for (size_t i = 0; i < n; i++)
        docs[i] = an_invoice(c->mem, i + 1, lines);
    buf_clear(out);
    i64 begun = time_monotonic();
    must(pdf_make(c, docs, n, out), "no PDF");
    double ms = (double)(time_monotonic() - begun) / 1000;
    arena_empty(c->mem);
    return ms;
}

static double best_ms(struct ctx *c, size_t n, size_t lines, struct buf *out)
{
    double best = print_ms(c, n, lines, out);
    for (int i = 1; i < ROUNDS; i++) {
        double ms = print_ms(c, n, lines, out);
        best = ms < best ? ms : best;
    }
    return best;
}

int main(int argc, char **argv)
{
    struct arena *mem = arena_new(0);
    struct store *store;
    struct db *db;
    str why = S("");
    if (argc < 2)
        must(ERR_INVALID, "print_bench STORE [FILE]");
    must(store_open(str_from(argv[1]), false, &store, mem, &why), "cannot open the store");
    must(db_open(store, &db), "cannot read the store");
    must(snapshot_load(db), "no settings");
    struct ctx c = {.mem = arena_new(1 << 20), .db = db, .store = store};
    struct buf out = {0};
    double first = print_ms(&c, 1, LINES, &out), again = best_ms(&c, 1, LINES, &out);
    double longest = best_ms(&c, 1, DOCUMENT_ITEMS_MOST, &out);
    double batch = best_ms(&c, BATCH, LINES, &out);
    printf(
        "{\"first\": %.2f, \"again\": %.2f, \"longest\": %.2f, \"batch\": %.2f, \"bytes\": %zu}\n",
        first, again, longest, batch, out.n);
    FILE *f = argc > 2 ? fopen(argv[2], "w") : NULL;
    if (f) {
        fwrite(out.at, 1, out.n, f);
        fclose(f);
    }
    buf_free(&out);
    arena_free(c.mem);
    db_close(db);
    store_close(store);
    arena_free(mem);
    return 0;
}
