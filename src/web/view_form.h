/* What templates ask of the request: what was typed, what is wrong with it, which messages to show. Parts call these
 * without the prefix: {{ typed(p.name, p.value) }}. */
#pragma once

#include "web/view.h"

/* What stands in a field: what was typed if the page is shown again, else `value`. */
str view_typed(struct view *v, str name, str value);
bool view_ticked(struct view *v, str name, bool value);

/* The message for a field in the reader's language; "": nothing is wrong with it. */
str view_problem(struct view *v, str name);

/* A message of ours with one value that may be a text of ours, too. */
str view_said(struct view *v, str message, str arg);

struct view_problem {
    str field; /* "": of the whole form */
    str text;
};
struct view_problems {
    struct view_problem *at;
    size_t n;
};
struct view_problems view_problems(struct view *v); /* all of them, for the summary */

/* Messages out of the previous request. */
struct view_message {
    str kind; /* the class: "ok", "info", "warn", "bad" */
    str icon;
    str text;
    bool alert;
};
struct view_messages {
    struct view_message *at;
    size_t n;
};
struct view_messages view_messages(struct view *v);

str view_id(struct view *v, str name);  /* a field's name as an id: letters, digits, - and _ */
str view_lang(struct view *v);          /* "de": of the page's words */
str view_digits(struct view *v, i64 n); /* "1234": for values that a form sends back */
str view_day(struct view *v,
             when t); /* yyyy-mm-dd in the view's zone for <input type="date">; "": never */
str view_amount_in(struct view *v, money m, str currency); /* "": the view's */
str view_amount(struct view *v, money m); /* "149,95": without its currency, for an input */
