/* What the Configuration page prints: a section of settings.def, row by row. */
#pragma once

#include "admin/frame.h"
#include "domain/settings.h"

struct config_row {
    str path, id, label, hint; /* label, hint: English */
    str value;                 /* stored, or built in */
    str currency;              /* SET_MONEY: of the value */
    str scope;                 /* English: the finest one */
    bool use_system;           /* the built-in value holds */
    bool fixed;                /* nobody can change it; the hint says why */
    int kind;                  /* enum setting_kind */
    i64 least, most;
    struct part_options options;
    str system_name; /* of the box "Use system value" */
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
struct admin_config {
    str section, label;
    LIST(struct config_tab) tabs; /* of the sections that the actor may open */
    LIST(struct config_fieldset) fieldsets;
};
