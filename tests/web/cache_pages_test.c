/* System › Cache Management. */
#include "goods.h"
#include "house.h"
#include "web/cache.h"

#define CACHE(t)                                                                                   \
    struct house *h = house_make(t);                                                               \
    SCOPED(browser_end_of) struct browser *owner = house_browser(h, OWNER);                        \
    SCOPED(browser_end_of) struct browser *b = house_browser(h, VISITOR)

static i64 made(const struct browser *b)
{
    return cache_figures(b->site.cache).made;
}

/* How many of two looks at a page had to make it. */
static i64 made_by_two_looks(struct browser *b)
{
    i64 before = made(b);
    browser_get(b, "/p/mug");
    browser_get(b, "/p/mug");
    return made(b) - before;
}

static void set(struct house *h, const char *path, const char *value)
{
    struct setting_change change = {.row = setting_find(str_from(path)), .value = str_from(value)};
    assert_ok(settings_save(as_staff(h->w, P_COUNT), &change, 1));
}

static i64 logged(struct house *h, const char *action)
{
    return number_of(h->w, at(h->t, "SELECT count(*) FROM action_log WHERE action = '%s'", action));
}

static void CA01_the_types_stand_with_description_tag_and_status(struct test_store *t)
{
    CACHE(t);
    (void)b;
    struct answer a = browser_get(owner, "/admin/cache");
    assert_int_equal(a.status, 200);
    assert_true(answer_has(&a, "Configuration"));
    assert_true(answer_has(&a, "<code>CONFIG</code>"));
    assert_true(answer_has(&a, "Page Cache"));
    assert_true(answer_has(&a, "<code>FPC</code>"));
    assert_true(answer_has(&a, "without what is personal"));
    assert_false(answer_has(&a, "Invalidated"));
    assert_false(answer_has(&a, "</svg>Disabled"));
    (void)h;
}

static void CA02_a_refreshed_type_is_emptied(struct test_store *t)
{
    CACHE(t);
    assert_int_equal(made_by_two_looks(b), 1);
    assert_int_equal(made_by_two_looks(b), 0);
    struct answer a = browser_post(owner, "/admin/cache/refresh", "types%5B%5D=full_page");
    assert_int_equal(a.status, 303);
    assert_int_equal(made_by_two_looks(b), 1);
    assert_int_equal(logged(h, "cache.refresh"), 1);
    a = browser_post(owner, "/admin/cache/refresh", "types%5B%5D=config&types%5B%5D=full_page");
    assert_int_equal(a.status, 303);
    assert_int_equal(made_by_two_looks(b), 1);
    a = browser_post(owner, "/admin/cache/refresh", "");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "Please select a cache type."));
    a = browser_post(owner, "/admin/cache/refresh", "types%5B%5D=reflection");
    assert_int_equal(a.status, 404);
}

static void CA03_a_disabled_page_cache_makes_every_page(struct test_store *t)
{
    CACHE(t);
    made_by_two_looks(b);
    struct answer a = browser_post(owner, "/admin/cache/disable", "types%5B%5D=full_page");
    assert_int_equal(a.status, 303);
    i64 found = cache_figures(b->site.cache).found;
    assert_int_equal(made_by_two_looks(b), 0);
    assert_int_equal(cache_figures(b->site.cache).found, found);
    a = browser_get(b, "/p/mug");
    assert_str_equal(answer_header(&a, "Cache-Control"), S("private, no-store"));
    a = browser_get(owner, "/admin/cache");
    assert_true(answer_has(&a, "Disabled"));
    a = browser_post(owner, "/admin/cache/enable", "types%5B%5D=full_page&types%5B%5D=config");
    assert_int_equal(a.status, 303);
    assert_int_equal(made_by_two_looks(b), 1);
    assert_int_equal(logged(h, "cache.toggle"), 2);
    a = browser_post(owner, "/admin/cache/disable", "types%5B%5D=config");
    assert_int_equal(a.status, 422);
    assert_true(answer_has(&a, "cannot do without"));
}

static bool says_invalid(struct browser *owner)
{
    struct answer a = browser_get(owner, "/admin/dashboard");
    struct answer c = browser_get(owner, "/admin/cache");
    bool said = answer_has(&a, "proxies may show pages that are out of date");
    assert_int_equal(said, answer_has(&c, "Invalidated"));
    return said;
}

static void SC13_CA04_settings_invalidate_what_proxies_keep(struct test_store *t)
{
    CACHE(t);
    (void)b;
    set(h, "general/store_information/name", "Erster Name");
    assert_false(says_invalid(owner)); /* our own pages are dropped already */
    set(h, "system/full_page_cache/ttl", "600");
    assert_true(says_invalid(owner));
    browser_post(owner, "/admin/cache/refresh", "types%5B%5D=full_page");
    assert_false(says_invalid(owner));
    set(h, "general/store_information/name", "Zweiter Name");
    assert_true(says_invalid(owner));
    browser_post(owner, "/admin/cache/refresh", "types%5B%5D=config&types%5B%5D=full_page");
    assert_false(says_invalid(owner));
}

static void CA05_the_storage_is_flushed_after_a_question(struct test_store *t)
{
    CACHE(t);
    made_by_two_looks(b);
    browser_get(b, "/c/kitchen");
    struct answer a = browser_get(owner, "/admin/cache/storage");
    assert_true(answer_has(&a, "Flush the whole cache storage?"));
    assert_true(cache_figures(b->site.cache).pages >= 2);
    a = browser_post(owner, "/admin/cache/storage", "");
    assert_int_equal(a.status, 303);
    assert_int_equal(cache_figures(b->site.cache).pages, 0);
    assert_int_equal(cache_figures(b->site.cache).bytes, 0);
    assert_int_equal(made_by_two_looks(b), 1);
    a = browser_post(owner, "/admin/cache/flush", "");
    assert_int_equal(a.status, 303);
    assert_int_equal(made_by_two_looks(b), 1);
    assert_int_equal(logged(h, "cache.storage") + logged(h, "cache.flush"), 2);
}

static void CA14_every_button_has_its_resource(struct test_store *t)
{
    static const char *const buttons[] = {"/admin/cache/enable", "/admin/cache/refresh",
                                          "/admin/cache/flush", "/admin/cache/storage"};
    static const char *const resources[] = {"system.cache.toggle", "system.cache.refresh",
                                            "system.cache.flush", "system.cache.storage"};
    CACHE(t);
    (void)b, (void)owner;
    SCOPED(browser_end_of) struct browser *staff = house_browser(h, SUPERVISOR);
    struct answer a = browser_get(staff, "/admin/cache");
    assert_int_equal(a.status, 403);
    for (size_t i = 0; i < COUNT(buttons); i++) {
        test_script(t, str_from(at(t, "UPDATE role SET resources = 'system.cache %s' WHERE id = %d",
                                   resources[i], STAFF_SUPERVISOR)));
        a = browser_get(staff, "/admin/cache");
        assert_int_equal(a.status, 200);
        for (size_t k = 0; k < COUNT(buttons); k++) {
            struct answer p = browser_post(staff, buttons[k], "types%5B%5D=full_page");
            assert_int_equal(p.status, k == i ? 303 : 403);
            /* the form itself posts to the refresh */
            if (k != 1)
                assert_int_equal(answer_has(&a, at(t, "\"%s\"", buttons[k])), k == i);
        }
    }
}

int main(void)
{
    static const struct test tests[] = {
        TEST(CA01_the_types_stand_with_description_tag_and_status),
        TEST(CA02_a_refreshed_type_is_emptied),
        TEST(CA03_a_disabled_page_cache_makes_every_page),
        TEST(SC13_CA04_settings_invalidate_what_proxies_keep),
        TEST(CA05_the_storage_is_flushed_after_a_question),
        TEST(CA14_every_button_has_its_resource),
    };
    return run_on_both(tests, COUNT(tests));
}
