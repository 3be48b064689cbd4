/* What the Configuration page prints: a section of settings.def, row by row. */
#pragma once

#include "admin/frame.h"
#include "admin/ticks.h"
#include "domain/settings.h"

struct config_row {
    str path, id, label, hint; /* label, hint: English */
    str value;                 /* stored, or built in */
    str currency;              /* SET_MONEY: of the value */
    str scope;                 /* English: the finest one */
    str inherit_label;         /* English: of the box */
    bool inherit;              /* the coarser scope's or the built-in value holds */
    bool fixed;                /* nobody can change it; the hint says why */
    int kind;                  /* enum setting_kind */
    i64 least, most;
    bool alone;                  /* single-store mode: no scope label */
    struct part_options options; /* of which one is chosen */
    struct admin_ticks several;  /* of which any are */
    str inherit_name;            /* of the box */
};
struct config_fieldset {
    str id, label; /* label: English */
    LIST(struct config_row) rows;
};
struct config_link {
    str id, label;
    bool current;
};
struct config_tab {
    str label; /* English */
    LIST(struct config_link) links;
};
/* A line of the scope switcher. Stores are headings: they hold no settings. */
struct config_scope {
    str value, label; /* value "": a heading */
    bool current;
};
struct admin_config {
    str section, label;
    str scope;       /* scope_text: where the values are stored */
    str note;        /* English: what it means to edit here */
    bool fine;       /* not Default Config */
    bool may_stores; /* the link to All Stores */
    bool alone;      /* single-store mode: neither switcher nor scope labels */
    LIST(struct config_scope) scopes;
    LIST(struct config_tab) tabs; /* of the sections that the actor may open */
    LIST(struct config_fieldset) fieldsets;
    str typed; /* what was searched for */
};
