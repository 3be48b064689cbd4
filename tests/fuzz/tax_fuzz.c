/* A file of tax rates out of any text: what is read has every cell as it has to be, and comes back when it is written. */
#include "fuzz.h"

#include "base/arena.h"
#include "domain/tax.h"
#include "domain/tax_rate_file.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static struct arena *mem;
    if (!mem)
        mem = arena_new(0);
    arena_empty(mem);
    struct ctx c = {.mem = mem};
    tax_rate_list rows = {0}, again = {0};
    if (tax_rate_parse(&c, (str){(const char *)data, size}, &rows) == OK) {
        FUZZ_CHECK(rows.n > 0 && rows.n <= TAX_LINES_MOST);
        for (size_t i = 0; i < rows.n; i++) {
            const struct tax_rate *r = &rows.at[i];
            FUZZ_CHECK(r->code.n && r->country.n == 2 && r->region.n && r->postcode.n);
            FUZZ_CHECK(r->ppm >= 0 && r->ppm <= TAX_ONE);
        }
        FUZZ_CHECK(tax_rate_parse(&c, tax_rate_csv(mem, &rows), &again) == OK);
        FUZZ_CHECK(again.n == rows.n);
    } else {
        FUZZ_CHECK(c.problems != NULL);
    }
    return 0;
}
