#include "world.h"

#include "base/secret.h"
#include "domain/customer.h"

struct world *world_make(struct test_store *t)
{
    struct world *w = NEW(t->mem, struct world);
    assert_ok(snapshot_load(t->db));
    static const struct snapshot *held; /* views live as long as the test */
    snapshot_drop(held);
    const struct snapshot *s = held = snapshot_take();
    w->settings = s->first->settings;
    w->c = (struct ctx){
        .mem = t->mem,
        .db = t->db,
        .store = t->store,
        .now = {1795000000 * SECOND},
        .settings = &w->settings,
        .view = s->first,
        .ip = S("203.0.113.7"),
        .user_agent = S("test"),
        .request_id = S("r1"),
    };
    as_program(w);
    return w;
}

static struct ctx *as(struct world *w, struct actor a)
{
    w->c.actor = a;
    w->c.problems = NULL;
    return &w->c;
}

struct ctx *as_program(struct world *w)
{
    return as(w, (struct actor){.who = WHO_SYSTEM});
}

struct ctx *as_visitor(struct world *w)
{
    return as(w, (struct actor){.who = WHO_VISITOR});
}

struct ctx *as_customer(struct world *w, i64 customer_id)
{
    return as(w, (struct actor){.who = WHO_CUSTOMER, .customer_id = customer_id});
}

struct ctx *as_staff(struct world *w, enum permission p)
{
    struct actor a = {.who = WHO_STAFF, .staff_id = 7, .staff_name = S("mia"), .session_id = 1};
    if (p == P_COUNT)
        a.permits = permits_all();
    else
        permits_add(&a.permits, p);
    return as(w, a);
}

struct ctx *as_assist(struct world *w, i64 customer_id)
{
    return as(w, (struct actor){.who = WHO_ASSIST,
                                .customer_id = customer_id,
                                .staff_id = 7,
                                .staff_name = S("mia"),
                                .assist_id = 1,
                                .permits = permits_all()});
}

/* Hashing takes its time by design: once for all accounts of a test program. */
static str a_hash(void)
{
    static char room[256];
    static str hash;
    if (!hash.n) {
        struct arena *mem = arena_new(0);
        str made = password_hash(mem, A_PASSWORD);
        assert_true(made.n < sizeof room);
        for (size_t i = 0; i < made.n; i++)
            room[i] = made.at[i];
        hash = (str){room, made.n};
        arena_free(mem);
    }
    return hash;
}

i64 a_customer(struct world *w, const char *email)
{
    struct actor before = w->c.actor;
    struct ctx *c = as_program(w);
    struct customer_new in = {
        .website_id = c->view->website_id,
        .store_view_id = c->view->id,
        .first_name = S("Anna"),
        .last_name = S("Berger"),
        .email = str_from(email),
        .password_hash = a_hash(),
    };
    i64 id = 0;
    SCOPED(work_end) struct work work = {0};
    assert_ok(work_begin(c, ACT_STORE_SETUP, &work));
    assert_ok(customer_add(&work, &in, &id));
    work_touch(&work, ENTITY_CUSTOMER, id, S(""));
    assert_ok(work_commit(&work));
    w->c.actor = before;
    return id;
}

void a_running_assist(struct world *w, i64 customer_id)
{
    static const struct sql q = {
        .name = "test:assist",
        .text = S(
            "INSERT INTO assist_session (label, hash, staff_id, staff_name, admin_session_id, customer_id,"
            " store_view_id, reason, source, return_path, started_at, seen_at, ip, user_agent)"
            " VALUES ('abc', $1, 7, 'mia', 1, $2, 1, '', 'customer', '/', 1, 1, '', '')"),
        .n = 2,
    };
    struct hash h = {{1}};
    SCOPED(write_end) struct write write = {0};
    assert_ok(write_begin(w->c.store, &write));
    assert_ok(db_run(write.db, &q, ARGS(&h, customer_id), NULL));
    assert_ok(write_commit(&write));
}

i64 number_of(struct world *w, const char *text)
{
    struct sql q = {.name = "test:number", .text = str_from(text)};
    i64 n = 0;
    assert_ok(db_i64(w->c.db, &q, NO_ARGS, &n));
    return n;
}

bool has_problem(const struct world *w, const char *field)
{
    return ctx_has_problem(&w->c, str_from(field));
}

str mail_body(struct world *w, const char *kind)
{
    static const struct sql q = {
        .name = "test:mail",
        .text = S("SELECT body FROM mail WHERE kind = $1 ORDER BY id DESC LIMIT 1"),
        .n = 1,
    };
    str body = {0};
    assert_ok(db_str(w->c.db, w->c.mem, &q, ARGS(str_from(kind)), &body));
    return body;
}

i64 mails_of(struct world *w, const char *kind)
{
    static const struct sql q = {
        .name = "test:mails",
        .text = S("SELECT count(*) FROM mail WHERE kind = $1"),
        .n = 1,
    };
    i64 n = 0;
    assert_ok(db_i64(w->c.db, &q, ARGS(str_from(kind)), &n));
    return n;
}
