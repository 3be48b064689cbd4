/* Any list against a program that knows nothing of indexes: random rows, random filters, words and orders, pages in both
 * directions. The limits are so small that every way of the planner is gone. */
#include "base/buf.h"
#include "data/list_run.h"
#include "test_store.h"

#include <string.h>

#define ITEMS   400
#define QUERIES 250

static const struct list_limits small = {.few = 20, .sample = 10, .first = 30, .most = 60};

struct thing {
    i64 id;
    str name, words; /* words: " one two " */
    i64 price, seen; /* seen 0: never */
    i64 made;        /* grows with id */
    bool ready;
    str color;
};
static const struct field thing_fields[] = {
    FIELD(struct thing, id, F_PLAIN),    FIELD(struct thing, name, F_PLAIN),
    FIELD(struct thing, words, F_PLAIN), FIELD(struct thing, price, F_PLAIN),
    FIELD(struct thing, seen, F_PLAIN),  FIELD(struct thing, ready, F_PLAIN),
    FIELD(struct thing, color, F_PLAIN), FIELD(struct thing, made, F_PLAIN),
};
static const struct record thing_record = RECORD(struct thing, thing_fields);
typedef LIST(struct thing) thing_list;

static const struct list_column columns[] = {
    {.name = "id", .sort = "t.id", .kind = LIST_RANGE},
    {.name = "name", .sort = "t.name", .kind = LIST_PREFIX, .worded = true},
    {.name = "price", .sort = "t.price", .kind = LIST_RANGE},
    {.name = "seen", .sort = "t.seen", .kind = LIST_DAYS},
    {.name = "ready", .filter = "t.ready", .kind = LIST_YES_NO, .with = "seen"},
    {.name = "color", .sort = "t.color", .kind = LIST_EXACT, .with = "name price made"},
    {.name = "made", .sort = "t.made", .kind = LIST_DAYS, .along = true},
};
static const struct list things = {
    .name = "things",
    .select = S("SELECT t.id, t.name, t.words, t.price, t.seen, t.ready, t.color, t.made"),
    .from = S("thing t"),
    .where = S("t.kind = $1"),
    .key = "t.id",
    .columns = columns,
    .n = COUNT(columns),
    .words = {.table = "thing_word", .row = "thing_id", .where = "kind = $1"},
};

static const str schema = S(
    "CREATE TABLE thing (id ID, kind TEXT NOT NULL, name TEXT NOT NULL, words TEXT NOT NULL, price BIGINT NOT NULL,\n"
    "    seen BIGINT, ready BOOLEAN NOT NULL, color TEXT NOT NULL, made BIGINT NOT NULL);\n"
    "CREATE INDEX thing_name ON thing (kind, name, id);\n"
    "CREATE INDEX thing_price ON thing (kind, price, id);\n"
    "CREATE INDEX thing_seen ON thing (kind, seen, id);\n"
    "CREATE INDEX thing_ready ON thing (kind, ready, id);\n"
    "CREATE INDEX thing_ready_seen ON thing (kind, ready, seen, id);\n"
    "CREATE INDEX thing_color ON thing (kind, color, id);\n"
    "CREATE INDEX thing_color_name ON thing (kind, color, name, id);\n"
    "CREATE INDEX thing_color_price ON thing (kind, color, price, id);\n"
    "CREATE INDEX thing_made ON thing (kind, made, id);\n"
    "CREATE INDEX thing_color_made ON thing (kind, color, made, id);\n"
    "CREATE TABLE thing_word (kind TEXT NOT NULL, word TEXT NOT NULL, thing_id BIGINT NOT NULL,\n"
    "    PRIMARY KEY (kind, word, thing_id));\n"
    "CREATE INDEX thing_word_of ON thing_word (thing_id, word);\n");

/* ---- chance ---- */

static u64 seed;

static i64 roll(i64 n)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (i64)(seed >> 33) % n;
}

/* Few letters, so that words begin alike; the first letters are frequent. */
static str a_word(struct arena *mem)
{
    char w[4];
    size_t n = 1 + (size_t)roll(3);
    for (size_t i = 0; i < n; i++)
        w[i] = "aaaabbcd"[roll(8)];
    return str_copy(mem, (str){w, n});
}

static const str colors[] = {S("blue"), S("blue"), S("blue"), S("green"), S("green"), S("red")};

/* ---- rows ---- */

static void put_thing(struct arena *mem, struct buf *b, i64 i)
{
    str first = a_word(mem), last = a_word(mem), more = a_word(mem);
    str color = first.at[0] == 'a' ? S("blue") : colors[roll(6)]; /* goes together with the name */
    buf_printf(b,
               "INSERT INTO thing (kind, name, words, price, made, seen, ready, color) "
               "VALUES ('%s', '%.*s %.*s', ' %.*s %.*s %.*s ', %d, %d, ",
               i % 10 ? "x" : "y", STR_ARG(first), STR_ARG(last), STR_ARG(first), STR_ARG(last),
               STR_ARG(more), (int)(i + roll(60)) / 8, (int)i / 3);
    if (roll(4))
        buf_printf(b, "%d, %s, '%.*s');\n", 1 + (int)roll(200), i % 3 ? "TRUE" : "FALSE",
                   STR_ARG(color));
    else
        buf_printf(b, "NULL, FALSE, '%.*s');\n", STR_ARG(color));
    str words[] = {first, last, more};
    for (size_t k = 0; k < 3; k++)
        buf_printf(b,
                   "INSERT INTO thing_word (kind, word, thing_id) SELECT kind, '%.*s', id FROM "
                   "thing WHERE id = %d ON CONFLICT DO NOTHING;\n",
                   STR_ARG(words[k]), (int)i);
}

static thing_list make_things(struct test_store *t)
{
    static const struct sql all = {
        .name = "things",
        .text = S(
            "SELECT id, name, words, price, seen, ready, color, made FROM thing WHERE kind = 'x' ORDER BY id LIMIT 1000")};
    SCOPED(buf_free) struct buf b = {0};
    thing_list rows;
    test_script(t, schema);
    for (i64 i = 1; i <= ITEMS; i++)
        put_thing(t->mem, &b, i);
    test_script(t, buf_str(&b));
    assert_ok(db_all(t->db, t->mem, &all, NO_ARGS, &thing_record, &rows));
    return rows;
}

/* ---- queries ---- */

static struct list_filter bounds(const char *column, i64 most)
{
    struct list_filter f = {.column = column, .from = roll(most), .has_from = roll(3) > 0};
    f.to = f.from + roll(most);
    f.has_to = !f.has_from || roll(2);
    return f;
}

static struct list_filter a_filter(struct arena *mem, size_t column)
{
    switch (column) {
    case 0:
        return bounds("id", ITEMS);
    case 1:
        return (struct list_filter){
            .column = "name",
            .text = roll(2)
                        ? a_word(mem)
                        : str_format(mem, "%.*s %.*s", STR_ARG(a_word(mem)), STR_ARG(a_word(mem)))};
    case 2:
        return bounds("price", 60);
    case 3:
        return bounds("seen", 200);
    case 4:
        return (struct list_filter){.column = "ready", .from = roll(2)};
    case 6:
        return bounds("made", ITEMS / 3);
    default:
        return (struct list_filter){.column = "color", .text = colors[roll(6)]};
    }
}

static struct list_query a_query(struct arena *mem)
{
    static const char *const sorts[] = {NULL, "id", "name", "price", "seen", "color"};
    struct list_filter *filters = NEWN(mem, struct list_filter, COUNT(columns));
    struct list_query q = {.filters = filters,
                           .sort = sorts[roll(6)],
                           .desc = roll(2),
                           .page = 1,
                           .per_page = 1 + roll(12)};
    for (size_t i = 0; i < COUNT(columns); i++)
        if (roll(4) == 0)
            filters[q.n++] = a_filter(mem, i);
    if (roll(3) == 0)
        q.keyword = roll(2)
                        ? a_word(mem)
                        : str_format(mem, "%.*s %.*s", STR_ARG(a_word(mem)), STR_ARG(a_word(mem)));
    return q;
}

/* ---- the same, the slow way ---- */

static bool within(const struct list_filter *f, i64 n, bool last)
{
    return (!f->has_from || n >= f->from) && (!f->has_to || n < f->to || (last && n == f->to));
}

static bool passes(const struct thing *t, const struct list_filter *f)
{
    switch (f->column[0]) {
    case 'i':
        return within(f, t->id, true);
    case 'n':
        return str_starts(t->name, f->text);
    case 'p':
        return within(f, t->price, true);
    case 's':
        return t->seen && within(f, t->seen, false);
    case 'm':
        return within(f, t->made, false);
    case 'r':
        return t->ready == (f->from != 0);
    default:
        return str_eq(t->color, f->text);
    }
}

static bool matches(struct arena *mem, const struct thing *t, const struct list_query *q)
{
    str rest = q->keyword, word;
    for (size_t i = 0; i < q->n; i++)
        if (!passes(t, &q->filters[i]))
            return false;
    while (str_cut(&rest, ' ', &word))
        if (!str_has(t->words, str_join(mem, S(" "), word)))
            return false;
    return true;
}

static i64 sign(i64 n)
{
    return (n > 0) - (n < 0);
}

static i64 compare(const struct thing *a, const struct thing *b, const struct list_query *q)
{
    i64 d = 0, down = q->desc ? -1 : 1;
    char by = q->sort ? q->sort[0] : 'i';
    if (by == 's' && !a->seen != !b->seen)
        return a->seen ? -1 : 1;
    if (by == 'n')
        d = str_cmp(a->name, b->name);
    else if (by == 'c')
        d = str_cmp(a->color, b->color);
    else if (by == 'p' || by == 's')
        d = by == 'p' ? a->price - b->price : a->seen - b->seen;
    return down * (d ? sign(d) : sign(a->id - b->id));
}

static thing_list naive(struct arena *mem, const thing_list *all, const struct list_query *q)
{
    thing_list out = {(void *)NEWN(mem, struct thing, all->n), 0};
    for (size_t i = 0; i < all->n; i++) {
        if (!matches(mem, &all->at[i], q))
            continue;
        size_t k = out.n++;
        for (; k && compare(&out.at[k - 1], &all->at[i], q) > 0; k--)
            out.at[k] = out.at[k - 1];
        out.at[k] = all->at[i];
    }
    return out;
}

/* ---- both ---- */

struct tried {
    size_t numbered, at_least, further, found;
};

static err ask(struct test_store *t, const struct list_query *q, thing_list *rows,
               struct list_answer *a)
{
    struct list_query mine = *q;
    mine.fixed = ARGS(S("x"));
    return list_run_within(&small, t->db, t->mem, &things, &mine, &thing_record, rows, a);
}

static void assert_count(const struct list_answer *a, i64 n)
{
    assert_true(a->count <= n);
    if (a->more_than_count)
        assert_true(a->count == small.few && n > small.few);
    else if (!a->at_least)
        assert_int_equal(a->count, n);
}

static void assert_slice(const thing_list *rows, const thing_list *all, size_t at)
{
    assert_true(at + rows->n <= all->n);
    for (size_t i = 0; i < rows->n; i++)
        assert_int_equal(rows->at[i].id, all->at[at + i].id);
}

/* Forwards to the end, then back to the beginning; where rows go on from. */
static size_t walk_on(struct test_store *t, struct list_query q, const thing_list *all,
                      struct list_answer *a, struct tried *tried)
{
    size_t at = 0, last = 0;
    for (;;) {
        thing_list rows;
        assert_ok(ask(t, &q, &rows, a));
        assert_count(a, (i64)all->n);
        assert_slice(&rows, all, at);
        tried->at_least += a->at_least;
        tried->further += a->further;
        assert_true(a->further || rows.n == (size_t)q.per_page || a->next.n == 0);
        last = at;
        at += rows.n;
        if (a->next.n == 0)
            break;
        q.after = a->next;
    }
    assert_int_equal(at, all->n);
    return last;
}

static void walk_back(struct test_store *t, struct list_query q, const thing_list *all, size_t at,
                      struct list_answer *a)
{
    while (a->previous.n) {
        thing_list rows;
        q.before = a->previous;
        assert_ok(ask(t, &q, &rows, a));
        assert_true(rows.n <= at);
        at -= rows.n;
        assert_slice(&rows, all, at);
        if (a->previous.n == 0)
            assert_int_equal(at, 0);
    }
}

static void by_number(struct test_store *t, struct list_query q, const thing_list *all,
                      struct tried *tried)
{
    struct list_answer a = {.numbered = true};
    for (q.page = 1; a.numbered && q.page * q.per_page <= small.few; q.page++) {
        thing_list rows;
        size_t at = (size_t)((q.page - 1) * q.per_page);
        assert_ok(ask(t, &q, &rows, &a));
        assert_int_equal(a.page, a.numbered ? q.page : 1);
        if (!a.numbered)
            return;
        size_t left = at < all->n ? all->n - at : 0;
        assert_int_equal(rows.n, left < (size_t)q.per_page ? left : (size_t)q.per_page);
        assert_slice(&rows, all, rows.n ? at : 0);
        tried->numbered++;
    }
}

static void all_pages_together_are_what_a_slow_program_finds(struct test_store *t)
{
    struct tried tried = {0};
    seed = 20;
    thing_list all = make_things(t);
    for (int i = 0; i < QUERIES; i++) {
        struct list_query q = a_query(t->mem);
        thing_list expected = naive(t->mem, &all, &q);
        struct list_answer a;
        size_t last = walk_on(t, q, &expected, &a, &tried);
        walk_back(t, q, &expected, last, &a);
        by_number(t, q, &expected, &tried);
        tried.found += expected.n > 0;
    }
    /* The queries are such that all of it happens often. */
    assert_true(tried.numbered > 100 && tried.at_least > 20 && tried.further > 10);
    assert_true(tried.found > QUERIES / 4);
}

static const struct test tests[] = {
    TEST(all_pages_together_are_what_a_slow_program_finds),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
