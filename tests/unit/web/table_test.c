/* The real table of routes: what must hold for every row. Handlers are not linked. */
#include "text_test.h"

#include "web/route.h"

#include <string.h>

#define EACH(r) for (const struct route *r = route_table + 1; r < route_table + route_table_n; r++)

static void R05_every_route_has_an_action_that_somebody_may_do(void **state)
{
    (void)state;
    EACH(r)
    {
        const struct action_info *a = action_info(r->action);
        if (r->action == ACT_NONE || a->who == P_NOBODY || a->who == P_PROGRAM || a->name.n == 0)
            fail_msg("%s has no action that a person may do", str_z(mem, r->name));
    }
}

static void R09_no_page_of_the_back_office_is_open_to_an_assist_session(void **state)
{
    (void)state;
    struct actor assisting = {.who = WHO_ASSIST, .permits = permits_all()};
    EACH(r)
    {
        if (r->surface == SURFACE_ADMIN && actor_may(&assisting, r->action))
            fail_msg("%s is open to an assist session", str_z(mem, r->name));
    }
}

static void the_back_office_is_open_to_nobody_but_for_signing_in(void **state)
{
    (void)state;
    struct actor visitor = {.who = WHO_VISITOR}, customer = {.who = WHO_CUSTOMER, .customer_id = 1};
    EACH(r)
    {
        bool signs_in = r->action == ACT_ADMIN_SIGN_IN_VIEW || r->action == ACT_ADMIN_SIGN_IN;
        /* The way back from the storefront's host: staff's own cookie does not come along, a nonce does. */
        bool arrives = r->action == ACT_ASSIST_ARRIVE;
        if (r->surface != SURFACE_ADMIN || signs_in || arrives)
            continue;
        if (actor_may(&visitor, r->action) || actor_may(&customer, r->action))
            fail_msg("%s is open", str_z(mem, r->name));
    }
    assert_int_not_equal(route_sign_in(SURFACE_ADMIN), ROUTE_NONE);
    assert_int_not_equal(route_sign_in(SURFACE_SHOP), ROUTE_NONE);
}

static void a_path_is_made_of_plain_parts_and_names(void **state)
{
    (void)state;
    EACH(r)
    {
        str rest = str_skip(r->path, 1), part;
        size_t names = 0;
        assert_true(str_starts(r->path, S("/")));
        while (rest.n && str_cut(&rest, '/', &part)) {
            if (part.n == 0)
                fail_msg("%s has an empty part", str_z(mem, r->path));
            names += part.at[0] == ':';
            for (size_t i = 0; i < part.n; i++)
                if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789-_:", part.at[i]))
                    fail_msg("%s has an odd character", str_z(mem, r->path));
        }
        if (names > ROUTE_ARGS)
            fail_msg("%s has too many names", str_z(mem, r->path));
    }
}

static void no_page_of_the_shop_hides_behind_another_surface(void **state)
{
    (void)state;
    EACH(r)
    {
        bool hidden = str_starts(r->path, S("/admin")) || str_starts(r->path, S("/assist")) ||
                      str_starts(r->path, S("/static")) || str_starts(r->path, S("/healthz"));
        if (r->surface == SURFACE_SHOP && hidden)
            fail_msg("%s cannot be reached", str_z(mem, r->path));
    }
}

static void R39_what_only_shows_is_a_GET_and_writes_no_log_row(void **state)
{
    (void)state;
    EACH(r)
    {
        if (r->method == GET && r->flags & SLOW)
            fail_msg("%s checks a password in a GET", str_z(mem, r->name));
    }
}

static void the_table_prints_a_line_a_route(void **state)
{
    (void)state;
    struct buf b = {0};
    size_t lines = 0;
    route_dump(&b);
    for (size_t i = 0; i < b.n; i++)
        lines += b.at[i] == '\n';
    assert_int_equal(lines, route_table_n - 1);
    buf_free(&b);
}

static int start(void **state)
{
    routes_start();
    return arena_before(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R05_every_route_has_an_action_that_somebody_may_do),
        cmocka_unit_test(R09_no_page_of_the_back_office_is_open_to_an_assist_session),
        cmocka_unit_test(the_back_office_is_open_to_nobody_but_for_signing_in),
        cmocka_unit_test(a_path_is_made_of_plain_parts_and_names),
        cmocka_unit_test(no_page_of_the_shop_hides_behind_another_surface),
        cmocka_unit_test(R39_what_only_shows_is_a_GET_and_writes_no_log_row),
        cmocka_unit_test(the_table_prints_a_line_a_route),
    };
    return cmocka_run_group_tests(tests, start, arena_after);
}
