#include "admin/frame.h"

enum menu {
    MENU_NONE = 0,
#define MENU(id, parent, label, icon) MENU_##id,
#define ROUTE(...)
#define ROUTE_MENU(...)
#include "admin/routes.def"
#undef MENU
#undef ROUTE
#undef ROUTE_MENU
    MENU_COUNT
};

static const struct menu_row {
    enum menu parent;
    str label, icon;
} menus[] = {
#define MENU(id, parent_, label_, icon_)                                                           \
    [MENU_##id] = {.parent = MENU_##parent_, .label = S(label_), .icon = S(icon_)},
#define ROUTE(...)
#define ROUTE_MENU(...)
#include "admin/routes.def"
#undef MENU
#undef ROUTE
#undef ROUTE_MENU
};

static const struct menu_entry {
    enum menu parent;
    enum route_id route;
    str label;
} entries[] = {
#define MENU(...)
#define ROUTE(...)
#define ROUTE_MENU(method, path, action, handler, flags, menu, label_)                             \
    {MENU_##menu, R_##handler, S(label_)},
#include "admin/routes.def"
#undef MENU
#undef ROUTE
#undef ROUTE_MENU
};

/* Keys behind g that enhance.js follows. */
static str shortcut(enum route_id r)
{
    switch (r) {
    case R_admin_dashboard:
        return S("d");
    case R_admin_orders:
        return S("o");
    case R_admin_customers:
        return S("c");
    case R_admin_log:
        return S("l");
    default:
        return (str){0};
    }
}

static bool permitted(const struct actor *a, enum route_id r)
{
    return actor_may(a, route_at(r)->action);
}

static enum menu top_of(enum menu m)
{
    while (menus[m].parent)
        m = menus[m].parent;
    return m;
}

enum route_id admin_first_page(const struct actor *a)
{
    for (size_t i = 0; i < COUNT(entries); i++)
        if (permitted(a, entries[i].route))
            return entries[i].route;
    return ROUTE_NONE;
}

/* The entry whose path begins the page's path; the longest wins. NULL: none, as on the account page. */
static const struct menu_entry *entry_of(const struct request *r)
{
    const struct menu_entry *best = NULL;
    if (!r->match.route)
        return NULL;
    str path = r->match.route->path;
    for (size_t i = 0; i < COUNT(entries); i++) {
        str mine = route_at(entries[i].route)->path;
        bool below = str_starts(path, mine) &&
                     (path.n == mine.n || str_starts(str_skip(path, mine.n), S("/")));
        if (below && (!best || mine.n > route_at(best->route)->path.n))
            best = &entries[i];
    }
    return best;
}

static bool is_page(const struct request *r, const struct menu_entry *e)
{
    return r->match.route && str_eq(r->match.route->path, route_at(e->route)->path);
}

static struct admin_entry link_to(struct view *v, const struct menu_entry *e,
                                  const struct menu_entry *here)
{
    return (struct admin_entry){
        .label = tr(v->words, e->label),
        .href = url_for(v->r, e->route, NULL, 0),
        .key = shortcut(e->route),
        .current = e == here && is_page(v->r, e),
        .inside = e == here && !is_page(v->r, e),
    };
}

/* Entries below a menu, each group with its heading. */
static void add_entries(struct view *v, enum menu below, const struct menu_entry *here,
                        struct admin_entries *out)
{
    for (size_t i = 0; i < COUNT(entries); i++)
        if (entries[i].parent == below && permitted(&v->r->c.actor, entries[i].route))
            out->at[out->n++] = link_to(v, &entries[i], here);
    for (enum menu m = 1; m < MENU_COUNT; m++) {
        if (menus[m].parent != below)
            continue;
        struct admin_entry *heading = &out->at[out->n++];
        *heading = (struct admin_entry){.label = tr(v->words, menus[m].label)};
        add_entries(v, m, here, out);
        if (heading == &out->at[out->n - 1])
            out->n--; /* nothing below it */
    }
}

struct admin_branches view_admin_menu(struct view *v)
{
    struct admin_branches all = {.at = NEWN(v->mem, struct admin_branch, MENU_COUNT)};
    const struct menu_entry *here = entry_of(v->r);
    for (enum menu m = 1; m < MENU_COUNT; m++) {
        if (menus[m].parent)
            continue;
        struct admin_branch b = {.entries.at =
                                     NEWN(v->mem, struct admin_entry, COUNT(entries) + MENU_COUNT)};
        add_entries(v, m, here, &b.entries);
        if (b.entries.n == 0)
            continue;
        str label = tr(v->words, menus[m].label);
        if (b.entries.n == 1 && str_eq(b.entries.at[0].label, label)) {
            b.top = b.entries.at[0];
            b.entries.n = 0;
        }
        b.top.label = label;
        b.top.icon = menus[m].icon;
        all.at[all.n++] = b;
    }
    return all;
}

struct admin_entries view_admin_crumbs(struct view *v)
{
    struct admin_entries all = {.at = NEWN(v->mem, struct admin_entry, 2)};
    const struct menu_entry *here = entry_of(v->r);
    if (!here)
        return all;
    str top = tr(v->words, menus[top_of(here->parent)].label);
    struct admin_entry e = link_to(v, here, here);
    if (!str_eq(top, e.label))
        all.at[all.n++] = (struct admin_entry){.label = top};
    all.at[all.n++] = e;
    return all;
}

bool view_admin_may_search(struct view *v)
{
    return permitted(&v->r->c.actor, R_admin_search);
}

str view_admin_user(struct view *v)
{
    return v->r->c.actor.staff_name;
}
