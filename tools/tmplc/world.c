/* What a template may refer to: other templates, routes, assets. */
#include "tmplc/tmplc.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define FILE_MOST ((size_t)4 * 1024 * 1024)

bool file_read(struct arena *mem, str path, str *out)
{
    FILE *f = fopen(str_z(mem, path), "rb");
    if (!f)
        return false;
    struct buf all = {0};
    char piece[8192];
    size_t n;
    while ((n = fread(piece, 1, sizeof piece, f)) > 0 && all.n < FILE_MOST)
        buf_put(&all, (str){piece, n});
    bool ok = !ferror(f) && all.n < FILE_MOST;
    fclose(f);
    if (ok)
        *out = str_copy(mem, buf_str(&all));
    buf_free(&all);
    return ok;
}

/* parts_order_line is parts/order_line.html: the folder is the word before the first _. */
static bool path_of(struct world *w, str name, str *path)
{
    str rest = name, folder;
    if (w->root.n == 0 || !str_cut(&rest, '_', &folder) || folder.n == 0 || rest.n == 0)
        return false;
    *path =
        str_format(w->mem, "%.*s/%.*s/%.*s.html", STR_ARG(w->root), STR_ARG(folder), STR_ARG(rest));
    return true;
}

const struct head *world_head(struct world *w, str name)
{
    for (const struct head *h = w->heads; h; h = h->next)
        if (str_eq(h->name, name))
            return h;
    str path, text, error;
    if (!path_of(w, name, &path) || !file_read(w->mem, path, &text))
        return NULL;
    struct text_node *read = NEW(w->mem, struct text_node);
    *read = (struct text_node){path, w->read};
    w->read = read;
    struct head *h = NEW(w->mem, struct head);
    if (!template_head(w, name, path, text, h, &error))
        return NULL;
    h->next = w->heads;
    w->heads = h;
    return h;
}

const struct known_route *world_route(const struct world *w, str handler)
{
    for (const struct known_route *r = w->routes; r; r = r->next)
        if (str_eq(r->handler, handler))
            return r;
    return NULL;
}

bool world_asset(struct world *w, str name)
{
    if (name.n == 0 || name.at[0] == '/' || str_has(name, S("..")))
        return false;
    for (const struct text_node *a = w->assets; a; a = a->next)
        if (str_eq(a->text, name))
            return true;
    for (const struct text_node *d = w->asset_dirs; d; d = d->next) {
        struct stat st;
        str path = str_format(w->mem, "%.*s/%.*s", STR_ARG(d->text), STR_ARG(name));
        if (stat(str_z(w->mem, path), &st) == 0 && S_ISREG(st.st_mode))
            return true;
    }
    return false;
}

static size_t names_in(str path)
{
    size_t n = 0;
    for (size_t i = 0; i + 1 < path.n; i++)
        n += path.at[i] == '/' && (path.at[i + 1] == ':' || path.at[i + 1] == '*');
    return n;
}

/* The k-th part of "METHOD, "/path", ACTION, handler, …". */
static str part_of(str row, int k)
{
    str piece = {0};
    for (int i = 0; i <= k; i++)
        if (!str_cut(&row, ',', &piece))
            return (str){0};
    return str_trim(piece);
}

void world_routes(struct world *w, str def)
{
    str line;
    while (str_cut(&def, '\n', &line)) {
        str row = str_trim(line), word;
        if (!str_cut(&row, '(', &word))
            continue;
        word = str_trim(word);
        if (!str_eq(word, S("ROUTE")) && !str_eq(word, S("ROUTE_MENU")) &&
            !str_eq(word, S("ROUTE_CACHED")))
            continue;
        struct known_route *r = NEW(w->mem, struct known_route);
        *r = (struct known_route){.handler = part_of(row, 3), .next = w->routes};
        r->post = str_eq(part_of(row, 0), S("POST"));
        r->args = names_in(part_of(row, 1));
        w->routes = r;
    }
}
