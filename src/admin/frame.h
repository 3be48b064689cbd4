/* The frame of the back office: top bar, sidebar, page head. Pages name their title; who may see what, and which entry
 * is the current one, comes from the menu rows of routes.def and from the request. */
#pragma once

#include "web/parts.h"

/* {% layout parts_admin { .title = p.name } %} … {% end %} */
struct part_admin {
    str title; /* of the window and, on a page below a menu entry, the last of the breadcrumbs */
    bool wide; /* the page uses the whole width: grids */
};

/* {% layout parts_admin_head { .title = p.name } %} its buttons {% end %}: then come the messages and
 * the summary of errors. A button of a form
 * that follows names it: <button type="submit" form="f">. */
struct part_admin_badges {
    struct part_badge *at;
    size_t n;
};
struct part_admin_head {
    str title;
    str sub; /* "": no second line */
    struct part_admin_badges badges;
};

struct admin_entry {
    str label, href, icon; /* href "": a heading */
    str key;               /* of the keyboard shortcut g …; "": none */
    bool current;          /* the page itself */
    bool inside;           /* the page lies below it */
};
struct admin_entries {
    struct admin_entry *at;
    size_t n;
};
struct admin_branch {
    struct admin_entry top;
    struct admin_entries entries; /* none: top is a link itself */
};
struct admin_branches {
    struct admin_branch *at;
    size_t n;
};

/* The sidebar for this actor: only permitted entries, no empty parents (UI-02). Labels are translated. */
struct admin_branches view_admin_menu(struct view *v);
/* The way to the page: headings and the entry above it; the page's own title follows. */
struct admin_entries view_admin_crumbs(struct view *v);
bool view_admin_may_search(struct view *v);
/* Proxies may show pages that are not true any more, and this user can see to it (CA-04). */
bool view_admin_cache_invalid(struct view *v);
str view_admin_user(struct view *v);

/* Where admin_home leads: the first permitted entry of the menu; ROUTE_NONE: nothing is permitted. */
enum route_id admin_first_page(const struct actor *a);
