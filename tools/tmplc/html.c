/* A small HTML state machine: which escape a value needs where it stands, and whether tags balance. */
#include "tmplc/tmplc.h"

#include <string.h>

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool one_of(str name, const char *const *names)
{
    for (; *names; names++)
        if (str_eq_nocase(name, str_from(*names)))
            return true;
    return false;
}

static const char *const void_elements[] = {"area",  "br",    "col",  "embed", "hr",
                                            "img",   "input", "link", "meta",  "source",
                                            "track", "wbr",   NULL};
/* They load or move what the policy of the pages forbids, or change what addresses mean. */
static const char *const refused_elements[] = {"base",     "object",  "embed", "applet", "frame",
                                               "frameset", "animate", "set",   NULL};
static const char *const silent_elements[] = {"code", "kbd", "samp", NULL};
static const char *const address_attributes[] = {"href",       "src",  "action", "formaction",
                                                 "poster",     "cite", "ping",   "background",
                                                 "xlink:href", "data", NULL};
static const char *const spoken_attributes[] = {
    "alt",   "title",   "placeholder", "aria-label",    "aria-description", "aria-roledescription",
    "label", "summary", "data-l",      "data-announce", "data-confirm",     NULL};

static void end_tag_name(struct job *j);

static bool is_address(const struct html *h)
{
    return one_of(h->attribute, address_attributes);
}

/* ---- open elements ---- */

void html_push(struct job *j, str name, bool mute)
{
    struct html *h = j->html;
    struct element *e = NEW(j->mem, struct element);
    *e = (struct element){.name = name, .line = j->line, .up = h->open};
    e->silent = mute || one_of(name, silent_elements) || (h->open && h->open->silent);
    e->svg = str_eq_nocase(name, S("svg")) || (h->open && h->open->svg);
    e->pre = str_eq_nocase(name, S("pre")) || (h->open && h->open->pre);
    h->open = e;
}

void html_pop(struct job *j, str name)
{
    struct html *h = j->html;
    if (!h->open)
        stop_at(j, j->line, "</%.*s> closes nothing", STR_ARG(name));
    if (!str_eq_nocase(h->open->name, name))
        stop_at(j, j->line, "</%.*s> stands where <%.*s> of line %zu is open", STR_ARG(name),
                STR_ARG(h->open->name), h->open->line);
    h->open = h->open->up;
}

bool html_keeps_blanks(const struct html *h)
{
    return h->place != HTML_TEXT || (h->open && h->open->pre);
}

/* ---- attributes ---- */

static void check_literal_address(struct job *j)
{
    struct html *h = j->html;
    str a = h->value;
    if (a.n == 0 || a.at[0] == '#' || a.at[0] == '?' || str_starts(a, S("https:")) ||
        str_starts(a, S("mailto:")) || str_starts(a, S("tel:")))
        return;
    if (a.at[0] == '/')
        stop_at(
            j, j->line,
            "%.*s=\"%.*s…\": an address of ours is written {{ url(route) }} or {{ static(\"file\") }}, which keep "
            "its prefix",
            STR_ARG(h->attribute), STR_ARG(a));
    stop_at(j, j->line,
            "%.*s=\"%.*s\": an address begins with url(), static(), #, ?, https:, mailto: or tel:",
            STR_ARG(h->attribute), STR_ARG(a));
}

/* The literal beginning of the value is whole: something else follows, or the quote. */
static void end_literal(struct job *j)
{
    struct html *h = j->html;
    if (!h->growing)
        return;
    h->growing = false;
    if (is_address(h))
        check_literal_address(j);
}

static void check_attribute_name(struct job *j)
{
    struct html *h = j->html;
    str a = h->attribute;
    if (a.n > 2 && (a.at[0] | 32) == 'o' && (a.at[1] | 32) == 'n')
        stop_at(j, j->line, "%.*s=: scripts stand in the assets, not in attributes", STR_ARG(a));
    if (str_eq_nocase(a, S("style")) && !h->mail)
        stop_at(j, j->line,
                "style=: write a class; the pages' security policy ignores style attributes");
    if (str_eq_nocase(a, S("srcdoc")) || str_eq_nocase(a, S("http-equiv")))
        stop_at(j, j->line, "%.*s= is not allowed in a template", STR_ARG(a));
}

static void must_be_fixed(struct job *j)
{
    struct html *h = j->html;
    if (h->changes)
        stop_at(j, j->line, "%.*s= of <%.*s> must be fixed text", STR_ARG(h->attribute),
                STR_ARG(h->tag));
}

/* An attribute is whole. Some say something about their tag. */
static void end_attribute(struct job *j)
{
    struct html *h = j->html;
    check_attribute_name(j);
    bool form = str_eq_nocase(h->tag, S("form")) && str_eq_nocase(h->attribute, S("method"));
    if (form || str_eq_nocase(h->attribute, S("formmethod"))) {
        must_be_fixed(j);
        if (str_eq_nocase(str_trim(h->value), S("post")))
            stop_at(
                j, j->line,
                "a form that posts is written {%% form post url(route) %%} … {%% end %%}, which adds its "
                "token");
    }
    if (str_eq_nocase(h->tag, S("iframe")) && str_eq_nocase(h->attribute, S("sandbox"))) {
        must_be_fixed(j);
        h->sandboxed = h->value.n == 0;
    }
    if (str_eq_nocase(h->tag, S("script")) && str_eq_nocase(h->attribute, S("type"))) {
        must_be_fixed(j);
        h->json =
            str_eq(h->value, S("application/json")) || str_eq(h->value, S("application/ld+json"));
    }
    if (str_eq_nocase(h->attribute, S("translate"))) {
        must_be_fixed(j);
        h->mute = str_eq(h->value, S("no"));
    }
    h->attribute = (str){0};
}

static void begin_value(struct html *h)
{
    h->value = (str){0};
    h->begun = h->growing = h->changes = false;
    h->letters = 0;
    h->entity = false;
}

/* Counts letters of text that a reader sees; two in a row are a word. */
static void check_spoken(struct job *j, char c, const char *where)
{
    struct html *h = j->html;
    if (h->entity) {
        h->entity = c != ';' && !is_space(c);
        return;
    }
    h->entity = c == '&';
    h->letters = is_letter(c) ? h->letters + 1 : 0;
    if (h->letters == 2)
        stop_at(j, j->line,
                "%s is not translated: write {{ _(\"…\") }}, or translate=\"no\" on its element",
                where);
}

static void feed_value(struct job *j, const char *at)
{
    struct html *h = j->html;
    if (!h->begun) {
        h->begun = h->growing = true;
        h->value = (str){at, 0};
    }
    if (h->growing)
        h->value.n++;
    if (!h->mute && !(h->open && h->open->silent) && one_of(h->attribute, spoken_attributes))
        check_spoken(j, *at, "this attribute");
}

/* ---- tags ---- */

static void check_element(struct job *j)
{
    struct html *h = j->html;
    if (one_of(h->tag, refused_elements))
        stop_at(j, j->line, "<%.*s> is not allowed in a template", STR_ARG(h->tag));
    if (str_eq_nocase(h->tag, S("form")))
        for (const struct element *e = h->open; e; e = e->up)
            if (str_eq_nocase(e->name, S("form")))
                stop_at(j, j->line, "a form stands in the form of line %zu", e->line);
}

static void end_tag(struct job *j, bool closed)
{
    struct html *h = j->html;
    bool empty = one_of(h->tag, void_elements);
    bool svg = (h->open && h->open->svg) || str_eq_nocase(h->tag, S("svg"));
    if (closed && !empty && !svg)
        stop_at(j, j->line, "<%.*s/> does not close itself: write </%.*s>", STR_ARG(h->tag),
                STR_ARG(h->tag));
    if (str_eq_nocase(h->tag, S("iframe")) && !h->sandboxed)
        stop_at(j, j->line, "<iframe> has sandbox=\"\": what it shows is not trusted");
    h->place = HTML_TEXT;
    h->must_space = false;
    h->letters = 0;
    if (empty || closed)
        return;
    html_push(j, h->tag, h->mute);
    if (str_eq_nocase(h->tag, S("script")))
        h->place = h->json ? HTML_JSON : HTML_SCRIPT;
    if (str_eq_nocase(h->tag, S("style")))
        h->place = HTML_SCRIPT;
    if (str_eq_nocase(h->tag, S("title")) || str_eq_nocase(h->tag, S("textarea")))
        h->place = HTML_PLAIN;
    h->in_string = h->escaped = false;
}

static void end_tag_name(struct job *j)
{
    check_element(j);
    j->html->place = HTML_TAG;
}

/* One character of a tag that is neither in a name nor in a value. */
static void feed_tag(struct job *j, str rest)
{
    struct html *h = j->html;
    char c = *rest.at;
    if (c == '>') {
        end_tag(j, h->place == HTML_SLASH);
    } else if (h->place == HTML_SLASH) {
        stop_at(j, j->line, "a / in <%.*s>", STR_ARG(h->tag));
    } else if (is_space(c)) {
        h->must_space = false;
        h->place = HTML_TAG;
    } else if (c == '/') {
        h->place = HTML_SLASH;
    } else if (h->must_space) {
        stop_at(j, j->line, "a space is missing between attributes of <%.*s>", STR_ARG(h->tag));
    } else if (is_letter(c) || c == ':' || c == '_' || c == '@') {
        h->place = HTML_ATTRIBUTE;
        h->attribute = str_head(rest, 1);
        begin_value(h);
    } else {
        stop_at(j, j->line, "'%c' cannot begin an attribute of <%.*s>", c, STR_ARG(h->tag));
    }
}

static void feed_open(struct job *j, str rest)
{
    struct html *h = j->html;
    char c = *rest.at;
    if (c == '/') {
        h->place = HTML_END_NAME;
        h->tag = str_head(str_skip(rest, 1), 0);
    } else if (str_starts(rest, S("!--"))) {
        stop_at(j, j->line, "a comment is written {# … #}");
    } else if (c == '!' && rest.n > 8 && str_eq_nocase(str_head(rest, 8), S("!doctype"))) {
        h->place = HTML_DECLARATION;
    } else if (is_letter(c)) {
        h->place = HTML_NAME;
        h->tag = str_head(rest, 1);
        h->json = h->mute = h->must_space = h->sandboxed = false;
    } else {
        stop_at(j, j->line, "a < that begins no tag is written &lt;");
    }
}

static bool in_name(char c)
{
    return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':' || c == '.';
}

static void feed_name(struct job *j, str rest)
{
    struct html *h = j->html;
    if (in_name(*rest.at)) {
        h->tag.n++;
        return;
    }
    end_tag_name(j);
    h->must_space = !is_space(*rest.at);
    feed_tag(j, rest);
}

static void feed_end_name(struct job *j, char c)
{
    struct html *h = j->html;
    if (in_name(c)) {
        h->tag.n++;
    } else if (c == '>') {
        html_pop(j, h->tag);
        h->place = HTML_TEXT;
        h->letters = 0;
    } else if (!is_space(c)) {
        stop_at(j, j->line, "</%.*s is not a closing tag", STR_ARG(h->tag));
    }
}

static void feed_attribute(struct job *j, str rest)
{
    struct html *h = j->html;
    char c = *rest.at;
    if (in_name(c)) {
        h->attribute.n++;
        return;
    }
    if (c == '=') {
        check_attribute_name(j);
        h->place = HTML_EQUALS;
        return;
    }
    end_attribute(j);
    h->place = HTML_TAG;
    h->must_space = true;
    feed_tag(j, rest);
}

static void feed_equals(struct job *j, const char *at)
{
    struct html *h = j->html;
    if (*at == '"' || *at == '\'') {
        h->quote = *at;
        h->place = HTML_QUOTED;
    } else if (in_name(*at)) {
        h->place = HTML_UNQUOTED;
        feed_value(j, at);
    } else {
        stop_at(j, j->line, "the value of %.*s= begins with a quote", STR_ARG(h->attribute));
    }
}

static void end_value(struct job *j)
{
    struct html *h = j->html;
    end_literal(j);
    end_attribute(j);
    h->place = HTML_TAG;
    h->must_space = true;
}

/* Behind < in text that ends only with its own closing tag. */
static bool closes(const struct html *h, str rest)
{
    str name = h->open->name;
    return rest.n > name.n + 2 && rest.at[0] == '<' && rest.at[1] == '/' &&
           str_eq_nocase(str_head(str_skip(rest, 2), name.n), name);
}

static void feed_raw(struct job *j, str rest)
{
    struct html *h = j->html;
    if (closes(h, rest)) {
        if (h->in_string)
            stop_at(j, j->line, "the JSON ends within a string");
        h->place = HTML_OPEN;
        return;
    }
    if (h->place == HTML_PLAIN) {
        if (*rest.at == '<')
            stop_at(j, j->line, "<%.*s> has no tags in it", STR_ARG(h->open->name));
        if (!h->open->silent)
            check_spoken(j, *rest.at, "this text");
        return;
    }
    if (h->place != HTML_JSON)
        return;
    if (h->escaped)
        h->escaped = false;
    else if (h->in_string && *rest.at == '\\')
        h->escaped = true;
    else if (*rest.at == '"')
        h->in_string = !h->in_string;
}

static void feed_text(struct job *j, char c)
{
    struct html *h = j->html;
    if (c == '<')
        h->place = HTML_OPEN;
    else if (!h->open || !h->open->silent)
        check_spoken(j, c, "this text");
}

void html_feed(struct job *j, str rest)
{
    struct html *h = j->html;
    char c = *rest.at;
    switch (h->place) {
    case HTML_TEXT:
        feed_text(j, c);
        return;
    case HTML_PLAIN:
    case HTML_SCRIPT:
    case HTML_JSON:
        feed_raw(j, rest);
        return;
    case HTML_OPEN:
        feed_open(j, rest);
        return;
    case HTML_DECLARATION:
        if (c == '>')
            h->place = HTML_TEXT;
        return;
    case HTML_NAME:
        feed_name(j, rest);
        return;
    case HTML_END_NAME:
        feed_end_name(j, c);
        return;
    case HTML_TAG:
    case HTML_SLASH:
        feed_tag(j, rest);
        return;
    case HTML_ATTRIBUTE:
        feed_attribute(j, rest);
        return;
    case HTML_EQUALS:
        feed_equals(j, rest.at);
        return;
    case HTML_QUOTED:
        if (c == h->quote)
            end_value(j);
        else
            feed_value(j, rest.at);
        return;
    case HTML_UNQUOTED:
        if (in_name(c)) {
            feed_value(j, rest.at);
            return;
        }
        end_value(j);
        feed_tag(j, rest);
        return;
    }
}

/* ---- values and control tags between the text ---- */

/* What is wrong with a {{ }} or {% %} at this place; NULL: nothing. */
static const char *misplaced(enum html_place place)
{
    switch (place) {
    case HTML_SCRIPT:
        return "in a script or style; data goes into <script type=\"application/json\">";
    case HTML_OPEN:
    case HTML_NAME:
    case HTML_END_NAME:
        return "in the name of a tag";
    case HTML_DECLARATION:
        return "in <!doctype>";
    case HTML_ATTRIBUTE:
    case HTML_TAG:
    case HTML_SLASH:
        return "as an attribute's name";
    case HTML_EQUALS:
    case HTML_UNQUOTED:
        return "in an attribute without quotes";
    case HTML_TEXT:
    case HTML_PLAIN:
    case HTML_JSON:
    case HTML_QUOTED:
        return NULL;
    }
    return NULL;
}

static enum html_put value_in_quotes(struct job *j)
{
    struct html *h = j->html;
    str a = h->attribute;
    if (str_eq_nocase(a, S("style")) || str_eq_nocase(a, S("srcset")) ||
        str_eq_nocase(a, S("imagesrcset")))
        stop_at(j, j->line, "a value cannot stand in %.*s=", STR_ARG(a));
    end_literal(j);
    bool begun = h->begun;
    h->begun = h->changes = true;
    if (!is_address(h))
        return PUT_ATTRIBUTE;
    return begun ? PUT_ADDRESS_PART : PUT_ADDRESS;
}

enum html_put html_value(struct job *j)
{
    struct html *h = j->html;
    const char *wrong = misplaced(h->place);
    if (wrong)
        stop_at(j, j->line, "a value cannot stand %s", wrong);
    h->letters = 0;
    h->entity = false;
    if (h->place == HTML_QUOTED)
        return value_in_quotes(j);
    if (h->place == HTML_JSON && h->in_string)
        stop_at(j, j->line, "a value in JSON brings its own quotes: it cannot stand in a string");
    if (h->place == HTML_JSON)
        return PUT_JSON;
    return h->place == HTML_PLAIN ? PUT_ATTRIBUTE : PUT_TEXT;
}

/* Ends the name that a control tag interrupts. */
static void end_names(struct job *j)
{
    struct html *h = j->html;
    if (h->place == HTML_NAME) {
        end_tag_name(j);
        h->must_space = true;
    } else if (h->place == HTML_ATTRIBUTE) {
        end_attribute(j);
        h->place = HTML_TAG;
        h->must_space = true;
    }
}

void html_control(struct job *j, bool tags, const char *what)
{
    struct html *h = j->html;
    if (tags && h->place != HTML_TEXT)
        stop_at(j, j->line, "{%% %s %%} can only stand between tags", what);
    if (h->place == HTML_NAME || h->place == HTML_ATTRIBUTE || h->place == HTML_TAG) {
        end_names(j);
    } else {
        const char *wrong = misplaced(h->place);
        if (wrong)
            stop_at(j, j->line, "{%% %s %%} cannot stand %s", what, wrong);
    }
    end_literal(j);
    h->letters = 0;
    h->entity = false;
    if (h->place == HTML_QUOTED)
        h->changes = true;
}

static bool same_open(const struct element *a, const struct element *b)
{
    while (a && b && a != b) {
        if (!str_eq(a->name, b->name))
            return false;
        a = a->up;
        b = b->up;
    }
    return a == b;
}

bool html_same(struct html *a, const struct html *b)
{
    a->must_space = a->must_space || b->must_space;
    a->changes = a->changes || b->changes;
    a->mute = a->mute || b->mute;
    if (a->place != b->place || !same_open(a->open, b->open))
        return false;
    if ((a->place == HTML_TAG || a->place == HTML_QUOTED) && a->json != b->json)
        return false;
    if (a->place == HTML_QUOTED)
        return a->quote == b->quote && a->begun == b->begun && str_eq(a->attribute, b->attribute);
    if (a->place == HTML_JSON)
        return a->in_string == b->in_string && a->escaped == b->escaped;
    return true;
}

str html_where(struct job *j, const struct html *h)
{
    if (h->place == HTML_QUOTED)
        return str_format(j->mem, "in the value of %.*s=", STR_ARG(h->attribute));
    if (h->place == HTML_JSON)
        return S("in JSON");
    if (h->place != HTML_TEXT && h->place != HTML_PLAIN)
        return str_format(j->mem, "in the tag <%.*s>", STR_ARG(h->tag));
    if (h->open)
        return str_format(j->mem, "in <%.*s> of line %zu", STR_ARG(h->open->name), h->open->line);
    return S("outside of every element");
}
