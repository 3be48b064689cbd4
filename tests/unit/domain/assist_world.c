#include "domain/assist_world.h"

#include "base/log.h"
#include "base/secret.h"
#include "domain/role_permits.h"
#include "domain/session_seen.h"

static const char *const rows =
    "INSERT INTO role (id, name, access_all, resources, version) VALUES"
    " (1, 'Owners', TRUE, '', 1),"
    " (2, 'Support', FALSE, 'customers.all customers.edit customers.consent sales.orders.view assist.login', 1),"
    " (3, 'Clerks', FALSE, 'customers.all customers.edit sales.orders.view', 1);\n"
    "INSERT INTO admin_user (id, user_name, user_name_fold, first_name, last_name, email, email_fold,"
    " password_hash, lang, active, role_id, failures, created_at, version) VALUES"
    " (1, 'olga', 'olga', 'Olga', 'Owner', 'olga@example.com', 'olga@example.com', '', 'en', TRUE, 1, 0, 1, 1),"
    " (2, 'agent', 'agent', 'Aron', 'Agent', 'agent@example.com', 'agent@example.com', '', 'en', TRUE, 2, 0, 1, 1),"
    " (3, 'clerk', 'clerk', 'Cleo', 'Clerk', 'clerk@example.com', 'clerk@example.com', '', 'en', TRUE, 3, 0, 1, 1),"
    " (4, 'gone', 'gone', 'Gil', 'Gone', 'gone@example.com', 'gone@example.com', '', 'en', FALSE, 2, 0, 1, 1);\n"
    "INSERT INTO customer (id, ref, website_id, store_view_id, group_id, first_name, last_name, name_fold, email,"
    " email_fold, active, confirmed, newsletter, created_at, failures, version) VALUES"
    " (1, 'refanna', 1, 2, 1, 'Anna', 'Berger', 'anna berger', 'anna@example.com', 'anna@example.com', TRUE, TRUE,"
    "  FALSE, 1, 0, 1),"
    " (2, 'refben', 1, 1, 1, 'Ben', 'Carter', 'ben carter', 'ben@example.com', 'ben@example.com', TRUE, TRUE,"
    "  FALSE, 1, 0, 1),"
    " (3, 'refclara', 1, 1, 1, 'Clara', 'Diaz', 'clara diaz', 'clara@example.com', 'clara@example.com', FALSE, TRUE,"
    "  FALSE, 1, 0, 1);\n"
    "INSERT INTO consent (customer_id, allowed, changed_at, shown, lang) VALUES"
    " (1, TRUE, 1, '', 'en'), (3, TRUE, 1, '', 'en');\n"
    "INSERT INTO setting (scope, scope_id, path, value) VALUES"
    " ('default', 0, 'login_as_customer/general/enabled', '1');\n";

/* Back office sessions of the three who are active, seen just now. */
static void add_sessions(struct world *w)
{
    static const struct sql add = {
        .name = "test",
        .text =
            S("INSERT INTO admin_session (id, hash, user_id, created_at, seen_at, ip, user_agent)"
              " VALUES ($1, $2, $1, $3, $3, '', '')"),
        .n = 3};
    SCOPED(write_end) struct write work = {0};
    assert_ok(write_begin(w->t->store, &work));
    for (i64 i = 1; i <= 3; i++) {
        struct hash h = {{(byte)i}};
        assert_ok(db_run(work.db, &add, ARGS(i, &h, NOON), NULL));
    }
    assert_ok(write_commit(&work));
}

static void load(struct world *w)
{
    assert_ok(snapshot_load(w->t->db));
    snapshot_drop(w->snapshot);
    w->snapshot = snapshot_take();
    w->c.settings = &w->snapshot->global;
    w->c.view = w->snapshot->first;
}

/* What an earlier test's sessions with the same ids were used for. */
static void forget_use(void)
{
    struct seen seen[64];
    while (session_seen_unwritten(seen, COUNT(seen)) > 0)
        ;
    session_seen_forget((when){INT64_MAX});
}

void world_begin(struct test_store *t, struct world *w)
{
    secret_start();
    log_quiet(true);
    *w = (struct world){.t = t};
    test_script(t, str_from(rows));
    forget_use();
    w->c = (struct ctx){
        .mem = t->mem,
        .db = t->db,
        .store = t->store,
        .now = NOON,
        .ip = S("192.0.2.14"),
        .user_agent = S("test"),
        .request_id = S("r1"),
    };
    add_sessions(w);
    load(w);
}

void world_end(struct world *w)
{
    snapshot_drop(w->snapshot);
}

void world_script(struct world *w, const char *sql)
{
    test_script(w->t, str_from(sql));
}

void world_set(struct world *w, const char *path, const char *value)
{
    test_script(
        w->t,
        str_format(
            w->t->mem,
            "DELETE FROM setting WHERE scope = 'default' AND path = '%s';\n"
            "INSERT INTO setting (scope, scope_id, path, value) VALUES ('default', 0, '%s', '%s');\n",
            path, path, value));
    load(w);
}

void world_pass(struct world *w, i64 us)
{
    w->c.now.us += us;
}

static struct ctx *act(struct world *w, struct actor actor)
{
    w->c.actor = actor;
    w->c.problems = NULL;
    return &w->c;
}

struct ctx *world_as_staff(struct world *w, i64 staff, i64 session)
{
    static const str names[] = {S(""), S("olga"), S("agent"), S("clerk"), S("gone")};
    static const str resources[] = {
        S(""), S(""),
        S("customers.all customers.edit customers.consent sales.orders.view assist.login"),
        S("customers.all customers.edit sales.orders.view"), S("assist.login")};
    return act(w, (struct actor){.who = WHO_STAFF,
                                 .staff_id = staff,
                                 .staff_name = names[staff],
                                 .session_id = session,
                                 .permits = role_permits(staff == OWNER, resources[staff])});
}

struct ctx *world_as_customer(struct world *w, i64 customer)
{
    return act(w, (struct actor){.who = WHO_CUSTOMER, .customer_id = customer});
}

struct ctx *world_as_visitor(struct world *w)
{
    return act(w, (struct actor){.who = WHO_VISITOR});
}

struct ctx *world_as_program(struct world *w)
{
    return act(w, (struct actor){.who = WHO_SYSTEM, .permits = permits_all()});
}

i64 world_count(struct world *w, const char *sql)
{
    struct sql q = {.name = "test", .text = str_from(sql)};
    i64 n = -1;
    assert_ok(db_i64(w->t->db, &q, NO_ARGS, &n));
    return n;
}
