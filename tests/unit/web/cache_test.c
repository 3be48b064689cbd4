/* What is kept and given out, by several threads at once too: for ThreadSanitizer, and true without it. */
#include "web/cache.h"

#include "base/secret.h"
#include "text_test.h"
#include "web/pack.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define NOW  ((when){1000 * SECOND})
#define MOST ((size_t)1 << 20)

static struct cache *cache;

static int begin(void **state)
{
    cache = cache_new(MOST);
    return arena_before(state);
}

static int end(void **state)
{
    cache_free(cache);
    return arena_after(state);
}

static struct page page_of(str key, str text)
{
    return (struct page){
        .key = key,
        .text = text,
        .etag = S("W/\"1\""),
        .mark = tags_mark(),
        .settings = 7,
        .until = {NOW.us + DAY},
    };
}

static void drop_tag(tag one)
{
    tags_drop(&(struct tags){.at = &one, .n = 1});
}

static void keep(struct page *p)
{
    const struct page *found = NULL;
    assert_int_equal(cache_get(cache, p->key, p->settings, NOW, &found), CACHE_MAKE);
    page_drop(cache_put(cache, CACHE_MAKE, p));
}

/* NULL: it is not there. */
static const struct page *look(str key, i64 settings, when now)
{
    const struct page *p = NULL;
    if (cache_get(cache, key, settings, now, &p) == CACHE_MAKE)
        cache_leave(cache, key);
    return p;
}

static bool is_there(str key)
{
    const struct page *p = look(key, 7, NOW);
    page_drop(p);
    return p;
}

static void what_was_put_comes_back(void **state)
{
    (void)state;
    struct gap gaps[] = {{HOLE_BASE, 1, 1, {0}}, {HOLE_TOKEN, 2, 4, S("arg")}};
    tag tags[] = {tag_of(TAG_PRODUCT, 4711)};
    struct page in = page_of(str_copy(mem, S("key")), str_copy(mem, S("a page")));
    in.gaps = gaps;
    in.n_gaps = 2;
    in.tags = (struct tags){tags, 1, 1};
    keep(&in);
    memset(gaps, 0, sizeof gaps);
    tags[0].n = 0;
    arena_empty(mem);
    const struct page *p = look(S("key"), 7, NOW);
    assert_non_null(p);
    assert_true(str_eq(p->text, S("a page")) && str_eq(p->etag, S("W/\"1\"")));
    assert_int_equal(p->n_gaps, 2);
    assert_int_equal(p->gaps[1].hole, HOLE_TOKEN);
    assert_true(str_eq(p->gaps[1].arg, S("arg")));
    assert_int_equal(p->tags.at[0].n, tag_of(TAG_PRODUCT, 4711).n);
    page_drop(p);
    assert_false(is_there(S("ke")));
}

static void what_does_not_hold_is_not_given(void **state)
{
    (void)state;
    tag mug = tag_of(TAG_PRODUCT, 1), cup = tag_of(TAG_PRODUCT, 2);
    struct page p = page_of(S("mug"), S("page"));
    p.tags = (struct tags){&mug, 1, 1};
    keep(&p);
    drop_tag(cup);
    assert_true(is_there(S("mug")));
    drop_tag(mug);
    assert_false(is_there(S("mug")));
    p.mark = tags_mark();
    keep(&p);
    assert_null(look(S("mug"), 8, NOW));
    keep(&p);
    assert_null(look(S("mug"), 7, p.until));
    keep(&p);
    drop_tag(tag_of(TAG_ALL, 0));
    assert_false(is_there(S("mug")));
    assert_int_equal(cache_figures(cache).pages, 0);
}

static void a_page_that_a_save_overtook_is_not_kept(void **state)
{
    (void)state;
    tag mug = tag_of(TAG_PRODUCT, 1);
    struct page p = page_of(S("mug"), S("page"));
    p.tags = (struct tags){&mug, 1, 1};
    const struct page *found = NULL;
    assert_int_equal(cache_get(cache, S("mug"), 7, NOW, &found), CACHE_MAKE);
    drop_tag(mug);
    const struct page *mine = cache_put(cache, CACHE_MAKE, &p);
    assert_true(str_eq(mine->text, S("page"))); /* whoever asked before the save gets it */
    page_drop(mine);
    assert_int_equal(cache_figures(cache).pages, 0);
}

static str numbered(int i)
{
    return str_format(mem, "page %d", i);
}

static void memory_is_bounded_and_what_is_asked_for_stays(void **state)
{
    (void)state;
    char text[1024];
    memset(text, 'x', sizeof text);
    for (int i = 0; i < 100000; i++) {
        struct page p = page_of(numbered(i), (str){text, sizeof text});
        keep(&p);
        if (i % 16 == 0) {
            if (i == 0)
                continue;
            assert_true(is_there(numbered(0)));
            arena_empty(mem);
        }
    }
    struct cache_figures f = cache_figures(cache);
    assert_true(f.bytes <= (i64)MOST);
    assert_true(f.bytes > (i64)MOST / 2);
    assert_true(is_there(numbered(0)));
    assert_true(is_there(numbered(99999)));
    assert_false(is_there(numbered(50000)));
    cache_flush(cache);
    f = cache_figures(cache);
    assert_int_equal(f.pages, 0);
    assert_int_equal(f.bytes, 0);
}

static void a_page_that_is_too_large_is_given_but_not_kept(void **state)
{
    (void)state;
    struct page p = page_of(S("large"), (str){NEWN(mem, char, MOST), MOST});
    keep(&p);
    assert_int_equal(cache_figures(cache).pages, 0);
}

static void who_holds_a_page_keeps_it(void **state)
{
    (void)state;
    struct page p = page_of(S("held"), S("still here"));
    keep(&p);
    const struct page *held = look(S("held"), 7, NOW);
    cache_flush(cache);
    assert_true(str_eq(held->text, S("still here")));
    page_drop(held);
}

static void the_text_is_compressed_once(void **state)
{
    (void)state;
    struct packer *packer = packer_new();
    char text[4096];
    memset(text, 'x', sizeof text);
    struct page p = page_of(S("packed"), (str){text, sizeof text});
    keep(&p);
    i64 before = cache_figures(cache).bytes;
    const struct page *held = look(S("packed"), 7, NOW);
    str a = page_gzip(held, packer), b = page_gzip(held, packer);
    assert_true(a.n > 0 && a.n < 200);
    assert_ptr_equal(a.at, b.at);
    assert_int_equal(cache_figures(cache).bytes, before + (i64)a.n);
    page_drop(held);
    packer_free(packer);
}

/* ---- several at once ---- */

static _Atomic int makers, wrong;

static void *ask(void *arg)
{
    (void)arg;
    const struct page *p = NULL;
    struct page made = page_of(S("crowd"), S("made once"));
    if (cache_get(cache, S("crowd"), 7, NOW, &p) == CACHE_MAKE) {
        makers++;
        usleep(20000); /* long enough for the others to come */
        p = cache_put(cache, CACHE_MAKE, &made);
    }
    wrong += !p || !str_eq(p->text, S("made once"));
    page_drop(p);
    return NULL;
}

static void a_crowd_makes_a_page_once(void **state)
{
    (void)state;
    pthread_t threads[16];
    makers = wrong = 0;
    for (size_t i = 0; i < COUNT(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, ask, NULL), 0);
    for (size_t i = 0; i < COUNT(threads); i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(makers, 1);
    assert_int_equal(wrong, 0);
}

/* A store of a few values: `stored` is what the database says, `told` what somebody was told that it says. */
#define VALUES 5
#define ROUNDS 4000
static _Atomic i64 stored[VALUES], told[VALUES];
static atomic_bool done;

static void *save(void *arg)
{
    (void)arg;
    for (int i = 0; i < ROUNDS; i++) {
        int k = i % VALUES;
        i64 value = atomic_fetch_add(&stored[k], 1) + 1;
        drop_tag(tag_of(TAG_PRODUCT, k));
        atomic_store(&told[k], value);
        if (i % 100 == 0)
            cache_flush(cache);
    }
    done = true;
    return NULL;
}

static const struct page *make(int k, str key, enum cache_turn turn)
{
    char text[32];
    tag one = tag_of(TAG_PRODUCT, k);
    struct page p = page_of(key, (str){0}); /* the mark first, then what is read */
    p.tags = (struct tags){&one, 1, 1};
    int n = snprintf(text, sizeof text, "%lld", (long long)atomic_load(&stored[k]));
    p.text = (str){text, (size_t)n};
    return cache_put(cache, turn, &p);
}

static void *show(void *arg)
{
    struct packer *packer = packer_new();
    for (int i = (int)(intptr_t)arg; !done; i++) {
        int k = i % VALUES;
        char name[16];
        str key = {name, (size_t)snprintf(name, sizeof name, "value %d", k)};
        i64 least = atomic_load(&told[k]), shown;
        const struct page *p = NULL;
        enum cache_turn turn = cache_get(cache, key, 7, NOW, &p);
        if (turn != CACHE_FOUND)
            p = make(k, key, turn);
        if (!str_to_i64(p->text, 0, INT64_MAX, &shown) || shown < least)
            wrong++;
        if (page_gzip(p, packer).n == 0)
            wrong++;
        page_drop(p);
    }
    packer_free(packer);
    return NULL;
}

static void nobody_sees_what_was_before_a_save_that_was_answered(void **state)
{
    (void)state;
    pthread_t threads[5];
    wrong = 0;
    done = false;
    for (size_t i = 0; i < COUNT(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, i ? show : save, (void *)(intptr_t)i),
                         0);
    for (size_t i = 0; i < COUNT(threads); i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(wrong, 0);
}

#define CACHE_TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CACHE_TEST(what_was_put_comes_back),
        CACHE_TEST(what_does_not_hold_is_not_given),
        CACHE_TEST(a_page_that_a_save_overtook_is_not_kept),
        CACHE_TEST(memory_is_bounded_and_what_is_asked_for_stays),
        CACHE_TEST(a_page_that_is_too_large_is_given_but_not_kept),
        CACHE_TEST(who_holds_a_page_keeps_it),
        CACHE_TEST(the_text_is_compressed_once),
        CACHE_TEST(a_crowd_makes_a_page_once),
        CACHE_TEST(nobody_sees_what_was_before_a_save_that_was_answered),
    };
    secret_start();
    return cmocka_run_group_tests(tests, NULL, NULL);
}
