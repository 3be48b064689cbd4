#include "web/multipart.h"

#include "base/arena.h"
#include "base/str.h"
#include "web/form.h"

#include <string.h>

#define BOUNDARY_MOST  70
#define LINE_MOST      512
#define FILE_NAME_MOST 255
#define TYPE           S("multipart/form-data")
#define DISPOSITION    S("Content-Disposition")
#define CRLF           S("\r\n")

bool multipart_is(str content_type)
{
    str rest = content_type, type = (str){0};
    str_cut(&rest, ';', &type);
    return str_eq_nocase(str_trim(type), TYPE);
}

/* ---- the boundary ---- */

static bool is_boundary_char(char ch)
{
    return (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') ||
           ch == '-' || ch == '_' || ch == '.' || ch == '\'';
}

/* "multipart/form-data; boundary=…", unquoted, and no other parameter. */
static bool read_boundary(str content_type, str *out)
{
    str rest = content_type, type = (str){0}, name;
    str_cut(&rest, ';', &type);
    str value = str_trim(rest);
    if (!str_cut(&value, '=', &name) || !str_eq_nocase(name, S("boundary")))
        return false;
    for (size_t i = 0; i < value.n; i++)
        if (!is_boundary_char(value.at[i]))
            return false;
    *out = value;
    return value.n > 0 && value.n <= BOUNDARY_MOST;
}

/* Cuts off what stands before `mark`, and the mark. false: it is not there. */
static bool cut_at(str *rest, str mark, str *before)
{
    const char *at = rest->n ? memmem(rest->at, rest->n, mark.at, mark.n) : NULL;
    if (!at)
        return false;
    size_t n = (size_t)(at - rest->at);
    *before = str_head(*rest, n);
    *rest = str_skip(*rest, n + mark.n);
    return true;
}

static bool skip(str *rest, str what)
{
    if (!str_starts(*rest, what))
        return false;
    *rest = str_skip(*rest, what.n);
    return true;
}

/* ---- the head of a part ---- */

struct part {
    str name, file_name, type;
    bool is_file, has_type;
};

static bool has_control(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((byte)s.at[i] < 0x20 || s.at[i] == 0x7f)
            return true;
    return false;
}

/* name="…": browsers write %22 for a quote, so that the next one ends it. */
static bool read_quoted(str *rest, str name, str *out)
{
    return skip(rest, name) && skip(rest, S("=\"")) && cut_at(rest, S("\""), out) &&
           !str_has(*out, S("\\")) && str_is_utf8(*out) && !has_control(*out);
}

/* Some send the whole path; what counts is the last part of it. Backslashes are not in quoted texts at all. */
static str without_path(str name)
{
    for (size_t i = name.n; i > 0; i--)
        if (name.at[i - 1] == '/')
            return str_skip(name, i);
    return name;
}

static bool read_disposition(str value, struct part *p)
{
    if (p->name.n || !skip(&value, S("form-data; ")) || !read_quoted(&value, S("name"), &p->name))
        return false;
    if (p->name.n == 0 || p->name.n > MULTIPART_NAME)
        return false;
    p->is_file = value.n > 0;
    if (!p->is_file)
        return true;
    if (!skip(&value, S("; ")) || !read_quoted(&value, S("filename"), &p->file_name))
        return false;
    p->file_name = without_path(p->file_name);
    return value.n == 0 && p->file_name.n <= FILE_NAME_MOST;
}

static bool read_line(str line, struct part *p)
{
    str value = line, name;
    if (line.n > LINE_MOST || !str_cut(&value, ':', &name) || !skip(&value, S(" ")))
        return false;
    if (str_eq_nocase(name, DISPOSITION))
        return read_disposition(value, p);
    if (!str_eq_nocase(name, S("Content-Type")) || p->has_type || has_control(value) ||
        !str_is_utf8(value))
        return false;
    p->has_type = true;
    p->type = value;
    return true;
}

/* Up to the empty line. */
static bool read_head(str *rest, struct part *p)
{
    str line;
    *p = (struct part){0};
    while (cut_at(rest, CRLF, &line)) {
        if (line.n == 0)
            return p->name.n > 0;
        if (!read_line(line, p))
            return false;
    }
    return false;
}

/* ---- parts ---- */

static bool is_taken(const struct multipart *m, str name)
{
    for (size_t i = 0; i < m->n_fields; i++)
        if (str_eq(m->fields[i].name, name))
            return !str_ends(name, S("[]"));
    for (size_t i = 0; i < m->n_files; i++)
        if (str_eq(m->files[i].field, name))
            return true;
    return false;
}

static int add(struct multipart *m, const struct part *p, str bytes, size_t most)
{
    if (is_taken(m, p->name))
        return 400;
    if (!p->is_file) {
        if (m->n_fields == most)
            return 413;
        if (!form_text_ok(bytes))
            return 400;
        m->fields[m->n_fields++] = (struct pair){.name = p->name, .value = bytes};
        return 0;
    }
    if (p->file_name.n == 0) /* nothing was chosen */
        return bytes.n ? 400 : 0;
    if (m->n_files == MULTIPART_FILES)
        return 413;
    m->files[m->n_files++] = (struct upload){p->name, p->file_name, p->type, bytes};
    return 0;
}

int multipart_parse(struct arena *mem, str content_type, str body, size_t most,
                    struct multipart *out)
{
    str boundary, bytes;
    if (!read_boundary(content_type, &boundary))
        return 400;
    struct multipart m = {.fields = NEWN(mem, struct pair, most + 1)};
    str mark = str_format(mem, "\r\n--%.*s", STR_ARG(boundary));
    if (!skip(&body, str_skip(mark, CRLF.n)))
        return 400;
    while (!str_starts(body, S("--"))) {
        struct part p;
        if (!skip(&body, CRLF) || !read_head(&body, &p) || !cut_at(&body, mark, &bytes))
            return 400;
        int status = add(&m, &p, bytes, most);
        if (status)
            return status;
    }
    body = str_skip(body, 2);
    if (body.n && !str_eq(body, CRLF))
        return 400;
    *out = m;
    return 0;
}
