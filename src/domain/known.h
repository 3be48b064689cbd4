/* What a request must know of who asks, kept between requests: the rows of sessions with all that the policy looks at. The
 * policy itself runs at every request (R17); only its facts come out of memory. A fact holds while none of its tags has a
 * number behind the mark that was taken before it was read (tag.h); the engine says which rows a commit changed
 * (data/row_watch.h), before anybody is told. So what was changed is known to the very next request.
 *
 * Only on SQLite: with other nodes, a change would arrive a moment after it was confirmed. Keys are hashes of tokens; no
 * secret is kept in clear. */
#pragma once

#include "data/record.h"
#include "domain/ctx.h"
#include "domain/tag.h"

/* Of one process and store. */
struct known *known_new(void);
void known_free(struct known *k);
/* For tests: rows that are kept and hold now; and whether a change of this table is noticed. */
size_t known_count(struct known *k);
bool known_watches(str table);

/* How a row is read. record: all that is read by columns; the struct may have more members that are no pointers. */
struct known_source {
    const struct record *record;
    /* ERR_NOT_FOUND: not kept. *out is zero. */
    err (*read)(struct ctx *c, const void *key, void *out);
    /* A row of this token is the one that key asks for. NULL: the token says all. */
    bool (*fits)(const void *key, const void *out);
    /* What the row depends on: at most KNOWN_TAGS. */
    void (*tags)(struct ctx *c, const void *out, struct tags *t);
};
#define KNOWN_TAGS 8

/* The row of a token: out of memory where c->known is, else read by key and kept. hash: of the token with its purpose.
 * place: what it depends on besides (a website). Texts in c->mem. Notes its tags in c->tags if it comes out of memory.
 * ERR_AWAY: c->db is NULL and memory does not have it. */
MUST err known_row(struct ctx *c, const struct known_source *s, const struct hash *hash, i64 place,
                   const void *key, void *out);

/* Tests set it: whatever comes out of memory is compared with what is read here, and a difference ends the process. */
extern struct db *known_doubt;
