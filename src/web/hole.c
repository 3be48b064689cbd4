#include "web/hole.h"

#include "web/view.h"

#include <string.h>

static void note(struct recording *rec, struct arena *mem, struct gap g)
{
    if (rec->n == rec->room) {
        size_t room = rec->room ? 2 * rec->room : 16;
        struct gap *more = NEWN(mem, struct gap, room);
        if (rec->n)
            memcpy(more, rec->gaps, rec->n * sizeof *more);
        rec->gaps = more;
        rec->room = room;
    }
    rec->gaps[rec->n++] = g;
}

void view_hole(struct view *v, enum hole hole, str arg)
{
    struct recording *rec = v->r->recording;
    if (!rec) {
        hole_table[hole](v, arg);
        return;
    }
    size_t from = v->out->n;
    rec->depth++;
    hole_table[hole](v, arg);
    rec->depth--;
    if (rec->depth == 0)
        note(rec, v->mem, (struct gap){hole, from, v->out->n, arg});
}
