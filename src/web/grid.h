/* Any list as a page: one description gives the form with keyword and filters, the chips, the columns, sort links and
 * paging, all of it in the address. The domain's struct list says what can be filtered and sorted; a grid_column of the
 * same name says how it looks. A handler:
 *
 *     TRY(grid_read(r, &orders_grid, &page.grid));
 *     TRY(order_list(&r->c, &page.grid.query, &rows, &page.grid.answer));
 *     for (…) { grid_row(&page.grid, name); grid_put(&page.grid, "number", grid_link(…)); … }
 *     grid_done(&page.grid);
 *
 * and its template: {% part parts_grid &p.grid %}. */
#pragma once

#include "data/list.h"
#include "web/parts.h"

struct request;

enum grid_style {
    GRID_PANEL, /* keyword above, filters of the shown columns in a panel, removable chips */
    GRID_OLD,   /* all filters above the columns, Search and Reset Filter */
};

enum grid_look {
    GRID_PLAIN = 0,
    GRID_KEY = 1,   /* names the row: the head of its card on a phone */
    GRID_LOW = 2,   /* vanishes on a phone */
    GRID_RIGHT = 4, /* amounts */
    GRID_NOWRAP = 8,
    GRID_HIDDEN = 16, /* shown only when chosen */
    GRID_NUMBER = 32, /* LIST_EXACT: the value is a number */
    GRID_MONEY = 64,  /* LIST_RANGE: amounts in the view's currency */
    GRID_FIXED = 128, /* cannot be hidden */
};

struct grid_column {
    const char *name; /* as in the list; a name that the list lacks is shown only */
    str label;        /* English */
    unsigned look;
    str any; /* LIST_EXACT with choices, LIST_YES_NO: what "no filter" is called; "": All */
};

struct grid {
    str label; /* English: names the table */
    const struct list *list;
    const struct grid_column *columns;
    size_t n;
    enum grid_style style;
    const char *sort; /* at first; NULL: by the list's key */
    bool desc;
    str keyword; /* English: what the keyword searches; "": there is none */
    str none;    /* English: nothing matches; "": No records found */
    str empty;   /* English: there is nothing at all; "": as none */
};

/* ---- what the template prints ---- */

enum grid_kind {
    GRID_TEXT,
    GRID_BADGE,
    GRID_MOMENT,
    GRID_DATE,
    GRID_AMOUNT,
    GRID_COUNT,
    GRID_PICTURE
};
struct grid_cell {
    enum grid_kind kind;
    str text; /* TEXT, BADGE; PICTURE: the asset, "" none */
    str href; /* "": no link */
    str sub;  /* a smaller second line */
    when at;
    money amount;
    str currency; /* "": the view's */
    i64 n;
    str badge, icon; /* BADGE: kind and icon as in struct part_badge */
    str sr;          /* read aloud instead of a sign such as – */
    /* of the column, by grid_row */
    str label;
    unsigned look;
};
struct grid_action {
    str label, href, icon; /* icon: shown instead of the label */
    bool assist;           /* Login as Customer: amber */
};
struct grid_row {
    str name; /* of the record */
    str tick; /* value of its checkbox; see grid_ticks */
    bool ticked, fixed;
    LIST(struct grid_cell) cells;
    LIST(struct grid_action) actions;
};
struct grid_head {
    const char *name;
    str label, href; /* href "": not sortable */
    bool ascending, descending;
    unsigned look;
};
enum grid_input {
    GRID_NO_INPUT,
    GRID_INPUT_TEXT,
    GRID_INPUT_RANGE,
    GRID_INPUT_DAYS,
    GRID_INPUT_CHOICE
};
struct grid_filter {
    const char *column;
    enum grid_input input;
    str label, name, value;
    str from_name, from, to_name, to;
    struct part_options options;
    str any;
    bool on;
};
struct grid_chip {
    str label, value, href;
};
struct grid_toggle {
    str name, label;
    bool on;
};
struct grid_hidden {
    str name, value;
};
struct grid_size {
    i64 n;
    bool on;
};

/* A checkbox before each row, for a form that stands elsewhere on the page. */
struct grid_tick {
    str form; /* its id */
    str name; /* "id[]" */
};

struct grid_page {
    const struct grid *grid;
    struct request *r;
    struct view *v;
    struct list_query query;   /* for the domain */
    struct list_answer answer; /* from the domain */

    str name; /* of the list: where its columns are saved */
    str path; /* where the form leads: the page itself, without its query */
    str keyword, keyword_hint;
    LIST(struct grid_head) heads;
    LIST(struct grid_filter) filters; /* of the shown columns */
    LIST(struct grid_chip) chips;
    LIST(struct grid_toggle) toggles;
    bool names_columns;                    /* links of the page carry the shown columns */
    LIST(struct grid_hidden) keep;         /* hidden fields of the search form */
    LIST(struct grid_hidden) keep_columns; /* of the form that chooses columns */
    LIST(struct grid_hidden) keep_pages;   /* and of those at the foot */
    struct grid_tick tick;
    LIST(struct grid_row) rows;
    size_t n_room;
    LIST(struct grid_size) sizes;
    str clear_href; /* without filters, keyword and page */
    str first_href; /* back to page 1 */
    size_t n_on;    /* filters set */
    bool has_actions;
    size_t n_columns;             /* the actions' one included */
    i64 page, pages, first, last; /* pages: that can be named by number */
    str previous_href, next_href; /* "": none */
    bool beyond;                  /* by cursor: has no number */
    bool numbered;                /* this page and those beside it have numbers */
};

/* Reads the address. ERR_NOT_FOUND: a page or sort that does not exist. A filter that makes no sense has its message
 * and is left out. */
MUST err grid_read(struct request *r, const struct grid *g, struct grid_page *out);

/* The choices of a column's filter, before grid_done; labels are shown as they are (grid_tr translates one). */
void grid_options(struct grid_page *p, const char *column, struct part_options options);
str grid_tr(const struct grid_page *p, str en);
bool grid_shows(const struct grid_page *p, const char *column); /* worth computing */

/* Throws the rows away and makes room for so many, in the memory that the view has now: for files of many pages. */
void grid_begin_rows(struct grid_page *p, size_t room);
/* Begins a row. name: of the record, for screen readers. */
void grid_row(struct grid_page *p, str name);
/* A cell of the last row; left out when its column is not shown. */
void grid_put(struct grid_page *p, const char *column, struct grid_cell cell);
void grid_action(struct grid_page *p, struct grid_action a);
/* The last row's checkbox; with out->tick set. fixed: it cannot be changed. */
void grid_ticks(struct grid_page *p, str value, bool ticked, bool fixed);
void grid_done(struct grid_page *p);

str view_grid_class(struct view *v, unsigned look); /* for the template */

/* clang-format off */
static inline struct grid_cell grid_text(str s) { return (struct grid_cell){.kind = GRID_TEXT, .text = s}; }
static inline struct grid_cell grid_link(str s, str href) { return (struct grid_cell){.kind = GRID_TEXT, .text = s, .href = href}; }
static inline struct grid_cell grid_badge(str kind, str icon, str s) { return (struct grid_cell){.kind = GRID_BADGE, .badge = kind, .icon = icon, .text = s}; }
static inline struct grid_cell grid_none(str sr) { return (struct grid_cell){.kind = GRID_TEXT, .sr = sr}; }
static inline struct grid_cell grid_moment(when t) { return (struct grid_cell){.kind = GRID_MOMENT, .at = t}; }
static inline struct grid_cell grid_date(when t) { return (struct grid_cell){.kind = GRID_DATE, .at = t}; }
static inline struct grid_cell grid_amount(money m, str currency) { return (struct grid_cell){.kind = GRID_AMOUNT, .amount = m, .currency = currency}; }
static inline struct grid_cell grid_picture(str asset) { return (struct grid_cell){.kind = GRID_PICTURE, .text = asset}; }
static inline struct grid_cell grid_count(i64 n) { return (struct grid_cell){.kind = GRID_COUNT, .n = n}; }
/* clang-format on */
