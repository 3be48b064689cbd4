/* Role Scopes: staff whose role is bound to websites sees nothing of the others. What lies out of reach reads as not found,
 * so that nobody learns that it is there (R35). Everybody else, and staff of unbound roles, reaches everything. */
#pragma once

#include "domain/ctx.h"

bool reach_is_bound(const struct ctx *c);
/* ERR_NOT_FOUND: out of reach. view 0, website 0: nobody's, which a bound role does not reach either. */
MUST err reach_website(struct ctx *c, struct db *db, i64 website_id);
MUST err reach_view(struct ctx *c, struct db *db, i64 store_view_id);
/* For statements and lists: the role whose websites bound the actor; 0: nothing bounds it. */
i64 reach_role(const struct ctx *c);

/* Conditions of lists, on an expression that is the website or the store view; n is the number of the parameter that holds
 * reach_role, as text: REACH_WEBSITE("c.website_id", "$1"). Only for actors that are bound. */
#define REACH_WEBSITE(column, n)                                                                   \
    "EXISTS (SELECT 1 FROM role_website rw WHERE rw.role_id = " n " AND rw.website_id = " column ")"
#define REACH_VIEW(column, n)                                                                      \
    "EXISTS (SELECT 1 FROM role_website rw JOIN store rs ON rs.website_id = rw.website_id "        \
    "JOIN store_view rv ON rv.store_id = rs.id WHERE rw.role_id = " n " AND rv.id = " column ")"
/* A product that is in one of the role's websites. The inner names differ from a table's of words, whose product_id `column`
 * may be. */
#define REACH_PRODUCT(column, n)                                                                   \
    "EXISTS (SELECT 1 FROM (SELECT product_id AS there, website_id AS site FROM product_website) " \
    "rp JOIN role_website rw ON rw.website_id = rp.site WHERE rp.there = " column                  \
    " AND rw.role_id = " n ")"
/* The same for a table of words, whose rows name the record by `row`. */
#define REACH_WORDS_WEBSITE(table, row, n)                                                         \
    "EXISTS (SELECT 1 FROM " table                                                                 \
    " wt JOIN role_website rw ON rw.website_id = wt.website_id "                                   \
    "WHERE wt.id = " row " AND rw.role_id = " n ")"
#define REACH_WORDS_VIEW(table, row, n)                                                            \
    "EXISTS (SELECT 1 FROM " table                                                                 \
    " wt JOIN store_view rv ON rv.id = wt.store_view_id "                                          \
    "JOIN store rs ON rs.id = rv.store_id JOIN role_website rw ON rw.website_id = rs.website_id "  \
    "WHERE wt.id = " row " AND rw.role_id = " n ")"
