/* Settings at their scopes, and the hierarchy of websites, stores and store views. */
#include "domain/scope.h"

#include "domain/product.h"
#include "goods.h"
#include "world.h"

enum { MAIN_SITE = 1, MAIN_STORE = 1, VIEW_EN = 1, VIEW_DE = 2 };

static const struct scope at_default = {0};
static const struct scope at_website = {SCOPE_WEBSITE, MAIN_SITE};
static const struct scope at_view = {SCOPE_VIEW, VIEW_DE};

static err save(struct world *w, struct scope scope, const char *path, const char *value)
{
    struct setting_change change = {.row = setting_find(str_from(path)), .value = str_from(value)};
    w->c.problems = NULL;
    return settings_save_at(&w->c, scope, &change, 1);
}

static err inherit(struct world *w, struct scope scope, const char *path)
{
    struct setting_change change = {.row = setting_find(str_from(path)), .inherit = true};
    return settings_save_at(&w->c, scope, &change, 1);
}

static str value_at(struct world *w, struct scope scope, const char *path)
{
    str value;
    bool stored;
    assert_ok(setting_get(&w->c, scope, setting_find(str_from(path)), &value, &stored));
    return value;
}

/* How many rows of a table are the view's. */
static i64 rows_of_view(struct world *w, const char *table, i64 view)
{
    str sql = str_format(w->c.mem, "SELECT count(*) FROM %s WHERE store_view_id = %lld", table,
                         (long long)view);
    return number_of(w, str_z(w->c.mem, sql));
}

static str name_in(i64 view)
{
    const struct snapshot *s = snapshot_take();
    str name = snapshot_view(s, view)->settings.store_name;
    snapshot_drop(s);
    return name;
}

#define NAME "general/store_information/name"

static void SC08_the_finest_of_four_values_holds(struct test_store *t)
{
    struct world *w = world_make(t);
    assert_str_equal(value_at(w, at_view, NAME), S("harzwerk"));
    assert_ok(save(w, at_default, NAME, "of the default"));
    assert_str_equal(value_at(w, at_view, NAME), S("of the default"));
    assert_ok(save(w, at_website, NAME, "of the website"));
    assert_str_equal(value_at(w, at_view, NAME), S("of the website"));
    assert_str_equal(value_at(w, at_default, NAME), S("of the default"));
    assert_ok(save(w, at_view, NAME, "of the view"));
    assert_str_equal(value_at(w, at_view, NAME), S("of the view"));
    assert_str_equal(name_in(VIEW_DE), S("of the view"));
    assert_str_equal(name_in(VIEW_EN), S("of the website"));
}

static void SC09_SC10_a_value_is_kept_for_its_scope_only_and_goes_alone(struct test_store *t)
{
    struct world *w = world_make(t);
    assert_ok(save(w, at_default, NAME, "same"));
    assert_ok(save(w, at_view, NAME, "same"));
    assert_int_equal(number_of(w, "SELECT count(*) FROM setting WHERE path = '" NAME "'"), 2);
    assert_ok(save(w, at_default, NAME, "other"));
    assert_str_equal(value_at(w, at_view, NAME), S("same"));
    assert_ok(inherit(w, at_view, NAME));
    assert_str_equal(value_at(w, at_view, NAME), S("other"));
    assert_int_equal(number_of(w, "SELECT count(*) FROM setting WHERE path = '" NAME "'"), 1);
}

static void CF13_what_is_global_cannot_be_set_in_a_finer_scope(struct test_store *t)
{
    struct world *w = world_make(t);
    static const char enabled[] = "login_as_customer/general/enabled";
    assert_err(ERR_INVALID, save(w, at_website, enabled, "1"));
    assert_true(has_problem(w, enabled));
    assert_err(
        ERR_INVALID,
        save(w, at_view, "login_as_customer/general/shopping_assistance_checkbox_title", "x"));
    assert_ok(
        save(w, at_website, "login_as_customer/general/shopping_assistance_checkbox_title", "x"));
    assert_int_equal(
        number_of(w, "SELECT count(*) FROM setting WHERE path LIKE 'login_as_customer/%'"), 1);
}

static void scopes_have_names_that_find_them(struct test_store *t)
{
    struct world *w = world_make(t);
    static const struct scope scopes[] = {{0}, {SCOPE_WEBSITE, MAIN_SITE}, {SCOPE_VIEW, VIEW_DE}};
    static const str names[] = {S("default"), S("website:base"), S("view:de")};
    const struct snapshot *s = snapshot_take();
    for (size_t i = 0; i < COUNT(scopes); i++) {
        struct scope found;
        assert_str_equal(scope_text(w->c.mem, s, scopes[i]), names[i]);
        assert_true(scope_find(s, names[i], &found));
        assert_int_equal(found.level, scopes[i].level);
        assert_int_equal(found.id, scopes[i].id);
    }
    static const str wrongs[] = {S("website:"), S("view:base"), S("website:de"), S("store:main"),
                                 S("de")};
    struct scope none;
    for (size_t i = 0; i < COUNT(wrongs); i++)
        assert_false(scope_find(s, wrongs[i], &none));
    snapshot_drop(s);
}

/* ---- the hierarchy ---- */

static i64 a_website(struct world *w, const char *code)
{
    struct website_edit site = {.name = S("Shop"), .code = str_from(code), .currency = S("USD")};
    i64 id;
    assert_ok(website_save(&w->c, &site, &id));
    return id;
}

static i64 a_store(struct world *w, i64 website, const char *code)
{
    struct store_edit store = {.website_id = website, .name = S("Store"), .code = str_from(code)};
    i64 id;
    assert_ok(store_save(&w->c, &store, &id));
    return id;
}

static i64 a_view(struct world *w, i64 store, const char *code)
{
    struct view_edit view = {
        .store_id = store, .name = S("View"), .code = str_from(code), .enabled = true};
    i64 id;
    assert_ok(store_view_save(&w->c, &view, &id));
    return id;
}

static void SC15_SC16_codes_are_letters_first_unique_and_no_page_of_ours(struct test_store *t)
{
    struct world *w = world_make(t);
    static const char *const wrongs[] = {
        "",    "1a",       "_a",   "A",     "a-b",
        "a b", "\xC3\xA4", "cart", "admin", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"};
    i64 id;
    for (size_t i = 0; i < COUNT(wrongs); i++) {
        struct website_edit site = {
            .name = S("X"), .code = str_from(wrongs[i]), .currency = S("EUR")};
        struct view_edit view = {
            .store_id = MAIN_STORE, .name = S("X"), .code = str_from(wrongs[i])};
        w->c.problems = NULL;
        assert_err(ERR_INVALID, website_save(&w->c, &site, &id));
        assert_true(has_problem(w, "code"));
        w->c.problems = NULL;
        assert_err(ERR_INVALID, store_view_save(&w->c, &view, &id));
        assert_true(has_problem(w, "code"));
    }
    struct view_edit twice = {.store_id = MAIN_STORE, .name = S("X"), .code = S("de")};
    w->c.problems = NULL;
    assert_err(ERR_INVALID, store_view_save(&w->c, &twice, &id));
    assert_true(has_problem(w, "code"));
    assert_int_equal(number_of(w, "SELECT count(*) FROM store_view"), 2);
}

static void the_first_of_its_kind_becomes_the_default_one(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 site = a_website(w, "us"), store = a_store(w, site, "us_store"),
        view = a_view(w, store, "us_en");
    a_view(w, store, "us_es");
    struct store_edit s;
    struct website_edit k;
    assert_ok(store_get(&w->c, store, &s));
    assert_ok(website_get(&w->c, site, &k));
    assert_int_equal(s.default_view_id, view);
    assert_int_equal(k.default_store_id, store);
    assert_false(k.is_default);
    const struct snapshot *snap = snapshot_take();
    assert_true(snapshot_view(snap, view)->is_default);
    assert_str_equal(snapshot_view(snap, view)->currency, S("USD"));
    assert_int_equal(snap->first->id, VIEW_EN);
    snapshot_drop(snap);
}

static void SC17_a_default_view_is_neither_moved_nor_disabled_nor_deleted(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 other = a_store(w, MAIN_SITE, "other"), id;
    struct view_edit view;
    assert_ok(store_view_get(&w->c, VIEW_EN, &view));
    view.enabled = false;
    assert_err(ERR_INVALID, store_view_save(&w->c, &view, &id));
    assert_true(has_problem(w, "enabled"));
    view.enabled = true;
    view.store_id = other;
    assert_err(ERR_INVALID, store_view_save(&w->c, &view, &id));
    assert_true(has_problem(w, "store_id"));
    assert_err(ERR_INVALID, store_view_delete(&w->c, VIEW_EN));
    assert_ok(store_view_get(&w->c, VIEW_DE, &view));
    view.enabled = false;
    w->c.problems = NULL;
    assert_ok(store_view_save(&w->c, &view, &id));
    const struct snapshot *s = snapshot_take();
    assert_null(snapshot_view_by_code(s, S("de")));
    snapshot_drop(s);
}

static void another_view_store_or_website_can_become_the_default_one(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 id, site = a_website(w, "us"), store = a_store(w, site, "us_store");
    struct store_edit s;
    assert_ok(store_get(&w->c, MAIN_STORE, &s));
    s.default_view_id = VIEW_DE;
    assert_ok(store_save(&w->c, &s, &id));
    struct website_edit k;
    assert_ok(website_get(&w->c, site, &k));
    k.is_default = true;
    assert_err(ERR_INVALID, website_save(&w->c, &k, &id));
    assert_true(has_problem(w, "is_default"));
    i64 view = a_view(w, store, "us_en");
    assert_ok(website_save(&w->c, &k, &id));
    const struct snapshot *snap = snapshot_take();
    assert_int_equal(snap->first->id, view);
    assert_int_equal(snap->websites.at[0].id, site);
    snapshot_drop(snap);
    assert_int_equal(number_of(w, "SELECT count(*) FROM website WHERE is_default"), 1);
    assert_int_equal(
        number_of(w, "SELECT count(*) FROM store_view WHERE store_id = 1 AND is_default"), 1);
}

static void what_is_used_is_not_deleted(struct test_store *t)
{
    struct world *w = world_make(t);
    a_customer(w, "anna@example.com");
    as_program(w);
    i64 site = a_website(w, "us"), store = a_store(w, site, "us_store"),
        view = a_view(w, store, "us_en"), more = a_view(w, store, "us_es");
    assert_err(ERR_INVALID, website_delete(&w->c, MAIN_SITE));
    assert_err(ERR_INVALID, website_delete(&w->c, site));
    assert_err(ERR_INVALID, store_delete(&w->c, store));
    assert_err(ERR_INVALID, store_view_delete(&w->c, view));
    test_script(t,
                str_format(t->mem, "UPDATE customer SET store_view_id = %lld;\n", (long long)more));
    assert_err(ERR_INVALID, store_view_delete(&w->c, more));
    assert_int_equal(number_of(w, "SELECT count(*) FROM store_view"), 4);
}

static void a_deleted_view_takes_its_settings_and_texts_along(struct test_store *t)
{
    struct world *w = world_make(t);
    i64 view = a_view(w, MAIN_STORE, "fr");
    assert_ok(save(w, (struct scope){SCOPE_VIEW, view}, NAME, "atelier"));
    A_PRODUCT(w, .sku = "cup");
    test_script(
        t,
        str_format(
            t->mem,
            "INSERT INTO product_view (product_id, store_view_id, name, name_fold, short, description) "
            "SELECT id, %lld, 'Tasse', 'tasse', '', '' FROM product;\n",
            (long long)view));
    assert_ok(store_view_delete(&w->c, view));
    assert_int_equal(number_of(w, "SELECT count(*) FROM setting WHERE path = '" NAME "'"), 0);
    assert_int_equal(rows_of_view(w, "product_view", view), 0);
    assert_int_equal(rows_of_view(w, "product_shown", view), 0);
    assert_int_equal(rows_of_view(w, "product_word", view), 0);
}

static void a_new_view_is_filled_with_products_step_by_step(struct test_store *t)
{
    struct world *w = world_make(t);
    A_PRODUCT(w, .sku = "cup");
    A_PRODUCT(w, .sku = "pot");
    i64 words = number_of(w, "SELECT count(*) FROM product_word WHERE store_view_id = 1");
    i64 view = a_view(w, MAIN_STORE, "fr");
    assert_int_equal(rows_of_view(w, "product_word", view), 0);
    bool more = true;
    for (int i = 0; i < 10 && more; i++)
        assert_ok(store_view_fill(&w->c, &more));
    assert_false(more);
    assert_true(words > 0);
    assert_int_equal(rows_of_view(w, "product_word", view), words);
    assert_int_equal(number_of(w, "SELECT count(*) FROM view_filling"), 0);
}

static void who_saved_first_wins(struct test_store *t)
{
    struct world *w = world_make(t);
    struct view_edit mine, theirs;
    i64 id;
    assert_ok(store_view_get(&w->c, VIEW_DE, &mine));
    theirs = mine;
    theirs.name = S("Theirs");
    assert_ok(store_view_save(&w->c, &theirs, &id));
    mine.name = S("Mine");
    assert_err(ERR_CONFLICT, store_view_save(&w->c, &mine, &id));
}

static void only_who_may_changes_the_hierarchy(struct test_store *t)
{
    struct world *w = world_make(t);
    struct view_edit view = {
        .store_id = MAIN_STORE, .name = S("X"), .code = S("x"), .enabled = true};
    i64 id;
    assert_err(ERR_DENIED, store_view_save(as_staff(w, P_CONFIG_GENERAL), &view, &id));
    assert_ok(store_view_save(as_staff(w, P_STORES_ALL), &view, &id));
    assert_int_equal(
        number_of(w,
                  "SELECT count(*) FROM action_log WHERE action = 'store_view.save' AND success"),
        1);
}

int main(void)
{
    static const struct test tests[] = {
        TEST(SC08_the_finest_of_four_values_holds),
        TEST(SC09_SC10_a_value_is_kept_for_its_scope_only_and_goes_alone),
        TEST(CF13_what_is_global_cannot_be_set_in_a_finer_scope),
        TEST(scopes_have_names_that_find_them),
        TEST(SC15_SC16_codes_are_letters_first_unique_and_no_page_of_ours),
        TEST(the_first_of_its_kind_becomes_the_default_one),
        TEST(SC17_a_default_view_is_neither_moved_nor_disabled_nor_deleted),
        TEST(another_view_store_or_website_can_become_the_default_one),
        TEST(what_is_used_is_not_deleted),
        TEST(a_deleted_view_takes_its_settings_and_texts_along),
        TEST(a_new_view_is_filled_with_products_step_by_step),
        TEST(who_saved_first_wins),
        TEST(only_who_may_changes_the_hierarchy),
    };
    return run_on_both(tests, COUNT(tests));
}
