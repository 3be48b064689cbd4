#include "admin/catalog_scope.h"

#include "domain/reach.h"
#include "domain/settings.h"

static const struct store_view *view_of(struct request *r, str code)
{
    const struct snapshot *s = r->snapshot;
    for (size_t i = 0; i < s->views.n; i++)
        if (str_eq(s->views.at[i].code, code))
            return &s->views.at[i];
    return NULL;
}

static err reached(struct request *r, const struct store_view *view)
{
    return view ? reach_view(&r->c, r->c.db, view->id) : ERR_NOT_FOUND;
}

/* The first store view that staff of a bound role reaches; NULL: All Store Views is theirs. */
static const struct store_view *first_view(struct request *r)
{
    const struct snapshot *s = r->snapshot;
    if (!reach_is_bound(&r->c))
        return NULL;
    for (size_t i = 0; i < s->views.n; i++)
        if (reached(r, &s->views.at[i]) == OK)
            return &s->views.at[i];
    return NULL;
}

/* The view that was chosen in the switcher (query "scope"). *chosen false: nothing was. NULL: All Store Views. */
static err chosen_view(struct request *r, bool *chosen, const struct store_view **out)
{
    str code = query_str(r, S("scope"), 40);
    *chosen = false;
    *out = NULL;
    for (size_t i = 0; i < r->n_params; i++)
        *chosen |= str_eq(r->params[i].name, S("scope"));
    if (code.n == 0)
        return OK;
    *out = view_of(r, code);
    return reached(r, *out);
}

static void put(struct request *r, struct catalog_scope_bar *bar, const char *indent, str label,
                const struct store_view *view, bool current)
{
    bar->lines.at[bar->lines.n++] = (struct catalog_scope_line){
        .value = view ? view->code : (str){0},
        .label = str_join(r->c.mem, str_from(indent), label),
        .heading = !view && indent[0] != '\0',
        .current = current,
    };
}

/* Websites with their stores and views in the order of the snapshot. */
static void put_views(struct request *r, struct catalog_scope_bar *bar,
                      const struct store_view *now)
{
    const struct snapshot *s = r->snapshot;
    i64 website = 0, store = 0;
    for (size_t i = 0; i < s->views.n; i++) {
        const struct store_view *v = &s->views.at[i];
        if (reached(r, v))
            continue;
        if (v->website_id != website)
            put(r, bar, "\u2003", v->website_name, NULL, false);
        if (v->store_id != store)
            put(r, bar, "\u2003\u2003", v->store_name, NULL, false);
        put(r, bar, "\u2003\u2003\u2003", v->name, v, v == now);
        website = v->website_id;
        store = v->store_id;
    }
}

struct catalog_scope_bar catalog_scope_bar(struct request *r, const struct store_view *view)
{
    const struct snapshot *s = r->snapshot;
    struct view *v = render_view(r);
    struct catalog_scope_bar bar = {
        .note = view ? _("You are editing this store view. What is not set here comes from All "
                         "Store Views.")
                     : _("You are editing the values of all store views, unless one has its own."),
        .alone = snapshot_is_single(s),
    };
    bar.lines.at = (void *)NEWN(r->c.mem, struct catalog_scope_line, 1 + 3 * s->views.n);
    if (!reach_is_bound(&r->c))
        put(r, &bar, "", tr(v->words, _("All Store Views")), NULL, !view);
    put_views(r, &bar, view);
    return bar;
}

/* ---- the pages of a record ---- */

err catalog_scope_to(struct request *r, const struct catalog_pages *pages, str id,
                     const struct store_view *view)
{
    return view ? redirect(r, pages->in, id, view->code) : redirect(r, pages->whole, id);
}

err catalog_scope_whole(struct request *r, const struct catalog_pages *pages, i64 *id, bool *moved)
{
    bool chosen;
    const struct store_view *view;
    TRY(request_arg_id(r, 0, id));
    TRY(chosen_view(r, &chosen, &view));
    if (!view)
        view = first_view(r);
    *moved = view || chosen;
    return *moved ? catalog_scope_to(r, pages, request_arg(r, 0), view) : OK;
}

err catalog_scope_in(struct request *r, i64 *id, const struct store_view **view)
{
    TRY(request_arg_id(r, 0, id));
    const struct store_view *v = view_of(r, request_arg(r, 1));
    TRY(reached(r, v));
    *view = v;
    return OK;
}
