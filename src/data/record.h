/* One description of a struct, used for SQL columns, change logs, JSON and forms. A column is matched to a
 * member by name; a record never holds pointers to other rows. */
#pragma once

#include "base/base.h"
#include "base/secret.h"

enum ftype { F_I64, F_BOOL, F_STR, F_MONEY, F_WHEN, F_HASH };

enum fflags {
    F_PLAIN = 0,
    F_NULL0 = 1,  /* 0, "" and "never" are written as NULL (foreign keys, optional values) */
    F_HIDDEN = 2, /* a secret: never in a change log, JSON or form (R32, AL-12) */
};

struct field {
    const char *name;
    enum ftype type;
    unsigned at; /* offset */
    unsigned flags;
};

struct record {
    const char *name;
    size_t size;
    const struct field *fields;
    size_t n;
};

/* clang-format off */
#define FTYPE(x) _Generic((x), i64: F_I64, bool: F_BOOL, str: F_STR, money: F_MONEY, when: F_WHEN, struct hash: F_HASH)
#define FIELD(type, member, flags_) {#member, FTYPE(((type *)0)->member), offsetof(type, member), (flags_)}
#define RECORD(type, fields_) {#type, sizeof(type), (fields_), COUNT(fields_)}
/* clang-format on */

const struct field *record_field(const struct record *rec, str name); /* NULL: none */

struct arena;
/* [["email","a@x","b@x"],…]: what differs, both as text; hidden fields as null,null. "" if nothing differs.
 * before or after may be NULL (created, deleted). */
str record_changes(struct arena *mem, const struct record *rec, const void *before,
                   const void *after);
