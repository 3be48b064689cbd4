#include "house.h"

#include "domain/account.h"
#include "domain/assist.h"
#include "domain/customer.h"
#include "domain/document_make.h"
#include "domain/role_permits.h"
#include "domain/wishlist.h"
#include "goods.h"
#include "web/static.h"

#include <string.h>

const char *const person_names[PERSONS] = {"visitor", "customer", "other", "assisting",
                                           "owner",   "agent",    "clerk", "supervisor"};

#define SUPPORT                                                                                          \
    "dashboard search customers.all customers.edit customers.consent customers.reset sales.orders.view " \
    "sales.orders.comment sales.orders.edit"

static const struct {
    const char *name, *resources;
} staff[] = {
    /* the roles of the demo store */
    [STAFF_OWNER] = {"olga", ""},
    [STAFF_AGENT] = {"aron", SUPPORT " assist.login"},
    [STAFF_CLERK] = {"cleo", SUPPORT},
    [STAFF_SUPERVISOR] = {"sven", "assist.log system.log.report"},
    [STAFF_SPARE] = {"sina", ""},
};

/* ---- rows ---- */

/* 43 characters that name whose token it is. */
static str token_of(struct house *h, const char *name)
{
    char *text = NEWN(h->t->mem, char, 44);
    memset(text, 'A', 43);
    memcpy(text, name, strlen(name));
    return (str){text, 43};
}

/* Hashing takes its time by design: once a process, for everybody. */
static str hash_of_all(void)
{
    static char room[256];
    static str hash;
    if (hash.n)
        return hash;
    struct arena *mem = arena_new(0);
    str made = password_hash(mem, A_PASSWORD);
    assert_true(made.n < sizeof room);
    memcpy(room, made.at, made.n);
    hash = (str){room, made.n};
    arena_free(mem);
    return hash;
}

static void add_staff(struct house *h)
{
    struct buf b = {0};
    str hash = hash_of_all();
    for (int i = STAFF_OWNER; i <= STAFF_SPARE; i++) {
        const char *n = staff[i].name;
        buf_printf(
            &b,
            "INSERT INTO role (name, access_all, resources, version) VALUES ('Role of %s', %s, '%s', 1);\n"
            "INSERT INTO admin_user (user_name, user_name_fold, first_name, last_name, email, email_fold, "
            "password_hash, lang, active, role_id, failures, created_at, version) VALUES ('%s', '%s', '%s', "
            "'Staff', '%s@staff.test', '%s@staff.test', '%.*s', 'en-US', TRUE, %d, 0, 1, 1);\n",
            n, i == STAFF_OWNER ? "TRUE" : "FALSE", staff[i].resources, n, n, n, n, n,
            STR_ARG(hash), i);
    }
    buf_put(&b, S("INSERT INTO setting (scope, scope_id, path, value) VALUES ('default', 0, "
                  "'login_as_customer/general/enabled', '1');\n"));
    test_script(h->t, buf_str(&b));
    buf_free(&b);
}

static void add_session(struct house *h, const struct sql *q, str purpose, str token, i64 owner)
{
    struct hash hash = secret_hash(purpose, token);
    SCOPED(write_end) struct write w = {0};
    assert_ok(write_begin(h->t->store, &w));
    assert_ok(db_run(w.db, q, ARGS(&hash, opt_i64(owner), time_now()), NULL));
    assert_ok(write_commit(&w));
}

static const struct sql add_admin_session = {
    .name = "test:admin_session",
    .text = S("INSERT INTO admin_session (hash, user_id, created_at, seen_at, ip, user_agent) "
              "VALUES ($1, $2, $3, $3, '', '')"),
    .n = 3,
};
static const struct sql add_shop_session = {
    .name = "test:shop_session",
    .text = S("INSERT INTO shop_session (hash, customer_id, created_at, seen_at, ip, user_agent) "
              "VALUES ($1, $2, $3, $3, '', '')"),
    .n = 3,
};

str house_open_session(struct house *h, i64 customer_id, const char *name)
{
    str token = token_of(h, name);
    add_session(h, &add_shop_session, S("shop-session"), token, customer_id);
    return token;
}

str house_staff_token(struct house *h, i64 staff_id)
{
    return token_of(h, staff[staff_id].name);
}

str house_sign_in_staff(struct house *h, i64 staff_id)
{
    str token = secret_token(h->t->mem);
    add_session(h, &add_admin_session, S("admin-session"), token, staff_id);
    return token;
}

static void add_staff_sessions(struct house *h)
{
    for (i64 i = STAFF_OWNER; i <= STAFF_SPARE; i++)
        add_session(h, &add_admin_session, S("admin-session"), house_staff_token(h, i), i);
}

static str text_of(struct house *h, const char *sql, i64 id)
{
    struct sql q = {.name = "test:text", .text = str_from(sql), .n = 1};
    str s = {0};
    assert_ok(db_str(h->t->db, h->t->mem, &q, ARGS(id), &s));
    return s;
}

static i64 id_of(struct house *h, const char *sql, i64 id)
{
    struct sql q = {.name = "test:id", .text = str_from(sql), .n = 1};
    i64 n = 0;
    assert_ok(db_i64(h->t->db, &q, ARGS(id), &n));
    return n;
}

/* ---- people ---- */

static i64 add_account(struct house *h, str first, str last, str email)
{
    struct ctx *c = as_program(h->w);
    struct customer_new in = {
        .website_id = c->view->website_id,
        .store_view_id = c->view->id,
        .first_name = first,
        .last_name = last,
        .email = email,
        .password_hash = hash_of_all(),
    };
    i64 id = 0;
    SCOPED(work_end) struct work work = {0};
    assert_ok(work_begin(c, ACT_STORE_SETUP, &work));
    assert_ok(customer_add(&work, &in, &id));
    work_touch(&work, ENTITY_CUSTOMER, id, S(""));
    assert_ok(work_commit(&work));
    return id;
}

static void allow_assistance(struct house *h, i64 id, str first, str last)
{
    struct account_edit edit = {
        .first_name = first, .last_name = last, .has_consent = true, .consent = true};
    assert_ok(account_save(as_customer(h->w, id), &edit));
}

static i64 open_item_of(struct house *h, i64 customer_id)
{
    return id_of(
        h,
        "SELECT i.id FROM cart k JOIN cart_item i ON i.cart_id = k.id WHERE k.open AND k.customer_id = $1",
        customer_id);
}

/* An account with an address, an order, a cart and a wish. */
static struct house_customer add_customer(struct house *h, str first, str last, const char *slug,
                                          bool allows)
{
    struct test_store *t = h->t;
    struct house_customer k = {
        .email = str_format(t->mem, "%.*s@customers.test", STR_ARG(str_lower(t->mem, first)))};
    k.id = add_account(h, first, last, k.email);
    if (allows)
        allow_assistance(h, k.id, first, last);
    struct customer_address a = an_address("DE");
    a.customer_id = k.id;
    a.first_name = first;
    a.last_name = last;
    a.street2 = str_join(t->mem, S("Haus "), last); /* whoever reads it sees whose it is */
    assert_ok(address_save(as_customer(h->w, k.id), &a, true, true));
    as_customer(h->w, k.id);
    struct order o = buys(h->w, slug, 1);
    k.order_id = o.id;
    k.number = o.number;
    puts_in_cart(h->w, slug, 2);
    assert_ok(wishlist_add(as_customer(h->w, k.id), str_from(slug)));
    k.ref = text_of(h, "SELECT ref FROM customer WHERE id = $1", k.id);
    k.address_id = id_of(h, "SELECT min(id) FROM address WHERE customer_id = $1", k.id);
    k.item_id = open_item_of(h, k.id);
    k.token = house_open_session(h, k.id, str_z(t->mem, str_lower(t->mem, first)));
    return k;
}

static i64 add_guest_order(struct house *h)
{
    as_guest(h->w);
    return buys(h->w, "mug", 1).id;
}

struct assist_started house_assist(struct house *h, i64 staff_id, str customer_ref)
{
    struct ctx *c = &h->w->c;
    c->now = time_now();
    c->problems = NULL;
    c->actor = (struct actor){
        .who = WHO_STAFF,
        .staff_id = staff_id,
        .staff_name = str_from(staff[staff_id].name),
        .session_id =
            id_of(h, "SELECT max(id) FROM admin_session WHERE user_id = $1 AND ended_at IS NULL",
                  staff_id),
        .permits = role_permits(staff_id == STAFF_OWNER, str_from(staff[staff_id].resources)),
    };
    struct assist_start in = {
        .customer_ref = customer_ref,
        .source = S("customer"),
        .return_path = str_format(h->t->mem, "/admin/customers/%.*s", STR_ARG(customer_ref)),
    };
    struct assist_started out = {0};
    enum assist_cause cause;
    assert_ok(assist_begin(c, &in, &out, &cause));
    return out;
}

/* Ids of accounts that no other number is: whoever finds one in a page's address has found a customer (R32). */
static void set_first_account(struct test_store *t)
{
    bool sqlite = str_eq(str_from(t->engine), S("sqlite"));
    test_script(t, sqlite
                       ? S("INSERT INTO sqlite_sequence (name, seq) VALUES ('customer', 7000000);")
                       : S("ALTER SEQUENCE customer_id_seq RESTART WITH 7000001;"));
}

struct house *house_make(struct test_store *t)
{
    struct house *h = NEW(t->mem, struct house);
    h->t = t;
    set_first_account(t);
    add_staff(h);
    h->w = world_make(t);
    h->w->c.now = time_now();
    add_staff_sessions(h);
    i64 category = a_category(h->w, "kitchen", 1);
    A_PRODUCT(h->w, .sku = "mug", .name = "Blue mug", .stock = 100000, .category = category);
    A_PRODUCT(h->w, .sku = "cup", .name = "Red cup", .stock = 100000, .category = category);
    h->anna = add_customer(h, S("Anna"), S("Berger"), "mug", true);
    h->ben = add_customer(h, S("Ben"), S("Carter"), "cup", false);
    h->clara = add_customer(h, S("Clara"), S("Diaz"), "cup", true);
    h->guest_order_id = add_guest_order(h);
    struct assist_started s = house_assist(h, STAFF_AGENT, h->anna.ref);
    h->label = s.label;
    h->assist_token = s.token;
    h->assist_id = id_of(h, "SELECT max(id) FROM assist_session WHERE staff_id = $1", STAFF_AGENT);
    return h;
}

void house_documents(struct house *h)
{
    as_customer(h->w, h->anna.id);
    struct order o = buys(h->w, "mug", 3);
    puts_in_cart(h->w, "mug", 2); /* the order took what was in it */
    h->anna.item_id = open_item_of(h, h->anna.id);
    for (enum document_kind kind = 0; kind < DOCUMENT_KIND_COUNT; kind++) {
        struct document_new in = {.kind = kind, .order_id = o.id, .all = true};
        struct document made;
        assert_ok(document_make(as_staff(h->w, P_COUNT), &in, &made));
        h->document_ids[kind] = made.id;
    }
}

struct house *house_moved(struct house *h, struct test_store *to)
{
    struct house *moved = NEW(to->mem, struct house);
    *moved = *h;
    moved->t = to;
    return moved;
}

struct browser *house_browser(struct house *h, enum person who)
{
    struct browser *b = browser_new(h->t);
    switch (who) {
    case VISITOR:
    case PERSONS:
        break;
    case CUSTOMER:
        browser_keep(b, S("kontor-shop"), h->anna.token, S("/"));
        break;
    case OTHER_CUSTOMER:
        browser_keep(b, S("kontor-shop"), h->ben.token, S("/"));
        break;
    case ASSISTING:
        browser_keep(b, S("kontor-assist"), h->assist_token, S("/"));
        break;
    case OWNER:
    case AGENT:
    case CLERK:
    case SUPERVISOR:
        browser_keep(b, S("kontor-admin"), house_staff_token(h, STAFF_OWNER + who - OWNER), S("/"));
        break;
    }
    return b;
}

void house_expect_actor(struct house *h, enum person who, const struct answer *a)
{
    const struct actor *x = &a->actor;
    if (who == CUSTOMER) {
        assert_int_equal(x->who, WHO_CUSTOMER);
        assert_int_equal(x->customer_id, h->anna.id);
        assert_int_equal(x->staff_id, 0);
    } else if (who == ASSISTING) {
        assert_int_equal(x->who, WHO_ASSIST);
        assert_int_equal(x->customer_id, h->anna.id);
        assert_int_equal(x->staff_id, STAFF_AGENT);
        assert_int_equal(x->assist_id, h->assist_id);
    } else {
        assert_int_equal(x->who, WHO_STAFF);
        assert_int_equal(x->staff_id, STAFF_OWNER + who - OWNER);
        assert_int_equal(x->customer_id, 0);
    }
}

/* ---- addresses ---- */

static str number(struct house *h, i64 n)
{
    return str_format(h->t->mem, "%lld", (long long)n);
}

/* The document of a path such as "/invoices/:id"; 0: it is about none. */
static i64 document_of(struct house *h, str path)
{
    static const str begins[DOCUMENT_KIND_COUNT] = {
        [DOCUMENT_INVOICE] = S("/invoices/"),
        [DOCUMENT_SHIPMENT] = S("/shipments/"),
        [DOCUMENT_CREDIT_MEMO] = S("/credit_memos/"),
    };
    if (str_starts(path, S("/assist/:kind/")))
        return h->document_ids[DOCUMENT_INVOICE];
    for (enum document_kind kind = 0; kind < DOCUMENT_KIND_COUNT; kind++)
        if (str_starts(path, begins[kind]))
            return h->document_ids[kind];
    return 0;
}

static str id_arg(struct house *h, str path)
{
    if (document_of(h, path))
        return number(h, document_of(h, path));
    if (str_starts(path, S("/cart/")))
        return number(h, h->anna.item_id);
    if (str_has(path, S("/addresses/")))
        return number(h, h->anna.address_id);
    if (str_has(path, S("/orders/")) || str_starts(path, S("/assist/order/")))
        return number(h, h->anna.order_id);
    if (str_starts(path, S("/users/")) || str_starts(path, S("/roles/")))
        return number(h, STAFF_SPARE);
    return S("1");
}

static str arg(struct house *h, str path, str name)
{
    if (str_eq(name, S(":id")))
        return id_arg(h, path);
    if (str_eq(name, S(":ref")))
        return h->anna.ref;
    if (str_eq(name, S(":number")))
        return h->anna.number;
    if (str_eq(name, S(":slug")))
        return str_starts(path, S("/c/")) ? S("kitchen") : S("mug");
    if (str_eq(name, S(":grid")))
        return S("customers");
    if (str_eq(name, S(":kind")))
        return str_starts(path, S("/assist/")) ? S("invoice") : S("billing");
    if (str_eq(name, S(":state")))
        return S("new");
    if (str_eq(name, S(":view")))
        return S("de");
    return str_eq(name, S(":section")) ? S("general") : S("x");
}

str house_path(struct house *h, const struct route *r, str base)
{
    if (str_eq(r->name, S("web_static")))
        return static_url(S("app.css"));
    if (str_eq(r->name, S("web_static_in")))
        return static_url(S("products/HW-1001.svg"));
    struct buf b = {0};
    buf_put(&b, base);
    str rest = str_skip(r->path, 1), part;
    while (str_cut(&rest, '/', &part)) {
        buf_char(&b, '/');
        buf_put(&b, str_starts(part, S(":")) ? arg(h, r->path, part) : part);
    }
    str path = str_copy(h->t->mem, buf_str(&b));
    buf_free(&b);
    return path;
}

str house_base(struct house *h, enum surface s, enum person who)
{
    if (s == SURFACE_ADMIN)
        return S("/admin");
    if (s == SURFACE_SHOP && who == ASSISTING)
        return str_join(h->t->mem, S("/assist/"), h->label);
    return S("");
}
