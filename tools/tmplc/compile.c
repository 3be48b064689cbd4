/* A template's text, from top to bottom, into C. */
#include "tmplc/tmplc.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum block_kind { BLOCK_IF, BLOCK_FOR, BLOCK_FORM, BLOCK_LAYOUT };

struct block {
    enum block_kind kind;
    size_t line;
    str name;          /* the loop's variable, the layout's name */
    size_t serial;     /* of the compiler's own variable */
    struct html start; /* where the block began */
    struct html end;   /* where its first branch ended */
    bool ended;        /* end is set */
    bool otherwise;    /* its else was there */
    struct block *up;
};

void stop_at(struct job *j, size_t line, const char *format, ...)
{
    char text[1024];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    j->error = str_format(j->mem, "%.*s:%zu: error: %s", STR_ARG(j->head.path), line, text);
    longjmp(*j->stopped, 1);
}

bool is_loop_variable(const struct job *j, str name)
{
    for (const struct block *b = j->block; b; b = b->up)
        if (b->kind == BLOCK_FOR && str_eq(b->name, name))
            return true;
    return false;
}

/* ---- literal text ---- */

static void put_c_string(struct buf *out, str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.at[i];
        if (c == '\n')
            buf_put(out, S("\\n"));
        else if (c == '"' || c == '\\')
            buf_printf(out, "\\%c", c);
        else if (c < ' ' || c == 127)
            buf_printf(out, "\\%03o", c);
        else
            buf_char(out, (char)c);
    }
}

static void flush(struct job *j)
{
    if (j->literal.n) {
        buf_put(&j->code, S("    buf_put(v->out, S(\""));
        put_c_string(&j->code, buf_str(&j->literal));
        buf_put(&j->code, S("\"));\n"));
    }
    buf_clear(&j->literal);
    j->blank_from = 0;
}

/* White space between tags that has a line break in it goes. */
static void drop_blank(struct job *j)
{
    str run = str_skip(buf_str(&j->literal), j->blank_from);
    if (j->blank && !html_keeps_blanks(j->html) && run.n && memchr(run.at, '\n', run.n))
        j->literal.n = j->blank_from;
}

static void begin_blank(struct job *j)
{
    j->blank = true;
    j->blank_from = j->literal.n;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static void feed(struct job *j)
{
    str rest = str_skip(j->text, j->at);
    char c = *rest.at;
    if (j->html->place == HTML_TEXT && c == '<')
        drop_blank(j);
    enum html_place before = j->html->place;
    html_feed(j, rest);
    buf_char(&j->literal, c);
    if (before != HTML_TEXT && j->html->place == HTML_TEXT)
        begin_blank(j);
    else if (!is_blank(c))
        j->blank = false;
    j->line += c == '\n';
    j->at++;
}

/* ---- values ---- */

static void put_line(struct job *j, size_t line)
{
    buf_printf(&j->code, "#line %zu \"", line);
    put_c_string(&j->code, j->head.path);
    buf_put(&j->code, S("\"\n"));
}

/* The line of C behind a #line names the template's own. */
static void code(struct job *j, size_t line, const char *format, ...) PRINTF(3, 4);
static void code(struct job *j, size_t line, const char *format, ...)
{
    flush(j);
    put_line(j, line);
    va_list args;
    va_start(args, format);
    char *text = NULL;
    int n = vasprintf(&text, format, args);
    va_end(args);
    assert(n >= 0);
    str all = str_copy(j->mem, (str){text, (size_t)n});
    free(text);
    buf_put(&j->code, S("    "));
    buf_put(&j->code, all);
    buf_char(&j->code, '\n');
}

/* "(struct view_arg[]){VIEW_ARG(v, a), …}, n" */
static str word_args(struct job *j, const struct expr *e)
{
    if (e->n_args == 0)
        return S("NULL, 0");
    str all = S("(struct view_arg[]){");
    for (const struct text_node *a = e->args; a; a = a->next)
        all = str_format(j->mem, "%.*sVIEW_ARG(v, %.*s)%s", STR_ARG(all), STR_ARG(a->text),
                         a->next ? ", " : "}");
    return str_format(j->mem, "%.*s, %zu", STR_ARG(all), e->n_args);
}

static void put_text(struct job *j, size_t line, struct expr e)
{
    if (e.kind == EXPR_WORDS)
        code(j, line, "view_put_words(v, S(\"%.*s\"), %.*s);", STR_ARG(e.one),
             STR_ARG(word_args(j, &e)));
    else if (e.kind == EXPR_PLURAL)
        code(j, line, "view_put_words_n(v, S(\"%.*s\"), S(\"%.*s\"), (i64)(%.*s), %.*s);",
             STR_ARG(e.one), STR_ARG(e.other), STR_ARG(e.count), STR_ARG(word_args(j, &e)));
    else
        code(j, line, "VIEW_TEXT(v, %.*s);", STR_ARG(expr_value(j, e)));
}

static void put_value(struct job *j, size_t line, struct expr e, enum html_put put)
{
    str c = expr_value(j, e);
    switch (put) {
    case PUT_TEXT:
        put_text(j, line, e);
        return;
    case PUT_ATTRIBUTE:
        code(j, line, "VIEW_PLAIN(v, %.*s);", STR_ARG(c));
        return;
    case PUT_ADDRESS:
        if (e.kind == EXPR_URL)
            code(j, line, "VIEW_PLAIN(v, %.*s);", STR_ARG(c));
        else
            code(j, line, "VIEW_ADDRESS(v, %.*s);", STR_ARG(c));
        return;
    case PUT_ADDRESS_PART:
        code(j, line, "VIEW_ADDRESS_PART(v, %.*s);", STR_ARG(c));
        return;
    case PUT_JSON:
        code(j, line, "VIEW_JSON(v, %.*s);", STR_ARG(c));
        return;
    }
}

static void read_value(struct job *j)
{
    enum html_put put = html_value(j);
    size_t line = j->line;
    struct expr e = expr_read(j);
    expect(j, "}}");
    j->blank = false;
    put_value(j, line, e, put);
}

/* ---- blocks ---- */

#define BLOCKS_MOST 40

static struct block *block_open(struct job *j, enum block_kind kind, size_t line, str name)
{
    size_t depth = 0;
    for (struct block *b = j->block; b; b = b->up)
        depth++;
    if (depth == BLOCKS_MOST)
        stop_at(j, line, "blocks are nested too deeply");
    struct block *b = NEW(j->mem, struct block);
    *b = (struct block){kind, line, name, .serial = ++j->serial, .start = *j->html, .up = j->block};
    j->block = b;
    return b;
}

static const char *block_word(const struct block *b)
{
    switch (b->kind) {
    case BLOCK_IF:
        return "if";
    case BLOCK_FOR:
        return "for";
    case BLOCK_FORM:
        return "form";
    case BLOCK_LAYOUT:
        return "layout";
    }
    return "";
}

/* A branch is whole: it has to end where the one before it did. */
static void branch_end(struct job *j, struct block *b)
{
    if (!b->ended) {
        b->end = *j->html;
        b->ended = true;
        return;
    }
    if (!html_same(&b->end, j->html))
        stop_at(j, j->line,
                "the branches of {%% %s %%} of line %zu end differently: %.*s, and %.*s here",
                block_word(b), b->line, STR_ARG(html_where(j, &b->end)),
                STR_ARG(html_where(j, j->html)));
}

static void body_end(struct job *j, struct block *b)
{
    struct html start = b->start;
    bool space = start.must_space;
    if (!html_same(&start, j->html))
        stop_at(j, j->line, "{%% %s %%} of line %zu begins %.*s and ends %.*s", block_word(b),
                b->line, STR_ARG(html_where(j, &b->start)), STR_ARG(html_where(j, j->html)));
    if (b->kind == BLOCK_FOR && start.must_space && !space)
        stop_at(j, j->line,
                "the body of {%% for %%} of line %zu begins with a space when it writes attributes",
                b->line);
}

static str read_condition(struct job *j)
{
    struct expr e = expr_read(j);
    expect(j, "%}");
    return e.kind == EXPR_TRUTH ? e.c : expr_truth(j, e);
}

static void tag_if(struct job *j, size_t line)
{
    html_control(j, false, "if");
    str test = read_condition(j);
    code(j, line, "if (%.*s) {", STR_ARG(test));
    block_open(j, BLOCK_IF, line, (str){0});
}

static struct block *open_branch(struct job *j, size_t line, const char *word)
{
    struct block *b = j->block;
    if (!b || b->kind == BLOCK_FORM || b->kind == BLOCK_LAYOUT)
        stop_at(j, line, "{%% %s %%} without {%% if %%}", word);
    if (b->otherwise)
        stop_at(j, line, "{%% %s %%} behind {%% else %%}", word);
    html_control(j, false, word);
    return b;
}

static void tag_elif(struct job *j, size_t line)
{
    struct block *b = open_branch(j, line, "elif");
    if (b->kind != BLOCK_IF)
        stop_at(j, line, "{%% elif %%} in {%% for %%} of line %zu", b->line);
    branch_end(j, b);
    *j->html = b->start;
    str test = read_condition(j);
    code(j, line, "} else if (%.*s) {", STR_ARG(test));
}

static void tag_else(struct job *j, size_t line)
{
    struct block *b = open_branch(j, line, "else");
    expect(j, "%}");
    b->otherwise = true;
    if (b->kind == BLOCK_IF) {
        branch_end(j, b);
        *j->html = b->start;
        code(j, line, "} else {");
        return;
    }
    body_end(j, b);
    *j->html = b->start;
    code(j, line, "} if (list%zu_.n == 0) {", b->serial);
}

static void tag_for(struct job *j, size_t line)
{
    html_control(j, false, "for");
    str name = read_name(j);
    if (name.n == 0)
        stop_at(j, line, "{%% for %%} begins with the name of its variable");
    if (str_eq(name, S("p")) || str_eq(name, S("v")) || is_loop_variable(j, name))
        stop_at(j, line, "'%.*s' is already the name of something", STR_ARG(name));
    str in = read_name(j);
    if (!str_eq(in, S("in")))
        stop_at(j, line, "{%% for %.*s in list %%}: 'in' is missing", STR_ARG(name));
    str list = expr_read(j).c;
    expect(j, "%}");
    struct block *b = block_open(j, BLOCK_FOR, line, name);
    size_t s = b->serial;
    code(
        j, line,
        "{ __typeof__(%.*s) list%zu_ = %.*s; for (size_t %.*s_i_ = 0; %.*s_i_ < list%zu_.n; %.*s_i_++) { "
        "__typeof__(list%zu_.at) %.*s = list%zu_.at + %.*s_i_; (void)%.*s;",
        STR_ARG(list), s, STR_ARG(list), STR_ARG(name), STR_ARG(name), s, STR_ARG(name), s,
        STR_ARG(name), s, STR_ARG(name), STR_ARG(name));
}

/* ---- parts and layouts ---- */

static void add_text(struct job *j, struct text_node **list, str text)
{
    for (; *list; list = &(*list)->next)
        if (str_eq((*list)->text, text))
            return;
    *list = NEW(j->mem, struct text_node);
    (*list)->text = text;
}

static void put_prototypes(struct buf *out, const struct head *h)
{
    static const char *const ends[] = {"_head", "_foot"};
    for (int i = 0; i < (h->layout ? 2 : 1); i++)
        buf_printf(out, "void t_%.*s%s(struct view *v, const %.*s *p);\n", STR_ARG(h->name),
                   h->layout ? ends[i] : "", STR_ARG(h->type.n ? h->type : S("void")));
}

static str prototypes(struct job *j, const struct head *h)
{
    struct buf text = {0};
    put_prototypes(&text, h);
    str s = str_copy(j->mem, buf_str(&text));
    buf_free(&text);
    return s;
}

static const struct head *read_other(struct job *j, bool layout)
{
    str name = read_name(j);
    if (name.n == 0)
        stop_at(j, j->line, "the name of a template is expected");
    const struct head *h = world_head(j->world, name);
    if (!h)
        stop_at(j, j->line, "there is no template %.*s with a proper first line", STR_ARG(name));
    if (layout != h->layout)
        stop_at(j, j->line, "%.*s has %s {%% content %%}: it is %s layout", STR_ARG(name),
                h->layout ? "a" : "no", h->layout ? "a" : "no");
    add_text(j, &j->used, prototypes(j, h));
    if (h->header.n)
        add_text(j, &j->headers, h->header);
    return h;
}

static str read_path_of_members(struct job *j)
{
    str all = {0};
    while (next_is(j, ".")) {
        str name = read_name(j);
        if (name.n == 0)
            stop_at(j, j->line, "a member's name is expected behind the dot");
        all = str_format(j->mem, "%.*s.%.*s", STR_ARG(all), STR_ARG(name));
    }
    if (all.n == 0)
        stop_at(j, j->line, "a member is given as .name = value");
    return all;
}

/* "data1_.name = value; …" for the members behind an opening brace. Assignments, because an initializer would take a
 * number for a text: C lets braces of inner structs away. */
static str read_members_of_part(struct job *j, size_t serial)
{
    str all = {0};
    while (!next_is(j, "}")) {
        str member = read_path_of_members(j);
        expect(j, "=");
        str value = expr_value(j, expr_read(j));
        all = str_format(j->mem, "%.*s data%zu_%.*s = %.*s;", STR_ARG(all), serial, STR_ARG(member),
                         STR_ARG(value));
        if (!next_is(j, ",") && !peek_is(j, "}"))
            stop_at(j, j->line, "a comma or } is expected behind %.*s", STR_ARG(member));
    }
    return all;
}

/* What a part or layout gets. */
struct part_data {
    str make;    /* C that makes it; may be empty */
    str pointer; /* C that points to it */
};

static struct part_data read_data(struct job *j, const struct head *h)
{
    if (peek_is(j, "%}")) {
        if (h->type.n)
            stop_at(j, j->line, "%.*s needs its data: { .name = value, … }", STR_ARG(h->name));
        return (struct part_data){.pointer = S("NULL")};
    }
    if (h->type.n == 0)
        stop_at(j, j->line, "%.*s has no data", STR_ARG(h->name));
    if (next_is(j, "{")) {
        size_t serial = ++j->serial;
        str members = read_members_of_part(j, serial);
        str make = str_format(j->mem, "%.*s data%zu_ = {0};%.*s ", STR_ARG(h->type), serial,
                              STR_ARG(members));
        return (struct part_data){.make = make, .pointer = str_format(j->mem, "&data%zu_", serial)};
    }
    bool address = next_is(j, "&");
    struct expr e = expr_read(j);
    address = address || e.kind == EXPR_LOOP; /* a loop variable is the pointer itself */
    return (struct part_data){.pointer =
                                  str_format(j->mem, "%s%.*s", address ? "&" : "", STR_ARG(e.c))};
}

static void tag_part(struct job *j, size_t line)
{
    html_control(j, true, "part");
    const struct head *h = read_other(j, false);
    struct part_data d = read_data(j, h);
    expect(j, "%}");
    code(j, line, "{ %.*st_%.*s(v, %.*s); }", STR_ARG(d.make), STR_ARG(h->name),
         STR_ARG(d.pointer));
}

static void tag_layout(struct job *j, size_t line)
{
    html_control(j, true, "layout");
    const struct head *h = read_other(j, true);
    struct part_data d = read_data(j, h);
    expect(j, "%}");
    struct block *b = block_open(j, BLOCK_LAYOUT, line, h->name);
    str type = h->type.n ? h->type : S("void");
    code(j, line, "{ %.*sconst %.*s *layout%zu_ = %.*s; t_%.*s_head(v, layout%zu_);",
         STR_ARG(d.make), STR_ARG(type), b->serial, STR_ARG(d.pointer), STR_ARG(h->name),
         b->serial);
}

/* {% hole cart %} or {% hole name value %}. A row of holes.def says where its hole may stand, and so does the name of its
 * constant: what prints tags does not compile in a <title>. */
static void tag_hole(struct job *j, size_t line)
{
    html_control(j, false, "hole");
    if (j->html->place != HTML_TEXT && j->html->place != HTML_PLAIN)
        stop_at(j, line, "{%% hole %%} stands between tags or in <title>");
    const char *place = j->html->place == HTML_TEXT ? "TAGS" : "PLAIN";
    str name = read_name(j), arg = S("(str){0}");
    if (name.n == 0)
        stop_at(j, line, "{%% hole name %%} names a row of holes.def");
    skip_blank(j);
    if (!peek_is(j, "%}"))
        arg = expr_value(j, expr_read(j));
    expect(j, "%}");
    code(j, line, "view_hole(v, HOLE_%s_%.*s, %.*s);", place, STR_ARG(name), STR_ARG(arg));
}

static void put_function(struct job *j, const char *end)
{
    flush(j);
    put_line(j, j->line);
    buf_printf(&j->code,
               "void t_%.*s%s(struct view *v, const %.*s *p)\n{\n    (void)v;\n    (void)p;\n",
               STR_ARG(j->head.name), end, STR_ARG(j->head.type.n ? j->head.type : S("void")));
}

static void tag_content(struct job *j, size_t line)
{
    html_control(j, true, "content");
    expect(j, "%}");
    if (j->block)
        stop_at(j, line, "{%% content %%} stands in {%% %s %%} of line %zu", block_word(j->block),
                j->block->line);
    if (str_has(buf_str(&j->code), S("_foot(struct view *v")))
        stop_at(j, line, "a layout has one {%% content %%}");
    flush(j);
    buf_put(&j->code, S("}\n\n"));
    put_function(j, "_foot");
}

/* ---- forms ---- */

/* The attributes behind the address, up to %}: HTML as in any tag. */
static void read_form_attributes(struct job *j)
{
    while (j->at < j->text.n) {
        str rest = str_skip(j->text, j->at);
        if (j->html->place != HTML_QUOTED && str_starts(str_trim(rest), S("%}")))
            return;
        if (str_starts(rest, S("{{"))) {
            j->at += 2;
            read_value(j);
        } else if (j->html->place != HTML_QUOTED && *rest.at == '>') {
            stop_at(j, j->line, "{%% form %%} ends with %%}");
        } else {
            feed(j);
        }
    }
}

static void check_method(struct job *j, size_t line, const struct known_route *r, bool post)
{
    if (r && r->post != post)
        stop_at(j, line, "route %.*s is not a %s", STR_ARG(r->handler), post ? "POST" : "GET");
}

static void tag_form(struct job *j, size_t line)
{
    html_control(j, true, "form");
    str method = read_name(j);
    /* away: to another of our hosts, whose session is not this one's: no form token of ours goes there. */
    bool away = str_eq(method, S("away")), post = away || str_eq(method, S("post"));
    if (!post && !str_eq(method, S("get")))
        stop_at(j, line, "{%% form post url(route) %%} or {%% form get url(route) %%}");
    struct html *h = j->html;
    html_push(j, S("form"), false);
    struct expr action = expr_read(j);
    check_method(j, line, action.route, post);
    if (away && action.route)
        stop_at(j, line, "{%% form away %%} is for an address of another host");
    struct block *b = block_open(j, BLOCK_FORM, line, S("form"));
    for (const struct element *e = h->open->up; e; e = e->up)
        if (str_eq(e->name, S("form")))
            stop_at(j, line, "a form stands in the form of line %zu", e->line);
    buf_printf(&j->literal, "<form method=\"%s\" action=\"", post ? "post" : "get");
    put_value(j, line, action, PUT_ADDRESS);
    buf_char(&j->literal, '"');
    skip_blank(j);
    if (!peek_is(j, "%}"))
        buf_char(&j->literal, ' ');
    h->place = HTML_TAG;
    h->tag = S("form");
    h->must_space = h->mute = false;
    read_form_attributes(j);
    expect(j, "%}");
    if (h->place != HTML_TAG && h->place != HTML_ATTRIBUTE)
        stop_at(j, line, "an attribute of this form is not whole");
    html_control(j, false, "form");
    h->place = HTML_TEXT;
    h->must_space = false;
    buf_char(&j->literal, '>');
    b->start = *h;
    if (post && !away) {
        buf_put(&j->literal, S("<input type=\"hidden\" name=\"form_token\" value=\""));
        code(j, line, "view_form_token(v);");
        buf_put(&j->literal, S("\">"));
    }
}

static void tag_end(struct job *j, size_t line)
{
    struct block *b = j->block;
    if (!b)
        stop_at(j, line, "{%% end %%} ends nothing");
    html_control(j, false, "end");
    expect(j, "%}");
    switch (b->kind) {
    case BLOCK_IF:
        branch_end(j, b);
        if (!b->otherwise) {
            *j->html = b->start;
            branch_end(j, b);
        }
        *j->html = b->end;
        code(j, line, "}");
        break;
    case BLOCK_FOR:
        body_end(j, b);
        html_same(j->html, &b->start);
        code(j, line, "} }");
        break;
    case BLOCK_FORM:
        body_end(j, b);
        html_pop(j, S("form"));
        buf_put(&j->literal, S("</form>"));
        break;
    case BLOCK_LAYOUT:
        body_end(j, b);
        code(j, line, "t_%.*s_foot(v, layout%zu_); }", STR_ARG(b->name), b->serial);
        break;
    }
    j->block = b->up;
}

/* ---- the whole ---- */

static const struct {
    const char *word;
    void (*read)(struct job *j, size_t line);
} tags[] = {
    {"if", tag_if},     {"elif", tag_elif}, {"else", tag_else},     {"end", tag_end},
    {"for", tag_for},   {"part", tag_part}, {"layout", tag_layout}, {"content", tag_content},
    {"form", tag_form}, {"hole", tag_hole},
};

static void read_tag(struct job *j)
{
    size_t line = j->line;
    drop_blank(j);
    str word = read_name(j);
    for (size_t i = 0; i < COUNT(tags); i++)
        if (str_eq(word, str_from(tags[i].word))) {
            tags[i].read(j, line);
            begin_blank(j);
            return;
        }
    if (str_eq(word, S("template")))
        stop_at(j, line, "{%% template %%} is the first line of a file");
    stop_at(j, line, "{%% %.*s %%} is not a tag", STR_ARG(word));
}

static void read_comment(struct job *j)
{
    size_t line = j->line;
    for (; j->at < j->text.n; j->at++) {
        if (str_starts(str_skip(j->text, j->at), S("#}"))) {
            j->at += 2;
            return;
        }
        j->line += j->text.at[j->at] == '\n';
    }
    stop_at(j, line, "a comment has no #}");
}

static bool take(struct job *j, str sign)
{
    if (!str_starts(str_skip(j->text, j->at), sign))
        return false;
    j->at += sign.n;
    return true;
}

static void read_body(struct job *j)
{
    while (j->at < j->text.n) {
        if (take(j, S("{{")))
            read_value(j);
        else if (take(j, S("{%")))
            read_tag(j);
        else if (take(j, S("{#")))
            read_comment(j);
        else
            feed(j);
    }
    if (j->block)
        stop_at(j, j->block->line, "{%% %s %%} has no {%% end %%}", block_word(j->block));
    if (j->html->place != HTML_TEXT)
        stop_at(j, j->line, "the file ends %.*s", STR_ARG(html_where(j, j->html)));
    if (j->html->open)
        stop_at(j, j->html->open->line, "<%.*s> is never closed", STR_ARG(j->html->open->name));
    drop_blank(j);
    if (j->literal.n && j->literal.at[j->literal.n - 1] == '\n')
        j->literal.n--; /* the file's own last line break */
}

/* {% template struct x *p from "shop/pages.h" %} */
static void read_first_line(struct job *j)
{
    if (!take(j, S("{%")) || !str_eq(read_name(j), S("template")))
        stop_at(j, 1, "the first line is {%% template struct x *p from \"folder/header.h\" %%}");
    if (next_is(j, "%}"))
        return;
    str word = read_name(j);
    str type = read_name(j);
    if (!str_eq(word, S("struct")) || type.n == 0)
        stop_at(j, 1, "{%% template %%} names a struct");
    expect(j, "*");
    if (!str_eq(read_name(j), S("p")) || !str_eq(read_name(j), S("from")))
        stop_at(j, 1, "{%% template struct %.*s *p from \"folder/header.h\" %%}", STR_ARG(type));
    j->head.type = str_format(j->mem, "struct %.*s", STR_ARG(type));
    j->head.header = read_string(j);
    expect(j, "%}");
}

/* Finds {% content %}, whose parts may have any blanks between them. */
static bool has_content(str text)
{
    for (size_t i = 0; i + 1 < text.n; i++) {
        str rest = str_skip(text, i);
        if (str_starts(rest, S("{#"))) {
            while (i < text.n && !str_starts(str_skip(text, i), S("#}")))
                i++;
        } else if (str_starts(rest, S("{%")) &&
                   str_starts(str_trim(str_skip(rest, 2)), S("content"))) {
            return true;
        }
    }
    return false;
}

static struct job *job_new(struct world *w, str name, str path, str text)
{
    struct job *j = NEW(w->mem, struct job);
    *j = (struct job){.mem = w->mem, .world = w, .text = text, .line = 1};
    j->head = (struct head){.name = name, .path = path, .layout = has_content(text)};
    j->html = NEW(w->mem, struct html);
    j->html->mail = str_starts(name, S("mail_"));
    return j;
}

/* Before anything else reads the text: what is not UTF-8, and control characters other than tab and line feed. */
static void check_characters(struct job *j)
{
    size_t line = 1;
    for (size_t i = 0; i < j->text.n; i++) {
        unsigned char c = (unsigned char)j->text.at[i];
        if ((c < ' ' && c != '\n' && c != '\t') || c == 127)
            stop_at(j, line, "a control character (%u)", c);
        line += c == '\n';
    }
    if (!str_is_utf8(j->text))
        stop_at(j, 1, "the file is not UTF-8");
}

bool template_head(struct world *w, str name, str path, str text, struct head *out, str *error)
{
    struct job *j = job_new(w, name, path, text);
    jmp_buf stopped;
    j->stopped = &stopped;
    if (setjmp(stopped)) {
        *error = j->error;
        return false;
    }
    check_characters(j);
    read_first_line(j);
    *out = j->head;
    return true;
}

static void put_file(struct job *j, struct buf *out)
{
    buf_printf(out, "/* Made by tmplc from %.*s. */\n#include \"%s/view.h\"\n",
               STR_ARG(j->head.path), j->html->mail ? "base" : "web");
    if (j->uses_static)
        buf_put(out, S("#include \"web/static.h\"\n"));
    if (j->head.header.n)
        add_text(j, &j->headers, j->head.header);
    for (const struct text_node *h = j->headers; h; h = h->next)
        buf_printf(out, "#include \"%.*s\"\n", STR_ARG(h->text));
    buf_char(out, '\n');
    for (const struct text_node *u = j->used; u; u = u->next)
        buf_put(out, u->text);
    put_prototypes(out, &j->head);
    buf_char(out, '\n');
    buf_put(out, buf_str(&j->code));
    buf_put(out, S("}\n"));
}

static void compile(struct job *j)
{
    check_characters(j);
    read_first_line(j);
    begin_blank(j);
    put_function(j, j->head.layout ? "_head" : "");
    read_body(j);
    flush(j);
}

bool template_compile(struct world *w, str name, str path, str text, struct compiled *out)
{
    struct job *j = job_new(w, name, path, text);
    jmp_buf stopped;
    j->stopped = &stopped;
    bool ok = setjmp(stopped) == 0;
    if (ok) {
        struct buf file = {0};
        compile(j);
        put_file(j, &file);
        *out = (struct compiled){.code = str_copy(w->mem, buf_str(&file))};
        buf_free(&file);
    } else {
        *out = (struct compiled){.error = j->error};
    }
    buf_free(&j->code);
    buf_free(&j->literal);
    return ok;
}
