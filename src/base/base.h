/* The words that every file here is written in: text, numbers, errors, memory.
 * Knows no shop, no SQL, no HTTP. Include this first; it includes nothing of ours. */
#pragma once

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef int64_t i64;
typedef uint64_t u64;
typedef unsigned char byte;

/* Text: a view of bytes that somebody else keeps. UTF-8, not NUL-terminated. {NULL, 0} is the empty text. */
typedef struct {
    const char *at;
    size_t n;
} str;

#define S(literal) ((str){"" literal, sizeof(literal) - 1})
#define STR_ARG(s) (int)(s).n, (s).at

/* Money in minor units (cents) of a currency that the context names; never a floating point number. */
typedef struct {
    i64 minor;
} money;

/* A moment: microseconds since 1970 in UTC; 0 means "never". Its own type, so that it prints as a time. */
typedef struct {
    i64 us;
} when;

/* HTML that a sanitizer or a template made: the only text that is printed without escaping. */
typedef struct {
    str s;
} html;

/* A list in an arena: LIST(struct line) lines; for (i < lines.n) lines.at[i]. */
#define LIST(type)                                                                                 \
    struct {                                                                                       \
        type *at;                                                                                  \
        size_t n;                                                                                  \
    }

/* How a function can fail: each a thing that its caller can act on; each maps to one HTTP status, in web. */
typedef enum err {
    OK = 0,
    ERR_INVALID,   /* the input is wrong; the user can fix it: the ctx says where */
    ERR_DENIED,    /* the actor may not do this */
    ERR_NOT_FOUND, /* no such thing, or none the actor may see */
    ERR_CONFLICT,  /* someone else changed it first */
    ERR_OFTEN,     /* too often: later it may be done; the ctx says when (429) */
    ERR_AWAY,      /* the database server is out of reach for now: try again (503) */
    ERR_BROKEN     /* our fault or the machine's: logged where it arose, shown as a 500 */
} err;

#define MUST __attribute__((warn_unused_result))

/* The only macro that hides control flow. Safe, since memory is an arena and all else is SCOPED. */
#define TRY(expr)                                                                                  \
    do {                                                                                           \
        err e_ = (expr);                                                                           \
        if (e_)                                                                                    \
            return e_;                                                                             \
    } while (0)

/* SCOPED(work_end) struct work w = {0};  calls work_end(&w) when the block is left. */
#define SCOPED(end) __attribute__((cleanup(end)))

#define PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#define COUNT(array)      (sizeof(array) / sizeof((array)[0]))
