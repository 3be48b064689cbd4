/* Pages that are kept: the bytes of a rendering as if by a visitor, and where the holes are (hole.h). Knows neither
 * requests nor identities. Who asks for a page that is not there makes it; who asks for the same meanwhile waits for that.
 * A page that does not hold any more (something it shows was saved, other settings, too old) is not given out. Bounded in
 * bytes; what nobody asked for lately goes first. Thread-safe: shards with a lock each, held for no longer than a look. */
#pragma once

#include "base/base.h"
#include "base/time.h"
#include "domain/tag.h"
#include "web/hole.h"

struct cache;
struct packer;

/* Nothing of it changes once it is in the cache. */
struct page {
    str key;  /* everything that the bytes depend on but tags, settings and time */
    str text; /* as a visitor without cookies gets it */
    str etag; /* W/"…" */
    const struct gap *gaps;
    size_t n_gaps;
    struct tags tags;
    u64 mark;     /* tags_mark() before its first read */
    i64 settings; /* version of the snapshot it was made with */
    when until;
};

struct cache *cache_new(size_t most_bytes);
void cache_free(struct cache *c); /* nobody holds a page of it any more */

enum cache_turn {
    CACHE_FOUND, /* *out with a reference */
    CACHE_MAKE,  /* make it: cache_put or cache_leave has to follow, for others wait */
    CACHE_ALONE  /* whoever makes it takes long: make it for this request only */
};
enum cache_turn cache_get(struct cache *c, str key, i64 settings, when now,
                          const struct page **out);
/* The page with a reference if it is there and holds; NULL otherwise. */
const struct page *cache_find(struct cache *c, str key, i64 settings, when now);
/* Copies a page that was made, keeps it after CACHE_MAKE if it still holds, and gives it with a reference. */
const struct page *cache_put(struct cache *c, enum cache_turn turn, const struct page *made);
void cache_leave(struct cache *c, str key); /* it came to nothing */

/* Keeps a copy of a page that somebody else has no use for, if it is asked for a second time: what one person looks at once
 * leaves the room to what many look at. */
void cache_keep_again(struct cache *c, const struct page *made);

void page_drop(const struct page *p); /* gives the reference back; NULL is fine */

/* The text, compressed at the first call and kept. Lives as long as the page; "" : it could not be made. */
str page_gzip(const struct page *p, struct packer *packer);

/* What the server makes of a page to send it, one a form: it lives as long as the page, whoever holds that may use it. */
enum page_form { PAGE_PLAIN, PAGE_GZIP, PAGE_UNCHANGED, PAGE_FORMS };
void *page_made(const struct page *p, enum page_form form); /* NULL: nothing yet */
/* Gives it to the page, which ends it by `end` of cache_forms_end. False: another thread was faster, it stays the
 * caller's. */
bool page_give(const struct page *p, enum page_form form, void *made);
void cache_forms_end(struct cache *c, void (*end)(void *made)); /* once, before the first page */

/* Random letters that no text can contain by chance or by intent: page.c marks with them where addresses begin. */
str cache_mark(const struct cache *c);

void cache_flush(struct cache *c); /* forgets all pages and frees their memory */

struct cache_figures {
    i64 pages, bytes, found, made;
};
struct cache_figures cache_figures(struct cache *c);
