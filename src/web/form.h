/* Typed forms: a form is a list of declared fields; only those are read, into a struct's members (R01). Messages
 * stand beside their fields. */
#pragma once

#include "base/base.h"
#include "data/record.h"
#include "web/head.h"

struct arena;
struct request;
struct upload;

enum form_type {
    FORM_TEXT,     /* str, trimmed, valid UTF-8 without control characters, 1 line */
    FORM_LINES,    /* str with line breaks */
    FORM_PASSWORD, /* str as typed */
    FORM_EMAIL,    /* str, an address as people have them, lower-cased domain */
    FORM_NUMBER,   /* i64 in [least, most] */
    FORM_MONEY,    /* money in the view's currency, 0 to most */
    FORM_CHECK,    /* bool: there or not */
    FORM_YES_NO,   /* bool: "1" or "0" */
    FORM_CHOICE,   /* str, one of choices (a NULL-ended list of keys) */
    FORM_DAY,      /* when, yyyy-mm-dd in the view's zone, may be empty unless required */
};

struct form_field {
    const char *name; /* in the HTML */
    unsigned at;      /* offset of the member */
    enum form_type type;
    const char *label; /* English, for messages: "%1 is required." */
    bool required;
    i64 least, most; /* NUMBER, MONEY: range; texts: most characters (0: 255) */
    const char *const *choices;
    const char *error; /* own message for a wrong value, or NULL */
};
/* {FORM_INPUT(struct login, email), FORM_EMAIL, .label = …} */
#define FORM_INPUT(type, member) .name = #member, .at = offsetof(type, member)

struct form {
    const struct form_field *fields;
    size_t n;
};

/* Reads the body's declared fields; undeclared ones are left, a field sent twice is refused with 400 (R35).
 * ERR_INVALID: each wrong one has its message. */
MUST err form_read(struct request *r, const struct form *f, void *out);
/* The same with amounts in another currency than the view's base one. */
MUST err form_read_in(struct request *r, const struct form *f, str currency, void *out);

/* Lists such as name="id[]": all values, in order, at most `most`. list_of_str: a LIST(str). */
MUST err form_list(struct request *r, str name, size_t most, void *list_of_str);

/* A file that was chosen (routes with UPLOAD); NULL: none. */
const struct upload *form_file(const struct request *r, str field);
/* … as a text: UTF-8 without a mark in front, line breaks as LF, at most `most` bytes. *out is "" without a file.
 * ERR_INVALID at the field. */
MUST err form_file_text(struct request *r, str field, size_t most, str *out);

/* What a template shows in a field: what was typed if the page is shown again, else `value`. */
str form_value(const struct request *r, str name, str value);
bool form_checked(const struct request *r, str name, bool value);

/* The hidden field that every <form method="post"> carries; the value differs at each call (BREACH). */
#define FORM_TOKEN "form_token"
str form_token(struct request *r);

/* ---- for the gate ---- */

/* a=1&b=2 into pairs. 0, or 400: a bad escape, invalid UTF-8, a control character (tab and line breaks are fine), a
 * name twice that does not end in []; 413: more than most pairs, not counting items of lists (name[]), or more than
 * FORM_ITEMS_MOST of these. */
#define FORM_ITEMS_MOST ((size_t)2000)
int form_parse(struct arena *mem, str text, size_t most, struct pair **out, size_t *n);
/* Valid UTF-8 without control characters but tab and line breaks. */
bool form_text_ok(str value);
/* %XX (and + when plus) decoded once. false: a bad escape, a NUL, invalid UTF-8. */
bool form_decode(struct arena *mem, str text, bool plus, str *out) MUST;
