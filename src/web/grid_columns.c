#include "web/grid_columns.h"

#include "base/arena.h"
#include "base/str.h"
#include "domain/grid_choice.h"
#include "web/form.h"
#include "web/request.h"

#include <string.h>

#define VALUE_MOST 200

static const str column_param = S("c[]");

static bool pairs_have(const struct pair *pairs, size_t n, str name, str value)
{
    for (size_t i = 0; i < n; i++)
        if (str_eq(pairs[i].name, name) && str_eq(pairs[i].value, value))
            return true;
    return false;
}

static bool has_word(str words, str word)
{
    for (str one; str_cut(&words, ' ', &one);)
        if (str_eq(one, word))
            return true;
    return false;
}

/* ---- reading ---- */

/* Where the choice stands. */
struct choice_of {
    const struct pair *pairs;
    size_t n;
    str saved;
    bool chosen; /* false: the grid's own columns */
};

static bool is_named(const struct choice_of *from, str column)
{
    return from->saved.n ? has_word(from->saved, column)
                         : pairs_have(from->pairs, from->n, column_param, column);
}

static bool names_some(const struct choice_of *from, const struct grid *g)
{
    for (size_t i = 0; i < g->n; i++)
        if (is_named(from, str_from(g->columns[i].name)))
            return true;
    return false;
}

static bool is_on(const struct choice_of *from, const struct grid_column *c)
{
    if (c->look & GRID_FIXED)
        return true;
    return from->chosen ? is_named(from, str_from(c->name)) : !(c->look & GRID_HIDDEN);
}

/* Whether the shown columns are others than those of the grid itself. */
static bool differs(const struct choice_of *from, const struct grid *g)
{
    for (size_t i = 0; i < g->n; i++) {
        const struct grid_column *c = &g->columns[i];
        if (!(c->look & GRID_FIXED) && is_on(from, c) == !!(c->look & GRID_HIDDEN))
            return true;
    }
    return false;
}

/* A saved choice whose columns are all gone from the program counts for nothing. */
static err read_saved(struct grid_page *p, struct choice_of *from)
{
    if (p->grid->style != GRID_PANEL)
        return OK;
    TRY(grid_choice_get(&p->r->c, p->name, &from->saved));
    from->chosen = from->saved.n && names_some(from, p->grid);
    return OK;
}

err grid_columns_read(struct grid_page *p)
{
    const struct grid *g = p->grid;
    struct choice_of from = {.pairs = p->r->params, .n = p->r->n_params};
    bool in_address = from.chosen = names_some(&from, g);
    if (!in_address)
        TRY(read_saved(p, &from));
    p->names_columns = in_address || differs(&from, g);
    p->heads.at = NEWN(p->v->mem, struct grid_head, g->n);
    p->toggles.at = NEWN(p->v->mem, struct grid_toggle, g->n);
    for (size_t i = 0; i < g->n; i++) {
        const struct grid_column *c = &g->columns[i];
        str label = grid_tr(p, c->label);
        bool on = is_on(&from, c);
        if (!(c->look & GRID_FIXED))
            p->toggles.at[p->toggles.n++] =
                (struct grid_toggle){.name = str_from(c->name), .label = label, .on = on};
        if (on)
            p->heads.at[p->heads.n++] =
                (struct grid_head){.name = c->name, .label = label, .look = c->look};
    }
    return OK;
}

/* ---- saving ---- */

/* Filters, order and rows a page, as the form carries them. */
static bool is_kept(const struct pair *f)
{
    return !str_eq(f->name, column_param) && !str_eq(f->name, S(FORM_TOKEN)) &&
           !str_eq(f->name, S("default")) && f->name.n <= VALUE_MOST && f->value.n <= VALUE_MOST;
}

static void put_pair(struct buf *query, str name, str value)
{
    if (query->n)
        buf_char(query, '&');
    buf_url(query, name);
    buf_char(query, '=');
    buf_url(query, value);
}

/* The columns' names for the database and for the address, in the grid's order. */
static void put_columns(const struct choice_of *from, const struct grid *g, struct buf *saved,
                        struct buf *query)
{
    for (size_t i = 0; i < g->n; i++) {
        str name = str_from(g->columns[i].name);
        if (!is_on(from, &g->columns[i]))
            continue;
        if (saved->n)
            buf_char(saved, ' ');
        buf_put(saved, name);
        put_pair(query, column_param, name);
    }
}

static bool has_field(const struct request *r, str name)
{
    for (size_t i = 0; i < r->n_fields; i++)
        if (str_eq(r->fields[i].name, name))
            return true;
    return false;
}

err grid_columns_post(struct request *r, const struct grid *g, enum route_id page)
{
    struct choice_of from = {.pairs = r->fields, .n = r->n_fields};
    SCOPED(buf_free) struct buf saved = {0};
    SCOPED(buf_free) struct buf query = {0};
    for (size_t i = 0; i < r->n_fields; i++)
        if (is_kept(&r->fields[i]))
            put_pair(&query, r->fields[i].name, r->fields[i].value);
    from.chosen = !has_field(r, S("default"));
    if (differs(&from, g))
        put_columns(&from, g, &saved, &query);
    TRY(grid_choice_save(&r->c, str_from(g->list->name), buf_str(&saved)));
    return query.n ? redirect_with_query(r, buf_str(&query), page) : redirect(r, page);
}
