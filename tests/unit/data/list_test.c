#include "data/engine.h"
#include "data/list.h"
#include "data/list_run.h"
#include "data/record.h"
#include "test_store.h"

#include <string.h>

struct item {
    i64 id;
    str name;
    money price;
    when seen_at;
    bool ready;
    str owner;
};

static const struct field item_fields[] = {
    FIELD(struct item, id, F_PLAIN),    FIELD(struct item, name, F_PLAIN),
    FIELD(struct item, price, F_PLAIN), FIELD(struct item, seen_at, F_PLAIN),
    FIELD(struct item, ready, F_PLAIN), FIELD(struct item, owner, F_PLAIN),
};
static const struct record item_record = RECORD(struct item, item_fields);

static const struct list_column item_columns[] = {
    {.name = "id", .sort = "i.id", .kind = LIST_EXACT},
    {.name = "name", .sort = "i.name_fold", .kind = LIST_PREFIX},
    {.name = "price", .sort = "i.price", .kind = LIST_RANGE},
    {.name = "seen", .sort = "i.seen_at", .kind = LIST_DAYS},
    {.name = "ready", .filter = "i.ready", .kind = LIST_YES_NO},
    {.name = "color", .filter = "i.color", .kind = LIST_EXACT, .with = "price"},
    {.name = "owner", .sort = "o.name", .kind = LIST_NONE},
};
static const struct list items = {
    .name = "items",
    .select = S("SELECT i.id, i.name, i.price, i.seen_at, i.ready, o.name AS owner"),
    .from = S("item i LEFT JOIN owner o ON o.id = i.owner_id"),
    .key = "i.id",
    .columns = item_columns,
    .n = COUNT(item_columns),
    .words = {.table = "item_word", .row = "item_id"},
};

static const str schema = S(
    "CREATE TABLE owner (id ID, name TEXT NOT NULL);\n"
    "CREATE TABLE item (id ID, name TEXT NOT NULL, name_fold TEXT NOT NULL, price BIGINT NOT NULL, seen_at BIGINT,\n"
    "    ready BOOLEAN NOT NULL, color TEXT NOT NULL, owner_id BIGINT REFERENCES owner (id));\n"
    "CREATE INDEX item_name ON item (name_fold, id);\n"
    "CREATE INDEX item_price ON item (price, id);\n"
    "CREATE INDEX item_seen ON item (seen_at, id);\n"
    "CREATE INDEX item_ready ON item (ready, id);\n"
    "CREATE INDEX item_color ON item (color, id);\n"
    "CREATE INDEX item_color_price ON item (color, price, id);\n"
    "CREATE TABLE item_word (word TEXT NOT NULL, item_id BIGINT NOT NULL REFERENCES item (id),\n"
    "    PRIMARY KEY (word, item_id));\n"
    "CREATE INDEX item_word_of ON item_word (item_id, word);\n"
    "INSERT INTO owner (name) VALUES ('Olga');\n");

/* Prices repeat, every third item was never seen. */
static const str many = S(
    "INSERT INTO item (name, name_fold, price, seen_at, ready, color, owner_id)\n"
    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %)\n"
    "SELECT 'Item ' || CAST(i AS TEXT), 'item ' || CAST(i AS TEXT), (i * 7919) % 97,\n"
    "    CASE WHEN i % 3 = 0 THEN NULL ELSE (i * 7919) % 100003 END, i % 2 = 0,\n"
    "    CASE WHEN i % 10 = 0 THEN 'red' ELSE 'blue' END, CASE WHEN i % 5 = 0 THEN 1 ELSE NULL END FROM n;\n");

/* The first % of `many` is how many. */
static void make_items(struct test_store *t, i64 n)
{
    str rest = many, head;
    assert_true(str_cut(&rest, '%', &head));
    test_script(t, schema);
    test_script(t, str_format(t->mem, "%.*s%lld%.*s", STR_ARG(head), (long long)n, STR_ARG(rest)));
}

typedef LIST(struct item) item_list;

static err run(struct test_store *t, struct list_query q, item_list *rows, struct list_answer *a)
{
    if (!q.page)
        q.page = 1;
    if (!q.per_page)
        q.per_page = 20;
    return list_run(t->db, t->mem, &items, &q, &item_record, rows, a);
}

static i64 count_where(struct test_store *t, struct list_filter f)
{
    item_list rows;
    struct list_answer a;
    assert_ok(run(t, (struct list_query){.filters = &f, .n = 1}, &rows, &a));
    return a.count;
}

static void a_page_holds_its_rows_and_the_count_of_all(struct test_store *t)
{
    make_items(t, 95);
    item_list rows;
    struct list_answer a;
    assert_ok(run(t, (struct list_query){.page = 2}, &rows, &a));
    assert_int_equal(rows.n, 20);
    assert_int_equal(rows.at[0].id, 21);
    assert_str_equal(rows.at[0].name, S("Item 21"));
    assert_str_equal(rows.at[4].owner, S("Olga"));
    assert_int_equal(a.count, 95);
    assert_false(a.more_than_count);
    assert_ok(run(t, (struct list_query){.page = 5}, &rows, &a));
    assert_int_equal(rows.n, 15);
    assert_int_equal(a.next.n, 0);
    assert_ok(run(t, (struct list_query){.page = 6}, &rows, &a));
    assert_int_equal(rows.n, 0);
}

static void each_kind_of_filter_finds_its_rows(struct test_store *t)
{
    make_items(t, 100);
    assert_int_equal(count_where(t, (struct list_filter){.column = "name", .text = S(" ITEM 1")}),
                     12);
    assert_int_equal(count_where(t, (struct list_filter){.column = "name", .text = S("item 100")}),
                     1);
    assert_int_equal(
        count_where(t, (struct list_filter){.column = "id", .from = 7, .has_from = true}), 1);
    assert_int_equal(count_where(t, (struct list_filter){.column = "color", .text = S("red")}), 10);
    assert_int_equal(
        count_where(t, (struct list_filter){.column = "ready", .from = 1, .has_from = true}), 50);
    assert_int_equal(
        count_where(t, (struct list_filter){.column = "ready", .from = 0, .has_from = true}), 50);
    struct list_filter range = {
        .column = "price", .from = 10, .to = 10, .has_from = true, .has_to = true};
    assert_int_equal(count_where(t, range), 1);
    range.to = 96;
    assert_int_equal(count_where(t, range), 90);
    /* 7919 is the moment of the first item: the day that ends with it does not hold it. */
    struct list_filter days = {
        .column = "seen", .from = 0, .to = 7919, .has_from = true, .has_to = true};
    i64 before = count_where(t, days);
    days.to++;
    assert_int_equal(count_where(t, days), before + 1);
}

static void a_filter_is_a_value_and_never_sql(struct test_store *t)
{
    make_items(t, 10);
    assert_int_equal(
        count_where(t, (struct list_filter){.column = "color", .text = S("' OR '1'='1")}), 0);
    assert_int_equal(count_where(t, (struct list_filter){.column = "name", .text = S("%")}), 0);
    assert_int_equal(count_where(t, (struct list_filter){.column = "name", .text = S("i_em")}), 0);
}

static void what_the_list_does_not_have_is_invalid(struct test_store *t)
{
    make_items(t, 10);
    item_list rows;
    struct list_answer a;
    struct list_filter none = {.column = "i.id) --", .text = S("1")};
    struct list_filter unfilterable = {.column = "owner", .text = S("Olga")};
    assert_err(ERR_INVALID, run(t, (struct list_query){.sort = "nonsense"}, &rows, &a));
    assert_err(ERR_INVALID, run(t, (struct list_query){.sort = "color"}, &rows, &a));
    assert_err(ERR_INVALID, run(t, (struct list_query){.filters = &none, .n = 1}, &rows, &a));
    assert_err(ERR_INVALID,
               run(t, (struct list_query){.filters = &unfilterable, .n = 1}, &rows, &a));
    assert_err(ERR_INVALID, run(t, (struct list_query){.page = -1}, &rows, &a));
    assert_err(ERR_INVALID, run(t, (struct list_query){.page = 51}, &rows, &a));
    assert_err(ERR_INVALID, run(t, (struct list_query){.page = INT64_MAX}, &rows, &a));
    assert_err(ERR_INVALID, run(t, (struct list_query){.per_page = 201}, &rows, &a));
}

static void a_number_filter_that_is_text_finds_nothing_or_is_invalid(struct test_store *t)
{
    make_items(t, 10);
    item_list rows = {0};
    struct list_answer a;
    struct list_filter f = {.column = "id", .text = S("seven")};
    err e = run(t, (struct list_query){.filters = &f, .n = 1}, &rows, &a);
    assert_true(e == ERR_INVALID || (e == OK && rows.n == 0));
}

static void every_word_of_the_keyword_must_begin_a_word(struct test_store *t)
{
    make_items(t, 3);
    test_script(
        t,
        S("INSERT INTO item_word (word, item_id) VALUES ('blauer', 1), ('becher', 1), ('blaue', 2),\n"
          "    ('muller', 2), ('roter', 3), ('becher', 3);\n"));
    static const struct {
        str keyword;
        size_t n;
    } cases[] = {
        {S("bla"), 2},    {S("BECH blau"), 1},  {S("  "), 3},
        {S("Müller"), 1}, {S("auer"), 0},       {S("becher; DROP"), 0},
        {S("!?"), 0},     {S("roter-bech"), 1}, {S("a b c d e f g h i j k l m n o p"), 0},
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        item_list rows;
        struct list_answer a;
        assert_ok(run(t, (struct list_query){.keyword = cases[i].keyword}, &rows, &a));
        assert_int_equal(rows.n, cases[i].n);
    }
}

static void a_fixed_condition_stays(struct test_store *t)
{
    make_items(t, 20);
    struct list l = items;
    l.where = S("i.owner_id = $1 OR i.price = $2");
    struct list_filter f = {.column = "ready", .from = 1, .has_from = true};
    struct list_query q = {
        .filters = &f, .n = 1, .page = 1, .per_page = 50, .fixed = ARGS(1, 1000)};
    item_list rows;
    struct list_answer a;
    assert_ok(list_run(t->db, t->mem, &l, &q, &item_record, &rows, &a));
    assert_int_equal(rows.n, 2);
    assert_int_equal(a.count, 2);
}

/* Every row once, in the same order as the pages have them. */
static void walk(struct test_store *t, const char *sort, bool desc, i64 total)
{
    struct list_query q = {.sort = sort, .desc = desc, .per_page = 7, .page = 1};
    bool seen[1000] = {false};
    i64 n = 0;
    bool nothing = false;
    when last = {0};
    do {
        item_list rows, page;
        struct list_answer a, unused;
        assert_ok(run(t, q, &rows, &a));
        struct list_query by_page = {.sort = sort, .desc = desc, .per_page = 7, .page = n / 7 + 1};
        assert_ok(run(t, by_page, &page, &unused));
        assert_int_equal(page.n, rows.n);
        for (size_t i = 0; i < rows.n; i++, n++) {
            const struct item *row = &rows.at[i];
            assert_int_equal(page.at[i].id, row->id);
            assert_false(seen[row->id]);
            seen[row->id] = true;
            if (!sort || strcmp(sort, "seen") != 0)
                continue;
            assert_false(nothing && row->seen_at.us);
            nothing = nothing || row->seen_at.us == 0;
            assert_true(nothing || n == 0 ||
                        (desc ? row->seen_at.us <= last.us : row->seen_at.us >= last.us));
            last = row->seen_at;
        }
        q.after = a.next;
    } while (q.after.n);
    assert_int_equal(n, total);
}

static void cursors_walk_through_every_row_once(struct test_store *t)
{
    make_items(t, 100);
    static const char *const sorts[] = {NULL, "id", "name", "price", "seen", "owner"};
    for (size_t i = 0; i < COUNT(sorts); i++) {
        walk(t, sorts[i], false, 100);
        walk(t, sorts[i], true, 100);
    }
}

static void rows_without_a_value_come_last(struct test_store *t)
{
    make_items(t, 30);
    for (int desc = 0; desc < 2; desc++) {
        item_list rows;
        struct list_answer a;
        assert_ok(
            run(t, (struct list_query){.sort = "seen", .desc = desc, .per_page = 30}, &rows, &a));
        assert_int_equal(rows.n, 30);
        for (size_t i = 0; i < 30; i++)
            assert_true((rows.at[i].seen_at.us == 0) == (i >= 20));
    }
}

static void a_cursor_of_another_order_or_made_up_is_invalid(struct test_store *t)
{
    make_items(t, 30);
    item_list rows;
    struct list_answer a, b;
    assert_ok(run(t, (struct list_query){.sort = "name", .per_page = 5}, &rows, &a));
    assert_err(ERR_INVALID,
               run(t, (struct list_query){.sort = "price", .after = a.next}, &rows, &b));
    assert_err(
        ERR_INVALID,
        run(t, (struct list_query){.sort = "name", .desc = true, .after = a.next}, &rows, &b));
    assert_err(ERR_INVALID,
               run(t, (struct list_query){.sort = "name", .after = S("!")}, &rows, &b));
    assert_err(ERR_INVALID,
               run(t, (struct list_query){.sort = "name", .after = S("AAAA")}, &rows, &b));
    char *bytes = NEWN(t->mem, char, 9000);
    memset(bytes, 'A', 9000);
    assert_err(ERR_INVALID,
               run(t, (struct list_query){.sort = "name", .after = {bytes, 9000}}, &rows, &b));
    for (size_t i = 1; i < a.next.n; i++)
        assert_err(ERR_INVALID,
                   run(t, (struct list_query){.sort = "name", .after = {a.next.at, i}}, &rows, &b));
}

static void counting_stops(struct test_store *t)
{
    make_items(t, LIST_COUNT_MOST + 1);
    item_list rows;
    struct list_answer a;
    assert_ok(run(t, (struct list_query){0}, &rows, &a));
    assert_int_equal(a.count, LIST_COUNT_MOST);
    assert_true(a.more_than_count);
    assert_ok(run(t, (struct list_query){.uncounted = true}, &rows, &a));
    assert_int_equal(a.count, 0);
}

/* ---- cost ---- */

/* The query as list_run prepares it. */
static struct list_run *prepared(struct test_store *t, const struct list_query *q)
{
    struct list_run *r = NEW(t->mem, struct list_run);
    *r = (struct list_run){.db = t->db, .mem = t->mem, .l = &items, .q = q, .most = &list_limits};
    assert_ok(list_prepare(r));
    return r;
}

static str plan_of(struct test_store *t, const struct list_query *q, struct list_rows rows)
{
    struct list_run *r = prepared(t, q);
    struct list_text text;
    rows.way = r->plan.way;
    rows.lead = r->plan.lead;
    rows.asked = r->plan.asked;
    rows.walk = 2000;
    rows.limit = 21;
    list_sql_page(t->mem, &r->scope, &rows, &text);
    bool is_sqlite = strcmp(t->engine, "sqlite") == 0;
    text.sql.text =
        str_join(t->mem, is_sqlite ? S("EXPLAIN QUERY PLAN ") : S("EXPLAIN "), text.sql.text);
    struct cursor c;
    bool row = true;
    str plan = S("");
    assert_ok(cursor_begin(&c, t->db, &text.sql, text.args));
    for (assert_ok(cursor_next(&c, &row)); row; assert_ok(cursor_next(&c, &row))) {
        struct val v;
        assert_ok(t->db->engine->get(&c, is_sqlite ? 3 : 0, &v));
        plan = str_format(t->mem, "%.*s%.*s\n", STR_ARG(plan), STR_ARG(v.s));
    }
    cursor_end(&c);
    return plan;
}

static size_t times(str text, str part)
{
    size_t n = 0;
    for (; text.n >= part.n; text = str_skip(text, 1))
        n += str_starts(text, part);
    return n;
}

/* One sort is that of the page's own rows. */
static void assert_index(str plan, str index)
{
    bool good = str_has(plan, index) && !str_has(plan, S("SCAN i\n")) &&
                times(plan, S("TEMP B-TREE")) <= 1 && !str_has(plan, S("Seq Scan on item")) &&
                times(plan, S("Sort  (")) <= 1;
    if (!good)
        print_error("%.*s\n", STR_ARG(plan));
    assert_true(good);
}

static void a_page_of_a_long_list_follows_an_index(struct test_store *t)
{
    make_items(t, 100000);
    test_script(t, S("ANALYZE;\n"));
    struct list_filter prefix = {.column = "name", .text = S("item 55")};
    struct list_query q = {.filters = &prefix, .n = 1, .sort = "name"};
    struct list_mark name = {.set = true, .sort = val_str(S("item 555")), .key = val_i64(555)};
    assert_index(plan_of(t, &q, (struct list_rows){0}), S("item_name"));
    assert_index(plan_of(t, &q, (struct list_rows){.after = &name}), S("item_name"));
    q.desc = true;
    assert_index(plan_of(t, &q, (struct list_rows){.after = &name}), S("item_name"));

    struct list_mark seen = {.set = true, .sort = val_i64(500), .key = val_i64(5)};
    q = (struct list_query){.sort = "seen"};
    assert_index(plan_of(t, &q, (struct list_rows){.after = &seen}), S("item_seen"));
    q.desc = true;
    assert_index(plan_of(t, &q, (struct list_rows){.after = &seen}), S("item_seen"));
    assert_index(plan_of(t, &q, (struct list_rows){.after = &seen, .part = LIST_UNSORTED}),
                 S("item_"));
}

static void a_frequent_choice_is_walked_on_its_own_index(struct test_store *t)
{
    make_items(t, 100000);
    test_script(t, S("ANALYZE;\n"));
    struct list_filter two[] = {
        {.column = "color", .text = S("red")},
        {.column = "price", .from = 10, .to = 80, .has_from = true, .has_to = true},
    };
    struct list_query q = {.filters = two, .n = 1};
    assert_index(plan_of(t, &q, (struct list_rows){0}), S("item_color"));
    q.sort = "price";
    assert_index(plan_of(t, &q, (struct list_rows){0}), S("item_color_price"));
    q.n = 2;
    assert_int_equal(prepared(t, &q)->plan.asked, 0);
    assert_index(plan_of(t, &q, (struct list_rows){0}), S("item_color_price"));
    q.sort = "name";
    assert_int_equal(prepared(t, &q)->plan.way, LIST_WALK);
    assert_index(plan_of(t, &q, (struct list_rows){0}), S("item_name"));
}

static void very_many_matches_are_met_in_order(struct test_store *t)
{
    make_items(t, 20000);
    struct list_filter red = {.column = "color", .text = S("red")};
    struct list_query q = {.filters = &red, .n = 1, .sort = "price", .page = 1, .per_page = 100};
    item_list rows;
    struct list_answer a;
    i64 n = 0, last = -1;
    do {
        assert_ok(run(t, q, &rows, &a));
        assert_true(a.more_than_count);
        for (size_t i = 0; i < rows.n; i++) {
            assert_int_equal(rows.at[i].id % 10, 0);
            assert_true(rows.at[i].price.minor >= last);
            last = rows.at[i].price.minor;
        }
        n += (i64)rows.n;
        q.after = a.next;
    } while (q.after.n);
    assert_int_equal(n, 2000);
}

/* "shop" begins a word of every row, "rare" of each thousandth. */
static void a_word_that_many_rows_have_is_asked_of_each_row(struct test_store *t)
{
    make_items(t, 25000);
    test_script(
        t,
        S("INSERT INTO item_word (word, item_id) SELECT 'shop', id FROM item;\n"
          "INSERT INTO item_word (word, item_id) SELECT 'rare', id FROM item WHERE id % 1000 = 0;\n"));
    item_list rows;
    struct list_answer a;
    assert_ok(run(t, (struct list_query){.keyword = S("shop"), .sort = "name"}, &rows, &a));
    assert_true(a.more_than_count);
    assert_ok(run(t, (struct list_query){.keyword = S("sho rar"), .sort = "price"}, &rows, &a));
    assert_int_equal(a.count, 25);
    assert_int_equal(rows.at[0].id % 1000, 0);
    struct list_query q = {.keyword = S("shop rare")};
    struct list_run *r = prepared(t, &q);
    assert_int_equal(r->plan.lead, 2);
    assert_int_equal(r->plan.asked, 1);
}

static void few_matches_are_looked_up_by_the_rarest_filter(struct test_store *t)
{
    make_items(t, 20000);
    test_script(t, S("ANALYZE;\n"));
    struct list_filter two[] = {
        {.column = "ready", .from = 1, .has_from = true},
        {.column = "seen", .from = 100, .to = 400, .has_from = true, .has_to = true},
    };
    struct list_query q = {.filters = two, .n = 2, .sort = "name", .page = 1, .per_page = 50};
    item_list rows;
    struct list_answer a;
    assert_ok(run(t, q, &rows, &a));
    assert_true(a.count > 5 && a.count < LIST_COUNT_MOST);
    for (size_t i = 0; i < rows.n; i++)
        assert_true(rows.at[i].ready && rows.at[i].seen_at.us >= 100 &&
                    rows.at[i].seen_at.us < 400);
    str plan = plan_of(t, &q, (struct list_rows){0});
    assert_true(str_has(plan, S("item_seen")) && !str_has(plan, S("item_name")));
}

static void a_page_far_down_is_found_by_its_key(struct test_store *t)
{
    make_items(t, 100000);
    struct list_query q = {.sort = "name", .per_page = 200, .page = 1, .uncounted = true};
    i64 n = 0;
    do {
        item_list rows;
        struct list_answer a;
        assert_ok(run(t, q, &rows, &a));
        n += (i64)rows.n;
        q.after = a.next;
    } while (q.after.n);
    assert_int_equal(n, 100000);
}

static const struct test tests[] = {
    TEST(a_page_holds_its_rows_and_the_count_of_all),
    TEST(each_kind_of_filter_finds_its_rows),
    TEST(a_filter_is_a_value_and_never_sql),
    TEST(what_the_list_does_not_have_is_invalid),
    TEST(a_number_filter_that_is_text_finds_nothing_or_is_invalid),
    TEST(every_word_of_the_keyword_must_begin_a_word),
    TEST(a_fixed_condition_stays),
    TEST(cursors_walk_through_every_row_once),
    TEST(rows_without_a_value_come_last),
    TEST(a_cursor_of_another_order_or_made_up_is_invalid),
    TEST(counting_stops),
    TEST(a_page_of_a_long_list_follows_an_index),
    TEST(a_frequent_choice_is_walked_on_its_own_index),
    TEST(very_many_matches_are_met_in_order),
    TEST(a_word_that_many_rows_have_is_asked_of_each_row),
    TEST(few_matches_are_looked_up_by_the_rarest_filter),
    TEST(a_page_far_down_is_found_by_its_key),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
