/* Login as Customer over the real pages: whoever a cookie proves is who a request acts as, and nothing else says so. */
#include "domain/assist.h"

#include "house.h"
#include "rows.h"

#include <string.h>

#define TOKEN_CHARS 43

static struct answer get(struct browser *b, str path)
{
    return browser_get(b, str_z(b->t->mem, path));
}

static struct answer post(struct browser *b, str path, str fields)
{
    return browser_post(b, str_z(b->t->mem, path), str_z(b->t->mem, fields));
}

static str below(struct house *h, str label, const char *path)
{
    return str_format(h->t->mem, "/assist/%.*s%s", STR_ARG(label), path);
}

/* The page of the assist session. */
static str assisted(struct house *h, const char *path)
{
    return below(h, h->label, path);
}

static void expect_nobody(const struct answer *a)
{
    assert_int_equal(a->actor.who, WHO_VISITOR);
    assert_int_equal(a->actor.customer_id, 0);
    assert_int_equal(a->actor.staff_id, 0);
}

static bool sets_cookies(const struct answer *a)
{
    return answer_header(a, "Set-Cookie").n > 0;
}

static i64 refusals(struct house *h, const char *where)
{
    str sql =
        str_format(h->t->mem, "SELECT count(*) FROM action_log WHERE NOT success AND %s", where);
    return rows_number(h->t, str_z(h->t->mem, sql));
}

/* ---- R02, R03, R05: only a cookie that is one ---- */

static void R02_closing_without_an_assist_session_is_403_and_changes_nothing(struct test_store *t)
{
    struct house *h = house_make(t);
    static const enum person persons[] = {VISITOR, CUSTOMER, OTHER_CUSTOMER, OWNER, AGENT};
    str before = rows_all(t, "action_log");
    for (size_t i = 0; i < COUNT(persons); i++) {
        struct browser *b = house_browser(h, persons[i]);
        struct answer a =
            post(b, S("/close-session"),
                 str_format(t->mem, "label=%.*s&assist_id=%lld&id=%lld&customer_id=%lld",
                            STR_ARG(h->label), (long long)h->assist_id, (long long)h->assist_id,
                            (long long)h->anna.id));
        assert_int_equal(a.status, 403);
        assert_str_equal(a.location, S(""));
        assert_false(sets_cookies(&a));
        browser_end(b);
    }
    assert_str_equal(rows_all(t, "action_log"), before);
    assert_int_equal(refusals(h, "action = 'assist.logout' AND cause = 'no_right'"),
                     COUNT(persons));
    struct browser *b = house_browser(h, ASSISTING);
    struct answer a = get(b, assisted(h, "/"));
    house_expect_actor(h, ASSISTING, &a);
    browser_end(b);
}

struct cookie_try {
    const char *name;
    str token, page;
    int status; /* of what a wrong one gives */
};

static void expect_refused(struct house *h, const struct cookie_try *c, str token)
{
    struct browser *b = house_browser(h, VISITOR);
    browser_keep(b, str_from(c->name), token, S("/"));
    struct answer a = get(b, c->page);
    assert_int_equal(a.status, c->status);
    expect_nobody(&a);
    browser_end(b);
}

static void R03_every_changed_byte_of_every_cookie_proves_nothing(struct test_store *t)
{
    struct house *h = house_make(t);
    const struct cookie_try cookies[] = {
        {"kontor-shop", h->anna.token, S("/account"), 303},
        {"kontor-admin", house_staff_token(h, STAFF_AGENT), S("/admin/account"), 303},
        {"kontor-assist", h->assist_token, assisted(h, "/account"), 401},
    };
    static const char others[] = "B-_.0%";
    str before = rows_all(t, "");
    for (size_t i = 0; i < COUNT(cookies); i++) {
        char token[TOKEN_CHARS + 1];
        for (size_t k = 0; k < TOKEN_CHARS * (sizeof others - 1); k++) {
            char *at = &token[k % TOKEN_CHARS], other = others[k / TOKEN_CHARS];
            memcpy(token, cookies[i].token.at, TOKEN_CHARS);
            *at = *at == other ? 'C' : other;
            expect_refused(h, &cookies[i], (str){token, TOKEN_CHARS});
        }
        memcpy(token, cookies[i].token.at, TOKEN_CHARS);
        token[TOKEN_CHARS] = 'A';
        expect_refused(h, &cookies[i], (str){token, TOKEN_CHARS + 1});
        expect_refused(h, &cookies[i], (str){token, TOKEN_CHARS - 1});
    }
    assert_str_equal(rows_all(t, ""), before);
}

static void R03_a_token_of_one_kind_is_nothing_under_another_name(struct test_store *t)
{
    struct house *h = house_make(t);
    str tokens[] = {h->anna.token, house_staff_token(h, STAFF_AGENT), h->assist_token};
    const struct cookie_try cookies[] = {
        {"kontor-shop", S(""), S("/account"), 303},
        {"kontor-admin", S(""), S("/admin/account"), 303},
        {"kontor-assist", S(""), assisted(h, "/account"), 401},
    };
    for (size_t i = 0; i < COUNT(cookies); i++)
        for (size_t k = 0; k < COUNT(tokens); k++)
            if (i != k)
                expect_refused(h, &cookies[i], tokens[k]);
}

/* A page that a session's cookie opens. Arrivals come before it and have tests of their own. */
static bool is_of_sessions(const struct route *r)
{
    return r->surface == SURFACE_SHOP && !(r->flags & ARRIVAL);
}

static void R05_every_page_below_assist_is_401_without_its_cookie(struct test_store *t)
{
    struct house *h = house_make(t);
    /* What could not be a label is no assisted page but one that is not there. */
    const struct {
        str label;
        int status;
    } labels[] = {{h->label, 401},
                  {S("aaaaaaaaaaaaaaaa"), 401},
                  {S("x"), 401},
                  {S("AAAAAAAAAAAAAAAA"), 404},
                  {S("7%20or%201"), 404}};
    static const char *const cookies[] = {"", "kontor-assist=x", "kontor-assist="};
    struct browser *b = house_browser(h, VISITOR);
    str before = rows_all(t, "");
    for (size_t i = 1; i < route_table_n; i++)
        for (size_t k = 0; k < COUNT(labels) && is_of_sessions(&route_table[i]); k++) {
            const char *method = route_table[i].method == GET ? "GET" : "POST";
            str path = house_path(h, &route_table[i], below(h, labels[k].label, ""));
            str line = str_format(t->mem, "Cookie: kontor-shop=%.*s; %s\r\n",
                                  STR_ARG(h->anna.token), cookies[(i + k) % COUNT(cookies)]);
            struct answer a = browser_send(b, method, str_z(t->mem, path), line, S(""));
            assert_int_equal(a.status, labels[k].status);
            if (a.status == 401)
                expect_nobody(&a);
            assert_false(sets_cookies(&a));
        }
    assert_str_equal(rows_all(t, ""), before);
    browser_end(b);
}

static void R03_a_label_opens_with_its_own_token_only(struct test_store *t)
{
    struct house *h = house_make(t);
    struct assist_started other = house_assist(h, STAFF_OWNER, h->clara.ref);
    struct browser *b = house_browser(h, ASSISTING);
    struct answer a = get(b, below(h, other.label, "/account"));
    assert_int_equal(a.status, 401);
    expect_nobody(&a);
    assert_false(sets_cookies(&a));
    browser_end(b);
}

/* ---- UR-04, CF-03, R16: starting ---- */

static str start_path(struct house *h, str ref)
{
    return str_format(h->t->mem, "/admin/assist/customer/%.*s", STR_ARG(ref));
}

static void UR04_without_the_right_there_is_no_button_and_no_start(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = house_browser(h, CLERK);
    str pages[] = {str_join(t->mem, S("/admin/customers/"), h->anna.ref), S("/admin/customers"),
                   S("/admin/orders"),
                   str_format(t->mem, "/admin/orders/%lld", (long long)h->anna.order_id)};
    for (size_t i = 0; i < COUNT(pages); i++) {
        struct answer a = get(b, pages[i]);
        assert_int_equal(a.status, 200);
        assert_false(answer_has(&a, "/admin/assist/"));
    }
    i64 sessions = rows_number(t, "SELECT count(*) FROM assist_session");
    struct answer a = post(b, start_path(h, h->anna.ref), S(""));
    assert_int_equal(a.status, 403);
    a = post(b, str_format(t->mem, "/admin/assist/order/%lld", (long long)h->anna.order_id), S(""));
    assert_int_equal(a.status, 403);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM assist_session"), sessions);
    assert_int_equal(
        refusals(h,
                 "action = 'assist.login' AND cause = 'no_right' AND staff_name = 'cleo' AND "
                 "action_group = 'Login As Customer'"),
        2);
    browser_end(b);
}

static void UR04_a_refused_form_is_logged_a_refused_page_is_not(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = house_browser(h, AGENT);
    i64 before = rows_number(t, "SELECT count(*) FROM action_log");
    assert_int_equal(get(b, S("/admin/config/general")).status, 403);
    assert_int_equal(rows_number(t, "SELECT count(*) FROM action_log"), before);
    assert_int_equal(post(b, S("/admin/config/general"), S("")).status, 403);
    assert_int_equal(
        refusals(h, "action = 'config.save' AND staff_name = 'aron' AND cause = 'no_right'"), 1);
    browser_end(b);
    b = house_browser(h, ASSISTING);
    assert_int_equal(post(b, assisted(h, "/sign-in"), S("email=x&password=y")).status, 403);
    assert_int_equal(
        refusals(h,
                 "action = 'customer.login' AND staff_name = 'aron' AND assist_id IS NOT NULL AND "
                 "action_group = 'Login As Customer'"),
        1);
    browser_end(b);
}

static void CF03_switched_off_a_forged_start_is_refused_and_logged(struct test_store *t)
{
    struct house *h = house_make(t);
    test_script(
        t, S("UPDATE setting SET value = '0' WHERE path = 'login_as_customer/general/enabled';"));
    struct browser *b = house_browser(h, AGENT);
    i64 sessions = rows_number(t, "SELECT count(*) FROM assist_session");
    struct answer a = get(b, str_join(t->mem, S("/admin/customers/"), h->anna.ref));
    assert_false(answer_has(&a, "/admin/assist/"));
    assert_int_equal(get(b, start_path(h, h->anna.ref)).status, 404);
    a = post(b, start_path(h, h->anna.ref), S(""));
    assert_int_equal(a.status, 403);
    assert_false(sets_cookies(&a));
    assert_int_equal(rows_number(t, "SELECT count(*) FROM assist_session"), sessions);
    assert_int_equal(refusals(h, "action = 'assist.login' AND cause = 'feature_off'"), 1);
    browser_end(b);
}

/* The body without what differs in every answer: the form token. */
static str without_tokens(struct arena *mem, str body)
{
    struct buf b = {0};
    static const str mark = S("name=\"form_token\" value=\"");
    while (body.n) {
        if (str_starts(body, mark))
            body = str_skip(body, mark.n + TOKEN_CHARS * 2);
        buf_char(&b, body.n ? body.at[0] : ' ');
        body = str_skip(body, 1);
    }
    str out = str_copy(mem, buf_str(&b));
    buf_free(&b);
    return out;
}

static void R16_unknown_and_forbidden_customers_are_refused_alike(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = house_browser(h, AGENT);
    struct answer unknown = post(b, start_path(h, S("nobodyatall")), S("")),
                  forbidden = post(b, start_path(h, h->ben.ref), S(""));
    assert_int_equal(unknown.status, 403);
    assert_int_equal(forbidden.status, 403);
    assert_str_equal(without_tokens(t->mem, unknown.body), without_tokens(t->mem, forbidden.body));
    assert_int_equal(unknown.n_headers, forbidden.n_headers);
    for (size_t i = 0; i < unknown.n_headers; i++)
        assert_str_equal(unknown.headers[i].value, forbidden.headers[i].value);
    assert_int_equal(
        refusals(h, "action = 'assist.login' AND cause = 'no_customer' AND customer_id IS NULL"),
        1);
    str own = str_format(t->mem,
                         "action = 'assist.login' AND cause = 'no_consent' AND customer_id = %lld",
                         (long long)h->ben.id);
    assert_int_equal(refusals(h, str_z(t->mem, own)), 1);
    browser_end(b);
}

/* ---- R18, R21: two people are never one ---- */

#define SIGN_IN_ANNA "email=anna%40customers.test&password=Sonnen-Schein7"

static void R18_a_customer_who_signs_in_meanwhile_sees_nothing_of_it(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *anna = house_browser(h, VISITOR), *agent = house_browser(h, ASSISTING);
    assert_int_equal(get(agent, assisted(h, "/")).status, 200);
    assert_int_equal(post(anna, S("/sign-in"), S(SIGN_IN_ANNA)).status, 303);
    static const char *const pages[] = {"/", "/account", "/account/orders", "/account/addresses",
                                        "/cart"};
    for (size_t i = 0; i < COUNT(pages); i++) {
        struct answer a = browser_get(anna, pages[i]);
        assert_int_equal(a.status, 200);
        house_expect_actor(h, CUSTOMER, &a);
        assert_false(answer_has(&a, "close-session"));
        assert_false(answer_has(&a, "/assist/"));
        assert_false(answer_has(&a, "aron"));
    }
    assert_int_equal(post(anna, S("/close-session"), S("")).status, 403);
    struct answer a = get(agent, assisted(h, "/account"));
    house_expect_actor(h, ASSISTING, &a);
    assert_int_equal(post(anna, S("/sign-out"), S("")).status, 303);
    a = get(agent, assisted(h, "/account"));
    house_expect_actor(h, ASSISTING, &a);
    browser_end(agent);
    browser_end(anna);
}

static void R21_two_identities_in_one_request_are_refused(struct test_store *t)
{
    struct house *h = house_make(t);
    static const char *const names[] = {"kontor-admin", "__Secure-kontor-admin",
                                        "__Host-kontor-admin", "__SeCuRe-Kontor-Admin"};
    str before = rows_all(t, "");
    for (size_t i = 0; i < COUNT(names); i++) {
        struct browser *b = house_browser(h, ASSISTING);
        browser_keep(b, str_from(names[i]), house_staff_token(h, STAFF_AGENT), S("/"));
        const str pages[] = {assisted(h, "/"), assisted(h, "/account"), S("/admin/"),
                             S("/admin/orders")};
        for (size_t k = 0; k < COUNT(pages); k++) {
            struct answer a = get(b, pages[k]);
            assert_int_equal(a.status, 400);
            assert_int_equal(a.actor.customer_id, 0);
            assert_int_equal(a.actor.staff_id, 0);
        }
        assert_int_equal(post(b, assisted(h, "/cart/add/mug"), S("qty=1")).status, 400);
        browser_end(b);
    }
    assert_str_equal(rows_all(t, ""), before);
}

/* ---- R29, R31: ids end where something begins ---- */

static void expect_dead(struct house *h, const char *name, str token, str page, int status)
{
    const struct cookie_try c = {name, token, page, status};
    expect_refused(h, &c, token);
}

static void R31_a_customers_session_changes_at_sign_in_and_ends_at_sign_out(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = house_browser(h, VISITOR);
    assert_int_equal(post(b, S("/cart/add/mug"), S("qty=1")).status, 303);
    str visitor = str_copy(t->mem, browser_cookie(b, S("kontor-shop")));
    assert_int_equal(visitor.n, TOKEN_CHARS);
    assert_int_equal(post(b, S("/sign-in"), S(SIGN_IN_ANNA)).status, 303);
    str customer = str_copy(t->mem, browser_cookie(b, S("kontor-shop")));
    assert_int_equal(customer.n, TOKEN_CHARS);
    assert_false(str_eq(visitor, customer));
    struct answer a = get(b, S("/account"));
    house_expect_actor(h, CUSTOMER, &a);
    /* The visitor's token is dead: whoever planted it has no part in what follows. */
    expect_dead(h, "kontor-shop", visitor, S("/account"), 303);
    assert_int_equal(post(b, S("/sign-out"), S("")).status, 303);
    assert_false(str_eq(browser_cookie(b, S("kontor-shop")), customer));
    expect_dead(h, "kontor-shop", customer, S("/account"), 303);
    browser_end(b);
}

static void R31_staffs_session_changes_at_sign_in_and_ends_at_sign_out(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = house_browser(h, VISITOR);
    str old = house_staff_token(h, STAFF_AGENT);
    assert_int_equal(
        post(b, S("/admin/sign-in"), S("user_name=aron&password=Sonnen-Schein7")).status, 303);
    str fresh = str_copy(t->mem, browser_cookie(b, S("kontor-admin")));
    assert_int_equal(fresh.n, TOKEN_CHARS);
    assert_false(str_eq(fresh, old));
    assert_int_equal(get(b, S("/admin/account")).status, 200);
    expect_dead(h, "kontor-admin", old, S("/admin/account"), 303);
    expect_dead(h, "kontor-assist", h->assist_token, assisted(h, "/account"), 401);
    assert_int_equal(post(b, S("/admin/sign-out"), S("")).status, 303);
    assert_str_equal(browser_cookie(b, S("kontor-admin")), S(""));
    expect_dead(h, "kontor-admin", fresh, S("/admin/account"), 303);
    browser_end(b);
}

static void R31_each_start_has_a_label_and_a_token_of_its_own(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = house_browser(h, AGENT);
    struct answer a = post(b, start_path(h, h->anna.ref), S(""));
    assert_int_equal(a.status, 303);
    assert_true(str_starts(a.location, S("/assist/")));
    assert_false(str_has(a.location, h->label));
    str token = browser_cookie(b, S("kontor-assist"));
    assert_int_equal(token.n, TOKEN_CHARS);
    assert_false(str_eq(token, h->assist_token));
    assert_false(str_has(a.location, token));
    /* The back office session stays what it is: staff never become somebody else there. */
    assert_str_equal(browser_cookie(b, S("kontor-admin")), house_staff_token(h, STAFF_AGENT));
    browser_end(b);
}

static void R29_after_closing_the_token_is_dead_for_pages_and_forms(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = house_browser(h, ASSISTING), *again = house_browser(h, ASSISTING);
    struct answer a = post(b, assisted(h, "/close-session"), S("return_path=//evil.test&id=1"));
    assert_int_equal(a.status, 303);
    assert_str_equal(a.location, str_join(t->mem, S("/admin/customers/"), h->anna.ref));
    str before = rows_all(t, "");
    for (size_t i = 1; i < route_table_n; i++) {
        const struct route *r = &route_table[i];
        if (!is_of_sessions(r))
            continue;
        str path = house_path(h, r, house_base(h, SURFACE_SHOP, ASSISTING));
        browser_keep(again, S("kontor-assist"), h->assist_token, S("/"));
        a = r->method == GET ? get(again, path) : post(again, path, S("qty=1"));
        assert_int_equal(a.status, 401);
        expect_nobody(&a);
    }
    assert_str_equal(rows_all(t, ""), before);
    browser_end(again);
    browser_end(b);
}

static void SE08_signing_out_of_the_back_office_ends_the_assist_session(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = house_browser(h, AGENT);
    assert_int_equal(post(b, S("/admin/sign-out"), S("")).status, 303);
    expect_dead(h, "kontor-assist", h->assist_token, assisted(h, "/account"), 401);
    assert_int_equal(
        rows_number(
            t,
            "SELECT count(*) FROM action_log WHERE cause = 'signed_out' AND staff_name = 'aron' AND "
            "assist_id IS NOT NULL"),
        1);
    browser_end(b);
}

static void R26_after_a_new_password_of_the_agent_the_page_says_so(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = house_browser(h, AGENT), *acting = house_browser(h, ASSISTING);
    struct answer a =
        post(b, S("/admin/account"),
             S("user_name=aron&first_name=Aron&last_name=Agent&email=aron%40staff.test&"
               "lang=en&version=1&password=Brand-new-7&confirm=Brand-new-7&"
               "own_password=Sonnen-Schein7"));
    assert_int_equal(a.status, 303);
    a = get(acting, assisted(h, "/account"));
    assert_int_equal(a.status, 401);
    expect_nobody(&a);
    assert_true(answer_has(&a, "Your password was changed. Please sign in again."));
    assert_int_equal(
        rows_number(t,
                    "SELECT count(*) FROM action_log WHERE cause = 'staff_password' AND "
                    "staff_name = 'aron' AND assist_id IS NOT NULL"),
        1);
    browser_end(acting);
    browser_end(b);
}

/* ---- R33: what the client claims about the way ---- */

static void R33_forwarded_headers_of_nobody_we_trust_change_nothing(struct test_store *t)
{
    struct house *h = house_make(t);
    struct browser *b = house_browser(h, AGENT);
    b->more =
        S("X-Forwarded-For: 10.9.8.7\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.test\r\n"
          "X-Forwarded-Prefix: /evil\r\nForwarded: for=10.9.8.7;host=evil.test\r\n");
    struct answer a = get(b, S("/admin/orders"));
    assert_int_equal(a.status, 200);
    assert_false(answer_has(&a, "evil"));
    a = post(b, start_path(h, h->ben.ref), S(""));
    assert_int_equal(refusals(h, "cause = 'no_consent' AND ip = '192.0.2.7'"), 1);
    a = post(b, start_path(h, h->anna.ref), S(""));
    assert_true(str_starts(a.location, S("/assist/")));
    assert_int_equal(rows_number(t, "SELECT count(*) FROM action_log WHERE ip = '10.9.8.7'"), 0);
    browser_end(b);
}

/* ---- SE-09 ---- */

static str set_cookie_of(const struct answer *a, const char *name)
{
    for (size_t i = 0; i < a->n_headers; i++)
        if (str_eq(a->headers[i].name, S("Set-Cookie")) &&
            str_starts(a->headers[i].value, str_from(name)))
            return a->headers[i].value;
    return S("");
}

static void expect_cookies(struct house *h, bool https)
{
    struct arena *mem = h->t->mem;
    struct browser *b = house_browser(h, VISITOR);
    str secure = S("");
    if (https) {
        b->site.base_url = S("https://shop.test");
        secure = S("; Secure");
    }
    struct answer a = post(b, S("/sign-in"), S(SIGN_IN_ANNA));
    str c = set_cookie_of(&a, https ? "__Host-kontor-shop=" : "kontor-shop=");
    assert_true(str_ends(c, str_join(mem, S("; Path=/; HttpOnly; SameSite=Lax"), secure)));
    a = post(b, S("/admin/sign-in"), S("user_name=aron&password=Sonnen-Schein7"));
    c = set_cookie_of(&a, https ? "__Secure-kontor-admin=" : "kontor-admin=");
    assert_true(str_ends(c, str_join(mem, S("; Path=/admin; HttpOnly; SameSite=Strict"), secure)));
    a = post(b, start_path(h, h->anna.ref), S(""));
    assert_int_equal(a.status, 303);
    str rest = str_skip(a.location, S("/assist/").n), label = {0};
    str_cut(&rest, '/', &label);
    c = set_cookie_of(&a, https ? "__Secure-kontor-assist=" : "kontor-assist=");
    assert_true(str_ends(c, str_format(mem, "; Path=/assist/%.*s/; HttpOnly; SameSite=Strict%.*s",
                                       STR_ARG(label), STR_ARG(secure))));
    browser_end(b);
}

static void SE09_each_surface_has_a_cookie_of_its_own(struct test_store *t)
{
    struct house *h = house_make(t);
    expect_cookies(h, false);
    expect_cookies(h, true);
}

static const struct test tests[] = {
    TEST(R02_closing_without_an_assist_session_is_403_and_changes_nothing),
    TEST(R03_every_changed_byte_of_every_cookie_proves_nothing),
    TEST(R03_a_token_of_one_kind_is_nothing_under_another_name),
    TEST(R03_a_label_opens_with_its_own_token_only),
    TEST(R05_every_page_below_assist_is_401_without_its_cookie),
    TEST(UR04_without_the_right_there_is_no_button_and_no_start),
    TEST(UR04_a_refused_form_is_logged_a_refused_page_is_not),
    TEST(CF03_switched_off_a_forged_start_is_refused_and_logged),
    TEST(R16_unknown_and_forbidden_customers_are_refused_alike),
    TEST(R18_a_customer_who_signs_in_meanwhile_sees_nothing_of_it),
    TEST(R21_two_identities_in_one_request_are_refused),
    TEST(R31_a_customers_session_changes_at_sign_in_and_ends_at_sign_out),
    TEST(R31_staffs_session_changes_at_sign_in_and_ends_at_sign_out),
    TEST(R31_each_start_has_a_label_and_a_token_of_its_own),
    TEST(R29_after_closing_the_token_is_dead_for_pages_and_forms),
    TEST(SE08_signing_out_of_the_back_office_ends_the_assist_session),
    TEST(R26_after_a_new_password_of_the_agent_the_page_says_so),
    TEST(R33_forwarded_headers_of_nobody_we_trust_change_nothing),
    TEST(SE09_each_surface_has_a_cookie_of_its_own),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
