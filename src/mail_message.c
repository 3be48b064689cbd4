#include "mail_message.h"

#include "base/arena.h"
#include "base/str.h"

#define LINE_MOST 76
#define ENCODED_WORD_MOST                                                                          \
    45 /* bytes of text in an encoded word: base64 makes 60 of them, 75 is the limit */

static const char base64_digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* ---- headers ---- */

static bool is_plain(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((byte)s.at[i] < ' ' || (byte)s.at[i] > '~')
            return false;
    return !str_has(s, S("=?"));
}

static void put_base64(struct buf *b, str s)
{
    for (size_t i = 0; i < s.n; i += 3) {
        unsigned three = (unsigned)(byte)s.at[i] << 16;
        three |= i + 1 < s.n ? (unsigned)(byte)s.at[i + 1] << 8 : 0;
        three |= i + 2 < s.n ? (unsigned)(byte)s.at[i + 2] : 0;
        buf_char(b, base64_digits[three >> 18]);
        buf_char(b, base64_digits[three >> 12 & 63]);
        buf_char(b, i + 1 < s.n ? base64_digits[three >> 6 & 63] : '=');
        buf_char(b, i + 2 < s.n ? base64_digits[three & 63] : '=');
    }
}

/* How much of s fits an encoded word without cutting a character in two. */
static size_t word_of(str s)
{
    size_t n = s.n < ENCODED_WORD_MOST ? s.n : ENCODED_WORD_MOST;
    while (n < s.n && n > 1 && ((byte)s.at[n] & 0xC0) == 0x80)
        n--;
    return n;
}

/* RFC 2047: words of base64, each on a line of its own. */
static void put_encoded(struct buf *b, str s)
{
    for (const char *between = ""; s.n; between = "\r\n ") {
        size_t n = word_of(s);
        buf_printf(b, "%s=?utf-8?B?", between);
        put_base64(b, str_head(s, n));
        buf_put(b, S("?="));
        s = str_skip(s, n);
    }
}

/* Folded before a space when a line grows too long. */
static void put_folded(struct buf *b, size_t column, str s)
{
    for (str word; str_cut(&s, ' ', &word);) {
        if (column + word.n >= LINE_MOST && column > 1) {
            buf_put(b, S("\r\n"));
            column = 0;
        }
        buf_char(b, ' ');
        buf_put(b, word);
        column += word.n + 1;
    }
}

static void put_header(struct buf *b, str name, str value)
{
    buf_put(b, name);
    buf_char(b, ':');
    put_folded(b, name.n + 1, value);
    buf_put(b, S("\r\n"));
}

static void put_text_header(struct buf *b, str name, str value)
{
    if (is_plain(value)) {
        put_header(b, name, value);
        return;
    }
    buf_put(b, name);
    buf_put(b, S(": "));
    put_encoded(b, value);
    buf_put(b, S("\r\n"));
}

static void put_quoted(struct buf *b, str s)
{
    buf_char(b, '"');
    for (size_t i = 0; i < s.n; i++) {
        if (s.at[i] == '"' || s.at[i] == '\\')
            buf_char(b, '\\');
        buf_char(b, s.at[i]);
    }
    buf_char(b, '"');
}

/* "Anna Berger" <anna@example.com>: what the name holds can end neither its quotes nor the line. */
static void put_person(struct buf *b, str header, str name, str address)
{
    buf_put(b, header);
    buf_put(b, S(": "));
    if (name.n && is_plain(name) && name.n < LINE_MOST)
        put_quoted(b, name);
    else
        put_encoded(b, name);
    if (name.n)
        buf_put(b, S("\r\n "));
    buf_char(b, '<');
    buf_put(b, address);
    buf_put(b, S(">\r\n"));
}

static void put_date(struct buf *b, when t)
{
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    struct civil c = time_civil(t, NULL);
    buf_printf(b, "Date: %s, %d %s %04d %02d:%02d:%02d +0000\r\n", days[c.weekday], c.day,
               months[c.month - 1], c.year, c.hour, c.minute, c.second);
}

/* ---- bodies ---- */

/* A blank at the end of a line would be lost, a dot at the beginning is the transport's. */
static bool must_quote(str s, size_t i, size_t column)
{
    char c = s.at[i];
    if (c == ' ' || c == '\t')
        return i + 1 == s.n || s.at[i + 1] == '\n' || s.at[i + 1] == '\r';
    if (c == '.')
        return column == 0;
    return (byte)c < ' ' || (byte)c > '~' || c == '=';
}

static bool ends_line(str s, size_t i)
{
    return s.at[i] == '\n' || (s.at[i] == '\r' && i + 1 < s.n && s.at[i + 1] == '\n');
}

/* RFC 2045 quoted-printable. */
static void put_printable(struct buf *b, str s)
{
    size_t column = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (ends_line(s, i)) {
            i += s.at[i] == '\r';
            buf_put(b, S("\r\n"));
            column = 0;
            continue;
        }
        size_t wide = must_quote(s, i, column) ? 3 : 1;
        if (column + wide > LINE_MOST - 1) {
            buf_put(b, S("=\r\n"));
            column = 0;
            wide = must_quote(s, i, 0) ? 3 : 1;
        }
        if (wide == 3)
            buf_printf(b, "=%02X", (unsigned)(byte)s.at[i]);
        else
            buf_char(b, s.at[i]);
        column += wide;
    }
    buf_put(b, S("\r\n"));
}

static void put_part(struct buf *b, const char *type, str text)
{
    buf_printf(
        b, "Content-Type: %s; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n",
        type);
    put_printable(b, text);
}

/* Quoted-printable never writes "=_": no text holds the boundary. */
static void put_parts(struct buf *b, str boundary, const struct mail *m)
{
    buf_printf(b, "Content-Type: multipart/alternative;\r\n boundary=\"%.*s\"\r\n\r\n",
               STR_ARG(boundary));
    buf_printf(b, "--%.*s\r\n", STR_ARG(boundary));
    put_part(b, "text/plain", m->body);
    buf_printf(b, "--%.*s\r\n", STR_ARG(boundary));
    put_part(b, "text/html", m->html);
    buf_printf(b, "--%.*s--\r\n", STR_ARG(boundary));
}

void mail_message(struct buf *out, struct arena *mem, const struct mail *m)
{
    put_person(out, S("From"), m->from_name, m->from_address);
    put_person(out, S("To"), m->to_name, m->to_address);
    put_text_header(out, S("Subject"), m->subject);
    put_date(out, m->created_at);
    put_header(out, S("Message-ID"), m->message_id);
    put_header(out, S("Auto-Submitted"), S("auto-generated"));
    put_header(out, S("Content-Language"), m->lang);
    put_header(out, S("MIME-Version"), S("1.0"));
    if (m->html.n)
        put_parts(out, str_format(mem, "=_%lld_kontor", (long long)m->id), m);
    else
        put_part(out, "text/plain", m->body);
}
