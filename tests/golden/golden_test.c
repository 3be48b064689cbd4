/* What the table of routes says, and who gets in where, as files that a review reads: tests/golden/routes.txt and
 * access.txt. KONTOR_GOLDEN=write rewrites them. */
#include "house.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static str golden_name(struct arena *mem, const char *file)
{
    return str_format(mem, "%s/%s", getenv("KONTOR_GOLDEN_DIR"), file);
}

static str read_whole(struct arena *mem, str name)
{
    FILE *f = fopen(str_z(mem, name), "rb");
    if (!f)
        return S("");
    struct buf b = {0};
    char part[4096];
    for (size_t n; (n = fread(part, 1, sizeof part, f));)
        buf_put(&b, (str){part, n});
    fclose(f);
    str text = str_copy(mem, buf_str(&b));
    buf_free(&b);
    return text;
}

static void write_whole(struct arena *mem, str name, str text)
{
    FILE *f = fopen(str_z(mem, name), "wb");
    assert_non_null(f);
    assert_int_equal(fwrite(text.at, 1, text.n, f), text.n);
    assert_int_equal(fclose(f), 0);
}

/* Says each line that differs, by the text in front of its second blank. */
static void print_differences(str old, str new)
{
    str a, b;
    bool more_old = true, more_new = true;
    while (more_old || more_new) {
        a = b = (str){0};
        more_old = more_old && str_cut(&old, '\n', &a);
        more_new = more_new && str_cut(&new, '\n', &b);
        if (!str_eq(a, b))
            print_error("- %.*s\n+ %.*s\n", STR_ARG(a), STR_ARG(b));
    }
}

static void expect(struct test_store *t, const char *file, str text)
{
    const char *mode = getenv("KONTOR_GOLDEN");
    str name = golden_name(t->mem, file);
    if (mode && strcmp(mode, "write") == 0) {
        write_whole(t->mem, name, text);
        return;
    }
    str golden = read_whole(t->mem, name);
    if (str_eq(golden, text))
        return;
    print_differences(golden, text);
    fail_msg("%s differs; if that is meant: KONTOR_GOLDEN=write", file);
}

static void routes_are_what_was_reviewed(struct test_store *t)
{
    SCOPED(buf_free) struct buf b = {0};
    routes_start();
    route_dump(&b);
    expect(t, "routes.txt", buf_str(&b));
}

/* ---- the access matrix ---- */

/* The database as it is on disk, for one question; then it is gone. */
struct copy {
    struct test_store t;
    struct house *house;
};

static void copy_file(struct arena *mem, str from, str to)
{
    write_whole(mem, to, read_whole(mem, from));
}

static void copy_begin(struct house *h, struct copy *c)
{
    str why;
    c->t = (struct test_store){.engine = h->t->engine, .mem = arena_new(0)};
    c->t.url = str_join(c->t.mem, h->t->url, S(".copy"));
    copy_file(c->t.mem, h->t->url, c->t.url);
    copy_file(c->t.mem, str_join(c->t.mem, h->t->url, S("-wal")),
              str_join(c->t.mem, c->t.url, S("-wal")));
    assert_ok(store_open(c->t.url, false, &c->t.store, c->t.mem, &why));
    assert_ok(db_open(c->t.store, &c->t.db));
    c->house = house_moved(h, &c->t);
}

static void copy_end(struct copy *c)
{
    db_close(c->t.db);
    store_close(c->t.store);
    unlink(str_z(c->t.mem, c->t.url));
    unlink(str_z(c->t.mem, str_join(c->t.mem, c->t.url, S("-wal"))));
    unlink(str_z(c->t.mem, str_join(c->t.mem, c->t.url, S("-shm"))));
    arena_free(c->t.mem);
}

static bool is_sign_in(const struct answer *a)
{
    str path = a->location;
    return a->status == 303 &&
           (str_starts(path, S("/sign-in")) || str_starts(path, S("/admin/sign-in")));
}

static struct answer ask(struct house *h, const struct route *r, enum person who)
{
    struct browser *b = house_browser(h, who);
    const char *path = str_z(h->t->mem, house_path(h, r, house_base(h, r->surface, who)));
    struct answer a = r->method == GET ? browser_get(b, path) : browser_post(b, path, "");
    browser_end(b);
    return a;
}

static void put_answer(struct buf *out, const struct route *r, const struct answer *a)
{
    bool signs_in = r->action == ACT_ADMIN_SIGN_OUT || r->action == ACT_SIGN_OUT;
    if (is_sign_in(a) && !signs_in)
        buf_put(out, S(" sign"));
    else
        buf_printf(out, "  %d", a->status);
}

static void put_row(struct buf *out, struct house *h, const struct route *r)
{
    static const char *const surfaces[] = {"-", "shop", "admin", "open"};
    buf_printf(out, "%-5s %-4s %-38.*s", surfaces[r->surface], r->method == GET ? "GET" : "POST",
               STR_ARG(r->path));
    for (enum person who = 0; who < PERSONS; who++) {
        struct copy c = {.house = h};
        if (r->method == POST)
            copy_begin(h, &c);
        struct answer a = ask(c.house, r, who);
        put_answer(out, r, &a);
        if (r->method == POST)
            copy_end(&c);
    }
    buf_char(out, '\n');
}

static void R05_who_gets_in_is_what_was_reviewed(struct test_store *t)
{
    struct house *h = house_make(t);
    house_documents(h);
    SCOPED(buf_free) struct buf b = {0};
    buf_put(
        &b,
        S("# Each route with Anna's things, as: a visitor, Anna, Ben, the agent's assist session for Anna (in the\n"
          "# storefront below /assist), and four users of the back office. A form has its token and no field.\n"
          "# The status of the answer; sign: on to the sign-in page.\n"));
    buf_put(&b, S("#                                                "));
    for (enum person who = 0; who < PERSONS; who++)
        buf_printf(&b, " %.4s", person_names[who]);
    buf_char(&b, '\n');
    for (size_t i = 1; i < route_table_n; i++)
        put_row(&b, h, &route_table[i]);
    expect(t, "access.txt", buf_str(&b));
}

static const struct test tests[] = {
    TEST(routes_are_what_was_reviewed),
    TEST(R05_who_gets_in_is_what_was_reviewed),
};

int main(void)
{
    return run_on_sqlite(tests, COUNT(tests));
}
