#include "admin/config_scope.h"

#include "web/form.h"

static str field_of(const struct request *r, str name)
{
    for (size_t i = 0; i < r->n_fields; i++)
        if (str_eq(r->fields[i].name, name))
            return r->fields[i].value;
    return (str){0};
}

/* Default Config, or the first website that a bound role reaches (SC-11). */
static err first_scope(struct request *r, struct scope *out)
{
    const struct snapshot *s = r->snapshot;
    *out = (struct scope){0};
    err e = scope_reach(&r->c, *out);
    for (size_t i = 0; e == ERR_DENIED && i < s->websites.n; i++) {
        *out = (struct scope){SCOPE_WEBSITE, s->websites.at[i].id};
        e = scope_reach(&r->c, *out);
    }
    return e;
}

err config_scope_read(struct request *r, struct scope *out)
{
    str text = field_of(r, S("scope"));
    if (text.n == 0)
        text = query_str(r, S("scope"), 100);
    if (!scope_find(r->snapshot, text, out))
        return ERR_NOT_FOUND;
    return text.n ? scope_reach(&r->c, *out) : first_scope(r, out);
}

static const str notes[] = {
    [SCOPE_GLOBAL] = _("You are editing the values that hold for all websites and store views, "
                       "unless one has its own."),
    [SCOPE_WEBSITE] = _("You are editing values of this website. What is not set here comes from "
                        "Default Config."),
    [SCOPE_VIEW] = _("You are editing values of this store view. What is not set here comes from "
                     "its website."),
};

static void put(struct request *r, struct admin_config *page, const struct scope *scope,
                const char *indent, str label)
{
    struct config_scope *line = &page->scopes.at[page->scopes.n++];
    line->label = str_join(r->c.mem, str_from(indent), label);
    if (scope)
        line->value = scope_text(r->c.mem, r->snapshot, *scope);
    line->current = str_eq(line->value, page->scope);
}

/* Websites with their stores and views in the order of the snapshot. */
static void put_website(struct request *r, const struct website *w, struct admin_config *page)
{
    const struct snapshot *s = r->snapshot;
    put(r, page, &(struct scope){SCOPE_WEBSITE, w->id}, "", w->name);
    for (size_t i = 0; i < s->stores.n; i++) {
        const struct website_store *store = &s->stores.at[i];
        if (store->website_id != w->id)
            continue;
        put(r, page, NULL, "\u2003", store->name);
        for (size_t k = 0; k < s->views.n; k++)
            if (s->views.at[k].store_id == store->id)
                put(r, page, &(struct scope){SCOPE_VIEW, s->views.at[k].id}, "\u2003\u2003",
                    s->views.at[k].name);
    }
}

void config_scope_fill(struct request *r, struct scope scope, struct admin_config *page)
{
    const struct snapshot *s = r->snapshot;
    struct view *v = render_view(r);
    page->scope = scope_text(r->c.mem, s, scope);
    page->note = notes[scope.level];
    page->fine = scope.level != SCOPE_GLOBAL;
    page->may_stores = actor_may(&r->c.actor, ACT_STORES_LIST);
    page->alone = snapshot_is_single(s);
    page->scopes.at =
        (void *)NEWN(r->c.mem, struct config_scope, 1 + s->websites.n + s->stores.n + s->views.n);
    if (scope_reach(&r->c, (struct scope){0}) == OK)
        put(r, page, &(struct scope){0}, "", tr(v->words, _("Default Config")));
    for (size_t i = 0; i < s->websites.n; i++)
        if (scope_reach(&r->c, (struct scope){SCOPE_WEBSITE, s->websites.at[i].id}) == OK)
            put_website(r, &s->websites.at[i], page);
}

err config_scope_back(struct request *r, struct scope scope, str section)
{
    if (scope.level == SCOPE_GLOBAL)
        return redirect(r, R_admin_config, section);
    str query = str_join(r->c.mem, S("scope="), scope_text(r->c.mem, r->snapshot, scope));
    return redirect_with_query(r, query, R_admin_config, section);
}
