#include "walk.h"

#include "html.h"

#define SAME_PATH_MOST 4

struct walker {
    struct house *h;
    str base;
    LIST(str) paths; /* visited, and to be visited */
    size_t most;
};

static str without_query(str path)
{
    str rest = path, front = {0};
    str_cut(&rest, '?', &front);
    return front;
}

static bool is_below(str path, str base)
{
    return str_starts(path, base) &&
           (path.n == base.n || base.n == 0 || path.at[base.n] == '/' || path.at[base.n] == '?');
}

/* Another surface's addresses lie below the root of the storefront too. */
static bool is_of_surface(const struct walker *w, str path)
{
    bool other = w->base.n == 0 && (is_below(path, S("/admin")) || is_below(path, S("/assist")) ||
                                    is_below(path, S("/static")));
    return path.n && path.at[0] == '/' && is_below(path, w->base) && !other;
}

static void add(struct walker *w, str path)
{
    str fragment = path, front = {0};
    str_cut(&fragment, '#', &front);
    size_t same = 0;
    if (!is_of_surface(w, front) || w->paths.n == w->most)
        return;
    for (size_t i = 0; i < w->paths.n; i++) {
        if (str_eq(w->paths.at[i], front))
            return;
        same += str_eq(without_query(w->paths.at[i]), without_query(front));
    }
    if (same < SAME_PATH_MOST)
        w->paths.at[w->paths.n++] = str_copy(w->h->t->mem, front);
}

static void add_links(struct walker *w, str page)
{
    struct arena *mem = arena_new(0);
    struct html_urls urls = html_urls(mem, page);
    struct html_forms forms = html_forms(mem, page);
    for (size_t i = 0; i < forms.n; i++)
        if (!forms.at[i].post)
            add(w, str_format(mem, "%.*s?%.*s", STR_ARG(forms.at[i].action),
                              STR_ARG(forms.at[i].fields)));
    for (size_t i = 0; i < urls.n; i++) {
        bool posts = false;
        for (size_t k = 0; k < forms.n; k++)
            posts |= forms.at[k].post && str_eq(forms.at[k].action, urls.at[i]);
        if (!posts)
            add(w, urls.at[i]);
    }
    arena_free(mem);
}

size_t walk(struct house *h, enum surface s, enum person who, size_t most, walk_look *look,
            void *to)
{
    struct walker w = {.h = h, .base = house_base(h, s, who), .most = most};
    struct browser *b = house_browser(h, who);
    w.paths.at = NEWN(h->t->mem, str, most);
    for (size_t i = 1; i < route_table_n; i++)
        if (route_table[i].surface == s && route_table[i].method == GET)
            add(&w, house_path(h, &route_table[i], w.base));
    for (size_t i = 0; i < w.paths.n; i++) {
        struct answer a = browser_get(b, str_z(h->t->mem, w.paths.at[i]));
        look(to, w.paths.at[i], &a);
        if (a.location.n)
            add(&w, a.location);
        if (str_starts(a.type, S("text/html")))
            add_links(&w, a.body);
    }
    browser_end(b);
    return w.paths.n;
}
