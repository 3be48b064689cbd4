/* tmplc: compiles one template, or declares all of them. templates/README.md is the language.
 *
 *   tmplc -r ROOT [-d routes.def]… [-a ASSETS]… [-A asset]… [-M depfile] TEMPLATE OUT.c
 *   tmplc -r ROOT --header OUT.h TEMPLATE…
 */
#include "tmplc/tmplc.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int fail(const char *what, str path)
{
    fprintf(stderr, "tmplc: %s %.*s\n", what, STR_ARG(path));
    return 1;
}

static bool write_file(struct world *w, str path, str text)
{
    FILE *f = fopen(str_z(w->mem, path), "wb");
    if (!f)
        return false;
    bool ok = fwrite(text.at, 1, text.n, f) == text.n;
    return fclose(f) == 0 && ok;
}

/* …/shop/product.html is shop_product; names of another form are refused. */
static bool name_of(struct world *w, str path, str *name)
{
    str rest = path, folder = {0}, last = {0}, piece;
    while (str_cut(&rest, '/', &piece)) {
        folder = last;
        last = piece;
    }
    if (!str_ends(last, S(".html")) || folder.n == 0 || str_has(folder, S("_")))
        return false;
    last.n -= 5;
    for (size_t i = 0; i < last.n; i++)
        if (!strchr("abcdefghijklmnopqrstuvwxyz0123456789_", last.at[i]))
            return false;
    *name = str_format(w->mem, "%.*s_%.*s", STR_ARG(folder), STR_ARG(last));
    return last.n > 0;
}

static bool open_template(struct world *w, str path, str *name, str *text)
{
    if (!name_of(w, path, name))
        return fail("a template is folder/name.html in small letters, not", path), false;
    if (!file_read(w->mem, path, text))
        return fail("cannot read", path), false;
    return true;
}

static int compile_one(struct world *w, str in, str out, str dep)
{
    str name, text;
    if (!open_template(w, in, &name, &text))
        return 1;
    struct compiled c;
    if (!template_compile(w, name, in, text, &c)) {
        fprintf(stderr, "%.*s\n", STR_ARG(c.error));
        return 1;
    }
    if (!write_file(w, out, c.code))
        return fail("cannot write", out);
    if (dep.n == 0)
        return 0;
    str rule = str_format(w->mem, "%.*s:", STR_ARG(out));
    for (const struct text_node *f = w->read; f; f = f->next)
        rule = str_format(w->mem, "%.*s %.*s", STR_ARG(rule), STR_ARG(f->text));
    rule = str_join(w->mem, rule, S("\n"));
    return write_file(w, dep, rule) ? 0 : fail("cannot write", dep);
}

static void declare(struct buf *out, const struct head *h)
{
    static const char *const ends[] = {"_head", "_foot"};
    str type = h->type.n ? h->type : S("void");
    if (h->type.n)
        buf_printf(out, "%.*s;\n", STR_ARG(type));
    for (int i = 0; i < (h->layout ? 2 : 1); i++)
        buf_printf(out, "void t_%.*s%s(struct view *v, const %.*s *p);\n", STR_ARG(h->name),
                   h->layout ? ends[i] : "", STR_ARG(type));
}

static int write_header(struct world *w, str out, char **files, int n)
{
    struct buf all = {0};
    buf_put(&all,
            S("/* Made by tmplc: the compiled templates. */\n#pragma once\n\nstruct view;\n"));
    for (int i = 0; i < n; i++) {
        str path = str_from(files[i]), name, text, error;
        if (!open_template(w, path, &name, &text))
            return 1;
        struct head h;
        if (!template_head(w, name, path, text, &h, &error)) {
            fprintf(stderr, "%.*s\n", STR_ARG(error));
            return 1;
        }
        declare(&all, &h);
    }
    bool ok = write_file(w, out, buf_str(&all));
    buf_free(&all);
    return ok ? 0 : fail("cannot write", out);
}

struct options {
    str header, dep;
};

static void add(struct world *w, struct text_node **list, str text)
{
    struct text_node *node = NEW(w->mem, struct text_node);
    *node = (struct text_node){text, *list};
    *list = node;
}

static int add_routes(struct world *w, str path)
{
    str def;
    if (!file_read(w->mem, path, &def))
        return fail("cannot read", path);
    world_routes(w, def);
    return 0;
}

/* Takes one option with its value. -1: it is not known. */
static int take_option(struct world *w, struct options *o, str option, str value)
{
    if (str_eq(option, S("-r")))
        w->root = value;
    else if (str_eq(option, S("-d")))
        return add_routes(w, value);
    else if (str_eq(option, S("-a")))
        add(w, &w->asset_dirs, value);
    else if (str_eq(option, S("-A")))
        add(w, &w->assets, value);
    else if (str_eq(option, S("-M")))
        o->dep = value;
    else if (str_eq(option, S("--header")))
        o->header = value;
    else
        return -1;
    return 0;
}

static int usage(void)
{
    fputs(
        "usage: tmplc -r ROOT [-d routes.def] [-a ASSETS] [-A asset] [-M depfile] TEMPLATE OUT.c\n"
        "       tmplc -r ROOT --header OUT.h TEMPLATE…\n",
        stderr);
    return 2;
}

static int run(struct world *w, int argc, char **argv)
{
    struct options o = {0};
    int i = 1;
    for (; i < argc && argv[i][0] == '-'; i++) {
        str option = str_from(argv[i]);
        if (i + 1 == argc)
            return usage();
        int e = take_option(w, &o, option, str_from(argv[++i]));
        if (e)
            return e < 0 ? usage() : e;
    }
    if (w->root.n == 0)
        return usage();
    if (o.header.n)
        return write_header(w, o.header, argv + i, argc - i);
    if (argc - i != 2)
        return usage();
    return compile_one(w, str_from(argv[i]), str_from(argv[i + 1]), o.dep);
}

int main(int argc, char **argv)
{
    struct world w = {.mem = arena_new(0)};
    int e = run(&w, argc, argv);
    arena_free(w.mem);
    return e;
}
