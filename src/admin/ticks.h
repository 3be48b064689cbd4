/* Checkboxes of which several are chosen: groups, websites, tax classes. */
#pragma once

#include "web/request.h"

/* A group of checkboxes: the field is sent once for each that is ticked. */
struct admin_tick {
    str value, label;
    bool on;
};
struct admin_ticks {
    str name;        /* "groups[]" */
    str field;       /* where its message stands: "groups" */
    str label, hint; /* English; no hint: none */
    LIST(struct admin_tick) ticks;
};
/* With room for so many. */
struct admin_ticks ticks_begin(struct request *r, str name, str field, str label, size_t most);
/* on: as stored; a form that is shown again keeps what was ticked there. */
void ticks_put(struct request *r, struct admin_ticks *t, str value, str label, bool on);
