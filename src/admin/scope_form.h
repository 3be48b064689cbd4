/* Rows of a form whose fields have scopes: label, control, the box Use Default Value, and the name of the finest scope. A
 * page describes its fields in a table; the rows of one scope are drawn and read from it. */
#pragma once

#include "web/form.h"
#include "web/parts.h"
#include "web/request.h"

enum scope_kind { SCOPE_TEXT, SCOPE_LINES, SCOPE_SELECT, SCOPE_NUMBER, SCOPE_AMOUNT };

struct scope_field {
    const char *name;
    str label, hint; /* English */
    enum scope_kind kind;
    enum { FIELD_GLOBAL, FIELD_WEBSITE, FIELD_VIEW } level; /* the finest scope */
    i64 most, rows;
    bool required;
    int section;
};

/* What a template prints of one. */
struct scope_row {
    str name, id, label, hint; /* label, hint: English */
    str value, unit;
    str saved; /* what somebody else saved meanwhile; "": nothing */
    enum scope_kind kind;
    i64 most, rows;
    bool required, alone;
    struct part_options options;
    str scope;        /* English */
    str inherit_name; /* of the box; "": there is none */
    bool inherit;
};
typedef LIST(struct scope_row) scope_rows;

/* A field as it was sent. */
struct scope_typed {
    str value;
    bool inherit;
};

/* The row of a field. boxed: in a store view, where it may inherit; own: it does not. options: of SCOPE_SELECT. */
struct scope_row scope_row_of(struct request *r, const struct scope_field *f, str value, bool boxed,
                              bool own);
/* What somebody else saved, where it is not what is typed here: for scope_row.saved. */
str scope_saved(struct request *r, const struct scope_row *row);
/* Reads those fields that `has` says are there, into typed[i] of fields[i]. ERR_INVALID as form_read. */
MUST err scope_form_read(struct request *r, const struct scope_field *fields, size_t n,
                         const bool *has, struct scope_typed *typed);
/* A number, an amount in the currency. ERR_INVALID at the field; an empty one is 0 unless required. */
MUST err scope_number(struct request *r, const struct scope_field *f, str typed, i64 least,
                      i64 *out);
MUST err scope_amount(struct request *r, const struct scope_field *f, str typed, str currency,
                      money *out);
/* Ids of checkboxes "field[]". ERR_INVALID at "field": one is no id. */
MUST err scope_ids(struct request *r, const char *field, size_t most, i64 *ids, size_t *n);
