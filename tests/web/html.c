#include "html.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "web/form.h"

#include <string.h>

#define ATTRIBUTES 32

struct attribute {
    str name, value; /* value decoded */
};
struct tag {
    str name;
    bool end;
    struct attribute attributes[ATTRIBUTES];
    size_t n;
};

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static str skip_blanks(str s)
{
    while (s.n && is_blank(s.at[0]))
        s = str_skip(s, 1);
    return s;
}

static size_t find(str s, str part)
{
    for (size_t i = 0; i + part.n <= s.n; i++)
        if (memcmp(s.at + i, part.at, part.n) == 0)
            return i;
    return s.n;
}

static size_t count(str s, str part)
{
    size_t n = 0;
    for (size_t at; (at = find(s, part)) < s.n; n++)
        s = str_skip(s, at + part.n);
    return n;
}

static str decode(struct arena *mem, str s)
{
    static const struct {
        str name;
        char c;
    } entities[] = {
        {S("&amp;"), '&'},  {S("&lt;"), '<'},  {S("&gt;"), '>'},
        {S("&quot;"), '"'}, {S("&#34;"), '"'}, {S("&#39;"), '\''},
    };
    struct buf b = {0};
    while (s.n) {
        size_t k = 0;
        while (k < COUNT(entities) && !str_starts(s, entities[k].name))
            k++;
        buf_char(&b, k < COUNT(entities) ? entities[k].c : s.at[0]);
        s = str_skip(s, k < COUNT(entities) ? entities[k].name.n : 1);
    }
    str text = str_copy(mem, buf_str(&b));
    buf_free(&b);
    return text;
}

/* name, or name="value", at the front of *rest, which ends before the tag's >. */
static struct attribute take_attribute(struct arena *mem, str *rest)
{
    size_t n = 0;
    while (n < rest->n && !is_blank(rest->at[n]) && rest->at[n] != '=' && rest->at[n] != '>')
        n++;
    struct attribute a = {.name = str_head(*rest, n)};
    *rest = str_skip(*rest, n ? n : 1);
    if (!str_starts(*rest, S("=\"")))
        return a;
    *rest = str_skip(*rest, 2);
    n = find(*rest, S("\""));
    a.value = decode(mem, str_head(*rest, n));
    *rest = str_skip(*rest, n + 1);
    return a;
}

static bool take_tag(struct arena *mem, str *rest, struct tag *t)
{
    *rest = str_skip(*rest, find(*rest, S("<")));
    if (rest->n == 0)
        return false;
    *t = (struct tag){0};
    str s = str_skip(*rest, 1);
    t->end = s.n && s.at[0] == '/';
    s = str_skip(s, t->end);
    size_t n = 0;
    while (n < s.n && !is_blank(s.at[n]) && s.at[n] != '>')
        n++;
    t->name = str_head(s, n);
    s = skip_blanks(str_skip(s, n));
    while (s.n && s.at[0] != '>') {
        struct attribute a = take_attribute(mem, &s);
        if (a.name.n && t->n < ATTRIBUTES)
            t->attributes[t->n++] = a;
        s = skip_blanks(s);
    }
    *rest = str_skip(s, 1);
    return true;
}

static const struct attribute *attribute(const struct tag *t, const char *name)
{
    for (size_t i = 0; i < t->n; i++)
        if (str_eq(t->attributes[i].name, str_from(name)))
            return &t->attributes[i];
    return NULL;
}

static str value(const struct tag *t, const char *name)
{
    const struct attribute *a = attribute(t, name);
    return a ? a->value : S("");
}

static bool is(const struct tag *t, const char *name)
{
    return !t->end && str_eq(t->name, str_from(name));
}

struct html_urls html_urls(struct arena *mem, str page)
{
    static const char *const names[] = {"href", "src", "srcset", "action", "formaction"};
    struct html_urls urls = {NEWN(mem, str, count(page, S("=\"")) + 1), 0};
    struct tag t;
    while (take_tag(mem, &page, &t))
        for (size_t i = 0; i < COUNT(names); i++)
            if (value(&t, names[i]).n)
                urls.at[urls.n++] = value(&t, names[i]);
    return urls;
}

/* ---- forms ---- */

static void put_field(struct buf *b, str name, str text)
{
    if (name.n == 0 || str_eq(name, S(FORM_TOKEN)))
        return;
    if (b->n)
        buf_char(b, '&');
    buf_url(b, name);
    buf_char(b, '=');
    buf_url(b, text);
}

static void put_input(struct buf *b, const struct tag *t)
{
    str type = value(t, "type");
    bool ticked = str_eq(type, S("checkbox")) || str_eq(type, S("radio"));
    if (str_eq(type, S("submit")) || attribute(t, "disabled") ||
        (ticked && !attribute(t, "checked")))
        return;
    put_field(b, value(t, "name"), ticked && !attribute(t, "value") ? S("on") : value(t, "value"));
}

/* The selected option, or the first. */
static void put_select(struct arena *mem, struct buf *b, str name, str *rest)
{
    struct tag t;
    str chosen = S("");
    bool some = false;
    while (take_tag(mem, rest, &t) && !(t.end && str_eq(t.name, S("select")))) {
        if (!is(&t, "option") || (some && !attribute(&t, "selected")))
            continue;
        chosen = attribute(&t, "value") ? value(&t, "value")
                                        : decode(mem, str_head(*rest, find(*rest, S("<"))));
        some = true;
    }
    put_field(b, name, chosen);
}

static struct html_form take_form(struct arena *mem, const struct tag *form, str *rest)
{
    struct html_form f = {.post = str_eq_nocase(value(form, "method"), S("post")),
                          .action = value(form, "action")};
    struct buf b = {0};
    struct tag t;
    bool pressed = false;
    while (take_tag(mem, rest, &t) && !(t.end && str_eq(t.name, S("form")))) {
        if (is(&t, "input"))
            put_input(&b, &t);
        else if (is(&t, "select"))
            put_select(mem, &b, value(&t, "name"), rest);
        else if (is(&t, "textarea"))
            put_field(&b, value(&t, "name"), decode(mem, str_head(*rest, find(*rest, S("<")))));
        else if (is(&t, "button") && !pressed && value(&t, "name").n) {
            put_field(&b, value(&t, "name"), value(&t, "value"));
            pressed = true;
        }
    }
    f.fields = str_copy(mem, buf_str(&b));
    buf_free(&b);
    return f;
}

struct html_forms html_forms(struct arena *mem, str page)
{
    struct html_forms forms = {NEWN(mem, struct html_form, count(page, S("<form")) + 1), 0};
    struct tag t;
    while (take_tag(mem, &page, &t))
        if (is(&t, "form"))
            forms.at[forms.n++] = take_form(mem, &t, &page);
    return forms;
}
