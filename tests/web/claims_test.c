/* What a form claims: ids, names of other people, ways back. Who acts is decided by the cookie alone, and whose things they
 * are by the database. */
#include "domain/assist.h"

#include "house.h"
#include "html.h"
#include "rows.h"

#include <string.h>

static struct answer get(struct browser *b, str path)
{
    return browser_get(b, str_z(b->t->mem, path));
}

static struct answer post(struct browser *b, str path, str fields)
{
    return browser_post(b, str_z(b->t->mem, path), str_z(b->t->mem, fields));
}

/* ---- R01: what a form says never decides who acts ---- */

/* Names that forms elsewhere were fooled by, plain, nested and as lists; all of them Ben's or the owner's. */
static str claims(struct house *h)
{
    long long ben = (long long)h->ben.id;
    return str_format(
        h->t->mem,
        "id=%lld&customer_id=%lld&actor_id=%d&assist_id=999&staff_id=%d&session_id=1&who=5&user_id=1"
        "&customer%%5Bid%%5D=%lld&customer%%5Bcustomer_id%%5D=%lld&actor%%5Bwho%%5D=5"
        "&session%%5Bcustomer%%5D%%5Bid%%5D=%lld&id%%5B%%5D=%lld&customer_id%%5B%%5D=%lld"
        "&customer_id%%5B%%5D=%lld&permits=1&is_admin=1&ref2=%.*s",
        ben, ben, STAFF_OWNER, STAFF_OWNER, ben, ben, ben, ben, ben, ben, STR_ARG(h->ben.ref));
}

static bool ends_session(str action)
{
    return str_ends(action, S("/sign-out")) || str_ends(action, S("/close-session"));
}

/* What stands empty and must not, with something that fits. */
static str filled(struct arena *mem, str fields)
{
    static const struct {
        str empty, full;
    } values[] = {
        {S("first_name="), S("first_name=Anna")}, {S("last_name="), S("last_name=Berger")},
        {S("street1="), S("street1=Weg+1")},      {S("city="), S("city=Goslar")},
        {S("postcode="), S("postcode=38640")},    {S("phone="), S("phone=%2B49+30+1234")},
        {S("email="), S("email=new%40x.test")},   {S("comment="), S("comment=Hello")},
    };
    struct buf b = {0};
    str pair;
    while (str_cut(&fields, '&', &pair)) {
        for (size_t i = 0; i < COUNT(values); i++)
            if (str_eq(pair, values[i].empty))
                pair = values[i].full;
        buf_printf(&b, "%s%.*s", b.n ? "&" : "", STR_ARG(pair));
    }
    str out = str_copy(mem, buf_str(&b));
    buf_free(&b);
    return out;
}

struct attempt {
    struct house *h;
    struct browser *b;
    enum person who;
    size_t accepted; /* forms that were taken: what is refused proves little */
};

/* What is written in the storefront for Anna never tells of another customer. */
static void expect_nothing_of_others(const struct attempt *x, const struct answer *a)
{
    static const char *const theirs[] = {"Haus Carter", "Haus Diaz", "ben@", "clara@"};
    for (size_t i = 0; i < COUNT(theirs) && (x->who == CUSTOMER || x->who == ASSISTING); i++)
        assert_false(answer_has(a, theirs[i]));
}

static void try_form(struct attempt *x, str action, str fields)
{
    if (ends_session(action))
        return;
    struct answer a = post(x->b, action, fields);
    house_expect_actor(x->h, x->who, &a);
    expect_nothing_of_others(x, &a);
    assert_int_not_equal(a.status, 500);
    x->accepted += a.status == 303;
}

static void try_forms_of(struct attempt *x, str page)
{
    struct arena *mem = x->h->t->mem;
    struct answer a = get(x->b, page);
    struct html_forms forms = html_forms(mem, a.body);
    for (size_t i = 0; i < forms.n; i++)
        if (forms.at[i].post)
            try_form(x, forms.at[i].action,
                     str_format(mem, "%.*s&%.*s", STR_ARG(filled(mem, forms.at[i].fields)),
                                STR_ARG(claims(x->h))));
}

static bool takes_away(str path)
{
    return str_has(path, S("/delete")) || str_has(path, S("/remove"));
}

static void try_route(struct attempt *x, const struct route *r, bool away)
{
    str path = house_path(x->h, r, house_base(x->h, r->surface, x->who));
    if (takes_away(path) != away)
        return;
    if (r->method == POST)
        try_form(x, path, claims(x->h));
    else
        try_forms_of(x, path);
}

static str rows_of_others(struct house *h)
{
    return str_join(h->t->mem, rows_of_customer(h->t, h->ben.id),
                    rows_of_customer(h->t, h->clara.id));
}

/* Every page's forms as they stand with the claims, and every POST route with the claims alone, which mostly fails. */
static void claim_everywhere(struct house *h, enum surface s, enum person who, size_t accepted)
{
    struct attempt x = {.h = h, .b = house_browser(h, who), .who = who};
    str others = rows_of_others(h);
    for (int away = 0; away < 2; away++)
        for (size_t i = 1; i < route_table_n; i++)
            if (route_table[i].surface == s && !(route_table[i].flags & ARRIVAL))
                try_route(&x, &route_table[i], away);
    struct answer a = get(x.b, str_join(h->t->mem, house_base(h, s, who), S("/account")));
    house_expect_actor(h, who, &a);
    assert_str_equal(rows_of_others(h), others);
    assert_true(x.accepted >= accepted);
    browser_end(x.b);
}

static void R01_no_field_makes_a_customer_somebody_else(struct test_store *t)
{
    claim_everywhere(house_make(t), SURFACE_SHOP, CUSTOMER, 20);
}

static void R01_no_field_makes_an_assist_session_somebody_elses(struct test_store *t)
{
    claim_everywhere(house_make(t), SURFACE_SHOP, ASSISTING, 15);
}

static void R01_no_field_makes_staff_somebody_else(struct test_store *t)
{
    claim_everywhere(house_make(t), SURFACE_ADMIN, CLERK, 8);
}

/* ---- R35: what is not mine is not found ---- */

static str swap(struct arena *mem, str text, i64 from, i64 to)
{
    str old = str_format(mem, "%lld", (long long)from),
        new = str_format(mem, "%lld", (long long)to);
    struct buf b = {0};
    while (text.n) {
        bool here = str_starts(text, old) &&
                    (b.n == 0 || (b.at[b.n - 1] < '0' || b.at[b.n - 1] > '9')) &&
                    (text.n == old.n || text.at[old.n] < '0' || text.at[old.n] > '9');
        if (here)
            buf_put(&b, new);
        else
            buf_char(&b, text.at[0]);
        text = str_skip(text, here ? old.n : 1);
    }
    str out = str_copy(mem, buf_str(&b));
    buf_free(&b);
    return out;
}

/* name=value pairs whose name speaks of an id, with Ben's number for Anna's. */
static str with_ids_of_ben(struct house *h, str fields)
{
    struct arena *mem = h->t->mem;
    struct buf b = {0};
    str pair;
    i64 cart = rows_number(
        h->t, str_z(mem, str_format(mem, "SELECT id FROM cart WHERE open AND customer_id = %lld",
                                    (long long)h->ben.id)));
    while (str_cut(&fields, '&', &pair)) {
        if (str_has(pair, S("address_id=")))
            pair = swap(mem, pair, h->anna.address_id, h->ben.address_id);
        else if (str_starts(pair, S("cart_id=")))
            pair = str_format(mem, "cart_id=%lld", (long long)cart);
        else if (str_starts(pair, S("qty-")))
            pair = str_format(mem, "qty-%lld=7", (long long)h->ben.item_id);
        buf_printf(&b, "%s%.*s", b.n ? "&" : "", STR_ARG(pair));
    }
    str out = str_copy(mem, buf_str(&b));
    buf_free(&b);
    return out;
}

/* The label of an assist session has digits too: what stands in front of the page's own path stays. */
static str swap_in_path(struct attempt *x, str path, i64 from, i64 to)
{
    struct arena *mem = x->h->t->mem;
    str base = house_base(x->h, SURFACE_SHOP, x->who);
    return str_join(mem, base, swap(mem, str_skip(path, base.n), from, to));
}

static void try_ids_on_page(struct attempt *x, str page)
{
    struct house *h = x->h;
    struct answer a = get(x->b, page);
    expect_nothing_of_others(x, &a);
    if (str_has(page, S("/addresses/")) && !str_ends(page, S("/new"))) {
        struct answer other =
            get(x->b, swap_in_path(x, page, h->anna.address_id, h->ben.address_id));
        assert_int_equal(other.status, 404);
        expect_nothing_of_others(x, &other);
    }
    struct html_forms forms = html_forms(h->t->mem, a.body);
    for (size_t k = 0; k < forms.n; k++) {
        str action = forms.at[k].action;
        if (str_has(action, S("/addresses/")))
            action = swap_in_path(x, action, h->anna.address_id, h->ben.address_id);
        if (str_has(action, S("/cart/remove/")))
            action = swap_in_path(x, action, h->anna.item_id, h->ben.item_id);
        if (forms.at[k].post)
            try_form(x, action, with_ids_of_ben(h, filled(h->t->mem, forms.at[k].fields)));
    }
}

static void try_ids_of_ben(struct house *h, enum person who)
{
    struct attempt x = {.h = h, .b = house_browser(h, who), .who = who};
    str base = house_base(h, SURFACE_SHOP, who), others = rows_of_others(h);
    for (size_t i = 1; i < route_table_n; i++)
        if (route_table[i].surface == SURFACE_SHOP && route_table[i].method == GET)
            try_ids_on_page(&x, house_path(h, &route_table[i], base));
    assert_str_equal(rows_of_others(h), others);
    struct answer a = get(x.b, str_format(h->t->mem, "%.*s/account/orders/%.*s", STR_ARG(base),
                                          STR_ARG(h->ben.number)));
    assert_int_equal(a.status, 404);
    assert_false(str_has(rows_of_customer(h->t, h->anna.id), S("Haus Carter")));
    browser_end(x.b);
}

static void R35_ids_of_another_customer_change_nothing(struct test_store *t)
{
    try_ids_of_ben(house_make(t), CUSTOMER);
}

static void R35_ids_of_another_customer_change_nothing_in_an_assist_session(struct test_store *t)
{
    try_ids_of_ben(house_make(t), ASSISTING);
}

/* Refusals are rows of the log that speak of the customer; nothing else may differ. */
static str without_log(struct arena *mem, str rows)
{
    struct buf b = {0};
    str line;
    while (str_cut(&rows, '\n', &line))
        if (!str_starts(line, S("action_log:")))
            buf_printf(&b, "%.*s\n", STR_ARG(line));
    str out = str_copy(mem, buf_str(&b));
    buf_free(&b);
    return out;
}

/* ---- R22: credentials and permission are the customer's own ---- */

static void R22_an_assist_session_changes_no_credential_and_no_permission(struct test_store *t)
{
    static const str tries[] = {
        S("first_name=Anna&last_name=Berger&consent_shown=1"),
        S("first_name=Anna&last_name=Berger&consent_shown=1&consent=1"),
        S("first_name=Anna&last_name=Berger&change_email=1&email=evil%40x.test&current_password=Sonnen-Schein7"),
        S("first_name=Anna&last_name=Berger&change_password=1&current_password=Sonnen-Schein7"
          "&password=Neues-Wort-8&confirm=Neues-Wort-8"),
    };
    struct house *h = house_make(t);
    struct browser *b = house_browser(h, ASSISTING);
    str path = str_join(t->mem, house_base(h, SURFACE_SHOP, ASSISTING), S("/account/edit"));
    str before = rows_of_customer(t, h->anna.id);
    for (size_t i = 0; i < COUNT(tries); i++)
        assert_int_equal(post(b, path, tries[i]).status, 403);
    str sql = S(
        "SELECT count(*) FROM action_log WHERE NOT success AND cause = 'no_right' AND assist_id IS NOT NULL AND "
        "staff_name = 'aron'");
    assert_true(rows_number(t, sql.at) >= (i64)COUNT(tries));
    assert_str_equal(without_log(t->mem, rows_of_customer(t, h->anna.id)),
                     without_log(t->mem, before));
    browser_end(b);
}

/* ---- R42 ---- */

/* Every place where another shop took a way back from the client. */
static const str ways_back = S(
    "next=%2F%2Fevil.test&next%5B%5D=x&return_path=https%3A%2F%2Fevil.test&return=%2F%5Cevil.test&redirect=%2F%2Fevil.test"
    "&url=%2F%2Fevil.test&back=%2F%2Fevil.test&referer=http%3A%2F%2Fevil.test&qty=1&email=anna%40customers.test"
    "&password=Sonnen-Schein7&user_name=aron");

static void R42_no_answer_leads_where_the_client_says(struct test_store *t)
{
    static const enum person persons[] = {VISITOR, CUSTOMER, ASSISTING, AGENT};
    struct house *h = house_make(t);
    for (size_t p = 0; p < COUNT(persons); p++)
        for (size_t i = 1; i < route_table_n; i++) {
            const struct route *r = &route_table[i];
            if (r->surface == SURFACE_OPEN || ends_session(r->path))
                continue;
            struct browser *b = house_browser(h, persons[p]);
            str path = house_path(h, r, house_base(h, r->surface, persons[p]));
            if (r->method == GET)
                path = str_format(t->mem, "%.*s?next=%%2F%%2Fevil.test&return=https://evil.test",
                                  STR_ARG(path));
            struct answer a = r->method == GET ? get(b, path) : post(b, path, ways_back);
            str to = a.location;
            assert_true(to.n == 0 || to.at[0] == '/');
            assert_true(to.n < 2 || (to.at[1] != '/' && to.at[1] != '\\'));
            assert_false(a.status != 303 && to.n);
            assert_false(str_starts(to, S("/evil")));
            browser_end(b);
        }
}

static const struct test tests[] = {
    TEST(R01_no_field_makes_a_customer_somebody_else),
    TEST(R01_no_field_makes_an_assist_session_somebody_elses),
    TEST(R01_no_field_makes_staff_somebody_else),
    TEST(R35_ids_of_another_customer_change_nothing),
    TEST(R35_ids_of_another_customer_change_nothing_in_an_assist_session),
    TEST(R22_an_assist_session_changes_no_credential_and_no_permission),
    TEST(R42_no_answer_leads_where_the_client_says),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
