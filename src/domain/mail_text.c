#include "domain/mail_text.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

struct writer {
    struct buf out;
    int breaks;   /* line breaks that come before the next character */
    str cell;     /* the tag of the row's last cell; empty: the row begins */
    bool in_head; /* title and style are nothing to read */
};

static void writer_end(struct writer *t)
{
    buf_free(&t->out);
}

static void want_breaks(struct writer *t, int n)
{
    if (t->breaks < n)
        t->breaks = n;
}

static void put(struct writer *t, char c)
{
    for (; t->breaks > 0; t->breaks--)
        if (t->out.n)
            buf_char(&t->out, '\n');
    buf_char(&t->out, c == '\n' ? ' ' : c);
}

static bool is_one_of(str name, const char *const *list)
{
    for (; *list; list++)
        if (str_eq(name, str_from(*list)))
            return true;
    return false;
}

static void begin_cell(struct writer *t, str name)
{
    bool named = str_eq(t->cell, S("th")) && str_eq(name, S("td"));
    str between = t->cell.n == 0 ? S("") : named ? S(": ") : S(" | ");
    for (size_t i = 0; i < between.n; i++)
        put(t, between.at[i]);
    t->cell = name;
}

static void see_tag(struct writer *t, str name, bool closing)
{
    static const char *const apart[] = {"p", "h1", "h2", "table", NULL};
    static const char *const lines[] = {"tr", "li", "div", NULL};
    if (str_eq(name, S("head")))
        t->in_head = !closing;
    else if (is_one_of(name, apart))
        want_breaks(t, 2);
    else if (is_one_of(name, lines))
        want_breaks(t, 1);
    else if (str_eq(name, S("br")))
        t->breaks++;
    if (str_eq(name, S("tr")))
        t->cell = (str){0};
    else if (!closing && (str_eq(name, S("td")) || str_eq(name, S("th"))))
        begin_cell(t, name);
}

/* rest begins behind '<'. */
static str take_tag(struct writer *t, str rest)
{
    str tag;
    str_cut(&rest, '>', &tag);
    bool closing = str_starts(tag, S("/"));
    str name;
    tag = str_skip(tag, closing);
    str_cut(&tag, ' ', &name);
    see_tag(t, name, closing);
    return rest;
}

/* What buf_html writes. An unknown entity stays as it is. */
static str take_entity(struct writer *t, str rest)
{
    static const struct {
        str name;
        char is;
    } all[] = {
        {S("&amp;"), '&'},  {S("&lt;"), '<'},   {S("&gt;"), '>'},
        {S("&quot;"), '"'}, {S("&#39;"), '\''},
    };
    for (size_t i = 0; i < COUNT(all); i++)
        if (str_starts(rest, all[i].name)) {
            put(t, all[i].is);
            return str_skip(rest, all[i].name.n);
        }
    put(t, *rest.at);
    return str_skip(rest, 1);
}

str mail_text(struct arena *mem, str page)
{
    SCOPED(writer_end) struct writer t = {0};
    while (page.n) {
        if (*page.at == '<') {
            page = take_tag(&t, str_skip(page, 1));
        } else if (t.in_head || (*page.at == '\n' && t.breaks)) {
            page = str_skip(page, 1);
        } else if (*page.at == '&') {
            page = take_entity(&t, page);
        } else {
            put(&t, *page.at);
            page = str_skip(page, 1);
        }
    }
    return str_join(mem, str_trim(buf_str(&t.out)), S("\n"));
}
