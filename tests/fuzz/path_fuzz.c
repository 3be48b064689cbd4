/* Any target on any surface: a row that is found has arguments that stand in the path, and its own address made of
 * them leads back to it. */
#include "fuzz.h"

#include "base/arena.h"
#include "base/str.h"
#include "web/form.h"
#include "web/route.h"

/* clang-format off */
#define ROW(method_, surface_, path_) {.method = method_, .surface = surface_, .path = S(path_), .name = S(path_)}
struct route route_table[] = {
    {0},
    ROW(GET, SURFACE_SHOP, "/"),
    ROW(GET, SURFACE_SHOP, "/p/:slug"),
    ROW(GET, SURFACE_SHOP, "/p/new"),
    ROW(POST, SURFACE_SHOP, "/p/:slug/:a/x/:b/:c"),
    ROW(GET, SURFACE_ADMIN, "/orders/:id/lines"),
    ROW(GET, SURFACE_ADMIN, "/orders/:id"),
    ROW(POST, SURFACE_ADMIN, "/orders/new/lines"),
};
const size_t route_table_n = COUNT(route_table);
/* clang-format on */

static str fill(struct arena *mem, const struct route_match *m)
{
    str out = {0}, rest = str_skip(m->route->path, 1), part;
    size_t k = 0;
    while (rest.n && str_cut(&rest, '/', &part)) {
        str text = part.at[0] == ':' ? m->args[k++] : part;
        out = str_format(mem, "%.*s/%.*s", STR_ARG(out), STR_ARG(text));
    }
    return out.n ? out : S("/");
}

int LLVMFuzzerTestOneInput(const byte *at, size_t n)
{
    static struct arena *mem;
    if (!mem) {
        mem = arena_new(0);
        routes_start();
    }
    arena_empty(mem);
    str path;
    if (!form_decode(mem, (str){(const char *)at, n}, false, &path))
        return 0;
    for (int s = SURFACE_SHOP; s <= SURFACE_OPEN; s++)
        for (int method = METHOD_NONE; method <= POST; method++) {
            struct route_match m, again;
            bool found = route_find((enum surface)s, (enum method)method, path, &m);
            FUZZ_CHECK(found == (m.route && method != METHOD_NONE));
            if (!found)
                continue;
            FUZZ_CHECK(m.route->surface == (enum surface)s &&
                       m.route->method == (enum method)method);
            FUZZ_CHECK(str_eq(fill(mem, &m), path.n ? path : S("/")));
            FUZZ_CHECK(route_find((enum surface)s, (enum method)method, fill(mem, &m), &again) &&
                       again.route == m.route);
        }
    return 0;
}
