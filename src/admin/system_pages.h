/* What the pages of users, roles and logs print. */
#pragma once

#include "admin/frame.h"
#include "admin/ticks.h"
#include "domain/action_log.h"
#include "domain/admin_user.h"
#include "domain/role.h"
#include "web/grid.h"

/* A list with at most one button. */
struct admin_list {
    struct grid_page grid;
};

/* The action log. */
struct admin_log_list {
    struct grid_page grid;
    str csv, xml; /* addresses of the files */
};
extern const struct grid admin_log_grid;

struct user_role {
    i64 id;
    str name;
    bool chosen;
};
struct admin_user_page {
    struct admin_user user;
    bool self, locked, expired;
    when expires_on; /* the last day on which the account is open */
    struct part_options langs;
    LIST(struct user_role) roles;
};
/* A question before something goes for good. */
struct admin_user_delete {
    i64 id;
    str name;
};

struct role_resource;
struct role_resources {
    struct role_resource *at;
    size_t n;
};
struct role_resource {
    str key, id, label; /* label: English */
    bool ticked;
    struct role_resources below;
    i64 count, most; /* itself and all below: ticked, there are */
};
struct admin_role {
    struct role role;
    str tab;  /* "info", "resources", "users", "delete": which page of the role this is */
    str name; /* what the form shows */
};
struct admin_role_resources {
    struct role role;
    bool all;
    struct role_resources resources;
    i64 count, most;
    bool everywhere; /* Role Scopes: All */
    struct admin_ticks websites;
};
struct admin_role_users {
    struct role role;
    struct grid_page grid;
};

struct log_fact {
    str label, value; /* label: English */
};
struct admin_log_entry {
    struct action_log_entry entry;
    str title;
    LIST(struct log_fact) facts;
};
