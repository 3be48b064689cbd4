/* Cookies as anybody may send them: no message is taken that this server did not sign, no value leaves its header. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/str.h"
#include "web/request.h"
#include "web/site.h"

/* No page is asked for. */
struct route route_table[1];
const size_t route_table_n = 1;

int LLVMFuzzerTestOneInput(const byte *at, size_t n)
{
    static struct arena *mem;
    static const struct site site = {.admin_path = S("/admin"), .key = {1, 2, 3}};
    if (!mem) {
        secret_start();
        mem = arena_new(0);
    }
    arena_empty(mem);
    str text = {(const char *)at, n};
    struct pair header = {S("Cookie"), text, false};
    for (int surface = SURFACE_SHOP; surface <= SURFACE_ADMIN; surface++)
        for (int https = 0; https < 2; https++) {
            struct request r = {.c = {.mem = mem},
                                .site = &site,
                                .headers = &header,
                                .n_headers = 1,
                                .surface = (enum surface)surface,
                                .https = https};
            bool twice;
            str token = session_cookie_token(
                &r, surface == SURFACE_ADMIN ? COOKIE_ADMIN : COOKIE_SHOP, &twice);
            FUZZ_CHECK(token.n <= n && !str_has(token, S(";")));
            FUZZ_CHECK(!twice || token.n == 0);
            FUZZ_CHECK(
                token.n == 0 ||
                request_has_cookie(&r, surface == SURFACE_ADMIN ? COOKIE_ADMIN : COOKIE_SHOP));
            flash_take(&r);
            FUZZ_CHECK(!r.flash);
            FUZZ_CHECK(request_next(&r).n == 0);
        }
    return 0;
}
