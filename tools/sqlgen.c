/* Makes C data of SQL files, so that a statement that does not exist does not compile.
 *
 *     sqlgen file customer.sql customer.sql.h customer.sql.c   sql_customer_get, … of one file
 *     sqlgen all sql_all.h sql_all.c a.sql b.sql …             sql_all[]: every statement of the files
 *     sqlgen steps migrate_steps.c 0001_store.sql …            the migrations, in order
 *
 * A file of statements: each begins with a line "-- :name"; lines that begin with "--" explain it. Parameters are
 * $1, $2, … without a gap, or :member names, never both in one statement. What several statements share is a part: it
 * begins with a line "-- @name", and @name stands for it in the statements and parts below. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define PARAMS_MOST 64

struct statement {
    str name;
    int line;
    str text; /* as it goes to the engines: one line, parameters $k */
    size_t n;
    str params[PARAMS_MOST]; /* the names of :member parameters */
    bool named, numbered;
    bool seen[PARAMS_MOST + 1]; /* $k is used */
};

struct part {
    str name, text;
    int line;
    bool used;
};

struct file {
    const char *path;
    str stem; /* "customer" */
    LIST(struct statement) statements;
    LIST(struct part) parts;
};

static struct arena *mem;

static _Noreturn void PRINTF(3, 4) fail(const char *path, int line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    fprintf(stderr, "%s:%d: ", path, line);
    vfprintf(stderr, format, args);
    fputc('\n', stderr);
    va_end(args);
    arena_free(mem);
    exit(1);
}

/* ---- files ---- */

static str file_read(const char *path)
{
    SCOPED(buf_free) struct buf b = {0};
    FILE *f = fopen(path, "rb");
    if (!f)
        fail(path, 0, "cannot be read");
    size_t n;
    do {
        buf_room(&b, 65536);
        n = fread(b.at + b.n, 1, 65536, f);
        b.n += n;
    } while (n);
    fclose(f);
    return str_copy(mem, buf_str(&b));
}

static void file_write(const char *path, const struct buf *b)
{
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(b->at, 1, b->n, f) != b->n || fclose(f))
        fail(path, 0, "cannot be written");
}

static str base_name(const char *path)
{
    str rest = str_from(path), name = rest;
    while (str_cut(&rest, '/', &name))
        ;
    return name;
}

/* "customer" of "…/customer.sql". */
static str stem_of(const char *path)
{
    str name = base_name(path);
    if (!str_ends(name, S(".sql")))
        fail(path, 0, "is not a .sql file");
    return str_head(name, name.n - 4);
}

/* ---- reading statements ---- */

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

static size_t word_length(str s)
{
    size_t n = 0;
    while (n < s.n && is_word(s.at[n]))
        n++;
    return n;
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* The k of :name: its first appearance counts. */
static size_t param_of(const struct file *f, struct statement *s, str name)
{
    for (size_t i = 0; i < s->n; i++)
        if (str_eq(s->params[i], name))
            return i + 1;
    if (s->n == PARAMS_MOST)
        fail(f->path, s->line, "more than %d parameters", PARAMS_MOST);
    s->params[s->n++] = str_copy(mem, name);
    return s->n;
}

/* The length of the parameter at the front, written to b as $k; 0: there is none. */
static size_t take_param(const struct file *f, struct statement *s, str rest, struct buf *b)
{
    str word = str_head(str_skip(rest, 1), word_length(str_skip(rest, 1)));
    if (word.n == 0 || (rest.at[0] != '$' && rest.at[0] != ':'))
        return 0;
    i64 k;
    if (rest.at[0] == ':') {
        s->named = true;
        k = (i64)param_of(f, s, word);
    } else {
        s->numbered = true;
        if (!str_to_i64(word, 1, PARAMS_MOST, &k))
            fail(f->path, s->line, "parameter $%.*s", STR_ARG(word));
        s->n = (size_t)k > s->n ? (size_t)k : s->n;
    }
    if (s->named && s->numbered)
        fail(f->path, s->line, "%.*s mixes $1 and :name", STR_ARG(s->name));
    s->seen[k] = true;
    buf_char(b, '$');
    buf_i64(b, k);
    return word.n + 1;
}

/* The length of the quoted text at the front; 0: there is none. A doubled quote is two texts side by side. */
static size_t quoted_length(const struct file *f, int line, str rest)
{
    if (rest.at[0] != '\'' && rest.at[0] != '"')
        return 0;
    for (size_t n = 1; n < rest.n; n++)
        if (rest.at[n] == rest.at[0])
            return n + 1;
    fail(f->path, line, "a quote does not end");
}

/* ---- parts ---- */

static str part_text(struct file *f, int line, str name)
{
    for (size_t i = 0; i < f->parts.n; i++)
        if (str_eq(f->parts.at[i].name, name)) {
            f->parts.at[i].used = true;
            return f->parts.at[i].text;
        }
    fail(f->path, line, "there is no part @%.*s above", STR_ARG(name));
}

/* With the parts' texts in place of their names. */
static str expand(struct file *f, int line, str source)
{
    SCOPED(buf_free) struct buf b = {0};
    while (source.n) {
        size_t n = quoted_length(f, line, source);
        str name = str_head(str_skip(source, 1), word_length(str_skip(source, 1)));
        if (n == 0 && source.at[0] == '@' && name.n) {
            buf_put(&b, part_text(f, line, name));
            n = 1 + name.n;
        } else {
            n = n ? n : 1;
            buf_put(&b, str_head(source, n));
        }
        source = str_skip(source, n);
    }
    return str_copy(mem, buf_str(&b));
}

static void add_part(struct file *f, str name, int line)
{
    if (name.n == 0 || word_length(name) != name.n)
        fail(f->path, line, "\"%.*s\" is no name: a-z, 0-9, _", STR_ARG(name));
    for (size_t i = 0; i < f->parts.n; i++)
        if (str_eq(f->parts.at[i].name, name))
            fail(f->path, line, "@%.*s stands here twice", STR_ARG(name));
    f->parts.at[f->parts.n++] = (struct part){.name = name, .line = line};
}

static void finish_part(struct file *f, str source)
{
    struct part *p = &f->parts.at[--f->parts.n]; /* it does not see itself */
    str text = str_trim(expand(f, p->line, source));
    if (text.n == 0)
        fail(f->path, p->line, "@%.*s is empty", STR_ARG(p->name));
    p->text = text;
    f->parts.n++;
}

static void check_parts(const struct file *f)
{
    for (size_t i = 0; i < f->parts.n; i++)
        if (!f->parts.at[i].used)
            fail(f->path, f->parts.at[i].line, "nobody uses @%.*s", STR_ARG(f->parts.at[i].name));
}

/* ---- statements ---- */

static void compile(struct file *f, struct statement *s, str source)
{
    SCOPED(buf_free) struct buf b = {0};
    source = expand(f, s->line, source);
    while (source.n) {
        size_t n = quoted_length(f, s->line, source);
        if (n) {
            buf_put(&b, str_head(source, n));
        } else if (!(n = take_param(f, s, source, &b))) {
            n = 1;
            if (source.at[0] == ';' && str_trim(source).n > 1)
                fail(f->path, s->line, "%.*s holds more than one statement", STR_ARG(s->name));
            bool space = is_space(source.at[0]);
            if (!space && source.at[0] != ';')
                buf_char(&b, source.at[0]);
            else if (b.n && b.at[b.n - 1] != ' ')
                buf_char(&b, ' ');
        }
        source = str_skip(source, n);
    }
    s->text = str_copy(mem, str_trim(buf_str(&b)));
    if (s->text.n == 0)
        fail(f->path, s->line, "%.*s is empty", STR_ARG(s->name));
    for (size_t k = 1; k <= s->n; k++)
        if (!s->seen[k])
            fail(f->path, s->line, "%.*s has a gap: no $%zu", STR_ARG(s->name), k);
}

/* Without a comment that ends the line. */
static str without_comment(const struct file *f, int number, str line)
{
    for (size_t i = 0; i < line.n; i++) {
        str rest = str_skip(line, i);
        if (str_starts(rest, S("--")))
            return str_head(line, i);
        size_t quoted = quoted_length(f, number, rest);
        i += quoted ? quoted - 1 : 0;
    }
    return line;
}

static void add_statement(struct file *f, str name, int line)
{
    if (name.n == 0 || word_length(name) != name.n)
        fail(f->path, line, "\"%.*s\" is no name: a-z, 0-9, _", STR_ARG(name));
    for (size_t i = 0; i < f->statements.n; i++)
        if (str_eq(f->statements.at[i].name, name))
            fail(f->path, line, "%.*s stands here twice", STR_ARG(name));
    f->statements.at[f->statements.n++] = (struct statement){.name = name, .line = line};
}

static size_t count_lines(str s)
{
    size_t n = 1;
    for (size_t i = 0; i < s.n; i++)
        n += s.at[i] == '\n';
    return n;
}

/* What a line "-- :name" or "-- @name" begins. */
enum section { SECTION_NONE, SECTION_STATEMENT, SECTION_PART };

static enum section section_of(str line)
{
    return str_starts(line, S("-- :"))   ? SECTION_STATEMENT
           : str_starts(line, S("-- @")) ? SECTION_PART
                                         : SECTION_NONE;
}

static void finish(struct file *f, enum section section, str source)
{
    if (section == SECTION_STATEMENT)
        compile(f, &f->statements.at[f->statements.n - 1], source);
    else if (section == SECTION_PART)
        finish_part(f, source);
}

static struct file parse(const char *path)
{
    struct file f = {.path = path, .stem = stem_of(path)};
    str rest = file_read(path), line;
    f.statements.at = NEWN(mem, struct statement, count_lines(rest));
    f.parts.at = NEWN(mem, struct part, count_lines(rest));
    SCOPED(buf_free) struct buf source = {0};
    enum section in = SECTION_NONE;
    for (int number = 1; str_cut(&rest, '\n', &line); number++) {
        enum section begins = section_of(line);
        if (begins) {
            finish(&f, in, buf_str(&source));
            buf_clear(&source);
            str name = str_trim(str_skip(line, 4));
            if (begins == SECTION_PART)
                add_part(&f, name, number);
            else
                add_statement(&f, name, number);
            in = begins;
        } else if (in) {
            buf_put(&source, without_comment(&f, number, line));
            buf_char(&source, '\n');
        } else if (str_trim(line).n && !str_starts(line, S("--"))) {
            fail(path, number, "a line in front of the first \"-- :name\"");
        }
    }
    finish(&f, in, buf_str(&source));
    check_parts(&f);
    return f;
}

/* ---- writing C ---- */

static void put_c(struct buf *b, str s)
{
    buf_char(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        byte c = (byte)s.at[i];
        if (c == '\n' && i + 1 < s.n)
            buf_put(b, S("\\n\"\n    \""));
        else if (c < 0x20 || c >= 0x7F || c == '"' || c == '\\' || c == '?')
            buf_printf(b, "\\%03o", c);
        else
            buf_char(b, (char)c);
    }
    buf_char(b, '"');
}

static void put_constant(struct buf *b, const struct file *f, const struct statement *s)
{
    buf_printf(b, "sql_%.*s_%.*s", STR_ARG(f->stem), STR_ARG(s->name));
}

static void put_statement(struct buf *b, const struct file *f, const struct statement *s)
{
    buf_put(b, S("const struct sql "));
    put_constant(b, f, s);
    buf_printf(b, " = {\n    .name = \"%.*s:%.*s\",\n    .text = S(", STR_ARG(f->stem),
               STR_ARG(s->name));
    put_c(b, s->text);
    buf_printf(b, "),\n    .n = %zu,\n", s->n);
    if (s->named) {
        buf_put(b, S("    .params = (const char *const[]){"));
        for (size_t i = 0; i < s->n; i++)
            buf_printf(b, "%s\"%.*s\"", i ? ", " : "", STR_ARG(s->params[i]));
        buf_put(b, S("},\n"));
    }
    buf_put(b, S("};\n"));
}

static void write_file(const char *path, const char *header, const char *source)
{
    SCOPED(buf_free) struct buf h = {0}, c = {0};
    struct file f = parse(path);
    buf_printf(
        &h, "/* Made by tools/sqlgen from %.*s.sql. */\n#pragma once\n\n#include \"data/db.h\"\n\n",
        STR_ARG(f.stem));
    buf_printf(&c, "/* Made by tools/sqlgen from %.*s.sql. */\n#include \"%.*s.sql.h\"\n\n",
               STR_ARG(f.stem), STR_ARG(f.stem));
    for (size_t i = 0; i < f.statements.n; i++) {
        buf_put(&h, S("extern const struct sql "));
        put_constant(&h, &f, &f.statements.at[i]);
        buf_put(&h, S(";\n"));
        put_statement(&c, &f, &f.statements.at[i]);
    }
    file_write(header, &h);
    file_write(source, &c);
}

static void write_all(const char *header, const char *source, char **paths, size_t n)
{
    SCOPED(buf_free) struct buf h = {0}, c = {0}, rows = {0};
    buf_put(
        &h,
        S("/* Made by tools/sqlgen: every statement of the program. */\n#pragma once\n\n#include \"data/db.h\"\n\n"
          "extern const struct sql *const sql_all[];\nextern const size_t sql_all_n;\n"));
    buf_printf(&c, "/* Made by tools/sqlgen. */\n#include \"%.*s\"\n\n",
               STR_ARG(base_name(header)));
    size_t statements = 0;
    for (size_t i = 0; i < n; i++) {
        struct file f = parse(paths[i]);
        buf_printf(&c, "#include \"%.*s.sql.h\"\n", STR_ARG(f.stem));
        for (size_t k = 0; k < f.statements.n; k++, statements++) {
            buf_put(&rows, S("    &"));
            put_constant(&rows, &f, &f.statements.at[k]);
            buf_put(&rows, S(",\n"));
        }
    }
    buf_printf(
        &c,
        "\nconst struct sql *const sql_all[] = {\n%.*s    NULL,\n};\nconst size_t sql_all_n = %zu;\n",
        STR_ARG(buf_str(&rows)), statements);
    file_write(header, &h);
    file_write(source, &c);
}

/* "0001_store.sql": its number and its name. Numbers follow each other from 1. */
static void write_steps(const char *source, char **paths, size_t n)
{
    SCOPED(buf_free) struct buf c = {0};
    buf_put(&c, S("/* Made by tools/sqlgen. */\n#include \"data/migrate_steps.h\"\n\n"
                  "const struct migrate_step migrate_steps[] = {\n"));
    for (size_t i = 0; i < n; i++) {
        str name = stem_of(paths[i]), number;
        i64 version = 0;
        for (size_t k = 0; k < 4 && k < name.n; k++)
            version = 10 * version + (name.at[k] - '0');
        number = str_head(name, 5);
        if (!str_ends(number, S("_")) || version != (i64)i + 1)
            fail(paths[i], 0, "is not %04zu_name.sql", i + 1);
        buf_printf(&c, "    {%zu, S(\"%.*s\"), S(", i + 1, STR_ARG(str_skip(name, 5)));
        put_c(&c, file_read(paths[i]));
        buf_put(&c, S(")},\n"));
    }
    buf_printf(&c, "    {0},\n};\nconst size_t migrate_steps_n = %zu;\n", n);
    file_write(source, &c);
}

int main(int n, char **args)
{
    mem = arena_new(0);
    str mode = str_from(n > 1 ? args[1] : NULL);
    if (str_eq(mode, S("file")) && n == 5)
        write_file(args[2], args[3], args[4]);
    else if (str_eq(mode, S("all")) && n >= 4)
        write_all(args[2], args[3], args + 4, (size_t)n - 4);
    else if (str_eq(mode, S("steps")) && n >= 3)
        write_steps(args[2], args + 3, (size_t)n - 3);
    else
        fail("sqlgen", 0, "file X.sql X.h X.c | all H C X.sql… | steps C X.sql…");
    arena_free(mem);
    return 0;
}
