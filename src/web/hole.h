/* What differs from person to person on a page that is stored once and sent to many (design §7): the template writes
 * {% hole cart %} there, the row of shop/holes.def declares void hole_cart(struct view *v, str arg), which prints it for
 * the request of v. While a page is made to be stored, that request is a visitor's, and where the hole stands is noted;
 * whoever gets the stored page gets the hole made for them. */
#pragma once

#include "base/base.h"

struct view;

enum hole {
    HOLE_NONE = 0,
    HOLE_BASE, /* what stands before every address of the shop: "" or "/assist/<label>"; nothing is printed here */
    HOLE_TOKEN, /* the form token, wherever a form is */
#define HOLE(id, place) HOLE_##place##_##id,
#include "shop/holes.def"
#undef HOLE
    HOLE_COUNT
};

void hole_token(struct view *v, str arg);
#define HOLE(id, place) void hole_##id(struct view *v, str arg);
#include "shop/holes.def"
#undef HOLE

/* Prints it. arg: a text of the page for the hole, kept with it. */
void view_hole(struct view *v, enum hole hole, str arg);

/* ---- the table itself (table.c; tests may bring their own) ---- */
extern void (*const hole_table[HOLE_COUNT])(struct view *v, str arg);

/* ---- for page.c ---- */

/* Where a hole stands in the bytes that were printed. */
struct gap {
    enum hole hole;
    size_t from, to;
    str arg;
};
/* The holes of a page that is made to be stored, by place. In the request's arena. */
struct recording {
    struct gap *gaps;
    size_t n, room, depth; /* a hole in a hole is the outer one's */
};
