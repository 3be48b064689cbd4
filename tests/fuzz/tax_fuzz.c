/* A file of tax rates out of any text: what is read has every cell as it has to be, and comes back when it is written. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/buf.h"
#include "domain/tax.h"
#include "domain/tax_rate_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *mem;
    if (!mem)
        mem = arena_new(0);
    arena_empty(mem);
    struct ctx c = {.mem = mem};
    struct tax_file_view known[] = {{1, S("en")}, {2, S("de")}};
    const tax_file_views views = {known, COUNT(known)};
    tax_rate_edits rows = {0}, again = {0};
    if (tax_rate_parse(&c, &views, (str){(const char *)data, size}, &rows) == OK) {
        struct buf b = {0};
        FUZZ_CHECK(rows.n > 0 && rows.n <= TAX_LINES_MOST);
        tax_rate_csv_head(&b, &views);
        for (size_t i = 0; i < rows.n; i++) {
            const struct tax_rate *r = &rows.at[i].rate;
            FUZZ_CHECK(r->code.n && r->country.n == 2 && r->region.n && r->postcode.n);
            FUZZ_CHECK(r->ppm >= 0 && r->ppm <= TAX_ONE);
            FUZZ_CHECK(rows.at[i].titles.n <= views.n);
            tax_rate_csv_row(mem, &b, &views, &rows.at[i]);
        }
        FUZZ_CHECK(tax_rate_parse(&c, &views, buf_str(&b), &again) == OK);
        FUZZ_CHECK(again.n == rows.n);
        buf_free(&b);
    } else {
        FUZZ_CHECK(c.problems != NULL);
    }
    return 0;
}
