#include "web/hole.h"
#include "web/route.h"

#define MENU(id, parent, label, icon)

/* clang-format off */
#define ROW(surface_, method_, path_, action_, handler_, flags_, ...) \
    [R_##handler_] = {.method = method_, .surface = surface_, .path = S(path_), .action = ACT_##action_, \
                      .handler = handler_, .flags = (flags_), .params = S("" __VA_ARGS__), .name = S(#handler_)},
/* clang-format on */

struct route route_table[] = {
    [ROUTE_NONE] = {0},
#define ROUTE(...) ROW(SURFACE_ADMIN, __VA_ARGS__)
#define ROUTE_MENU(method, path, action, handler, flags, menu, label)                              \
    ROW(SURFACE_ADMIN, method, path, action, handler, flags)
#include "admin/routes.def"
#undef ROUTE
#define ROUTE(...) ROW(SURFACE_SHOP, __VA_ARGS__)
#define ROUTE_CACHED(method, path, action, handler, params)                                        \
    ROW(SURFACE_SHOP, method, path, action, handler, CACHED, params)
#include "shop/routes.def"
#undef ROUTE
#undef ROUTE_CACHED
#define ROUTE(...) ROW(SURFACE_OPEN, __VA_ARGS__)
#include "web/routes.def"
#undef ROUTE
#undef ROUTE_MENU
#undef MENU
};
const size_t route_table_n = COUNT(route_table);

void (*const hole_table[HOLE_COUNT])(struct view *v, str arg) = {
    [HOLE_TOKEN] = hole_token,
#define HOLE(id, place) [HOLE_##place##_##id] = hole_##id,
#include "shop/holes.def"
#undef HOLE
};
