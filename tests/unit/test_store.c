#include "test_store.h"

#include "base/log.h"
#include "base/secret.h"
#include "data/migrate.h"
#include "data/migrate_steps.h"

#include <fcntl.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct kind {
    const char *name;
    void (*start)(struct arena *mem); /* once a process */
    str (*make)(struct arena *mem);   /* an empty or a migrated database: its url */
    void (*drop)(str url);
    void (*stop)(void);
};

static struct arena *process;
static int made; /* databases so far */

static _Noreturn void give_up(const char *what, str why)
{
    fprintf(stderr, "test_store: %s: %.*s\n", what, STR_ARG(why));
    exit(1);
}

static void migrate_url(str url)
{
    struct store *s;
    str why;
    if (store_open(url, true, &s, process, &why) || migrate(s, process, &why))
        give_up("cannot migrate", why);
    store_close(s);
}

/* ---- SQLite: a file that is migrated once and copied ---- */

static const char *folder;
static str pattern;

static void sqlite_start(struct arena *mem)
{
    const char *base = getenv("TMPDIR");
    str name = str_format(mem, "%s/kontor-test.XXXXXX", base ? base : "/tmp");
    folder = mkdtemp(memcpy(NEWN(mem, char, name.n + 1), name.at, name.n));
    if (!folder)
        give_up("mkdtemp", name);
    pattern = str_format(mem, "%s/pattern.db", folder);
    migrate_url(pattern);
}

static str sqlite_make(struct arena *mem)
{
    str url = str_format(mem, "%s/%d.db", folder, ++made);
    FILE *from = fopen(str_z(mem, pattern), "rb"), *to = fopen(str_z(mem, url), "wb");
    if (!from || !to)
        give_up("copy", url);
    char part[65536];
    for (size_t n; (n = fread(part, 1, sizeof part, from));)
        if (fwrite(part, 1, n, to) != n)
            give_up("copy", url);
    fclose(from);
    if (fclose(to))
        give_up("copy", url);
    return url;
}

static void sqlite_drop(str url)
{
    static const str files[] = {S(""), S("-wal"), S("-shm")};
    for (size_t i = 0; i < COUNT(files); i++)
        unlink(str_z(process, str_join(process, url, files[i])));
}

static void sqlite_stop(void)
{
    unlink(str_z(process, pattern));
    rmdir(folder);
}

/* ---- PostgreSQL: a database that is migrated once and copied ---- */

static PGconn *admin;

static void postgres_run(str command, str name, str rest)
{
    str text = str_format(process, "%.*s DATABASE %.*s %.*s", STR_ARG(command), STR_ARG(name),
                          STR_ARG(rest));
    const char *sql = str_z(process, text);
    PGresult *result = PQexec(admin, sql);
    if (PQresultStatus(result) != PGRES_COMMAND_OK)
        give_up(sql, str_from(PQerrorMessage(admin)));
    PQclear(result);
}

static str postgres_url(struct arena *mem, str name)
{
    return str_format(mem, "%s dbname=%.*s", getenv("KONTOR_TEST_PG"), STR_ARG(name));
}

static void postgres_start(struct arena *mem)
{
    const char *server = getenv("KONTOR_TEST_PG");
    if (!server)
        give_up("KONTOR_TEST_PG is not set", S("run the tests under tests/with-postgres"));
    admin = PQconnectdb(server);
    if (PQstatus(admin) != CONNECTION_OK)
        give_up(server, str_from(PQerrorMessage(admin)));
    pattern = str_format(mem, "kontor_%d", (int)getpid());
    postgres_run(S("CREATE"), pattern, S(""));
    migrate_url(postgres_url(mem, pattern));
}

static str postgres_make(struct arena *mem)
{
    str name = str_format(mem, "kontor_%d_%d", (int)getpid(), ++made);
    postgres_run(S("CREATE"), name, str_join(mem, S("TEMPLATE "), pattern));
    return postgres_url(mem, name);
}

/* The url ends with it. */
static str database_of(str url)
{
    str name, rest = url;
    while (str_cut(&rest, '=', &name))
        ;
    return name;
}

void test_cut_connections(struct test_store *t)
{
    const char *database = str_z(t->mem, database_of(t->url));
    PGresult *result = PQexecParams(admin,
                                    "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
                                    " WHERE application_name = 'kontor' AND datname = $1",
                                    1, NULL, &database, NULL, NULL, 0);
    assert_int_equal(PQresultStatus(result), PGRES_TUPLES_OK);
    assert_true(PQntuples(result) > 0);
    PQclear(result);
}

/* FORCE: a test that failed may have left a connection. */
static void postgres_drop(str url)
{
    str name = database_of(url);
    postgres_run(S("DROP"), name, S("WITH (FORCE)"));
}

static void postgres_stop(void)
{
    postgres_run(S("DROP"), pattern, S("WITH (FORCE)"));
    PQfinish(admin);
}

/* ---- running ---- */

static const struct kind kind_sqlite = {"sqlite", sqlite_start, sqlite_make, sqlite_drop,
                                        sqlite_stop};
static const struct kind kind_postgres = {"postgres", postgres_start, postgres_make, postgres_drop,
                                          postgres_stop};

struct unit {
    const struct kind *kind;
    const struct test *test;
    struct test_store t;
};

static int unit_setup(void **state)
{
    struct unit *u = *state;
    struct test_store *t = &u->t;
    str why;
    t->engine = u->kind->name;
    t->mem = arena_new(0);
    t->url = u->kind->make(t->mem);
    if (store_open(t->url, false, &t->store, t->mem, &why))
        give_up("cannot open", why);
    return db_open(t->store, &t->db) ? -1 : 0;
}

static void unit_run(void **state)
{
    struct unit *u = *state;
    u->test->run(&u->t);
}

static int unit_teardown(void **state)
{
    struct unit *u = *state;
    db_close(u->t.db);
    store_close(u->t.store);
    u->kind->drop(u->t.url);
    arena_free(u->t.mem);
    return 0;
}

static int run_kind(const struct kind *kind, const struct test *tests, size_t n)
{
    process = arena_new(0);
    secret_start();
    log_quiet(true);
    cmocka_set_test_filter(getenv("KONTOR_TEST"));
    kind->start(process);
    struct unit *units = NEWN(process, struct unit, n);
    struct CMUnitTest *rows = NEWN(process, struct CMUnitTest, n);
    for (size_t i = 0; i < n; i++) {
        units[i] = (struct unit){.kind = kind, .test = &tests[i]};
        rows[i] = (struct CMUnitTest){
            .name = str_z(process, str_format(process, "%s: %s", kind->name, tests[i].name)),
            .test_func = unit_run,
            .setup_func = unit_setup,
            .teardown_func = unit_teardown,
            .initial_state = &units[i],
        };
    }
    int failed = _cmocka_run_group_tests(kind->name, rows, n, NULL, NULL);
    kind->stop();
    arena_free(process);
    return failed;
}

int run_on_sqlite(const struct test *tests, size_t n)
{
    return run_kind(&kind_sqlite, tests, n);
}

int run_on_postgres(const struct test *tests, size_t n)
{
    return run_kind(&kind_postgres, tests, n);
}

int run_on_both(const struct test *tests, size_t n)
{
    return run_on_sqlite(tests, n) + run_on_postgres(tests, n);
}

void test_script(struct test_store *t, str text)
{
    struct write w;
    assert_ok(write_begin(t->store, &w));
    assert_ok(migrate_script(w.db, t->mem, text));
    assert_ok(write_commit(&w));
}

void test_str_equal(str a, str b, const char *file, int line)
{
    if (str_eq(a, b))
        return;
    print_error("\"%.*s\" is not \"%.*s\"\n", STR_ARG(a), STR_ARG(b));
    _fail(file, line);
}
