/* The template compiler: HTML with {{ values }} and {% control %} becomes a C function. templates/README.md is the
 * language. Everything here lives in one arena until the program ends; the first error ends a compilation. */
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

#include <setjmp.h>

/* What a template's first line says. */
struct head {
    str name;    /* shop_product */
    str path;    /* templates/shop/product.html, as messages name it */
    str type;    /* "struct shop_product_page"; "" for a template without data */
    str header;  /* "shop/pages.h" */
    bool layout; /* it has a {% content %}: two functions, …_head and …_foot */
    struct head *next;
};

struct known_route {
    str handler;
    bool post;
    size_t args;
    struct known_route *next;
};

struct text_node {
    str text;
    struct text_node *next;
};

/* What a template may refer to. */
struct world {
    struct arena *mem;
    str root; /* the folder of the templates; "": only `heads` exist */
    struct head *heads;
    struct known_route *routes; /* NULL: not checked here, the C compiler finds unknown ones */
    struct text_node *asset_dirs, *assets;
    struct text_node *read; /* files that were looked at, for the dependency file */
};

/* NULL: there is no such template, or its first line is wrong. */
const struct head *world_head(struct world *w, str name);
const struct known_route *world_route(const struct world *w, str handler);
bool world_asset(struct world *w, str name);
/* Rows ROUTE(…), ROUTE_MENU(…) and ROUTE_CACHED(…) of a routes.def. */
void world_routes(struct world *w, str def);
/* The whole file; false: it cannot be read. */
bool file_read(struct arena *mem, str path, str *out);

struct job {
    struct arena *mem;
    struct world *world;
    struct head head;
    str text;
    size_t at, line;
    struct html *html;
    struct block *block; /* the innermost open one */
    size_t serial;       /* numbers the compiler's own variables */
    unsigned depth;      /* of expressions in each other */
    struct buf literal;  /* text that is not yet put into code */
    size_t blank_from;   /* in literal: where white space began that may be dropped */
    bool blank;          /* only white space since a tag */
    struct buf code;
    struct text_node *headers, *used; /* of parts: their headers, their prototypes */
    bool uses_static;
    jmp_buf *stopped;
    str error;
};

/* Compiles text, the content of head.path. false: *error is "path:line: error: …". */
struct compiled {
    str code;
    str error;
};
bool template_compile(struct world *w, str name, str path, str text, struct compiled *out);
/* Reads the first line only (and whether it is a layout). */
bool template_head(struct world *w, str name, str path, str text, struct head *out, str *error);

/* Ends the compilation with a message at a line. */
_Noreturn void stop_at(struct job *j, size_t line, const char *format, ...) PRINTF(3, 4);

/* ---- expressions (expr.c) ---- */

enum expr_kind {
    EXPR_VALUE,
    EXPR_TRUTH,
    EXPR_LITERAL,
    EXPR_URL,
    EXPR_WORDS,
    EXPR_PLURAL,
    EXPR_LOOP
};

struct expr {
    enum expr_kind kind;
    str c; /* the C expression */
    /* of EXPR_WORDS and EXPR_PLURAL with values, to print each of them by its type */
    str one, other, count;
    struct text_node *args;
    size_t n_args;
    const struct known_route *route; /* of EXPR_URL, where routes are known */
};

struct expr expr_read(struct job *j);
str expr_truth(struct job *j, struct expr e); /* as a condition */
str expr_value(struct job *j, struct expr e); /* as a value: "x" becomes S("x") */

/* The lexer that expressions and control tags share. */
void skip_blank(struct job *j);
bool next_is(struct job *j, const char *sign); /* takes it if so */
bool peek_is(struct job *j, const char *sign);
void expect(struct job *j, const char *sign);
str read_name(struct job *j); /* "": there is none */
str read_string(
    struct job *j); /* between the quotes, escapes as written; stops where there is none */
bool is_loop_variable(const struct job *j, str name);

/* ---- HTML (html.c) ---- */

enum html_place {
    HTML_TEXT,
    HTML_PLAIN,  /* title, textarea: text without tags */
    HTML_SCRIPT, /* and style: nothing of ours may stand there */
    HTML_JSON,
    HTML_OPEN, /* behind < */
    HTML_DECLARATION,
    HTML_NAME,
    HTML_END_NAME,
    HTML_TAG, /* between attributes */
    HTML_SLASH,
    HTML_ATTRIBUTE, /* its name */
    HTML_EQUALS,
    HTML_QUOTED,
    HTML_UNQUOTED,
};

struct element {
    str name;
    size_t line;
    bool silent; /* code, kbd, translate="no": its text is not for translation */
    bool svg;
    bool pre;
    const struct element *up;
};

struct html {
    enum html_place place;
    const struct element *open;
    str tag; /* the tag that is being read */
    bool json, mute,
        sandboxed; /* what its attributes said: type="application/json", translate="no", sandbox="" */
    bool must_space; /* in a tag: what comes next has to begin with a space, / or > */
    str attribute, value;
    char quote;
    bool begun;   /* something stands in the attribute's value */
    bool growing; /* value is the literal text that begins it */
    bool changes; /* the value has a {{ }} or {% %} in it */
    unsigned letters;
    bool entity;
    bool in_string, escaped; /* JSON */
    bool mail;               /* style attributes are allowed: mail programs read nothing else */
};

/* The escape that the place asks for. */
enum html_put { PUT_TEXT, PUT_ATTRIBUTE, PUT_ADDRESS, PUT_ADDRESS_PART, PUT_JSON };

/* Takes one character of literal text; rest begins with it and reaches to the end of the file. */
void html_feed(struct job *j, str rest);
/* A value comes: where does it stand? Stops where none may. */
enum html_put html_value(struct job *j);
/* A control tag comes. block_only: one that prints tags (part, form, layout, content). */
void html_control(struct job *j, bool tags, const char *what);
/* Both ends of a branch; the merged state is left in *a. false: they differ. */
bool html_same(struct html *a, const struct html *b);
void html_push(struct job *j, str name, bool mute);
void html_pop(struct job *j, str name);
/* What is open, for messages: "in <b> of line 3". */
str html_where(struct job *j, const struct html *h);
bool html_keeps_blanks(const struct html *h);
