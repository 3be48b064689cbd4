#include "options.h"

#include "base/arena.h"
#include "base/str.h"

#include <stdio.h>
#include <stdlib.h>

enum option_kind { OPTION_TEXT, OPTION_NUMBER, OPTION_SWITCH };

static const struct option {
    char letter; /* names the row in command.options */
    const char *name, *env;
    enum option_kind kind;
    unsigned at;
    const char *fallback; /* NULL: none */
    i64 least, most;
    const char *value, *help;
} table[] = {
#define AT(member) offsetof(struct options, member)
    {'d', "--db", "KONTOR_DB", OPTION_TEXT, AT(db), "var/kontor.db", 1, 1000, "FILE|URL",
     "the database: a file (SQLite) or postgresql://…"},
    {'l', "--listen", "KONTOR_LISTEN", OPTION_TEXT, AT(listen), "127.0.0.1:8080", 1, 200,
     "ADDRESS:PORT", "where to listen; port 0 takes a free one"},
    {'a', "--admin-path", "KONTOR_ADMIN_PATH", OPTION_TEXT, AT(admin_path), "/admin", 2, 40, "PATH",
     "where the back office is"},
    {'b', "--base-url", "KONTOR_BASE_URL", OPTION_TEXT, AT(base_url), "", 0, 200, "URL",
     "the shop's own address; https:// makes cookies Secure"},
    {'p', "--proxies", "KONTOR_PROXIES", OPTION_TEXT, AT(proxies), "", 0, 1000, "NETWORKS",
     "whose X-Forwarded-… headers are believed, by comma"},
    {'m', "--smtp-password-file", "KONTOR_SMTP_PASSWORD_FILE", OPTION_TEXT, AT(smtp_password_file),
     "", 1, 1000, "FILE", "its first line is the mail server's password (or KONTOR_SMTP_PASSWORD)"},
    {'c', "--smtp-ca-file", "KONTOR_SMTP_CA_FILE", OPTION_TEXT, AT(smtp_ca_file), "", 1, 1000,
     "FILE", "authorities that may vouch for the mail server, PEM; usually the system's"},
    {'t', "--loops", "KONTOR_LOOPS", OPTION_NUMBER, AT(loops), "0", 0, 256, "N",
     "event loops; 0: one a core"},
    {'w', "--workers", "KONTOR_WORKERS", OPTION_NUMBER, AT(workers), "0", 0, 1024, "N",
     "threads for what may wait; 0: as the engine likes"},
    {'k', "--connections", "KONTOR_CONNECTIONS", OPTION_NUMBER, AT(connections), "0", 0, 1000, "N",
     "most connections to PostgreSQL; 0: as many as the threads need"},
    {'M', "--cache-mb", "KONTOR_CACHE_MB", OPTION_NUMBER, AT(cache_mb), "64", 1, 1 << 20, "N",
     "most memory for kept pages, in MB"},
    {'G', "--drain-seconds", "KONTOR_DRAIN_SECONDS", OPTION_NUMBER, AT(drain_seconds), "0", 0, 600,
     "N", "how long it goes on when told to stop, while /healthz says 503"},
    {'S', "--seed", "KONTOR_SEED", OPTION_NUMBER, AT(seed), "1", 0, INT64_MAX, "N",
     "the same number makes the same demo store"},
    {'C', "--customers", "KONTOR_CUSTOMERS", OPTION_NUMBER, AT(customers), "200", 2, 10000000, "N",
     "customers of the demo store"},
    {'O', "--orders", "KONTOR_ORDERS", OPTION_NUMBER, AT(orders), "500", 8, 10000000, "N",
     "orders of the demo store"},
    {'P', "--products", "KONTOR_PRODUCTS", OPTION_NUMBER, AT(products), "60", 1, 100000, "N",
     "products of the demo store"},
    {'j', "--json", NULL, OPTION_SWITCH, AT(json), NULL, 0, 0, NULL, "machine-readable output"},
    {'D', "--only-data", NULL, OPTION_SWITCH, AT(only_data), NULL, 0, 0, NULL,
     "make the data, do not serve"},
    {'q', "--quiet", NULL, OPTION_SWITCH, AT(quiet), NULL, 0, 0, NULL, "log nothing but errors"},
    {'s', "--scope", NULL, OPTION_TEXT, AT(scope), "", 1, 100, "SCOPE",
     "website:CODE or view:CODE; without it Default Config"},
    {'n', "--name", NULL, OPTION_TEXT, AT(name), "", 1, 40, "NAME", "user name"},
    {'e', "--email", NULL, OPTION_TEXT, AT(email), "", 3, 120, "ADDRESS", "e-mail address"},
    {'r', "--role", NULL, OPTION_TEXT, AT(role), "Administrators", 1, 80, "ROLE",
     "name of the role; \"Administrators\" is made with all resources"},
    {'f', "--first-name", NULL, OPTION_TEXT, AT(first_name), "", 1, 80, "NAME", "first name"},
    {'L', "--last-name", NULL, OPTION_TEXT, AT(last_name), "", 1, 80, "NAME", "last name"},
    {'i', "--password-stdin", NULL, OPTION_SWITCH, AT(password_stdin), NULL, 0, 0, NULL,
     "read the password from standard input"},
    {'g', "--group", NULL, OPTION_TEXT, AT(group), "", 0, 80, "GROUP", "only this action group"},
    {'N', "--last", NULL, OPTION_NUMBER, AT(last), "50", 1, 200, "N",
     "how many of the newest entries"},
};

static const struct option *option_find(const struct command *c, str name)
{
    for (size_t i = 0; i < COUNT(table); i++)
        if (str_eq(str_from(table[i].name), name) &&
            str_has(str_from(c->options), (str){&table[i].letter, 1}))
            return &table[i];
    return NULL;
}

static int usage_error(const char *wrong, str what)
{
    fprintf(stderr, "kontor: %s%.*s\n", wrong, STR_ARG(what));
    return 2;
}

static bool option_set(struct options *o, const struct option *row, str value)
{
    void *at = (byte *)o + row->at;
    if (row->kind == OPTION_NUMBER)
        return str_to_i64(value, row->least, row->most, (i64 *)at);
    if (row->kind == OPTION_SWITCH)
        return *(bool *)at = true;
    if (value.n < (size_t)row->least || value.n > (size_t)row->most || !str_is_utf8(value))
        return false;
    *(str *)at = value;
    return true;
}

static int from_environment(struct options *o, const struct command *c)
{
    for (size_t i = 0; i < COUNT(table); i++) {
        const struct option *row = &table[i];
        if (row->fallback && row->fallback[0])
            (void)option_set(o, row, str_from(row->fallback));
        const char *value = row->env ? getenv(row->env) : NULL;
        bool taken = str_has(str_from(c->options), (str){&row->letter, 1});
        if (value && taken && !option_set(o, row, str_from(value)))
            return usage_error("the environment's value is not allowed: ", str_from(row->env));
    }
    return 0;
}

static void print_command(const struct command *c)
{
    printf("usage: kontor %s %s\n\n%s\n", c->name, c->usage, c->summary);
    for (size_t i = 0; i < COUNT(table); i++) {
        const struct option *row = &table[i];
        if (!str_has(str_from(c->options), (str){&row->letter, 1}))
            continue;
        char left[64];
        snprintf(left, sizeof left, "%s%s%s", row->name, row->value ? " " : "",
                 row->value ? row->value : "");
        printf("%s  %-28s %s", i ? "" : "\n", left, row->help);
        if (row->fallback && row->fallback[0])
            printf(" [%s]", row->fallback);
        printf("%s%s%s\n", row->env ? " (" : "", row->env ? row->env : "", row->env ? ")" : "");
    }
}

static void print_commands(void)
{
    printf("usage: kontor <command> [options]\n\nA store server with Login as Customer.\n\n");
    for (size_t i = 0; i < commands_n; i++)
        printf("  %-12s %s\n", commands[i].name, commands[i].summary);
    printf("\n`kontor <command> --help` says more.\n");
}

/* "user add" is two words of the command line. */
static const struct command *command_find(int argc, char **argv, int *used)
{
    for (size_t i = 0; i < commands_n; i++) {
        str rest = str_from(commands[i].name), word;
        int n = 0;
        while (str_cut(&rest, ' ', &word) && 1 + n < argc && str_eq(word, str_from(argv[1 + n])))
            n++;
        bool all = !rest.n && n && str_eq(word, str_from(argv[n]));
        if (all)
            return *used = 1 + n, &commands[i];
    }
    return NULL;
}

static int parse(const struct command *c, int argc, char **argv, int at, struct options *o,
                 bool *help)
{
    for (int i = at; i < argc; i++) {
        str arg = str_from(argv[i]), name, value = arg;
        if (str_eq(arg, S("--help")) || str_eq(arg, S("-h")))
            return *help = true, 0;
        if (!str_starts(arg, S("--"))) {
            if (o->n_words == c->words)
                return usage_error("not expected: ", arg);
            o->words[o->n_words++] = arg;
            continue;
        }
        str_cut(&value, '=', &name);
        const struct option *row = option_find(c, name);
        if (!row)
            return usage_error("unknown option: ", name);
        bool inside = value.at != NULL;
        if (row->kind != OPTION_SWITCH && !inside && ++i == argc)
            return usage_error("a value is missing for ", name);
        if (!option_set(o, row, inside ? value : str_from(argv[i])))
            return usage_error("the value is not allowed for ", name);
    }
    return 0;
}

int options_run(int argc, char **argv)
{
    if (argc < 2)
        return print_commands(), 2;
    if (str_eq(str_from(argv[1]), S("--help")) || str_eq(str_from(argv[1]), S("help")))
        return print_commands(), 0;
    int used = 0;
    const struct command *c = command_find(argc, argv, &used);
    if (!c)
        return usage_error("no such command: ", str_from(argv[1]));
    struct options o = {0};
    bool help = false;
    int status = from_environment(&o, c);
    if (!status)
        status = parse(c, argc, argv, used, &o, &help);
    if (!status && help)
        return print_command(c), 0;
    if (!status && o.n_words < c->words)
        status = usage_error("see: kontor --help: words are missing behind ", str_from(c->name));
    if (status)
        return status;
    struct arena *mem = arena_new(0);
    status = c->run(&o, mem);
    arena_free(mem);
    return status;
}
