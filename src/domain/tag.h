/* What stored pages show, and when that last changed. Who makes a page to store it takes the mark, then reads; what it
 * reads notes its tags (ctx.tags). A work names the tags of what it changes (work_touch, work_drop); work_commit drops
 * them when the change is durable and before anybody is told. Nobody looks for pages: each tag keeps the number of its
 * last drop, and a page holds as long as none of its tags was dropped behind its mark. Thread-safe; one a process. */
#pragma once

#include "base/base.h"

struct arena;
struct ctx;

enum tag_kind {
    TAG_NONE = 0,
    TAG_ALL,     /* every page has it */
    TAG_PRODUCT, /* a product with its texts, price and stock */
    TAG_LISTING, /* which products a category lists, by its id; 0: which are the latest */
    /* of what is known of people (known.h): no page has them */
    TAG_PEOPLE, /* every fact has it */
    TAG_SHOP_SESSION,
    TAG_CUSTOMER, /* the account, its consent, and which cart is open */
    TAG_CART,     /* what is in it */
    TAG_GROUPS,   /* 0: who is kept out of which website */
    TAG_ASSIST_SESSION,
    TAG_ADMIN_SESSION,
    TAG_STAFF,
    TAG_ROLES /* 0 */
};
typedef struct {
    u64 n;
} tag; /* at most 16 kinds */
tag tag_of(enum tag_kind kind, i64 id);

/* Each tag once. In an arena. */
struct tags {
    tag *at;
    size_t n, room;
};
void tags_add(struct tags *t, struct arena *mem, tag one);

/* The page that is being made shows this; nothing happens when it is made for nobody's store. */
void page_shows(struct ctx *c, enum tag_kind kind, i64 id);

/* For a proxy that drops pages by key: "all product-71 listing-0". */
str tags_keys(struct arena *mem, const struct tags *t);

/* The number of the last drop. What is read after this is at least as new as that drop. */
u64 tags_mark(void);
void tags_drop(const struct tags *t);
/* For the processes that share the database: "pages 71 12" of a work's tags, and what they hear. "" : any may have
 * changed. */
str tags_notice(struct arena *mem, const struct tags *t);
void tags_hear(str what);

/* False: something that the page shows has changed since the mark, and it may not be shown any more. Collisions of
 * tags make it false too often, never too seldom. */
bool tags_hold(const struct tags *t, u64 mark);
