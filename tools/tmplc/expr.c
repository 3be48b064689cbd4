/* Expressions of templates: read, checked and written as C. */
#include "tmplc/tmplc.h"

#include <string.h>

/* ---- the lexer ---- */

void skip_blank(struct job *j)
{
    for (; j->at < j->text.n && strchr(" \t\r\n", j->text.at[j->at]); j->at++)
        j->line += j->text.at[j->at] == '\n';
}

bool peek_is(struct job *j, const char *sign)
{
    skip_blank(j);
    return str_starts(str_skip(j->text, j->at), str_from(sign));
}

bool next_is(struct job *j, const char *sign)
{
    if (!peek_is(j, sign))
        return false;
    j->at += strlen(sign);
    return true;
}

static str found(struct job *j)
{
    skip_blank(j);
    str rest = str_skip(j->text, j->at);
    size_t n = 0;
    while (n < rest.n && n < 20 && rest.at[n] != '\n')
        n++;
    return str_head(rest, n);
}

void expect(struct job *j, const char *sign)
{
    if (!next_is(j, sign))
        stop_at(j, j->line, "'%s' is expected before '%.*s'", sign, STR_ARG(found(j)));
}

static bool begins_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static char peek(struct job *j)
{
    skip_blank(j);
    return j->at < j->text.n ? j->text.at[j->at] : '\0';
}

str read_name(struct job *j)
{
    if (!begins_name(peek(j)))
        return (str){0};
    str name = {j->text.at + j->at, 0};
    while (j->at < j->text.n && (begins_name(j->text.at[j->at]) || is_digit(j->text.at[j->at]))) {
        j->at++;
        name.n++;
    }
    return name;
}

str read_string(struct job *j)
{
    expect(j, "\"");
    str s = {j->text.at + j->at, 0};
    for (; j->at < j->text.n && j->text.at[j->at] != '\n'; j->at++, s.n++) {
        char c = j->text.at[j->at];
        if (c == '"') {
            j->at++;
            return s;
        }
        if (c != '\\')
            continue;
        j->at++;
        s.n++;
        if (j->at == j->text.n || !strchr("\"\\n", j->text.at[j->at]))
            stop_at(j, j->line, "a text knows the escapes \\\", \\\\ and \\n only");
    }
    stop_at(j, j->line, "a text has no closing quote");
}

/* ---- calls ---- */

static struct expr value(str c)
{
    return (struct expr){.kind = EXPR_VALUE, .c = c};
}

static struct expr truth(str c)
{
    return (struct expr){.kind = EXPR_TRUTH, .c = c};
}

static struct expr literal(struct job *j, str text)
{
    return (struct expr){.kind = EXPR_LITERAL, .c = str_format(j->mem, "\"%.*s\"", STR_ARG(text))};
}

str expr_value(struct job *j, struct expr e)
{
    return e.kind == EXPR_LITERAL ? str_format(j->mem, "S(%.*s)", STR_ARG(e.c)) : e.c;
}

/* The rest of an argument list, behind "(" or behind a comma. */
static void read_args(struct job *j, struct text_node **args, size_t *n)
{
    struct text_node **last = args;
    *n = 0;
    if (next_is(j, ")"))
        return;
    do {
        *last = NEW(j->mem, struct text_node);
        (*last)->text = expr_value(j, expr_read(j));
        last = &(*last)->next;
        (*n)++;
    } while (next_is(j, ","));
    expect(j, ")");
}

/* "(str[]){VIEW_STR(v, a), …}, n", or "NULL, 0". */
static str text_array(struct job *j, const struct text_node *args, size_t n, const char *macro)
{
    if (n == 0)
        return S("NULL, 0");
    str all = S("(str[]){");
    for (const struct text_node *a = args; a; a = a->next)
        all = str_format(j->mem, "%.*s%s(v, %.*s)%s", STR_ARG(all), macro, STR_ARG(a->text),
                         a->next ? ", " : "}");
    return str_format(j->mem, "%.*s, %zu", STR_ARG(all), n);
}

/* The highest %1 … %9 of a text. */
static size_t highest_place(str text)
{
    size_t highest = 0;
    for (size_t i = 0; i + 1 < text.n; i++) {
        if (text.at[i] != '%')
            continue;
        i++;
        if (is_digit(text.at[i]) && (size_t)(text.at[i] - '0') > highest)
            highest = (size_t)(text.at[i] - '0');
    }
    return highest;
}

static void check_places(struct job *j, str text, size_t n)
{
    size_t highest = highest_place(text);
    if (highest > n)
        stop_at(j, j->line, "\"%.*s\" has %%%zu, but %zu values are given", STR_ARG(text), highest,
                n);
}

static str read_text(struct job *j)
{
    str text = read_string(j);
    if (text.n == 0)
        stop_at(j, j->line, "an empty text cannot be translated");
    return text;
}

/* Values behind the text of _() and n_(). */
static void read_values(struct job *j, struct expr *e)
{
    if (next_is(j, ","))
        read_args(j, &e->args, &e->n_args);
    else
        expect(j, ")");
}

static struct expr read_word(struct job *j)
{
    struct expr e = {.kind = EXPR_WORDS, .one = read_text(j)};
    read_values(j, &e);
    check_places(j, e.one, e.n_args);
    if (e.n_args && highest_place(e.one) < e.n_args)
        stop_at(j, j->line, "\"%.*s\" does not use all of its %zu values", STR_ARG(e.one),
                e.n_args);
    if (e.n_args == 0)
        return value(str_format(j->mem, "tr(v->words, S(\"%.*s\"))", STR_ARG(e.one)));
    e.c = str_format(j->mem, "view_words(v, S(\"%.*s\"), %.*s)", STR_ARG(e.one),
                     STR_ARG(text_array(j, e.args, e.n_args, "VIEW_STR")));
    return e;
}

static struct expr read_plural(struct job *j)
{
    struct expr e = {.kind = EXPR_PLURAL, .one = read_text(j)};
    expect(j, ",");
    e.other = read_text(j);
    expect(j, ",");
    e.count = expr_read(j).c;
    read_values(j, &e);
    check_places(j, e.one, e.n_args + 1);
    check_places(j, e.other, e.n_args + 1);
    e.c = str_format(j->mem, "view_words_n(v, S(\"%.*s\"), S(\"%.*s\"), (i64)(%.*s), %.*s)",
                     STR_ARG(e.one), STR_ARG(e.other), STR_ARG(e.count),
                     STR_ARG(text_array(j, e.args, e.n_args, "VIEW_STR")));
    return e;
}

static struct expr read_url(struct job *j)
{
    str handler = read_name(j);
    if (handler.n == 0)
        stop_at(j, j->line, "url(…) begins with the name of a route's handler");
    struct text_node *args = NULL;
    size_t n = 0;
    if (next_is(j, ","))
        read_args(j, &args, &n);
    else
        expect(j, ")");
    struct expr e = {.kind = EXPR_URL};
    if (j->world->routes) {
        e.route = world_route(j->world, handler);
        if (!e.route)
            stop_at(j, j->line, "there is no route %.*s", STR_ARG(handler));
        if (e.route->args != n)
            stop_at(j, j->line, "the path of route %.*s has %zu names, but %zu values are given",
                    STR_ARG(handler), e.route->args, n);
    }
    e.c = str_format(j->mem, "url_for(v->r, R_%.*s, %.*s)", STR_ARG(handler),
                     STR_ARG(text_array(j, args, n, "VIEW_ARGUMENT")));
    return e;
}

/* static("app.css"), which has to exist, or static(p.picture). */
static struct expr read_static(struct job *j)
{
    struct expr name = expr_read(j);
    expect(j, ")");
    str asset = str_head(str_skip(name.c, 1), name.c.n - 2);
    if (name.kind == EXPR_LITERAL && !world_asset(j->world, asset))
        stop_at(j, j->line, "there is no asset %.*s", STR_ARG(asset));
    j->uses_static = true;
    return (struct expr){.kind = EXPR_URL,
                         .c = str_format(j->mem, "static_url(%.*s)", STR_ARG(expr_value(j, name)))};
}

/* A function of web/view.h: money(x, y) is view_money(v, x, y). */
static struct expr read_call(struct job *j, str name)
{
    struct text_node *args = NULL;
    size_t n = 0;
    read_args(j, &args, &n);
    str all = str_format(j->mem, "view_%.*s(v", STR_ARG(name));
    for (; args; args = args->next)
        all = str_format(j->mem, "%.*s, %.*s", STR_ARG(all), STR_ARG(args->text));
    return value(str_join(j->mem, all, S(")")));
}

static struct expr read_some_call(struct job *j, str name)
{
    if (str_eq(name, S("_")))
        return read_word(j);
    if (str_eq(name, S("n_")))
        return read_plural(j);
    if (str_eq(name, S("url")))
        return read_url(j);
    if (str_eq(name, S("static")))
        return read_static(j);
    if (!str_eq(name, S("S")))
        return read_call(j, name);
    str text = read_string(j);
    expect(j, ")");
    return literal(j, text);
}

/* ---- operands ---- */

static bool is_constant(str name)
{
    bool letter = false;
    for (size_t i = 0; i < name.n; i++) {
        if (name.at[i] >= 'a' && name.at[i] <= 'z')
            return false;
        letter = letter || (name.at[i] >= 'A' && name.at[i] <= 'Z');
    }
    return letter;
}

/* The members behind an operand. whole: what it is without any. */
static struct expr read_members(struct job *j, str base, struct expr whole)
{
    bool any = false;
    for (;;) {
        if (next_is(j, ".") || next_is(j, "->")) {
            bool arrow = j->text.at[j->at - 1] == '>';
            str member = read_name(j);
            if (member.n == 0)
                stop_at(j, j->line, "a member's name is expected before '%.*s'", STR_ARG(found(j)));
            base = str_format(j->mem, "%.*s%s%.*s", STR_ARG(base), arrow ? "->" : ".",
                              STR_ARG(member));
        } else if (next_is(j, "[")) {
            str index = expr_read(j).c;
            expect(j, "]");
            base = str_format(j->mem, "%.*s[%.*s]", STR_ARG(base), STR_ARG(index));
        } else {
            return any ? value(base) : whole;
        }
        any = true;
    }
}

/* p and loop variables are pointers, but their members are written with a dot. */
static struct expr read_pointer(struct job *j, str name, bool loop)
{
    if (loop && next_is(j, ".#"))
        return value(str_format(j->mem, "%.*s_i_", STR_ARG(name)));
    if (next_is(j, ".")) {
        str member = read_name(j);
        if (member.n == 0)
            stop_at(j, j->line, "a member's name is expected behind %.*s.", STR_ARG(name));
        str base = str_format(j->mem, "%.*s->%.*s", STR_ARG(name), STR_ARG(member));
        return read_members(j, base, value(base));
    }
    struct expr whole = {.kind = loop ? EXPR_LOOP : EXPR_VALUE, .c = name};
    if (loop)
        whole.c = str_format(j->mem, "(*%.*s)", STR_ARG(name));
    return read_members(j, whole.c, whole);
}

static struct expr read_named(struct job *j)
{
    size_t line = j->line;
    str name = read_name(j);
    if (next_is(j, "(")) {
        struct expr e = read_some_call(j, name);
        return read_members(j, e.c, e);
    }
    if (is_loop_variable(j, name))
        return read_pointer(j, name, true);
    if (str_eq(name, S("p"))) {
        if (j->head.type.n == 0)
            stop_at(j, line, "this template has no data: its first line names no struct");
        return read_pointer(j, name, false);
    }
    if (str_eq(name, S("true")) || str_eq(name, S("false")))
        return truth(name);
    if (is_constant(name))
        return value(name);
    stop_at(j, line, "'%.*s' is neither p nor a loop variable nor a CONSTANT", STR_ARG(name));
}

static struct expr read_number(struct job *j)
{
    str n = {j->text.at + j->at, 0};
    while (j->at < j->text.n && is_digit(j->text.at[j->at])) {
        j->at++;
        n.n++;
    }
    if (n.n > 18 || (n.n > 1 && n.at[0] == '0'))
        stop_at(j, j->line, "'%.*s' is not a decimal number", STR_ARG(n));
    if (j->at < j->text.n && (begins_name(j->text.at[j->at]) || j->text.at[j->at] == '.'))
        stop_at(j, j->line, "'%.*s': numbers are whole", STR_ARG(found(j)));
    return value(n);
}

static struct expr read_operand(struct job *j)
{
    char c = peek(j);
    if (is_digit(c))
        return read_number(j);
    if (begins_name(c))
        return read_named(j);
    if (c == '"')
        return literal(j, read_string(j));
    if (!next_is(j, "("))
        stop_at(j, j->line, "a value is expected before '%.*s'", STR_ARG(found(j)));
    struct expr e = expr_read(j);
    expect(j, ")");
    str c_text = str_format(j->mem, "(%.*s)", STR_ARG(expr_value(j, e)));
    return read_members(j, c_text, e.kind == EXPR_TRUTH ? truth(c_text) : value(c_text));
}

/* ---- operators ---- */

#define DEPTH_MOST 100

static struct expr read_unary(struct job *j)
{
    if (++j->depth > DEPTH_MOST)
        stop_at(j, j->line, "this is nested too deeply");
    struct expr e;
    if (!peek_is(j, "!=") && next_is(j, "!")) {
        str test = expr_truth(j, read_unary(j));
        e = truth(str_join(j->mem, S("!"), test));
    } else if (next_is(j, "-")) {
        e = read_unary(j);
        e = value(str_format(j->mem, "-(%.*s)", STR_ARG(e.c)));
    } else {
        e = read_operand(j);
    }
    j->depth--;
    return e;
}

/* Which of the signs comes next; NULL: none. Longer ones stand first. */
static const char *next_of(struct job *j, const char *const *signs)
{
    for (; *signs; signs++)
        if (!peek_is(j, "->") && next_is(j, *signs))
            return *signs;
    return NULL;
}

static struct expr joined(struct job *j, struct expr a, const char *sign, struct expr b)
{
    return value(str_format(j->mem, "%.*s %s %.*s", STR_ARG(expr_value(j, a)), sign,
                            STR_ARG(expr_value(j, b))));
}

static struct expr read_product(struct job *j)
{
    static const char *const signs[] = {"*", NULL};
    struct expr e = read_unary(j);
    for (const char *s; (s = next_of(j, signs));)
        e = joined(j, e, s, read_unary(j));
    return e;
}

static struct expr read_sum(struct job *j)
{
    static const char *const signs[] = {"+", "-", NULL};
    struct expr e = read_product(j);
    for (const char *s; (s = next_of(j, signs));)
        e = joined(j, e, s, read_product(j));
    return e;
}

static struct expr read_comparison(struct job *j)
{
    static const char *const signs[] = {"==", "!=", "<=", ">=", "<", ">", NULL};
    struct expr a = read_sum(j);
    const char *s = next_of(j, signs);
    if (!s)
        return a;
    struct expr b = read_sum(j);
    bool texts = a.kind == EXPR_LITERAL || b.kind == EXPR_LITERAL;
    if (texts && s[1] == '=' && (s[0] == '=' || s[0] == '!'))
        return truth(str_format(j->mem, "%sstr_eq(%.*s, %.*s)", s[0] == '!' ? "!" : "",
                                STR_ARG(expr_value(j, a)), STR_ARG(expr_value(j, b))));
    return truth(joined(j, a, s, b).c);
}

static struct expr read_and(struct job *j)
{
    struct expr e = read_comparison(j);
    while (next_is(j, "&&")) {
        struct expr b = read_comparison(j);
        e = truth(str_format(j->mem, "(%.*s && %.*s)", STR_ARG(expr_truth(j, e)),
                             STR_ARG(expr_truth(j, b))));
    }
    return e;
}

static struct expr read_or(struct job *j)
{
    struct expr e = read_and(j);
    while (next_is(j, "||")) {
        struct expr b = read_and(j);
        e = truth(str_format(j->mem, "(%.*s || %.*s)", STR_ARG(expr_truth(j, e)),
                             STR_ARG(expr_truth(j, b))));
    }
    return e;
}

str expr_truth(struct job *j, struct expr e)
{
    if (e.kind == EXPR_TRUTH)
        return str_format(j->mem, "(%.*s)", STR_ARG(e.c));
    return str_format(j->mem, "VIEW_TRUTH(%.*s)", STR_ARG(expr_value(j, e)));
}

struct expr expr_read(struct job *j)
{
    if (++j->depth > DEPTH_MOST)
        stop_at(j, j->line, "this is nested too deeply");
    struct expr e = read_or(j);
    if (next_is(j, "?")) {
        struct expr yes = expr_read(j);
        expect(j, ":");
        struct expr no = expr_read(j);
        e = value(str_format(j->mem, "(%.*s ? %.*s : %.*s)", STR_ARG(expr_truth(j, e)),
                             STR_ARG(expr_value(j, yes)), STR_ARG(expr_value(j, no))));
    }
    j->depth--;
    return e;
}
