/* The structs of templates/parts: the pieces that pages share. A field shows what was typed if its form is shown
 * again, the message beside it, and says both to a screen reader; its name is its id unless one is given. */
#pragma once

#include "web/view_form.h"

struct part_icon {
    str name; /* of assets/icons.svg: "check" */
};

struct part_badge {
    str kind; /* "", "ok", "warn", "bad", "info" */
    str icon; /* "": none */
    str label;
};

/* One line: text, email, password, tel, number, search, url. A password is never shown again. */
struct part_field {
    str name, label, value, hint;
    str type; /* "": text */
    str id, autocomplete, placeholder;
    bool required, disabled, focus;
    i64 most;                      /* characters; 0: no limit in the page */
    i64 least_number, most_number; /* type number: both 0: none */
};

/* Several lines. */
struct part_lines {
    str name, label, value, hint, id;
    bool required, disabled;
    i64 most, rows; /* rows 0: 3 */
};

struct part_option {
    str value, label;
};
struct part_options {
    struct part_option *at;
    size_t n;
};
struct part_select {
    str name, label, value, hint, id, autocomplete;
    struct part_options options;
    str none; /* label of an empty first choice; "": there is none */
    bool required, disabled;
};

struct part_yes_no {
    str name, label, hint, id;
    bool yes, disabled;
};

struct part_check {
    str name, label, hint, id;
    str value; /* "": 1 */
    bool checked, required, disabled;
};

/* An amount in the view's currency. */
struct part_money {
    str name, label, hint, id;
    money value;
    bool required, disabled, empty; /* empty: shows nothing instead of 0 */
    str currency;                   /* of the value; "": the view's */
};

struct part_day {
    str name, label, hint, id;
    when value;
    bool required, disabled;
};

/* ---- what the fields are made of ---- */

struct part_label {
    str id, label;
    bool required;
};
/* Hint and error below a control, named by its aria-describedby. */
struct part_notes {
    str id, hint, problem;
};
