#include "web/place.h"

#include "base/str.h"
#include "web/site.h"

/* "/admin" or "/admin/…"; *rest is what stands behind. */
static bool is_below(str path, str root, str *rest)
{
    if (!str_starts(path, root) || (path.n > root.n && path.at[root.n] != '/'))
        return false;
    *rest = str_skip(path, root.n);
    return true;
}

/* What may stand in every link of a page without a thought. */
static bool is_label(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!(s.at[i] >= 'a' && s.at[i] <= 'z') && !(s.at[i] >= '0' && s.at[i] <= '9'))
            return false;
    return s.n > 0 && s.n <= 32;
}

static void find_surface(const struct site *site, str path, struct place *p)
{
    str rest, label;
    p->surface = SURFACE_SHOP;
    p->path = path;
    if (str_eq(path, S("/healthz")) || str_starts(path, S("/static/")))
        p->surface = SURFACE_OPEN;
    else if (is_below(path, site->admin_path, &p->path))
        p->surface = SURFACE_ADMIN;
    else if (is_below(path, S("/assist"), &rest) && rest.n > 1) {
        rest = str_skip(rest, 1);
        if (!str_cut(&rest, '/', &label) || !is_label(label))
            return;
        p->label = label;
        p->path = str_skip(path, S("/assist/").n + label.n);
    }
}

static bool is_at(str url, str host)
{
    return url.n && str_eq_nocase(url_host(url), host);
}

/* A host that is set aside serves what it is for, and what it is for is on no other. */
static bool is_nowhere(const struct snapshot *s, str host, const struct place *p)
{
    const str admin = s->global.admin_url, assist = s->global.assist_url;
    bool at_admin = is_at(admin, host), at_assist = is_at(assist, host),
         shared = snapshot_view_at(s, host) != NULL;
    switch (p->surface) {
    case SURFACE_ADMIN:
        return admin.n ? !at_admin : at_assist;
    case SURFACE_SHOP:
        if (p->label.n)
            return assist.n && !at_assist;
        return at_assist || (at_admin && !(shared && snapshot_view_at(s, host)->host.n));
    case SURFACE_OPEN:
    case SURFACE_NONE:
        return false;
    }
    return false;
}

/* Assisted sessions on a host of their own show the views of all hosts. */
static bool is_shown(const struct snapshot *s, const struct store_view *v, str host, bool assisted)
{
    return assisted && is_at(s->global.assist_url, host) ? v->enabled : snapshot_is_at(s, v, host);
}

static const struct store_view *view_of_code(const struct snapshot *s, str host, str code,
                                             bool assisted)
{
    const struct store_view *v = code.n ? snapshot_view_by_code(s, code) : NULL;
    return v && is_shown(s, v, host, assisted) ? v : NULL;
}

/* A view's code in front of the path: "/de/cart". */
static void find_view(const struct snapshot *s, str host, str chosen, struct place *p)
{
    bool assisted = p->label.n > 0;
    str left = str_skip(p->path, 1), code;
    const struct store_view *v = snapshot_view_at(s, host);
    p->away = !v && !assisted;
    p->view = v ? v : s->first;
    if (str_eq(s->global.store_code, S("0"))) {
        v = view_of_code(s, host, chosen, assisted);
        p->view = v ? v : p->view;
        return;
    }
    if (!str_cut(&left, '/', &code))
        return;
    v = view_of_code(s, host, code, assisted);
    if (!v || (v == p->view && snapshot_is_bare(s, v, host)))
        return;
    p->view = v;
    p->path = str_skip(p->path, 1 + code.n);
}

struct place place_find(const struct site *site, const struct snapshot *s, str host, str path,
                        str chosen)
{
    struct place p = {.view = s->first};
    find_surface(site, path, &p);
    if (p.surface == SURFACE_SHOP)
        find_view(s, host, chosen, &p);
    p.nowhere = is_nowhere(s, host, &p);
    if (p.nowhere)
        p.away = false;
    if (p.path.n == 0)
        p.path = S("/");
    return p;
}
