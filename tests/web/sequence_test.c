/* Random days at the shop: two agents and three customers start, browse, buy, close, run out of time, sign out, withdraw
 * and give permission, mix up their cookies, while the server crashes now and then. A model knows who each request is;
 * the shop must agree every time (R19). KONTOR_STEPS: how many steps; KONTOR_SEED: which day. */
#include "domain/assist.h"
#include "domain/session_seen.h"

#include "house.h"
#include "html.h"
#include "rows.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define STEPS         2000
#define SEED          20260522
#define SESSIONS_MOST 4096
#define OPEN_MOST                                                                                  \
    6 /* assist sessions that an agent has open at once: a browser here keeps few cookies */
#define SETTLE 100

struct running {
    str label, token;
    i64 id;
    size_t agent, customer;
    bool over;
    i64 orders;
};

struct agent {
    i64 staff_id;
    struct browser *b; /* one browser: back office, own storefront, assist sessions */
    bool signed_in;
    str shop_token; /* of the own storefront */
    i64 shop_session;
    str cart; /* rows of the own cart, as the agent left it */
    size_t open;
};

struct buyer {
    const struct house_customer *row;
    struct browser *b;
    bool allows;
    i64 orders;
};

struct game {
    struct test_store *t;
    struct test_store scratch; /* what browsers keep between two settlings */
    struct house *h;
    u64 random;
    size_t step;
    struct agent agents[2];
    struct buyer buyers[3];
    struct running *all;
    size_t n;
};

/* ---- chance ---- */

static size_t chance(struct game *g, size_t n)
{
    g->random ^= g->random << 13;
    g->random ^= g->random >> 7;
    g->random ^= g->random << 17;
    return (size_t)(g->random % n);
}

static i64 number_from(const char *name, i64 otherwise)
{
    i64 n = otherwise;
    const char *text = getenv(name);
    return text && str_to_i64(str_from(text), 1, 10000000, &n) ? n : otherwise;
}

/* ---- asking ---- */

static const char *cut(struct game *g, str s)
{
    return str_z(g->scratch.mem, s);
}

static struct answer get(struct game *g, struct browser *b, str path)
{
    return browser_get(b, cut(g, path));
}

static struct answer post(struct game *g, struct browser *b, str path, str fields)
{
    return browser_post(b, cut(g, path), cut(g, fields));
}

/* A number out of the database; %1 to %3 of the question are numbers too. */
static i64 count(struct game *g, const char *sql, i64 a, i64 b, i64 c)
{
    const i64 values[] = {a, b, c};
    struct buf text = {0};
    for (; *sql; sql++) {
        bool here = sql[0] == '%' && sql[1] >= '1' && sql[1] <= '3';
        if (here)
            buf_i64(&text, values[*++sql - '1']);
        else
            buf_char(&text, *sql);
    }
    i64 n = rows_number(&g->scratch, cut(g, buf_str(&text)));
    buf_free(&text);
    return n;
}

static str rows_of_own_cart(struct game *g, const struct agent *a, struct arena *mem)
{
    struct test_store t = *g->t;
    t.mem = g->scratch.mem;
    long long session = (long long)a->shop_session;
    str cart = rows_where(&t, "cart", str_format(t.mem, "session_id = %lld", session));
    str items = rows_where(
        &t, "cart_item",
        str_format(t.mem, "cart_id IN (SELECT id FROM cart WHERE session_id = %lld)", session));
    return str_join(mem, cart, items);
}

/* ---- what must hold of each answer ---- */

static void expect_assist(struct game *g, const struct running *x, const struct answer *a)
{
    const struct actor *who = &a->actor;
    if (x->over) {
        assert_int_equal(a->status, 401);
        assert_int_equal(who->who, WHO_VISITOR);
        assert_int_equal(who->customer_id, 0);
        assert_int_equal(who->staff_id, 0);
        return;
    }
    assert_int_not_equal(a->status, 401);
    assert_int_equal(who->who, WHO_ASSIST);
    assert_int_equal(who->customer_id, g->buyers[x->customer].row->id);
    assert_int_equal(who->staff_id, g->agents[x->agent].staff_id);
    assert_int_equal(who->assist_id, x->id);
}

static void expect_staff(const struct agent *x, const struct answer *a)
{
    assert_int_equal(a->actor.who, x->signed_in ? WHO_STAFF : WHO_VISITOR);
    assert_int_equal(a->actor.staff_id, x->signed_in ? x->staff_id : 0);
    assert_int_equal(a->actor.customer_id, 0);
}

static void expect_own(const struct agent *x, const struct answer *a)
{
    assert_int_equal(a->actor.who, WHO_VISITOR);
    assert_int_equal(a->actor.staff_id, 0);
    assert_int_equal(a->actor.customer_id, 0);
    assert_int_equal(a->actor.session_id, x->shop_session);
}

static void expect_buyer(const struct buyer *x, const struct answer *a)
{
    assert_int_equal(a->actor.who, WHO_CUSTOMER);
    assert_int_equal(a->actor.customer_id, x->row->id);
    assert_int_equal(a->actor.staff_id, 0);
    assert_int_equal(a->actor.assist_id, 0);
}

/* The agents' own storefront: cookie and cart, byte for byte. */
static void expect_own_untouched(struct game *g)
{
    for (size_t i = 0; i < COUNT(g->agents); i++) {
        struct agent *a = &g->agents[i];
        assert_str_equal(browser_cookie(a->b, S("kontor-shop")), a->shop_token);
        assert_str_equal(rows_of_own_cart(g, a, g->scratch.mem), a->cart);
    }
}

static void expect_log_names_the_human(struct game *g)
{
    for (size_t i = 0; i < g->n; i++) {
        struct running *x = &g->all[i];
        i64 staff = g->agents[x->agent].staff_id, customer = g->buyers[x->customer].row->id;
        assert_int_equal(
            count(
                g,
                "SELECT count(*) FROM action_log WHERE assist_id = %1 AND (staff_id IS NULL OR staff_id <> "
                "%2 OR customer_id IS NULL OR customer_id <> %3)",
                x->id, staff, customer),
            0);
        assert_int_equal(
            count(
                g,
                "SELECT count(*) FROM sales_order WHERE assist_id = %1 AND staff_id = %2 AND customer_id = %3",
                x->id, staff, customer),
            x->orders);
        assert_int_equal(
            count(g, "SELECT count(*) FROM sales_order WHERE assist_id = %1", x->id, 0, 0),
            x->orders);
    }
    for (size_t i = 0; i < COUNT(g->buyers); i++)
        assert_int_equal(
            count(g,
                  "SELECT count(*) FROM sales_order WHERE assist_id IS NULL AND customer_id = %1",
                  g->buyers[i].row->id, 0, 0),
            g->buyers[i].orders);
}

/* ---- what people do ---- */

static const char *const shop_pages[] = {
    "/",        "/account",           "/account/orders", "/account/edit", "/cart",
    "/p/mug",   "/account/addresses", "/checkout",       "/search?q=mug", "/c/kitchen",
    "/nowhere", "/account/wishlist"};

static str some_page(struct game *g)
{
    return str_from(shop_pages[chance(g, COUNT(shop_pages))]);
}

static str root_of(struct game *g, const struct running *x)
{
    return str_join(g->scratch.mem, S("/assist/"), x->label);
}

static str path_in(struct game *g, const struct running *x, str path)
{
    return str_join(g->scratch.mem, root_of(g, x), path);
}

/* One of the sessions, mostly a late one: those that are over must stay over. */
static struct running *some_session(struct game *g)
{
    if (!g->n)
        return NULL;
    size_t late = g->n < 12 ? g->n : 12;
    return chance(g, 5) ? &g->all[g->n - 1 - chance(g, late)] : &g->all[chance(g, g->n)];
}

/* Cookies of sessions that are over stay with whoever keeps them. */
static void give_cookie(struct game *g, const struct running *x)
{
    browser_keep(g->agents[x->agent].b, S("kontor-assist"), x->token,
                 str_join(g->scratch.mem, root_of(g, x), S("/")));
}

static void take_cookie(struct game *g, const struct running *x)
{
    browser_keep(g->agents[x->agent].b, S("kontor-assist"), S(""),
                 str_join(g->scratch.mem, root_of(g, x), S("/")));
}

static void end(struct game *g, struct running *x)
{
    if (!x->over)
        g->agents[x->agent].open--;
    x->over = true;
    take_cookie(g, x);
}

static struct answer ask_assist(struct game *g, struct running *x, bool form, str path, str fields)
{
    struct browser *b = g->agents[x->agent].b;
    give_cookie(g, x);
    struct answer a =
        form ? post(g, b, path_in(g, x, path), fields) : get(g, b, path_in(g, x, path));
    expect_assist(g, x, &a);
    if (x->over)
        take_cookie(g, x);
    return a;
}

static void sign_in(struct game *g, struct agent *a)
{
    a->signed_in = true;
    browser_keep(a->b, S("kontor-admin"), house_sign_in_staff(g->h, a->staff_id), S("/admin"));
}

static void start(struct game *g)
{
    struct agent *a = &g->agents[chance(g, COUNT(g->agents))];
    size_t customer = chance(g, COUNT(g->buyers));
    struct buyer *k = &g->buyers[customer];
    if (a->open == OPEN_MOST || g->n == SESSIONS_MOST)
        return;
    if (!a->signed_in && chance(g, 2))
        sign_in(g, a);
    struct answer r =
        post(g, a->b, str_join(g->scratch.mem, S("/admin/assist/customer/"), k->row->ref),
             S("reason=ticket"));
    expect_staff(a, &r);
    if (!a->signed_in || !k->allows) {
        assert_true(r.status == 403 ||
                    (r.status == 303 && str_starts(r.location, S("/admin/sign-in"))));
        return;
    }
    assert_int_equal(r.status, 303);
    str rest = str_skip(r.location, S("/assist/").n), label = {0};
    str_cut(&rest, '/', &label);
    struct running *x = &g->all[g->n++];
    *x = (struct running){.label = str_copy(g->t->mem, label),
                          .agent = (size_t)(a - g->agents),
                          .customer = customer};
    for (size_t i = 0; i < a->b->n_cookies; i++)
        if (str_has(a->b->cookies[i].path, label) &&
            str_eq(a->b->cookies[i].name, S("kontor-assist")))
            x->token = str_copy(g->t->mem, a->b->cookies[i].value);
    assert_int_equal(x->token.n, 43);
    x->id = count(g, "SELECT max(id) FROM assist_session", 0, 0, 0);
    a->open++;
}

static void browse(struct game *g)
{
    struct running *x = some_session(g);
    if (x)
        ask_assist(g, x, false, some_page(g), S(""));
}

static str add_path(struct game *g)
{
    return chance(g, 2) ? S("/cart/add/mug") : S("/cart/add/cup");
}

static void fill_cart(struct game *g)
{
    struct running *x = some_session(g);
    if (x)
        ask_assist(g, x, true, add_path(g), S("qty=1"));
}

/* The form of a page whose action begins so, as it stands. */
static bool find_form(struct game *g, const struct answer *a, str action, struct html_form *out)
{
    struct html_forms forms = html_forms(g->scratch.mem, a->body);
    for (size_t i = 0; i < forms.n; i++)
        if (forms.at[i].post && str_eq(forms.at[i].action, action)) {
            *out = forms.at[i];
            return true;
        }
    return false;
}

/* Through the checkout below `root`; true: an order was placed. */
static bool check_out(struct game *g, struct browser *b, str root)
{
    struct arena *mem = g->scratch.mem;
    struct html_form form;
    post(g, b, str_join(mem, root, add_path(g)), S("qty=1"));
    str step = str_join(mem, root, S("/checkout")),
        last = str_join(mem, root, S("/checkout/payment"));
    struct answer a = get(g, b, step);
    if (!find_form(g, &a, step, &form))
        return false;
    post(g, b, step, form.fields);
    a = get(g, b, last);
    if (!find_form(g, &a, last, &form))
        return false;
    a = post(g, b, last, form.fields);
    return a.status == 303 && str_has(a.location, S("/checkout/success"));
}

static void buy_for(struct game *g)
{
    struct running *x = some_session(g);
    if (!x || x->over)
        return;
    give_cookie(g, x);
    bool placed = check_out(g, g->agents[x->agent].b, root_of(g, x));
    assert_true(placed);
    x->orders++;
}

static void buy(struct game *g)
{
    struct buyer *k = &g->buyers[chance(g, COUNT(g->buyers))];
    assert_true(check_out(g, k->b, S("")));
    k->orders++;
}

static void customer_browses(struct game *g)
{
    struct buyer *k = &g->buyers[chance(g, COUNT(g->buyers))];
    struct answer a =
        chance(g, 4) ? get(g, k->b, some_page(g)) : post(g, k->b, add_path(g), S("qty=1"));
    expect_buyer(k, &a);
}

static void agent_browses(struct game *g)
{
    struct agent *a = &g->agents[chance(g, COUNT(g->agents))];
    struct answer r = get(g, a->b, some_page(g));
    expect_own(a, &r);
    r = get(g, a->b, S("/admin/orders"));
    expect_staff(a, &r);
}

static void agent_shops(struct game *g)
{
    struct agent *a = &g->agents[chance(g, COUNT(g->agents))];
    struct answer r = post(g, a->b, add_path(g), S("qty=1"));
    expect_own(a, &r);
    assert_int_equal(r.status, 303);
    a->cart = rows_of_own_cart(g, a, g->t->mem);
}

static void close_one(struct game *g)
{
    struct running *x = some_session(g);
    if (!x)
        return;
    struct answer a = ask_assist(g, x, true, S("/close-session"), S(""));
    if (x->over)
        return;
    assert_int_equal(a.status, 303);
    assert_str_equal(a.location, str_join(g->scratch.mem, S("/admin/customers/"),
                                          g->buyers[x->customer].row->ref));
    end(g, x);
}

static void run_out_of_time(struct game *g)
{
    struct running *x = some_session(g);
    if (!x)
        return;
    test_script(
        &g->scratch,
        str_format(
            g->scratch.mem,
            "UPDATE assist_session SET started_at = started_at - 7200000000 WHERE id = %lld;",
            (long long)x->id));
    end(g, x);
}

static void sweep(struct game *g)
{
    g->h->w->c.now = time_now();
    assert_ok(assist_sweep(as_program(g->h->w)));
}

static void sign_out(struct game *g)
{
    struct agent *a = &g->agents[chance(g, COUNT(g->agents))];
    if (!a->signed_in) {
        sign_in(g, a);
        return;
    }
    struct answer r = post(g, a->b, S("/admin/sign-out"), S(""));
    assert_int_equal(r.status, 303);
    a->signed_in = false;
    browser_keep(a->b, S("kontor-admin"), S(""), S("/admin"));
    for (size_t i = 0; i < g->n; i++)
        if (&g->agents[g->all[i].agent] == a)
            end(g, &g->all[i]);
}

static void change_mind(struct game *g)
{
    size_t customer = chance(g, COUNT(g->buyers));
    struct buyer *k = &g->buyers[customer];
    if (k->allows && chance(g, 2))
        return;
    struct answer a = get(g, k->b, S("/account/edit"));
    struct html_form form;
    assert_true(find_form(g, &a, S("/account/edit"), &form));
    str fields = form.fields, pair;
    struct buf b = {0};
    while (str_cut(&fields, '&', &pair))
        if (!str_eq(pair, S("consent=1")))
            buf_printf(&b, "%.*s&", STR_ARG(pair));
    buf_put(&b, k->allows ? S("x=1") : S("consent=1"));
    a = post(g, k->b, S("/account/edit"), str_copy(g->scratch.mem, buf_str(&b)));
    buf_free(&b);
    expect_buyer(k, &a);
    assert_int_equal(a.status, 303);
    k->allows = !k->allows;
    for (size_t i = 0; i < g->n && !k->allows; i++)
        if (g->all[i].customer == customer)
            end(g, &g->all[i]);
}

/* Cookies where they do not belong: nobody becomes somebody by them. */
static void mix_up(struct game *g)
{
    struct running *x = some_session(g), *y = some_session(g);
    if (!x || x == y)
        return;
    struct browser *b = browser_again(g->buyers[0].b);
    str wrong[] = {y->token, g->buyers[y->customer].row->token, g->agents[y->agent].shop_token,
                   house_staff_token(g->h, g->agents[y->agent].staff_id)};
    browser_keep(b, S("kontor-shop"), g->buyers[y->customer].row->token, S("/"));
    browser_keep(b, S("kontor-assist"), wrong[chance(g, COUNT(wrong))], S("/"));
    bool form = chance(g, 2);
    str path = path_in(g, x, form ? S("/cart/add/mug") : some_page(g));
    struct answer a = form ? post(g, b, path, S("qty=1")) : get(g, b, path);
    assert_int_equal(a.status, 401);
    assert_int_equal(a.actor.who, WHO_VISITOR);
    assert_int_equal(a.actor.customer_id, 0);
    browser_end(b);
}

/* A second start from inside: the back office answers no request that carries an assist session (R19). */
static void start_inside(struct game *g)
{
    struct running *x = some_session(g);
    if (!x)
        return;
    struct browser *b = browser_again(g->agents[x->agent].b);
    browser_keep(b, S("kontor-assist"), x->token, S("/"));
    if (chance(g, 2))
        browser_keep(b, S("kontor-admin"), browser_cookie(g->agents[x->agent].b, S("kontor-admin")),
                     S("/"));
    str path =
        str_join(g->scratch.mem, S("/admin/assist/customer/"), g->buyers[chance(g, 3)].row->ref);
    struct answer a = post(g, b, path, S("reason=nested"));
    assert_int_equal(a.status, 400);
    assert_int_equal(a.actor.customer_id, 0);
    assert_int_equal(a.actor.staff_id, 0);
    browser_end(b);
}

/* ---- the server dies and comes again ---- */

static void copy_file(struct game *g, str from, str to)
{
    FILE *in = fopen(cut(g, from), "rb"), *out = in ? fopen(cut(g, to), "wb") : NULL;
    char part[65536];
    for (size_t n; in && (n = fread(part, 1, sizeof part, in));)
        assert_int_equal(fwrite(part, 1, n, out), n);
    if (in)
        assert_int_equal(fclose(in) + fclose(out), 0);
}

/* What the disk holds at this moment, as a process that was killed leaves it. */
static void keep_disk(struct game *g, str to)
{
    static const char *const ends[] = {"", "-wal"};
    for (size_t i = 0; i < COUNT(ends); i++)
        copy_file(g, str_join(g->scratch.mem, g->t->url, str_from(ends[i])),
                  str_join(g->scratch.mem, to, str_from(ends[i])));
}

static void forget_memory(void)
{
    struct seen seen[64];
    while (session_seen_unwritten(seen, COUNT(seen)) > 0)
        ;
    session_seen_forget((when){INT64_MAX});
    browser_forget_pages(); /* and what was known of people */
}

static void use_store(struct game *g, struct browser *b)
{
    b->site.store = g->t->store;
    b->lane.db = g->t->db;
}

static void crash(struct game *g)
{
    struct test_store *t = g->t;
    bool sqlite = str_eq(str_from(t->engine), S("sqlite"));
    str old = t->url, fresh = old, why;
    if (sqlite) {
        fresh = str_format(t->mem, "%.*s.%zu", STR_ARG(old), g->step);
        keep_disk(g, fresh);
    }
    db_close(t->db);
    store_close(t->store);
    if (sqlite)
        unlink(cut(g, old));
    t->url = fresh;
    assert_ok(store_open(t->url, false, &t->store, t->mem, &why));
    assert_ok(db_open(t->store, &t->db));
    g->scratch.store = t->store;
    g->scratch.db = t->db;
    g->h->w->c.store = t->store;
    g->h->w->c.db = t->db;
    for (size_t i = 0; i < COUNT(g->agents); i++)
        use_store(g, g->agents[i].b);
    for (size_t i = 0; i < COUNT(g->buyers); i++)
        use_store(g, g->buyers[i].b);
    forget_memory();
}

/* ---- the game ---- */

/* Messages for the next page are nobody's identity; they only fill the jar. */
static void drop_flashes(struct browser *b)
{
    for (size_t i = b->n_cookies; i-- > 0;)
        if (str_starts(b->cookies[i].name, S("kontor-flash")))
            b->cookies[i] = b->cookies[--b->n_cookies];
}

/* Cookies move to a new arena; whatever else the last steps left is gone. */
static void settle(struct game *g)
{
    struct arena *old = g->scratch.mem, *mem = arena_new(0);
    struct browser *all[5] = {g->agents[0].b, g->agents[1].b, g->buyers[0].b, g->buyers[1].b,
                              g->buyers[2].b};
    for (size_t i = 0; i < COUNT(all); i++)
        for (size_t k = 0; k < all[i]->n_cookies; k++) {
            struct cookie_kept *c = &all[i]->cookies[k];
            *c = (struct cookie_kept){str_copy(mem, c->name), str_copy(mem, c->value),
                                      str_copy(mem, c->path)};
        }
    g->scratch.mem = mem;
    arena_free(old);
}

static struct browser *a_browser(struct game *g)
{
    struct browser *b = browser_new(g->t);
    b->t = &g->scratch;
    return b;
}

static void begin(struct game *g, struct test_store *t)
{
    static const i64 staff[] = {STAFF_AGENT, STAFF_OWNER};
    *g = (struct game){
        .t = t, .h = house_make(t), .random = (u64)number_from("KONTOR_SEED", SEED) * 2654435761u};
    g->scratch = *t;
    g->scratch.mem = arena_new(0);
    g->all = NEWN(t->mem, struct running, SESSIONS_MOST);
    const struct house_customer *rows[] = {&g->h->anna, &g->h->ben, &g->h->clara};
    for (size_t i = 0; i < COUNT(g->buyers); i++) {
        g->buyers[i] = (struct buyer){
            .row = rows[i], .b = a_browser(g), .allows = rows[i] != &g->h->ben, .orders = 1};
        browser_keep(g->buyers[i].b, S("kontor-shop"), rows[i]->token, S("/"));
    }
    for (size_t i = 0; i < COUNT(g->agents); i++) {
        struct agent *a = &g->agents[i];
        *a = (struct agent){.staff_id = staff[i], .b = a_browser(g)};
        a->shop_token = house_open_session(g->h, 0, i ? "second-agents-own" : "first-agents-own");
        a->shop_session = count(g, "SELECT max(id) FROM shop_session", 0, 0, 0);
        browser_keep(a->b, S("kontor-shop"), a->shop_token, S("/"));
        sign_in(g, a);
        struct answer r = post(g, a->b, S("/cart/add/cup"), S("qty=3"));
        expect_own(a, &r);
        a->cart = rows_of_own_cart(g, a, t->mem);
    }
}

static void finish(struct game *g)
{
    for (size_t i = 0; i < COUNT(g->agents); i++)
        browser_end(g->agents[i].b);
    for (size_t i = 0; i < COUNT(g->buyers); i++)
        browser_end(g->buyers[i].b);
    arena_free(g->scratch.mem);
}

static const struct {
    void (*step)(struct game *g);
    size_t weight;
} steps[] = {
    {start, 12},
    {browse, 30},
    {fill_cart, 8},
    {buy_for, 3},
    {buy, 1},
    {agent_browses, 9},
    {customer_browses, 9},
    {agent_shops, 3},
    {close_one, 6},
    {run_out_of_time, 3},
    {sweep, 2},
    {sign_out, 2},
    {change_mind, 2},
    {mix_up, 5},
    {start_inside, 4},
    {crash, 1},
};

static void play(struct game *g)
{
    size_t weights = 0, i = 0;
    for (size_t k = 0; k < COUNT(steps); k++)
        weights += steps[k].weight;
    for (size_t n = chance(g, weights); n >= steps[i].weight; i++)
        n -= steps[i].weight;
    steps[i].step(g);
    for (size_t k = 0; k < COUNT(g->agents); k++)
        drop_flashes(g->agents[k].b);
    for (size_t k = 0; k < COUNT(g->buyers); k++)
        drop_flashes(g->buyers[k].b);
}

static void R19_N1_whoever_proved_themselves_is_who_acts_whatever_happens(struct test_store *t)
{
    struct game g;
    begin(&g, t);
    size_t last = (size_t)number_from("KONTOR_STEPS", STEPS);
    print_message("%zu steps of KONTOR_SEED=%lld\n", last,
                  (long long)number_from("KONTOR_SEED", SEED));
    for (g.step = 1; g.step <= last; g.step++) {
        play(&g);
        if (g.step % 10 == 0)
            expect_own_untouched(&g);
        if (g.step % SETTLE == 0)
            settle(&g);
    }
    expect_own_untouched(&g);
    expect_log_names_the_human(&g);
    assert_true(g.n > last / 50);
    finish(&g);
}

static const struct test tests[] = {
    TEST(R19_N1_whoever_proved_themselves_is_who_acts_whatever_happens),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
