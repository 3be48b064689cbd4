/* What a query asks of each row, as one table: its filters, the words of its keyword, and what follows from them. A set
 * of conditions is a u64, bit i for conds->at[i]. Pure. */
#pragma once

#include "data/list.h"

#define LIST_WORDS_MOST   ((size_t)8) /* of a keyword; further ones are ignored */
#define LIST_STREAMS_MOST ((size_t)8)
#define LIST_CONDS_MOST   40

struct list_cond {
    const struct list_column *column; /* of a filter; NULL: a word */
    const struct list_filter *filter;
    str text;     /* folded: what the column or a word of the row begins with */
    bool whole;   /* the word is all of the text */
    bool implied; /* another condition says so already: may lead to rows, is asked of none */
    /* of a word: those of the table that begin so, as far as they fit */
    str found[LIST_STREAMS_MOST];
    size_t n_found;
    bool many; /* they do not fit */
};

/* The order of a page: by sort, if there is one, and key. */
struct list_order {
    const struct list_column *by; /* NULL: by the key alone */
    bool desc;
};

struct list_conds {
    struct list_cond at[LIST_CONDS_MOST];
    size_t n;
    bool none; /* no row can match: a keyword of signs alone */
};

/* ERR_INVALID: a filter or keyword that the list does not have, or too many of them. */
MUST err list_conds_of(struct arena *mem, const struct list *l, const struct list_query *q,
                       struct list_conds *out);
MUST err list_order_of(const struct list *l, const struct list_query *q, const struct list_conds *c,
                       struct list_order *out);

u64 list_conds_asked(const struct list_conds *c);    /* all that are not implied */
const char *list_cond_on(const struct list_cond *c); /* the expression of a filter */

/* The filters on the order's own expression: where its index begins and ends. */
u64 list_conds_within(const struct list *l, const struct list_conds *c, const struct list_order *o);
/* Whether the condition's index gives its rows in that order. */
bool list_cond_follows(const struct list *l, const struct list_cond *c, const struct list_order *o);
/* The filters whose bounds an index of c has behind c itself, beside the order: pairs such as status and date. */
u64 list_cond_partners(const struct list_conds *all, const struct list_cond *c);

/* NULL: none of this name. */
const struct list_column *list_column_find(const struct list *l, const char *name);
