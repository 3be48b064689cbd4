#include "web/grid.h"

#include "base/arena.h"
#include "base/str.h"
#include "web/grid_columns.h"
#include "web/request.h"

#include <string.h>

#define VALUE_MOST   200
#define CURSOR_BYTES 8192
#define ACTIONS_MOST 3
#define MONEY_MOST   (INT64_C(1) << 50)

static const i64 page_sizes[] = {20, 30, 50, 100, 200};

static const struct list_column *list_column_of(const struct grid *g, const char *name)
{
    for (size_t i = 0; i < g->list->n; i++)
        if (strcmp(g->list->columns[i].name, name) == 0)
            return &g->list->columns[i];
    return NULL;
}

str grid_tr(const struct grid_page *p, str en)
{
    return tr(p->v->words, en);
}

bool grid_shows(const struct grid_page *p, const char *column)
{
    for (size_t i = 0; i < p->heads.n; i++)
        if (strcmp(p->heads.at[i].name, column) == 0)
            return true;
    return false;
}

/* ---- filters ---- */

static str param(struct grid_page *p, str name)
{
    return str_trim(query_str(p->r, name, VALUE_MOST));
}

static void wrong(struct grid_page *p, str name, str message, str label)
{
    err e = invalid_with(&p->r->c, name, message, label, S(""), S(""));
    (void)e; /* the page is shown all the same, with the message */
}

static bool read_money(struct grid_page *p, str typed, i64 *out)
{
    money m;
    if (!money_parse(typed, currency_digits(p->v->currency), MONEY_MOST, &m))
        return false;
    *out = m.minor;
    return true;
}

static bool read_number(struct grid_page *p, unsigned look, str typed, i64 *out)
{
    return look & GRID_MONEY ? read_money(p, typed, out)
                             : str_to_i64(typed, INT64_MIN, INT64_MAX, out);
}

static bool read_bound(struct grid_page *p, const struct grid_filter *f, unsigned look, str name,
                       str typed, i64 *out)
{
    if (typed.n == 0)
        return false;
    if (read_number(p, look, typed, out))
        return true;
    wrong(p, name, _("%1: Please enter a number."), f->label);
    return false;
}

/* The midnight that ends a day, whatever the clocks do in it. */
static when day_after(when midnight, const struct zone *zone)
{
    struct civil c = time_civil((when){midnight.us + DAY + DAY / 2}, zone);
    c.hour = c.minute = c.second = 0;
    return time_from_civil(c, zone);
}

static bool read_day(struct grid_page *p, const struct grid_filter *f, str name, str typed, when *t)
{
    if (typed.n == 0)
        return false;
    if (time_day(typed, p->v->zone, t))
        return true;
    wrong(p, name, _("%1: Please enter a date."), f->label);
    return false;
}

static void read_days(struct grid_page *p, struct grid_filter *f, struct list_filter *out)
{
    when t;
    if (read_day(p, f, f->from_name, f->from, &t)) {
        out->from = t.us;
        out->has_from = true;
    }
    if (read_day(p, f, f->to_name, f->to, &t)) {
        out->to = day_after(t, p->v->zone).us;
        out->has_to = true;
    }
}

static void read_range(struct grid_page *p, struct grid_filter *f, unsigned look,
                       struct list_filter *out)
{
    out->has_from = read_bound(p, f, look, f->from_name, f->from, &out->from);
    out->has_to = read_bound(p, f, look, f->to_name, f->to, &out->to);
}

static void read_exact(struct grid_page *p, struct grid_filter *f, unsigned look,
                       struct list_filter *out)
{
    out->text = f->value;
    if (look & GRID_NUMBER)
        out->has_from = read_bound(p, f, 0, f->name, f->value, &out->from);
    f->on = f->value.n && (out->has_from || !(look & GRID_NUMBER));
}

static struct part_options yes_and_no(struct grid_page *p)
{
    struct part_option *two = NEWN(p->v->mem, struct part_option, 2);
    two[0] = (struct part_option){S("1"), grid_tr(p, _("Yes"))};
    two[1] = (struct part_option){S("0"), grid_tr(p, _("No"))};
    return (struct part_options){two, 2};
}

static void name_filter(struct grid_page *p, struct grid_filter *f)
{
    f->name = str_from(f->column);
    f->from_name = str_join(p->v->mem, f->name, S("_from"));
    f->to_name = str_join(p->v->mem, f->name, S("_to"));
    f->value = param(p, f->name);
    f->from = param(p, f->from_name);
    f->to = param(p, f->to_name);
}

/* One column's filter out of the address; it counts only if it makes sense. */
static void read_filter(struct grid_page *p, const struct list_column *c, struct grid_filter *f,
                        unsigned look, struct list_filter *out)
{
    *out = (struct list_filter){.column = f->column};
    name_filter(p, f);
    switch (c->kind) {
    case LIST_NONE:
        return;
    case LIST_PREFIX:
        f->input = GRID_INPUT_TEXT;
        out->text = f->value;
        f->on = f->value.n;
        return;
    case LIST_EXACT:
        f->input = GRID_INPUT_TEXT;
        read_exact(p, f, look, out);
        return;
    case LIST_RANGE:
        f->input = GRID_INPUT_RANGE;
        read_range(p, f, look, out);
        f->on = out->has_from || out->has_to;
        return;
    case LIST_DAYS:
        f->input = GRID_INPUT_DAYS;
        read_days(p, f, out);
        f->on = out->has_from || out->has_to;
        return;
    case LIST_YES_NO:
        f->input = GRID_INPUT_CHOICE;
        f->options = yes_and_no(p);
        f->on = str_eq(f->value, S("1")) || str_eq(f->value, S("0"));
        out->from = str_eq(f->value, S("1"));
        return;
    }
}

static str any_of(const struct grid_page *p, const char *column)
{
    for (size_t i = 0; i < p->grid->n; i++)
        if (strcmp(p->grid->columns[i].name, column) == 0 && p->grid->columns[i].any.n)
            return grid_tr(p, p->grid->columns[i].any);
    return grid_tr(p, _("All"));
}

static void read_filters(struct grid_page *p)
{
    struct list_filter *set = NEWN(p->v->mem, struct list_filter, p->heads.n);
    p->filters.at = NEWN(p->v->mem, struct grid_filter, p->heads.n);
    for (size_t i = 0; i < p->heads.n; i++) {
        const struct grid_head *h = &p->heads.at[i];
        const struct list_column *c = list_column_of(p->grid, h->name);
        struct grid_filter f = {.column = h->name, .label = h->label, .any = any_of(p, h->name)};
        if (c)
            read_filter(p, c, &f, h->look, &set[p->query.n]);
        if (f.on)
            p->query.n++;
        if (f.input != GRID_NO_INPUT)
            p->filters.at[p->filters.n++] = f;
    }
    p->query.filters = set;
    p->n_on = p->query.n;
}

/* ---- sort and page ---- */

static err read_sort(struct grid_page *p)
{
    str name = query_str(p->r, S("sort"), VALUE_MOST);
    p->query.sort = p->grid->sort;
    p->query.desc = p->grid->desc;
    if (name.n == 0)
        return OK;
    for (size_t i = 0; i < p->grid->list->n; i++) {
        const struct list_column *c = &p->grid->list->columns[i];
        if (!c->sort || !str_eq(name, str_from(c->name)))
            continue;
        p->query.sort = c->name;
        p->query.desc = str_eq(query_str(p->r, S("dir"), 8), S("desc"));
        return OK;
    }
    return ERR_NOT_FOUND;
}

static i64 size_near(i64 wanted)
{
    i64 best = page_sizes[0];
    for (size_t i = 0; i < COUNT(page_sizes); i++)
        if (page_sizes[i] <= wanted)
            best = page_sizes[i];
    return best;
}

/* Numbers reach as far as rows are counted; what lies behind goes by cursor. */
static err read_page(struct grid_page *p)
{
    i64 wanted;
    TRY(query_i64(p->r, S("per_page"), 1, 1000, page_sizes[0], &wanted));
    p->query.per_page = size_near(wanted);
    TRY(query_i64(p->r, S("page"), 1, INT64_MAX, 1, &wanted));
    i64 most = LIST_COUNT_MOST / p->query.per_page;
    p->page = p->query.page = wanted < most ? wanted : most;
    p->query.before = query_str(p->r, S("before"), CURSOR_BYTES);
    if (p->query.before.n == 0)
        p->query.after = query_str(p->r, S("after"), CURSOR_BYTES);
    p->beyond = p->query.after.n || p->query.before.n;
    return OK;
}

err grid_read(struct request *r, const struct grid *g, struct grid_page *out)
{
    struct grid_page p = {.grid = g, .r = r, .v = render_view(r), .name = str_from(g->list->name)};
    str rest = r->path;
    str_cut(&rest, '?', &p.path);
    TRY(grid_columns_read(&p));
    read_filters(&p);
    if (g->keyword.n) {
        p.keyword = p.query.keyword = param(&p, S("q"));
        p.keyword_hint = grid_tr(&p, g->keyword);
    }
    TRY(read_sort(&p));
    TRY(read_page(&p));
    grid_begin_rows(&p, (size_t)p.query.per_page);
    *out = p;
    return OK;
}

/* ---- rows ---- */

void grid_options(struct grid_page *p, const char *column, struct part_options options)
{
    for (size_t i = 0; i < p->filters.n; i++)
        if (strcmp(p->filters.at[i].column, column) == 0) {
            p->filters.at[i].options = options;
            p->filters.at[i].input = GRID_INPUT_CHOICE;
        }
}

void grid_begin_rows(struct grid_page *p, size_t room)
{
    p->n_room = room;
    p->rows.n = 0;
    p->rows.at = (void *)NEWN(p->v->mem, struct grid_row, room);
}

void grid_row(struct grid_page *p, str name)
{
    assert(p->rows.n < p->n_room);
    struct grid_row *row = &p->rows.at[p->rows.n++];
    row->name = name;
    row->cells.n = p->heads.n;
    row->cells.at = (void *)NEWN(p->v->mem, struct grid_cell, p->heads.n);
    for (size_t i = 0; i < p->heads.n; i++) {
        row->cells.at[i].label = p->heads.at[i].label;
        row->cells.at[i].look = p->heads.at[i].look;
    }
}

void grid_put(struct grid_page *p, const char *column, struct grid_cell cell)
{
    struct grid_row *row = &p->rows.at[p->rows.n - 1];
    for (size_t i = 0; i < p->heads.n; i++) {
        if (strcmp(p->heads.at[i].name, column) != 0)
            continue;
        cell.label = p->heads.at[i].label;
        cell.look = p->heads.at[i].look;
        row->cells.at[i] = cell;
    }
}

void grid_action(struct grid_page *p, struct grid_action a)
{
    struct grid_row *row = &p->rows.at[p->rows.n - 1];
    if (row->actions.n == 0)
        row->actions.at = (void *)NEWN(p->v->mem, struct grid_action, ACTIONS_MOST);
    assert(row->actions.n < ACTIONS_MOST);
    row->actions.at[row->actions.n++] = a;
    p->has_actions = true;
}

/* ---- addresses: the state, but for what the link changes ---- */

struct place {
    const struct grid_filter *without; /* this filter is left out */
    bool clear;                        /* all filters and the keyword are */
    bool without_keyword;
    const char *sort;
    bool desc;
    i64 page;
    str after, before;
};

struct pairs {
    struct arena *mem;
    LIST(struct grid_hidden) all;
};

static void add(struct pairs *to, str name, str value)
{
    assert(to->all.n < 128);
    to->all.at[to->all.n++] = (struct grid_hidden){name, value};
}

static void add_filter(struct pairs *to, const struct grid_filter *f)
{
    if (f->input == GRID_INPUT_RANGE || f->input == GRID_INPUT_DAYS) {
        if (f->from.n)
            add(to, f->from_name, f->from);
        if (f->to.n)
            add(to, f->to_name, f->to);
    } else {
        add(to, f->name, f->value);
    }
}

static void add_filters(struct pairs *to, const struct grid_page *p, const struct place *at)
{
    if (at->clear)
        return;
    if (p->keyword.n && !at->without_keyword)
        add(to, S("q"), p->keyword);
    for (size_t i = 0; i < p->filters.n; i++)
        if (p->filters.at[i].on && &p->filters.at[i] != at->without)
            add_filter(to, &p->filters.at[i]);
}

static void add_columns(struct pairs *to, const struct grid_page *p)
{
    for (size_t i = 0; p->names_columns && i < p->heads.n; i++)
        add(to, S("c[]"), str_from(p->heads.at[i].name));
}

static bool sort_differs(const struct grid_page *p, const struct place *at)
{
    if (!at->sort || !p->grid->sort)
        return at->sort || p->grid->sort || at->desc != p->grid->desc;
    return strcmp(at->sort, p->grid->sort) != 0 || at->desc != p->grid->desc;
}

static void add_order(struct pairs *to, const struct grid_page *p, const struct place *at)
{
    if (at->sort && sort_differs(p, at)) {
        add(to, S("sort"), str_from(at->sort));
        add(to, S("dir"), at->desc ? S("desc") : S("asc"));
    }
}

static void add_per_page(struct pairs *to, const struct grid_page *p)
{
    if (p->query.per_page != page_sizes[0])
        add(to, S("per_page"), str_format(to->mem, "%lld", (long long)p->query.per_page));
}

static struct pairs pairs_new(const struct grid_page *p)
{
    return (struct pairs){.mem = p->v->mem,
                          .all.at = (void *)NEWN(p->v->mem, struct grid_hidden, 128)};
}

static str href(const struct grid_page *p, const struct place *at)
{
    struct pairs all = pairs_new(p);
    add_filters(&all, p, at);
    add_columns(&all, p);
    add_order(&all, p, at);
    add_per_page(&all, p);
    if (at->after.n)
        add(&all, S("after"), at->after);
    else if (at->before.n)
        add(&all, S("before"), at->before);
    else if (at->page > 1)
        add(&all, S("page"), str_format(all.mem, "%lld", (long long)at->page));
    SCOPED(buf_free) struct buf b = {0};
    buf_char(&b, '?');
    for (size_t i = 0; i < all.all.n; i++) {
        if (i)
            buf_char(&b, '&');
        buf_url(&b, all.all.at[i].name);
        buf_char(&b, '=');
        buf_url(&b, all.all.at[i].value);
    }
    return str_copy(all.mem, buf_str(&b));
}

static struct place here(const struct grid_page *p)
{
    return (struct place){.sort = p->query.sort, .desc = p->query.desc};
}

/* ---- the rest of the page ---- */

static void done_heads(struct grid_page *p)
{
    for (size_t i = 0; i < p->heads.n; i++) {
        struct grid_head *h = &p->heads.at[i];
        const struct list_column *c = list_column_of(p->grid, h->name);
        if (!c || !c->sort)
            continue;
        bool mine = p->query.sort && strcmp(p->query.sort, h->name) == 0;
        h->ascending = mine && !p->query.desc;
        h->descending = mine && p->query.desc;
        h->href = href(p, &(struct place){.sort = h->name, .desc = h->ascending});
    }
}

static str option_label(const struct grid_filter *f)
{
    for (size_t i = 0; i < f->options.n; i++)
        if (str_eq(f->options.at[i].value, f->value))
            return f->options.at[i].label;
    return f->value;
}

static str shown_bound(struct grid_page *p, const struct grid_filter *f, str typed)
{
    when t;
    if (f->input == GRID_INPUT_DAYS && time_day(typed, p->v->zone, &t))
        return view_date(p->v, t);
    return typed;
}

static str chip_value(struct grid_page *p, const struct grid_filter *f)
{
    if (f->input == GRID_INPUT_CHOICE)
        return option_label(f);
    if (f->input == GRID_INPUT_TEXT)
        return f->value;
    str both[] = {shown_bound(p, f, f->from), shown_bound(p, f, f->to)};
    if (f->from.n && f->to.n)
        return tr_fill(p->v->mem, grid_tr(p, _("%1 to %2")), both, 2);
    if (f->from.n)
        return tr_fill(p->v->mem, grid_tr(p, _("from %1")), both, 1);
    return tr_fill(p->v->mem, grid_tr(p, _("to %1")), both + 1, 1);
}

static void done_chips(struct grid_page *p)
{
    p->chips.at = (void *)NEWN(p->v->mem, struct grid_chip, p->filters.n + 1);
    if (p->keyword.n) {
        struct place at = here(p);
        at.without_keyword = true;
        p->chips.at[p->chips.n++] =
            (struct grid_chip){grid_tr(p, _("Keyword")), p->keyword, href(p, &at)};
    }
    for (size_t i = 0; i < p->filters.n; i++) {
        const struct grid_filter *f = &p->filters.at[i];
        if (!f->on)
            continue;
        struct place at = here(p);
        at.without = f;
        p->chips.at[p->chips.n++] =
            (struct grid_chip){.label = f->label, .value = chip_value(p, f), .href = href(p, &at)};
    }
    struct place clear = here(p);
    clear.clear = true;
    p->clear_href = href(p, &clear);
}

static void done_hidden(struct grid_page *p)
{
    struct place at = here(p);
    struct pairs keep = pairs_new(p), columns = pairs_new(p), pages = pairs_new(p);
    add_columns(&keep, p);
    add_order(&keep, p, &at);
    add_per_page(&keep, p);
    add_filters(&columns, p, &at);
    add_order(&columns, p, &at);
    add_per_page(&columns, p);
    add_filters(&pages, p, &at);
    add_columns(&pages, p);
    add_order(&pages, p, &at);
    p->keep.at = (void *)keep.all.at;
    p->keep.n = keep.all.n;
    p->keep_columns.at = (void *)columns.all.at;
    p->keep_columns.n = columns.all.n;
    p->keep_pages.at = (void *)pages.all.at;
    p->keep_pages.n = pages.all.n;
}

static void done_sizes(struct grid_page *p)
{
    p->sizes.at = (void *)NEWN(p->v->mem, struct grid_size, COUNT(page_sizes));
    for (size_t i = 0; i < COUNT(page_sizes); i++)
        p->sizes.at[p->sizes.n++] =
            (struct grid_size){.n = page_sizes[i], .on = page_sizes[i] == p->query.per_page};
}

static void done_numbers(struct grid_page *p)
{
    i64 per_page = p->query.per_page, most = LIST_COUNT_MOST / per_page;
    p->numbered = !p->beyond && p->answer.numbered;
    p->page = p->answer.page;
    p->pages = (p->answer.count + per_page - 1) / per_page;
    if (p->pages > most)
        p->pages = most;
    if (p->pages < 1)
        p->pages = 1;
    p->first = p->rows.n ? (p->page - 1) * per_page + 1 : 0;
    p->last = p->rows.n ? p->first + (i64)p->rows.n - 1 : 0;
}

static str href_of_page(const struct grid_page *p, i64 page)
{
    struct place at = here(p);
    at.page = page;
    return href(p, &at);
}

/* By number as far as there are some, by cursor from there. */
static void done_pages(struct grid_page *p)
{
    done_sizes(p);
    done_numbers(p);
    struct place on = here(p), back = here(p);
    on.after = p->answer.next;
    back.before = p->answer.previous;
    p->first_href = href_of_page(p, 0);
    if (p->numbered && p->page > 1)
        p->previous_href = href_of_page(p, p->page - 1);
    else if (back.before.n)
        p->previous_href = href(p, &back);
    if (p->numbered && p->page < p->pages)
        p->next_href = href_of_page(p, p->page + 1);
    else if (on.after.n)
        p->next_href = href(p, &on);
}

void grid_ticks(struct grid_page *p, str value, bool ticked, bool fixed)
{
    struct grid_row *row = &p->rows.at[p->rows.n - 1];
    row->tick = value;
    row->ticked = ticked;
    row->fixed = fixed;
}

void grid_done(struct grid_page *p)
{
    done_heads(p);
    done_chips(p);
    done_hidden(p);
    done_pages(p);
    p->n_columns = p->heads.n + p->has_actions + (p->tick.name.n > 0);
}

str view_grid_class(struct view *v, unsigned look)
{
    return str_format(v->mem, "tnum%s%s%s%s", look & GRID_KEY ? " k" : "",
                      look & GRID_LOW ? " lo" : "", look & GRID_RIGHT ? " r" : "",
                      look & GRID_NOWRAP ? " nowrap" : "");
}
