/* How often a page waits for PostgreSQL, once its statements are prepared and none of it is kept. */
#include "house.h"

#include "web/gate.h"

static const struct {
    enum person who;
    const char *page;
    u64 most;
} rows[] = {
    {VISITOR, "/p/mug", 2}, {CUSTOMER, "/p/mug", 3},     {VISITOR, "/c/kitchen", 5},
    {VISITOR, "/", 3},      {CUSTOMER, "/c/kitchen", 6},
};

static u64 trips_of(struct browser *b, const char *page)
{
    browser_forget_pages();
    u64 before = db_trips(b->lane.db);
    struct answer a = browser_get(b, page);
    assert_int_equal(a.status, 200);
    return db_trips(b->lane.db) - before;
}

static void a_page_waits_for_the_server_no_more_often_than_this(struct test_store *t)
{
    struct house *h = house_make(t);
    for (size_t i = 0; i < COUNT(rows); i++) {
        SCOPED(browser_end_of) struct browser *b = house_browser(h, rows[i].who);
        (void)trips_of(b, rows[i].page);
        u64 n = trips_of(b, rows[i].page);
        print_message("%-9s %-12s %llu\n", person_names[rows[i].who], rows[i].page,
                      (unsigned long long)n);
        assert_true(n > 0 && n <= rows[i].most);
    }
}

static const struct test tests[] = {TEST(a_page_waits_for_the_server_no_more_often_than_this)};

int main(void)
{
    return run_on_postgres(tests, COUNT(tests));
}
