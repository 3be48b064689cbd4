#include "base/log.h"

#include "base/str.h"
#include "base/time.h"

#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LINE 4096

static atomic_bool quiet;

void log_quiet(bool on)
{
    atomic_store(&quiet, on);
}

/* A line of at most LINE bytes; what does not fit is left out, whole characters and escapes at a time. */
struct line {
    char at[LINE];
    size_t n;
    bool full;
};

/* Keeps room for the end of the line, which is always written. */
#define TAIL 3

static void add(struct line *l, str s)
{
    if (l->full || s.n > LINE - TAIL - l->n) {
        l->full = true;
        return;
    }
    memcpy(l->at + l->n, s.at, s.n);
    l->n += s.n;
}

static size_t char_length(byte first)
{
    return first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
}

static void add_escaped(struct line *l, str s)
{
    while (s.n && !l->full) {
        str c = str_head(s, char_length((byte)s.at[0]));
        if (!str_is_utf8(c))
            c = str_head(s, 1);
        byte first = (byte)c.at[0];
        char escape[7];
        if (first == '"' || first == '\\') {
            add(l, (str){(char[]){'\\', (char)first}, 2});
        } else if (first < 0x20 || first == 0x7F) {
            snprintf(escape, sizeof escape, "\\u%04x", first);
            add(l, (str){escape, 6});
        } else if (c.n == 1 && first >= 0x80) {
            add(l, S("\\ufffd"));
        } else {
            add(l, c);
        }
        s = str_skip(s, c.n);
    }
}

/* One system call a line, so that lines of several threads do not mix. */
static void emit(str line)
{
    ssize_t written = write(STDERR_FILENO, line.at, line.n);
    (void)written; /* there is nowhere left to say that the log is broken */
}

PRINTF(3, 0)
static void log_event(const char *level, const char *what, const char *format, va_list args)
{
    char text[LINE];
    int n = vsnprintf(text, sizeof text, format, args);
    struct line l = {.n = 0};
    char iso[TIME_ISO_BYTES];
    add(&l, S("{\"time\":\""));
    add(&l, time_iso_at(iso, time_now()));
    add(&l, S("\",\"level\":\""));
    add(&l, str_from(level));
    add(&l, S("\",\"what\":\""));
    add_escaped(&l, str_from(what));
    add(&l, S("\",\"text\":\""));
    add_escaped(&l, (str){text, n < 0 ? 0 : (size_t)n < sizeof text ? (size_t)n : sizeof text - 1});
    memcpy(l.at + l.n, "\"}\n", TAIL);
    emit((str){l.at, l.n + TAIL});
}

void log_info(const char *what, const char *format, ...)
{
    if (atomic_load(&quiet))
        return;
    va_list args;
    va_start(args, format);
    log_event("info", what, format, args);
    va_end(args);
}

void log_warn(const char *what, const char *format, ...)
{
    if (atomic_load(&quiet))
        return;
    va_list args;
    va_start(args, format);
    log_event("warn", what, format, args);
    va_end(args);
}

void log_error(const char *what, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    log_event("error", what, format, args);
    va_end(args);
}

err log_broken(const char *what, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    log_event("error", what, format, args);
    va_end(args);
    return ERR_BROKEN;
}

void log_line(str json)
{
    if (atomic_load(&quiet) || json.n == 0)
        return;
    char line[LINE];
    json = str_head(json, LINE - 1);
    memcpy(line, json.at, json.n);
    line[json.n] = '\n';
    emit((str){line, json.n + 1});
}
