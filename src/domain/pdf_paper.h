/* Sheets of A4 paper on their way into one PDF: text, rules and a picture at places, in points from the upper left corner.
 * The only place that sees Cairo and Pango. Texts may be any bytes: what is not UTF-8 or not printable is replaced, what is
 * too long is cut. Nothing is read but the fonts of the system and a picture that the caller names. The same calls give the
 * same bytes. One PDF is made at a time in a process; others wait in paper_begin. */
#pragma once

#include "base/base.h"

struct arena;
struct buf;
struct paper;

#define PAPER_WIDTH  595.276
#define PAPER_HEIGHT 841.89
#define PAPER_MM     (72 / 25.4)

enum paper_style {
    PAPER_PLAIN,
    PAPER_STRONG,
    PAPER_SMALL,        /* grey */
    PAPER_SMALL_STRONG, /* heads of columns */
    PAPER_TITLE,
    PAPER_MARK, /* the shop's name where there is no logo */
    PAPER_STYLE_COUNT
};

struct paper_about {
    str title, author;
    when made;
};

/* Appends to out. paper_end belongs to it, whatever happens: SCOPED(paper_end) struct paper *p = NULL. */
MUST err paper_begin(struct arena *mem, struct buf *out, const struct paper_about *about,
                     struct paper **p);
/* Without it, what stands in out is no PDF. */
MUST err paper_finish(struct paper *p);
void paper_end(struct paper **p);

/* A text that is laid out: at most lines_most lines, wrapped at width; width 0: one line, as wide as it is. Lives until the
 * next paper_flush. */
struct paper_text {
    double width, height;
};
const struct paper_text *paper_text(struct paper *p, enum paper_style style, str text, double width,
                                    int lines_most);
/* Pages count from 0 in each paper_flush. */
void paper_put(struct paper *p, size_t page, double x, double y, const struct paper_text *t);
void paper_put_right(struct paper *p, size_t page, double right, double y,
                     const struct paper_text *t);
void paper_rule(struct paper *p, size_t page, double x, double y, double width, double thick);

/* A PNG file of at most PAPER_PICTURE_WIDTH × PAPER_PICTURE_HEIGHT pixels, printed at 300 a inch with its right edge at
 * `right`; its height, or 0 where there is none such: the caller prints something else. */
#define PAPER_PICTURE_WIDTH  1080
#define PAPER_PICTURE_HEIGHT 270
double paper_picture(struct paper *p, str path, size_t page, double right, double y);

/* Prints the pages that were put and forgets them; readers find the first one under the title. */
void paper_flush(struct paper *p, size_t pages, str title);
