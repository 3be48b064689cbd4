#include "admin_world.h"

#include "domain/role_permits.h"
#include "domain/session.h"

static const char *const rows =
    "INSERT INTO role (id, name, access_all, resources, version) VALUES"
    " (4, 'Managers', FALSE, 'system system.permissions system.users system.roles customers customers.all', 1),"
    " (5, 'Nobodys', FALSE, 'customers customers.all', 1);\n"
    "INSERT INTO admin_user (id, user_name, user_name_fold, first_name, last_name, email, email_fold,"
    " password_hash, lang, active, role_id, failures, created_at, version) VALUES"
    " (5, 'manager', 'manager', 'Mara', 'Manager', 'mara@example.com', 'mara@example.com', '', 'en', TRUE, 4, 0, 1, 1);\n";

/* Hashing takes its time by design: once for all users of a test program. */
static str a_hash(void)
{
    static char room[256];
    static str hash;
    if (!hash.n) {
        struct arena *mem = arena_new(0);
        str made = password_hash(mem, OWN_PASSWORD);
        assert_true(made.n < sizeof room);
        for (size_t i = 0; i < made.n; i++)
            room[i] = made.at[i];
        hash = (str){room, made.n};
        arena_free(mem);
    }
    return hash;
}

static void run(struct world *w, const char *text, struct args args)
{
    struct sql q = {.name = "test", .text = str_from(text), .n = (unsigned)args.n};
    SCOPED(write_end) struct write work = {0};
    assert_ok(write_begin(w->t->store, &work));
    assert_ok(db_run(work.db, &q, args, NULL));
    assert_ok(write_commit(&work));
}

void staff_begin(struct test_store *t, struct world *w)
{
    struct hash session = {{MANAGER_SESSION}};
    world_begin(t, w);
    world_script(w, rows);
    /* Ids that the script chose: new rows come behind them. */
    if (str_eq(str_from(t->engine), S("postgres")))
        world_script(w,
                     "SELECT setval(pg_get_serial_sequence('admin_user', 'id'), 100);\n"
                     "SELECT setval(pg_get_serial_sequence('role', 'id'), 100);\n"
                     "SELECT setval(pg_get_serial_sequence('admin_session', 'id'), 100);\n");
    run(w, "UPDATE admin_user SET password_hash = $1", ARGS(a_hash()));
    run(w,
        "INSERT INTO admin_session (id, hash, user_id, created_at, seen_at, ip, user_agent)"
        " VALUES (5, $1, 5, $2, $2, '', '')",
        ARGS(&session, NOON));
}

struct ctx *as_owner(struct world *w)
{
    return world_as_staff(w, OWNER, OWNER_SESSION);
}

struct ctx *as_manager(struct world *w)
{
    world_as_staff(w, OWNER, OWNER_SESSION);
    w->c.actor.staff_id = MANAGER;
    w->c.actor.staff_name = S("manager");
    w->c.actor.session_id = MANAGER_SESSION;
    w->c.actor.permits = role_permits(false, S("system.users system.roles customers.all"));
    return &w->c;
}

struct admin_user_edit a_user(i64 role_id)
{
    return (struct admin_user_edit){
        .user_name = S("nina"),
        .first_name = S("Nina"),
        .last_name = S("Nacht"),
        .email = S("nina@example.com"),
        .lang = S("en"),
        .password = S("Nachts7"),
        .confirm = S("Nachts7"),
        .active = true,
        .role_id = role_id,
        .own_password = OWN_PASSWORD,
    };
}

struct admin_user_edit user_now(struct world *w, i64 id)
{
    struct admin_user u = {0};
    assert_ok(admin_user_get(&w->c, id, &u));
    return (struct admin_user_edit){
        .user_name = u.user_name,
        .first_name = u.first_name,
        .last_name = u.last_name,
        .email = u.email,
        .lang = u.lang,
        .active = u.active,
        .role_id = u.role_id,
        .expires_at = u.expires_at,
        .version = u.version,
        .own_password = OWN_PASSWORD,
    };
}

struct role_edit role_now(struct world *w, i64 id)
{
    struct role r = {0};
    assert_ok(role_get(&w->c, id, &r));
    return (struct role_edit){
        .name = r.name,
        .access_all = r.access_all,
        .permits = role_permits_of(&r),
        .choosing = true,
        .version = r.version,
        .own_password = OWN_PASSWORD,
    };
}

struct permits permits_of(const char *keys)
{
    return role_permits(false, str_from(keys));
}

err sign_in_as(struct world *w, const char *user, str password)
{
    str token;
    return admin_sign_in(world_as_visitor(w), str_from(user), password, &token);
}

str sign_in_token(struct world *w, const char *user)
{
    str token = {0};
    assert_ok(admin_sign_in(world_as_visitor(w), str_from(user), OWN_PASSWORD, &token));
    return token;
}
