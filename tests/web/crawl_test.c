/* What holds for every page, whoever asks: pages are found by the table of routes and by the links behind them. */
#include "html.h"
#include "rows.h"
#include "walk.h"

#include <string.h>

#define PAGES_MOST 150

static struct answer get(struct browser *b, str path)
{
    return browser_get(b, str_z(b->t->mem, path));
}

/* ---- R39: a page only reads ---- */

static void look_at_nothing(void *to, str path, const struct answer *a)
{
    (void)to;
    if (a->status >= 500)
        fail_msg("%.*s: %d", STR_ARG(path), a->status);
}

static void R39_no_page_writes(struct test_store *t)
{
    struct house *h = house_make(t);
    house_documents(h);
    str before = rows_all(t, "");
    u64 commits = store_commits(t->store);
    for (enum person who = 0; who < PERSONS; who++) {
        assert_true(walk(h, SURFACE_SHOP, who, PAGES_MOST, look_at_nothing, NULL) > 30);
        walk(h, SURFACE_ADMIN, who, PAGES_MOST, look_at_nothing, NULL);
    }
    assert_int_equal(store_commits(t->store), commits);
    assert_str_equal(rows_all(t, ""), before);
}

/* ---- R38: a form without its token is stopped before anything is loaded ---- */

static u64 queries_of(struct house *h, enum person who, const struct route *r)
{
    struct browser *b = house_browser(h, who);
    b->never_token = true;
    str path = house_path(h, r, house_base(h, r->surface, who));
    u64 before = db_queries(h->t->db);
    /* A post is two questions: the page that a person would have come from, and the form. */
    str root = str_eq(house_base(h, r->surface, who), S(""))
                   ? S("/")
                   : str_join(h->t->mem, house_base(h, r->surface, who), S("/"));
    struct answer a = get(b, root);
    u64 page = db_queries(h->t->db) - before;
    a = browser_post(b, str_z(h->t->mem, path), "qty=1&form_token=AAAA");
    assert_int_equal(a.status, r->surface == SURFACE_ADMIN && who == ASSISTING ? 400 : 403);
    u64 both = db_queries(h->t->db) - before;
    browser_end(b);
    return both - 2 * page;
}

static void R38_a_form_without_its_token_loads_and_writes_nothing(struct test_store *t)
{
    static const enum person persons[] = {VISITOR, CUSTOMER, ASSISTING, OWNER, AGENT};
    struct house *h = house_make(t);
    house_documents(h);
    str before = rows_all(t, "");
    for (size_t p = 0; p < COUNT(persons); p++) {
        u64 same[4] = {0};
        for (size_t i = 1; i < route_table_n; i++) {
            const struct route *r = &route_table[i];
            if (r->method != POST || r->flags & ARRIVAL)
                continue;
            u64 n = queries_of(h, persons[p], r);
            /* Whatever the form is for: who asks, and the frame of the page that says no. */
            if (same[r->surface])
                assert_int_equal(n, same[r->surface]);
            same[r->surface] = n;
        }
    }
    assert_str_equal(rows_all(t, ""), before);
}

/* ---- R27, R28, CF-05: what may be stored ---- */

static bool has_header(const struct answer *a, const char *name)
{
    return answer_header(a, name).n > 0;
}

static void expect_private(const struct route *r, const struct answer *a)
{
    str cache = answer_header(a, "Cache-Control");
    bool stored = r->flags & (CACHED | IMMUTABLE) && a->status == 200;
    if (!stored)
        assert_str_equal(cache, S("private, no-store"));
    if (has_header(a, "Set-Cookie"))
        assert_str_equal(cache, S("private, no-store"));
}

static void R27_R28_nothing_personal_may_be_stored(struct test_store *t)
{
    struct house *h = house_make(t);
    house_documents(h);
    for (size_t i = 1; i < route_table_n; i++)
        for (enum person who = 0; who < PERSONS; who++) {
            const struct route *r = &route_table[i];
            struct browser *b = house_browser(h, who);
            str path = house_path(h, r, house_base(h, r->surface, who));
            struct answer a =
                r->method == GET ? get(b, path) : browser_post(b, str_z(t->mem, path), "qty=1");
            expect_private(r, &a);
            a = get(b, str_join(t->mem, path, S("x%20")));
            assert_str_equal(answer_header(&a, "Cache-Control"), S("private, no-store"));
            browser_end(b);
        }
}

static void look_for_storing(void *to, str path, const struct answer *a)
{
    (void)to;
    if (!str_eq(answer_header(a, "Cache-Control"), S("private, no-store")))
        fail_msg("%.*s may be stored", STR_ARG(path));
}

static void CF05_nothing_of_an_assist_session_is_stored(struct test_store *t)
{
    assert_true(walk(house_make(t), SURFACE_SHOP, ASSISTING, PAGES_MOST, look_for_storing, NULL) >
                30);
}

/* ---- R14: a script in a field stays text ---- */

#define SCRIPT "\"><x-planted a='b'>&"

/* Every text that a customer can write, as if no check had stood in the way. */
static void plant(struct house *h)
{
    static const char *const texts[] = {
        "customer: first_name last_name tax_vat bill_phone bill_postcode bill_region",
        "address: first_name last_name company street1 street2 city region postcode phone vat_id",
        "cart_address: first_name last_name company street1 street2 city region postcode phone vat_id",
        "cart: email",
        "sales_order: customer_name bill_name ship_name po_number",
        "sales_order_address: first_name last_name company street1 street2 city region postcode phone vat_id",
        "sales_order_comment: text arg",
        "assist_session: reason source",
    };
    struct buf b = {0};
    for (size_t i = 0; i < COUNT(texts); i++) {
        str rest = str_from(texts[i]), table, column;
        str_cut(&rest, ':', &table);
        rest = str_trim(rest);
        while (str_cut(&rest, ' ', &column))
            buf_printf(&b, "UPDATE %.*s SET %.*s = '%s';\n", STR_ARG(table), STR_ARG(column),
                       "\"><x-planted a=''b''>&");
    }
    test_script(h->t, buf_str(&b));
    buf_free(&b);
}

/* A browser that calls itself a script, a search for one, and refusals of both in the log. */
static void plant_by_hand(struct house *h)
{
    struct browser *b = house_browser(h, AGENT);
    b->more = S("User-Agent: Mozilla " SCRIPT "\r\n");
    struct answer a = browser_post(b, "/admin/config/general", "");
    assert_int_equal(a.status, 403);
    str path = str_format(h->t->mem, "/admin/assist/customer/%.*s", STR_ARG(h->clara.ref));
    a = browser_post(b, str_z(h->t->mem, path), "reason=%22%3E%3Cx-planted+a%3D%27b%27%3E%26");
    assert_int_equal(a.status, 303);
    browser_end(b);
}

struct planted {
    struct house *h;
    size_t seen; /* pages where it stands as text */
};

static void look_for_scripts(void *to, str path, const struct answer *a)
{
    struct planted *p = to;
    if (str_starts(a->type, S("text/csv"))) { /* no markup: it is saved, never shown */
        assert_true(str_starts(answer_header(a, "Content-Disposition"), S("attachment")));
        return;
    }
    if (answer_has(a, "<x-planted") || answer_has(a, "\"><x-"))
        fail_msg("%.*s shows markup of a customer", STR_ARG(path));
    for (size_t i = 0; i < a->n_headers; i++)
        if (str_has(a->headers[i].value, S("<x-planted")))
            fail_msg("%.*s has it in a header", STR_ARG(path));
    p->seen += answer_has(a, "&lt;x-planted a=&#39;b&#39;&gt;&amp;");
}

static void R14_markup_of_customers_is_text_on_every_page(struct test_store *t)
{
    struct house *h = house_make(t);
    house_documents(h);
    plant(h);
    plant_by_hand(h);
    struct planted owner = {h, 0}, agent = {h, 0}, assisting = {h, 0}, anna = {h, 0};
    walk(h, SURFACE_ADMIN, OWNER, PAGES_MOST, look_for_scripts, &owner);
    walk(h, SURFACE_ADMIN, AGENT, PAGES_MOST, look_for_scripts, &agent);
    walk(h, SURFACE_SHOP, ASSISTING, PAGES_MOST, look_for_scripts, &assisting);
    walk(h, SURFACE_SHOP, CUSTOMER, PAGES_MOST, look_for_scripts, &anna);
    assert_true(owner.seen > 20);
    assert_true(agent.seen > 10);
    assert_true(assisting.seen > 10);
    assert_true(anna.seen > 10);
}

/* Each field of a form with the script in it: the page that comes back shows what was typed. */
static str with_scripts(struct arena *mem, str fields)
{
    struct buf b = {0};
    str pair, name;
    while (str_cut(&fields, '&', &pair)) {
        str_cut(&pair, '=', &name);
        buf_printf(&b, "%s%.*s=", b.n ? "&" : "", STR_ARG(name));
        buf_url(&b, S(SCRIPT));
    }
    str out = str_copy(mem, buf_str(&b));
    buf_free(&b);
    return out;
}

static void type_scripts(struct house *h, struct browser *b, str page, struct planted *p)
{
    struct answer a = get(b, page);
    struct html_forms forms = html_forms(h->t->mem, a.body);
    for (size_t i = 0; i < forms.n; i++) {
        const struct html_form *f = &forms.at[i];
        str fields = with_scripts(h->t->mem, f->fields);
        str question = str_format(h->t->mem, "%.*s?%.*s", STR_ARG(f->action), STR_ARG(fields));
        if (str_ends(f->action, S("/sign-out")) || str_ends(f->action, S("/close-session")))
            continue;
        a = f->post ? browser_post(b, str_z(h->t->mem, f->action), str_z(h->t->mem, fields))
                    : get(b, question);
        look_for_scripts(p, f->action, &a);
    }
}

static void R14_markup_that_was_typed_is_text_when_it_is_shown_again(struct test_store *t)
{
    static const struct {
        enum person who;
        enum surface s;
    } runs[] = {{VISITOR, SURFACE_SHOP},
                {CUSTOMER, SURFACE_SHOP},
                {ASSISTING, SURFACE_SHOP},
                {OWNER, SURFACE_ADMIN},
                {AGENT, SURFACE_ADMIN}};
    struct house *h = house_make(t);
    house_documents(h);
    struct planted p = {h, 0};
    for (size_t k = 0; k < COUNT(runs); k++) {
        struct browser *b = house_browser(h, runs[k].who);
        for (size_t i = 1; i < route_table_n; i++)
            if (route_table[i].surface == runs[k].s && route_table[i].method == GET)
                type_scripts(h, b,
                             house_path(h, &route_table[i], house_base(h, runs[k].s, runs[k].who)),
                             &p);
        browser_end(b);
    }
    assert_true(p.seen > 20);
}

static void look_for_code(void *to, str path, const struct answer *a)
{
    str rest = a->body;
    (void)to;
    while (rest.n) {
        if (str_starts(rest, S("<script")) &&
            !str_starts(rest, S("<script defer src=\"/static/")) &&
            !str_starts(rest, S("<script type=\"application/json\"")))
            fail_msg("%.*s has a script of its own", STR_ARG(path));
        rest = str_skip(rest, 1);
    }
    str policy = answer_header(a, "Content-Security-Policy");
    bool is_letter = str_starts(path, S("/admin/mails/")) && str_ends(path, S("/html"));
    if (is_letter ? !str_has(policy, S("default-src 'none'; ")) || !str_has(policy, S("sandbox")) ||
                        str_has(policy, S("script"))
                  : !str_starts(policy, S("default-src 'none'; script-src 'sha256-")))
        fail_msg("%.*s has another policy", STR_ARG(path));
}

static void R14_no_page_has_code_of_its_own(struct test_store *t)
{
    struct house *h = house_make(t);
    house_documents(h);
    walk(h, SURFACE_ADMIN, OWNER, PAGES_MOST, look_for_code, NULL);
    walk(h, SURFACE_SHOP, ASSISTING, PAGES_MOST, look_for_code, NULL);
    walk(h, SURFACE_SHOP, VISITOR, PAGES_MOST, look_for_code, NULL);
}

/* ---- R32, R46: what no address and no page may hold ---- */

struct secrets {
    LIST(str) at;
};

static void keep(struct secrets *s, str secret)
{
    assert_true(secret.n > 3 && s->at.n < 64);
    s->at.at[s->at.n++] = secret;
}

static void keep_token(struct house *h, struct secrets *s, str purpose, str token)
{
    keep(s, token);
    keep(s, hash_hex(h->t->mem, secret_hash(purpose, token)));
}

static struct secrets secrets_of(struct house *h)
{
    struct test_store *t = h->t;
    struct secrets s = {0};
    s.at.at = NEWN(t->mem, str, 64);
    keep_token(h, &s, S("shop-session"), h->anna.token);
    keep_token(h, &s, S("shop-session"), h->ben.token);
    keep_token(h, &s, S("assist-session"), h->assist_token);
    for (i64 i = STAFF_OWNER; i <= STAFF_SUPERVISOR; i++)
        keep_token(h, &s, S("admin-session"), house_staff_token(h, i));
    str hash = rows_text(t, "SELECT password_hash FROM customer ORDER BY id LIMIT 1");
    keep(&s, hash);
    keep(&s, str_skip(hash, hash.n - 30));
    return s;
}

/* No answer holds a secret, neither the person's own nor the subject's: cookies travel in Set-Cookie alone. */
static void look_for_secrets(void *to, str path, const struct answer *a)
{
    const struct secrets *s = to;
    for (size_t i = 0; i < s->at.n; i++) {
        if (str_has(a->body, s->at.at[i]) || str_has(a->location, s->at.at[i]))
            fail_msg("%.*s holds a secret", STR_ARG(path));
        for (size_t k = 0; k < a->n_headers; k++)
            if (str_has(a->headers[k].value, s->at.at[i]))
                fail_msg("%.*s holds a secret in a header", STR_ARG(path));
    }
}

/* A code that sets Anna's password lies in her mails. */
static void ask_for_a_code(struct house *h)
{
    struct browser *b = house_browser(h, VISITOR);
    assert_int_equal(browser_post(b, "/password/forgot", "email=anna%40customers.test").status,
                     303);
    assert_int_equal(rows_number(h->t, "SELECT count(*) FROM one_time"), 1);
    browser_end(b);
}

/* It stands on a line of its own. */
static str code_of_mail(struct house *h)
{
    str body = rows_text(h->t, "SELECT body FROM mail ORDER BY id DESC LIMIT 1"), line;
    while (str_cut(&body, '\n', &line))
        if (line.n > 6 && str_has(line, S("-")) && !str_has(line, S(" ")))
            return line;
    return S("");
}

static void R46_no_answer_of_an_assist_session_holds_a_secret_of_the_customer(struct test_store *t)
{
    struct house *h = house_make(t);
    house_documents(h);
    ask_for_a_code(h);
    struct secrets s = secrets_of(h);
    str code = code_of_mail(h);
    keep(&s, code);
    walk(h, SURFACE_SHOP, ASSISTING, PAGES_MOST, look_for_secrets, &s);
    walk(h, SURFACE_ADMIN, AGENT, PAGES_MOST, look_for_secrets, &s);
    walk(h, SURFACE_ADMIN, OWNER, PAGES_MOST, look_for_secrets, &s);
    walk(h, SURFACE_SHOP, CUSTOMER, PAGES_MOST, look_for_secrets, &s);
}

struct addresses {
    struct secrets secrets;
    LIST(str) people; /* e-mail addresses and numbers of accounts */
};

static void expect_clean(const struct addresses *x, str page, str url)
{
    for (size_t i = 0; i < x->secrets.at.n; i++)
        if (str_has(url, x->secrets.at.at[i]))
            fail_msg("%.*s links to a secret: %.*s", STR_ARG(page), STR_ARG(url));
    for (size_t i = 0; i < x->people.n; i++)
        if (str_has(url, x->people.at[i]))
            fail_msg("%.*s links to a person: %.*s", STR_ARG(page), STR_ARG(url));
    if (str_has(url, S("form_token")))
        fail_msg("%.*s links to a token: %.*s", STR_ARG(page), STR_ARG(url));
}

static void look_at_addresses(void *to, str path, const struct answer *a)
{
    struct addresses *x = to;
    struct arena *mem = arena_new(0);
    struct html_urls urls = html_urls(mem, a->body);
    struct html_forms forms = html_forms(mem, a->body);
    expect_clean(x, path, a->location);
    for (size_t i = 0; i < urls.n; i++)
        if (!str_starts(urls.at[i], S("mailto:")) && !str_starts(urls.at[i], S("tel:")))
            expect_clean(x, path, urls.at[i]);
    /* What a form of a question asks stands in its address. */
    for (size_t i = 0; i < forms.n; i++)
        if (!forms.at[i].post)
            expect_clean(x, path, forms.at[i].fields);
    arena_free(mem);
}

static void
R32_no_address_of_a_page_holds_a_token_an_email_or_an_accounts_number(struct test_store *t)
{
    struct house *h = house_make(t);
    house_documents(h);
    const struct house_customer *all[] = {&h->anna, &h->ben, &h->clara};
    struct addresses x = {.secrets = secrets_of(h)};
    x.people.at = NEWN(t->mem, str, 16);
    for (size_t i = 0; i < COUNT(all); i++) {
        x.people.at[x.people.n++] = all[i]->email;
        x.people.at[x.people.n++] = str_format(t->mem, "%lld", (long long)all[i]->id);
    }
    x.people.at[x.people.n++] = S("@customers");
    x.people.at[x.people.n++] = S("%40customers");
    x.people.at[x.people.n++] = S("@staff");
    x.people.at[x.people.n++] = S("%40staff");
    walk(h, SURFACE_ADMIN, OWNER, PAGES_MOST, look_at_addresses, &x);
    walk(h, SURFACE_ADMIN, AGENT, PAGES_MOST, look_at_addresses, &x);
    walk(h, SURFACE_SHOP, ASSISTING, PAGES_MOST, look_at_addresses, &x);
    walk(h, SURFACE_SHOP, CUSTOMER, PAGES_MOST, look_at_addresses, &x);
    walk(h, SURFACE_SHOP, VISITOR, PAGES_MOST, look_at_addresses, &x);
}

/* ---- the prefix stays: a page of an assist session leads nowhere else ---- */

static void look_for_ways_out(void *to, str path, const struct answer *a)
{
    struct house *h = to;
    str base = house_base(h, SURFACE_SHOP, ASSISTING);
    struct html_urls urls = html_urls(h->t->mem, a->body);
    for (size_t i = 0; i < urls.n; i++) {
        str u = urls.at[i];
        bool stays = str_starts(u, base) || str_starts(u, S("/static/")) || str_starts(u, S("#")) ||
                     str_starts(u, S("mailto:")) || str_starts(u, S("tel:"));
        if (!stays)
            fail_msg("%.*s leads out: %.*s", STR_ARG(path), STR_ARG(u));
    }
    bool stays = a->location.n == 0 || str_starts(a->location, base);
    if (!stays)
        fail_msg("%.*s goes out: %.*s", STR_ARG(path), STR_ARG(a->location));
    if (a->status == 200 && str_starts(a->type, S("text/html")) &&
        !answer_has(a, "/close-session\""))
        fail_msg("%.*s has no banner", STR_ARG(path));
}

static void every_page_of_an_assist_session_has_the_banner_and_stays_inside(struct test_store *t)
{
    struct house *h = house_make(t);
    house_documents(h);
    assert_true(walk(h, SURFACE_SHOP, ASSISTING, PAGES_MOST, look_for_ways_out, h) > 30);
}

static const struct test tests[] = {
    TEST(R39_no_page_writes),
    TEST(R38_a_form_without_its_token_loads_and_writes_nothing),
    TEST(R27_R28_nothing_personal_may_be_stored),
    TEST(CF05_nothing_of_an_assist_session_is_stored),
    TEST(R14_markup_of_customers_is_text_on_every_page),
    TEST(R14_markup_that_was_typed_is_text_when_it_is_shown_again),
    TEST(R14_no_page_has_code_of_its_own),
    TEST(R46_no_answer_of_an_assist_session_holds_a_secret_of_the_customer),
    TEST(R32_no_address_of_a_page_holds_a_token_an_email_or_an_accounts_number),
    TEST(every_page_of_an_assist_session_has_the_banner_and_stays_inside),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
