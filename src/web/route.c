#include "web/route.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>

/* A tree of path parts, one a surface, made once at start and never freed. */
struct part {
    str text;                  /* "orders"; unused for a :name part */
    struct part *first, *next; /* plain children, siblings */
    struct part *any;          /* the :name child */
    const struct route *at[3]; /* by method */
};

static struct part roots[4];

static bool is_name(str part)
{
    return part.n && part.at[0] == ':';
}

static struct part *child(struct arena *mem, struct part *up, str text)
{
    if (is_name(text)) {
        if (!up->any)
            up->any = NEW(mem, struct part);
        return up->any;
    }
    for (struct part *p = up->first; p; p = p->next)
        if (str_eq(p->text, text))
            return p;
    struct part *p = NEW(mem, struct part);
    p->text = text;
    p->next = up->first;
    up->first = p;
    return p;
}

static void add(struct arena *mem, const struct route *route)
{
    struct part *p = &roots[route->surface];
    str rest = str_skip(route->path, 1), text;
    while (rest.n && str_cut(&rest, '/', &text))
        p = child(mem, p, text);
    if (p->at[route->method]) {
        fprintf(stderr, "kontor: two routes claim %.*s: %.*s, %.*s\n", STR_ARG(route->path),
                STR_ARG(route->name), STR_ARG(p->at[route->method]->name));
        abort();
    }
    p->at[route->method] = route;
}

/* What a POST shows again: the GET whose path is the longest whole prefix of its own, its own path first. */
static enum route_id page_of(const struct route *post)
{
    enum route_id best = ROUTE_NONE;
    size_t longest = 0;
    for (size_t i = 1; i < route_table_n; i++) {
        const struct route *r = &route_table[i];
        bool fits = r->method == GET && r->surface == post->surface &&
                    str_starts(post->path, r->path) &&
                    (r->path.n == post->path.n || post->path.at[r->path.n] == '/');
        if (fits && r->path.n > longest) {
            best = (enum route_id)i;
            longest = r->path.n;
        }
    }
    return best;
}

void routes_start(void)
{
    static struct arena *mem; /* of the tree */
    if (mem)
        return;
    mem = arena_new(0);
    for (size_t i = 1; i < route_table_n; i++) {
        struct route *r = &route_table[i];
        add(mem, r);
        if (r->method == POST)
            r->again = page_of(r);
    }
}

static const struct part *descend(const struct part *p, str rest, size_t depth,
                                  struct route_match *out)
{
    str text;
    if (!rest.at || !str_cut(&rest, '/', &text))
        return p->at[GET] || p->at[POST] ? p : NULL;
    for (const struct part *c = p->first; c; c = c->next) {
        const struct part *found = str_eq(c->text, text) ? descend(c, rest, depth, out) : NULL;
        if (found)
            return found;
    }
    if (!p->any || text.n == 0 || depth == ROUTE_ARGS)
        return NULL;
    const struct part *found = descend(p->any, rest, depth + 1, out);
    if (found)
        out->args[depth] = text;
    return found;
}

bool route_find(enum surface s, enum method m, str path, struct route_match *out)
{
    *out = (struct route_match){0};
    if (path.n && path.at[0] != '/')
        return false;
    str rest = path.n > 1 ? str_skip(path, 1) : (str){0};
    const struct part *p = descend(&roots[s], rest, 0, out);
    if (!p)
        return false;
    out->allowed = (p->at[GET] ? 1u << GET : 0) | (p->at[POST] ? 1u << POST : 0);
    out->route = p->at[m];
    return m != METHOD_NONE && out->route;
}

const struct route *route_at(enum route_id id)
{
    assert(id > ROUTE_NONE && id < route_table_n);
    return &route_table[id];
}

enum route_id route_id(const struct route *route)
{
    return (enum route_id)(route - route_table);
}

enum route_id route_sign_in(enum surface s)
{
    for (size_t i = 1; i < route_table_n; i++) {
        const struct route *r = &route_table[i];
        bool signs_in = r->action == ACT_SIGN_IN_VIEW || r->action == ACT_ADMIN_SIGN_IN_VIEW;
        if (r->surface == s && r->method == GET && signs_in)
            return (enum route_id)i;
    }
    return ROUTE_NONE;
}

static str who_text(enum permission who)
{
    static const str first[] = {
        [P_NOBODY] = S("nobody"), [P_ANYONE] = S("anyone"),       [P_CUSTOMER] = S("customer"),
        [P_STAFF] = S("staff"),   [P_ASSISTING] = S("assisting"), [P_PROGRAM] = S("program"),
    };
    return who < COUNT(first) && first[who].n ? first[who] : permission_info(who)->key;
}

static void put_flags(struct buf *out, unsigned flags)
{
    static const char *const names[] = {"cached",    "slow", "raw",     "no-touch",
                                        "immutable", "long", "arrival", "upload"};
    const char *between = "";
    for (size_t i = 0; i < COUNT(names); i++)
        if (flags & 1u << i) {
            buf_printf(out, "%s%s", between, names[i]);
            between = ",";
        }
    if (!*between)
        buf_char(out, '-');
}

void route_dump(struct buf *out)
{
    static const char *const surfaces[] = {"-", "shop", "admin", "open"};
    static const char *const methods[] = {"-", "GET", "POST"};
    for (size_t i = 1; i < route_table_n; i++) {
        const struct route *r = &route_table[i];
        const struct action_info *a = action_info(r->action);
        buf_printf(out, "%-5s %-4s %-44.*s %-24.*s %-26.*s %-5s ", surfaces[r->surface],
                   methods[r->method], STR_ARG(r->path), STR_ARG(a->name),
                   STR_ARG(who_text(a->who)), a->assist == ASSIST_MAY ? "may" : "-");
        put_flags(out, r->flags);
        buf_printf(out, " %.*s", STR_ARG(r->name));
        if (r->again)
            buf_printf(out, " again=%.*s", STR_ARG(route_at(r->again)->name));
        buf_char(out, '\n');
    }
}
