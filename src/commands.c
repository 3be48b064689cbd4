#include "base/buf.h"
#include "base/log.h"
#include "base/secret.h"
#include "base/str.h"
#include "data/backup.h"
#include "data/migrate.h"
#include "domain/action_log.h"
#include "domain/admin_user.h"
#include "domain/demo.h"
#include "domain/role.h"
#include "domain/settings.h"
#include "options.h"
#include "serve.h"
#include "system.h"
#include "web/route.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* One line for a person; the exit status. */
static int failed(str why)
{
    fprintf(stderr, "kontor: %.*s\n", STR_ARG(why));
    return 1;
}

static const str broken = S("the command failed; the log above says why");

/* The database, at this program's version. */
static int open_store(const struct options *o, struct arena *mem, bool create, struct store **out)
{
    str why = S("");
    secret_start();
    if (store_open(o->db, create, out, mem, &why))
        return failed(why);
    err e = create ? migrate(*out, mem, &why) : migrate_check(*out, mem, &why);
    if (e == OK)
        return 0;
    store_close(*out);
    return failed(why.n ? why : broken);
}

/* Runs fn as the program on an open store. */
static int with_system(const struct options *o, struct arena *mem, bool create,
                       int (*fn)(struct ctx *c, const struct options *o))
{
    struct store *store;
    int status = open_store(o, mem, create, &store);
    if (status)
        return status;
    struct system s = {0};
    if (system_begin(store, &s))
        status = failed(broken);
    else
        status = fn(&s.c, o);
    system_end(&s);
    store_close(store);
    return status;
}

/* The messages that a domain function left, in one line. */
static int refused(struct ctx *c, err e)
{
    if (e != ERR_INVALID || !c->problems)
        return failed(e == ERR_NOT_FOUND  ? S("there is no such thing")
                      : e == ERR_CONFLICT ? S("this exists already, or was changed meanwhile")
                                          : broken);
    str line = S("");
    for (const struct problem *p = c->problems; p; p = p->next) {
        str text = tr_fill(c->mem, p->message, p->args, COUNT(p->args));
        line = str_format(c->mem, "%.*s%s%.*s%s%.*s", STR_ARG(line), line.n ? "; " : "",
                          STR_ARG(p->field), p->field.n ? ": " : "", STR_ARG(text));
    }
    return failed(line);
}

/* ---- serve, demo ---- */

static int run_serve(const struct options *o, struct arena *mem)
{
    struct store *store;
    int status = open_store(o, mem, true, &store);
    if (status)
        return status;
    status = serve(store, o, mem);
    store_close(store);
    return status;
}

static void show_progress(size_t done, size_t all)
{
    static size_t shown = SIZE_MAX;
    size_t percent = all ? done * 100 / all : 100;
    if (percent == shown)
        return;
    shown = percent;
    char bar[41] = {0};
    memset(bar, '.', 40);
    memset(bar, '#', percent * 40 / 100);
    fprintf(stderr, "\rDemo store [%s] %3zu %%%s", bar, percent, percent == 100 ? "\n" : "");
}

static void no_progress(size_t done, size_t all)
{
    (void)done;
    (void)all;
}

static int fill_demo(struct ctx *c, const struct options *o)
{
    bool there;
    err e = demo_is_there(c, &there);
    struct demo_size size = {.seed = (u64)o->seed,
                             .customers = o->customers,
                             .orders = o->orders,
                             .products = o->products};
    bool bar = !o->json && isatty(STDERR_FILENO);
    if (e == OK && !there)
        e = demo_fill(c, &size, bar ? show_progress : no_progress);
    return e ? refused(c, e) : 0;
}

static int run_demo(const struct options *o, struct arena *mem)
{
    int status = with_system(o, mem, true, fill_demo);
    if (status || o->only_data)
        return status;
    struct store *store;
    status = open_store(o, mem, true, &store);
    if (status)
        return status;
    status = serve_demo(store, o, mem);
    store_close(store);
    return status;
}

/* ---- migrate, check, backup, routes ---- */

static int say_version(struct ctx *c, const struct options *o)
{
    (void)c;
    (void)o;
    printf("The database is at version %lld.\n", (long long)migrate_version());
    return 0;
}

static int run_migrate(const struct options *o, struct arena *mem)
{
    return with_system(o, mem, true, say_version);
}

static int check_whole(struct ctx *c, const struct options *o)
{
    str why;
    if (store_check(c->store, c->mem, &why))
        return failed(why.n ? why : broken);
    (void)say_version(c, o);
    printf("It is whole.\n");
    return 0;
}

static int run_check(const struct options *o, struct arena *mem)
{
    return with_system(o, mem, false, check_whole);
}

/* Of any version: the copy that an upgrade wants is one of the version before. */
static int run_backup(const struct options *o, struct arena *mem)
{
    struct store *store;
    str why;
    if (store_open(o->db, false, &store, mem, &why))
        return failed(why);
    err e = store_backup(store, o->words[0], mem, &why);
    store_close(store);
    if (e)
        return failed(why.n ? why : broken);
    printf("%.*s holds the whole database.\n", STR_ARG(o->words[0]));
    return 0;
}

static int run_routes(const struct options *o, struct arena *mem)
{
    (void)o;
    (void)mem;
    SCOPED(buf_free) struct buf b = {0};
    routes_start();
    route_dump(&b);
    fwrite(b.at, 1, b.n, stdout);
    return 0;
}

/* ---- user add ---- */

static bool read_password(struct arena *mem, bool from_stdin, str *out)
{
    char line[512] = {0};
    if (!from_stdin) {
        const char *typed = getpass("Password: ");
        *out = str_copy(mem, str_from(typed));
        return out->n > 0;
    }
    if (!fgets(line, sizeof line, stdin))
        return false;
    str s = str_from(line);
    while (s.n && (s.at[s.n - 1] == '\n' || s.at[s.n - 1] == '\r'))
        s.n--;
    *out = str_copy(mem, s);
    return s.n > 0;
}

/* The role by its name; "Administrators" with everything is made when it is asked for and missing. */
static err role_id_of(struct ctx *c, str name, i64 *id)
{
    struct roles all = {0};
    TRY(role_all(c, &all));
    for (size_t i = 0; i < all.n; i++)
        if (str_eq(all.at[i].name, name)) {
            *id = all.at[i].id;
            return OK;
        }
    if (!str_eq(name, S("Administrators")))
        return invalid_with(c, S("role"), _("There is no role \"%1\"."), name, S(""), S(""));
    return role_save(c, 0, &(struct role_edit){.name = name, .access_all = true}, id);
}

static int add_user(struct ctx *c, const struct options *o)
{
    str password;
    if (o->name.n == 0 || o->email.n == 0)
        return fprintf(stderr, "kontor: user add needs --name and --email\n"), 2;
    if (!read_password(c->mem, o->password_stdin, &password))
        return failed(S("no password was given"));
    struct admin_user_edit user = {
        .user_name = o->name,
        .email = o->email,
        .first_name = o->first_name.n ? o->first_name : o->name,
        .last_name = o->last_name.n ? o->last_name : o->name,
        .password = password,
        .confirm = password,
        .lang = S("en"),
        .active = true,
    };
    i64 id;
    err e = role_id_of(c, o->role, &user.role_id);
    if (e == OK)
        e = admin_user_save(c, 0, &user, &id);
    if (e)
        return refused(c, e);
    printf("User %.*s may sign in now.\n", STR_ARG(o->name));
    return 0;
}

static int run_user_add(const struct options *o, struct arena *mem)
{
    return with_system(o, mem, false, add_user);
}

/* ---- config ---- */

/* Row and scope that the words name; 0, or the exit status with its line written. */
static int find_setting(struct ctx *c, const struct options *o, const struct setting_row **row,
                        struct scope *scope)
{
    *row = setting_find(o->words[0]);
    if (!*row)
        return failed(str_format(c->mem, "no setting is called %.*s", STR_ARG(o->words[0])));
    const struct snapshot *s = snapshot_take();
    bool found = scope_find(s, o->scope, scope);
    snapshot_drop(s);
    if (!found)
        return failed(str_format(c->mem, "no scope is called %.*s", STR_ARG(o->scope)));
    return 0;
}

static int get_config(struct ctx *c, const struct options *o)
{
    const struct setting_row *row;
    struct scope scope;
    int status = find_setting(c, o, &row, &scope);
    if (status)
        return status;
    str value;
    bool stored;
    err e = setting_get(c, scope, row, &value, &stored);
    if (e)
        return refused(c, e);
    value = setting_shown(c->mem, row, value, NULL, setting_currency(c, scope));
    printf("%.*s\n", STR_ARG(value));
    return 0;
}

static int set_config(struct ctx *c, const struct options *o)
{
    const struct setting_row *row;
    struct scope scope;
    int status = find_setting(c, o, &row, &scope);
    if (status)
        return status;
    struct setting_change change = {.row = row, .value = o->words[1]};
    err e = settings_save_at(c, scope, &change, 1);
    return e ? refused(c, e) : 0;
}

static int run_config_get(const struct options *o, struct arena *mem)
{
    return with_system(o, mem, false, get_config);
}

static int run_config_set(const struct options *o, struct arena *mem)
{
    return with_system(o, mem, false, set_config);
}

/* ---- log ---- */

static int print_log(struct ctx *c, const struct options *o)
{
    struct list_filter group = {.column = "group", .text = o->group};
    struct list_query q = {
        .filters = &group, .n = o->group.n ? 1 : 0, .desc = true, .page = 1, .per_page = o->last};
    struct action_log_rows rows = {0};
    struct list_answer answer;
    err e = action_log_report(c, &q, &rows, &answer);
    if (e)
        return refused(c, e);
    for (size_t i = rows.n; i-- > 0;) {
        const struct action_log_row *a = &rows.at[i];
        str at = time_iso(c->mem, a->at);
        printf("%.*s  %-18.*s %-20.*s %-12.*s %-7s %.*s %.*s\n", STR_ARG(at),
               STR_ARG(a->action_group), STR_ARG(a->action), STR_ARG(a->staff_name),
               a->success ? "success" : "failure", STR_ARG(a->detail), STR_ARG(a->cause));
    }
    return 0;
}

static int run_log(const struct options *o, struct arena *mem)
{
    return with_system(o, mem, false, print_log);
}

const struct command commands[] = {
    {"serve", "Serves the store until it is told to stop.", "[options]", run_serve, 0,
     "dlabpmctwkMGqj"},
    {"demo", "Makes a demo store if there is none, then serves it.", "[options]", run_demo, 0,
     "dlabptwMqjSCOPD"},
    {"migrate", "Brings the database to this program's version.", "[--db FILE|URL]", run_migrate, 0,
     "d"},
    {"check", "Says whether program and database fit, and whether the database is whole.",
     "[--db FILE|URL]", run_check, 0, "d"},
    {"backup", "Copies an SQLite database into a new file, also while the server runs.",
     "[--db FILE] FILE", run_backup, 1, "d"},
    {"routes", "Prints every route: method, address, action, who may.", "", run_routes, 0, ""},
    {"user add", "Adds a user of the back office.", "--name NAME --email ADDRESS [options]",
     run_user_add, 0, "dnerfLi"},
    {"config get", "Prints what holds at a scope.", "PATH [--scope SCOPE]", run_config_get, 1,
     "ds"},
    {"config set", "Changes a setting; a running server follows within a second or two.",
     "PATH VALUE [--scope SCOPE]", run_config_set, 2, "ds"},
    {"log", "Prints the newest entries of the action log.", "[--group GROUP] [--last N]", run_log,
     0, "dgN"},
};
const size_t commands_n = COUNT(commands);
