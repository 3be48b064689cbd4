/* Any bytes are a template or have an error with a line of their own; what is compiled is whole C. */
#include "fuzz.h"

#include "tmplc/tmplc.h"

#include <string.h>

static struct world a_world(struct arena *mem)
{
    static struct head heads[] = {
        {.name = {"parts_field", 11}, .type = {"struct f", 8}, .header = {"a/f.h", 5}},
        {.name = {"parts_frame", 11},
         .type = {"struct f", 8},
         .header = {"a/f.h", 5},
         .layout = true},
        {.name = {"parts_mark", 10}},
    };
    static struct known_route routes[] = {
        {.handler = {"shop_home", 9}},
        {.handler = {"shop_add", 8}, .post = true, .args = 1},
    };
    static struct text_node asset = {.text = {"app.css", 7}};
    heads[0].next = &heads[1];
    heads[1].next = &heads[2];
    routes[0].next = &routes[1];
    return (struct world){.mem = mem, .heads = heads, .routes = routes, .assets = &asset};
}

/* Where a literal that begins at i ends: behind its quote. */
static size_t behind_literal(str c, size_t i)
{
    for (i++; i < c.n && c.at[i] != '"'; i++) {
        FUZZ_CHECK(c.at[i] != '\n');
        i += c.at[i] == '\\';
    }
    FUZZ_CHECK(i < c.n);
    return i;
}

/* Braces and parentheses close in their order; texts end on their line. */
static void check_c(str c)
{
    char open[4096];
    size_t depth = 0;
    for (size_t i = 0; i < c.n; i++) {
        if (c.at[i] == '"') {
            i = behind_literal(c, i);
            continue;
        }
        const char *kind = c.at[i] ? strchr("({[)}]", c.at[i]) : NULL;
        if (!kind)
            continue;
        size_t k = (size_t)(kind - "({[)}]");
        FUZZ_CHECK(k < 3 ? depth < sizeof open : depth > 0);
        if (k < 3)
            open[depth++] = (char)k;
        else
            FUZZ_CHECK((size_t)open[--depth] == k - 3);
    }
    FUZZ_CHECK(depth == 0);
}

static void check_error(str error, str text)
{
    str rest = error, path, line;
    FUZZ_CHECK(str_cut(&rest, ':', &path) && str_eq(path, S("x.html")) &&
               str_cut(&rest, ':', &line));
    i64 n, lines = 1;
    for (size_t i = 0; i < text.n; i++)
        lines += text.at[i] == '\n';
    FUZZ_CHECK(str_to_i64(line, 1, lines, &n));
    FUZZ_CHECK(str_starts(rest, S(" error: ")) && rest.n > 8);
}

int LLVMFuzzerTestOneInput(const byte *at, size_t n)
{
    static struct arena *mem;
    if (n > 16384)
        return 0;
    if (!mem)
        mem = arena_new(0);
    arena_empty(mem);
    struct world w = a_world(mem);
    str text =
        str_join(mem, S("{% template struct t *p from \"a/t.h\" %}\n"), (str){(const char *)at, n});
    struct compiled c;
    if (template_compile(&w, S("shop_x"), S("x.html"), text, &c))
        check_c(c.code);
    else
        check_error(c.error, text);
    return 0;
}
