/* What is kept of people between requests: whatever changes of them is known to the very next request (R17, R20, R26). Every
 * script is run, looked at, undone and looked at again, with the facts in memory each time; the browser compares each of
 * them with the database besides (known_doubt). */
#include "goods.h"
#include "house.h"
#include "web/cache.h"

#include "domain/assist.sql.h"
#include "domain/known.h"
#include "domain/session.sql.h"
#include "domain/settings.h"

struct change {
    const char *what, *script, *undo;
    int status;       /* of the next page */
    const char *text; /* that stands on it, and did not before; NULL: none */
    enum who who;
};

static i64 number(struct house *h, const char *sql)
{
    return number_of(h->w, sql);
}

static struct answer look(struct browser *b, str base)
{
    return browser_get(b, at(b->t, "%.*s/p/mug", STR_ARG(base)));
}

static bool is_kept(struct house *h, const struct browser *b)
{
    bool sqlite = str_eq(str_from(h->t->engine), S("sqlite"));
    return !sqlite || known_count(b->site.known) > 0;
}

static void run(struct house *h, const char *script)
{
    test_script(h->t, str_from(script));
}

/* Twice: the first puts into memory what the second takes out of it. */
static void expect_before(struct house *h, struct browser *b, str base, const struct change *c,
                          enum who who)
{
    for (int i = 0; i < 2; i++) {
        struct answer a = look(b, base);
        if (a.status != 200 || a.actor.who != who || (c->text && answer_has(&a, c->text)))
            fail_msg("%s: before it, or once it was undone: %d", c->what, a.status);
    }
    assert_true(is_kept(h, b));
}

static void expect_after(struct browser *b, str base, const struct change *c)
{
    struct answer a = look(b, base);
    if (a.status != c->status || a.actor.who != c->who || (c->text && !answer_has(&a, c->text)))
        fail_msg("%s: not known to the next request: %d", c->what, a.status);
}

/* An ending takes the cookie; a change is undone. */
static void expect_each(struct house *h, enum person person, str base, enum who who,
                        const struct change *changes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        SCOPED(browser_end_of) struct browser *b = house_browser(h, person);
        expect_before(h, b, base, &changes[i], who);
        run(h, changes[i].script);
        expect_after(b, base, &changes[i]);
        run(h, changes[i].undo);
        SCOPED(browser_end_of) struct browser *again = house_browser(h, person);
        expect_before(h, again, base, &changes[i], who);
    }
}

static void R26_R37_what_ends_a_customers_session_ends_it_at_once(struct test_store *t)
{
    struct house *h = house_make(t);
    i64 anna = h->anna.id,
        group = number(h, at(t, "SELECT group_id FROM customer WHERE id = %lld", (long long)anna));
    const struct change changes[] = {
        {"the session ends",
         at(t, "UPDATE shop_session SET ended_at = 1 WHERE customer_id = %lld;", (long long)anna),
         at(t, "UPDATE shop_session SET ended_at = NULL WHERE customer_id = %lld;",
            (long long)anna),
         200, NULL, WHO_VISITOR},
        {"the account is switched off",
         at(t, "UPDATE customer SET active = FALSE WHERE id = %lld;", (long long)anna),
         at(t, "UPDATE customer SET active = TRUE WHERE id = %lld;", (long long)anna), 200, NULL,
         WHO_VISITOR},
        {"the group is kept out",
         at(t, "INSERT INTO customer_group_excluded (group_id, website_id) VALUES (%lld, 1);",
            (long long)group),
         at(t, "DELETE FROM customer_group_excluded WHERE group_id = %lld;", (long long)group), 200,
         NULL, WHO_VISITOR},
        {"the session is another's",
         at(t, "UPDATE shop_session SET customer_id = %lld WHERE customer_id = %lld;",
            (long long)h->ben.id, (long long)anna),
         at(t,
            "UPDATE shop_session SET customer_id = %lld WHERE id = (SELECT min(id) FROM "
            "shop_session WHERE customer_id = %lld);",
            (long long)anna, (long long)h->ben.id),
         200, "Welcome, Ben", WHO_CUSTOMER},
    };
    expect_each(h, CUSTOMER, S(""), WHO_CUSTOMER, changes, COUNT(changes));
}

static void CA12_what_a_page_says_of_a_customer_is_what_is_so(struct test_store *t)
{
    struct house *h = house_make(t);
    long long anna = h->anna.id;
    long long cart =
        number(h, at(t, "SELECT id FROM cart WHERE open AND customer_id = %lld", anna));
    const struct change changes[] = {
        {"a name", at(t, "UPDATE customer SET first_name = 'Zoe' WHERE id = %lld;", anna),
         at(t, "UPDATE customer SET first_name = 'Anna' WHERE id = %lld;", anna), 200,
         "Welcome, Zoe", WHO_CUSTOMER},
        {"the pieces of a line",
         at(t, "UPDATE cart_item SET qty = qty + 70 WHERE cart_id = %lld;", cart),
         at(t, "UPDATE cart_item SET qty = qty - 70 WHERE cart_id = %lld;", cart), 200, "7",
         WHO_CUSTOMER},
        {"the cart is ordered", at(t, "UPDATE cart SET open = FALSE WHERE id = %lld;", cart),
         at(t, "UPDATE cart SET open = TRUE WHERE id = %lld;", cart), 200, "0 items in cart",
         WHO_CUSTOMER},
        {"the cart is staff's", at(t, "UPDATE cart SET staff_id = 1 WHERE id = %lld;", cart),
         at(t, "UPDATE cart SET staff_id = NULL WHERE id = %lld;", cart), 200, "0 items in cart",
         WHO_CUSTOMER},
        {"the cart is another's",
         at(t,
            "UPDATE cart SET customer_id = NULL, session_id = NULL, open = FALSE WHERE id = %lld;",
            cart),
         at(t, "UPDATE cart SET customer_id = %lld, open = TRUE WHERE id = %lld;", anna, cart), 200,
         "0 items in cart", WHO_CUSTOMER},
    };
    for (size_t i = 0; i < COUNT(changes); i++) {
        struct change c = changes[i];
        SCOPED(browser_end_of) struct browser *b = house_browser(h, CUSTOMER);
        if (str_eq(str_from(c.text), S("7"))) {
            long long now =
                number(h, at(t, "SELECT sum(qty) FROM cart_item WHERE cart_id = %lld", cart));
            long long lines =
                number(h, at(t, "SELECT count(*) FROM cart_item WHERE cart_id = %lld", cart));
            c.text = at(t, "%lld items in cart", now + 70 * lines);
        }
        expect_before(h, b, S(""), &c, WHO_CUSTOMER);
        run(h, c.script);
        expect_after(b, S(""), &c);
        expect_after(b, S(""), &c);
        run(h, c.undo);
        expect_before(h, b, S(""), &c, WHO_CUSTOMER);
    }
    /* A first cart, and a product that is gone with its lines. */
    SCOPED(browser_end_of) struct browser *b = house_browser(h, CUSTOMER);
    run(h, at(t, "DELETE FROM cart WHERE id = %lld;", cart));
    struct answer a = look(b, S(""));
    assert_true(answer_has(&a, "0 items in cart"));
    look(b, S(""));
    browser_post(b, "/cart/add/mug", "qty=3");
    look(b, S("")); /* takes the message away */
    look(b, S(""));
    a = look(b, S(""));
    assert_true(answer_has(&a, "3 items in cart"));
    run(h, "DELETE FROM cart_item WHERE product_id = (SELECT id FROM product WHERE sku = 'mug');");
    a = look(b, S(""));
    assert_true(answer_has(&a, "0 items in cart"));
}

static void R17_R20_what_ends_an_assist_session_ends_it_at_once(struct test_store *t)
{
    struct house *h = house_make(t);
    long long anna = h->anna.id;
    long long agent = number(h, "SELECT id FROM admin_user WHERE user_name = 'aron'");
    long long role = number(h, "SELECT role_id FROM admin_user WHERE user_name = 'aron'");
    const struct change changes[] = {
        {"consent is withdrawn",
         at(t, "UPDATE consent SET allowed = FALSE WHERE customer_id = %lld;", anna),
         at(t, "UPDATE consent SET allowed = TRUE WHERE customer_id = %lld;", anna), 401, NULL,
         WHO_VISITOR},
        {"the customer is switched off",
         at(t, "UPDATE customer SET active = FALSE WHERE id = %lld;", anna),
         at(t, "UPDATE customer SET active = TRUE WHERE id = %lld;", anna), 401, NULL, WHO_VISITOR},
        {"the right is taken from the role",
         at(t, "UPDATE role SET resources = 'dashboard' WHERE id = %lld;", role),
         at(t, "UPDATE role SET resources = 'dashboard assist.login' WHERE id = %lld;", role), 401,
         NULL, WHO_VISITOR},
        {"the role reaches no website",
         at(t, "UPDATE role SET scope_all = FALSE WHERE id = %lld;", role),
         at(t, "INSERT INTO role_website (role_id, website_id) VALUES (%lld, 1);", role), 401, NULL,
         WHO_VISITOR},
        {"the role loses its website",
         at(t, "DELETE FROM role_website WHERE role_id = %lld;", role),
         at(t, "UPDATE role SET scope_all = TRUE WHERE id = %lld;", role), 401, NULL, WHO_VISITOR},
        {"the agent has another role",
         at(t, "UPDATE admin_user SET role_id = NULL WHERE id = %lld;", agent),
         at(t, "UPDATE admin_user SET role_id = %lld WHERE id = %lld;", role, agent), 401, NULL,
         WHO_VISITOR},
        {"the agent is switched off",
         at(t, "UPDATE admin_user SET active = FALSE WHERE id = %lld;", agent),
         at(t, "UPDATE admin_user SET active = TRUE WHERE id = %lld;", agent), 401, NULL,
         WHO_VISITOR},
        {"the agent's account expires",
         at(t, "UPDATE admin_user SET expires_at = 1 WHERE id = %lld;", agent),
         at(t, "UPDATE admin_user SET expires_at = NULL WHERE id = %lld;", agent), 401, NULL,
         WHO_VISITOR},
        {"the agent signs out",
         at(t, "UPDATE admin_session SET ended_at = 1 WHERE user_id = %lld;", agent),
         at(t, "UPDATE admin_session SET ended_at = NULL WHERE user_id = %lld;", agent), 401, NULL,
         WHO_VISITOR},
        {"the session is too old",
         "UPDATE assist_session SET started_at = started_at - 100000000000;",
         "UPDATE assist_session SET started_at = started_at + 100000000000;", 401, NULL,
         WHO_VISITOR},
        {"another token",
         at(t, "UPDATE assist_session SET label = 'aaaaaaaaaaaaaaaa' WHERE label = '%.*s';",
            STR_ARG(h->label)),
         at(t, "UPDATE assist_session SET label = '%.*s' WHERE label = 'aaaaaaaaaaaaaaaa';",
            STR_ARG(h->label)),
         401, NULL, WHO_VISITOR},
        {"the session ends", "UPDATE assist_session SET ended_at = 5, end_cause = 'signed_out';",
         "UPDATE assist_session SET ended_at = NULL, end_cause = NULL;", 401, NULL, WHO_VISITOR},
    };
    struct setting_change kept = {
        .row = setting_find(S("login_as_customer/general/disable_page_cache")), .value = S("0")};
    assert_ok(settings_save(as_staff(h->w, P_COUNT), &kept, 1));
    expect_each(h, ASSISTING, str_format(t->mem, "/assist/%.*s", STR_ARG(h->label)), WHO_ASSIST,
                changes, COUNT(changes));
}

static void R29_after_signing_out_the_cookie_is_worth_nothing(struct test_store *t)
{
    struct house *h = house_make(t);
    SCOPED(browser_end_of) struct browser *b = house_browser(h, CUSTOMER);
    SCOPED(browser_end_of) struct browser *thief = house_browser(h, CUSTOMER);
    look(b, S(""));
    assert_int_equal(look(thief, S("")).actor.who, WHO_CUSTOMER);
    assert_int_equal(browser_post(b, "/sign-out", "").status, 303);
    assert_int_equal(look(thief, S("")).actor.who, WHO_VISITOR);
}

static void R39_only_pages_that_read_take_it_out_of_memory(struct test_store *t)
{
    struct house *h = house_make(t);
    SCOPED(browser_end_of) struct browser *b = house_browser(h, CUSTOMER);
    look(b, S(""));
    if (known_count(b->site.known) == 0)
        return; /* PostgreSQL: other nodes write, too */
    u64 before = db_queries(b->lane.db);
    assert_int_equal(look(b, S("")).actor.who, WHO_CUSTOMER);
    u64 doubts = db_queries(b->lane.db) - before;
    assert_int_equal(doubts, 1); /* the comparison */
}

static void when_a_session_was_used_is_not_what_is_kept(struct test_store *t)
{
    struct house *h = house_make(t);
    SCOPED(browser_end_of) struct browser *b = house_browser(h, CUSTOMER);
    look(b, S(""));
    size_t kept = known_count(b->site.known);
    run(h, "UPDATE shop_session SET seen_at = seen_at + 1;");
    assert_int_equal(known_count(b->site.known), kept);
    run(h, "UPDATE shop_session SET seen_at = seen_at + 1, ip = '192.0.2.1';");
    assert_int_equal(known_count(b->site.known), 0);
}

/* Whoever reads one more table for a session adds it to what is watched. */
static void R17_every_table_that_is_read_is_watched(struct test_store *t)
{
    static const struct sql *const read[] = {&sql_session_shop, &sql_assist_running};
    size_t tables = 0;
    (void)t;
    for (size_t i = 0; i < COUNT(read); i++) {
        str rest = read[i]->text, word, before = {0};
        for (; str_cut(&rest, ' ', &word); before = word) {
            if (str_ends(before, S("\nFROM")) || str_eq(before, S("FROM")) ||
                str_eq(before, S("JOIN"))) {
                if (!known_watches(word))
                    fail_msg("%s reads %.*s", read[i]->name, STR_ARG(word));
                tables++;
            }
        }
    }
    assert_true(tables >= 20);
}

int main(void)
{
    static const struct test tests[] = {
        TEST(R26_R37_what_ends_a_customers_session_ends_it_at_once),
        TEST(CA12_what_a_page_says_of_a_customer_is_what_is_so),
        TEST(R17_R20_what_ends_an_assist_session_ends_it_at_once),
        TEST(R17_every_table_that_is_read_is_watched),
        TEST(R29_after_signing_out_the_cookie_is_worth_nothing),
        TEST(R39_only_pages_that_read_take_it_out_of_memory),
        TEST(when_a_session_was_used_is_not_what_is_kept),
    };
    return run_on_both(tests, COUNT(tests));
}
