#include "domain/known.h"

#include "data/notice.h"
#include "data/row_watch.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define SLOTS    ((size_t)1 << 14)
#define LOCKS    ((size_t)64)
#define KEPT_FOR (10 * MINUTE) /* µs: what nobody asks for again is not kept for ever */
#define ROW_MOST ((size_t)4096)

struct db *known_doubt;

/* One block: the struct, its texts behind it. In the row that is kept, a text's pointer is its distance from the row. */
struct fact {
    struct hash hash;
    i64 place;
    const struct known_source *source;
    u64 mark, checked;
    when until;
    struct tags tags;
    tag room[KNOWN_TAGS];
    size_t size;
    char row[] __attribute__((aligned(16)));
};

/* A place for each hash; who comes later takes it. */
struct known {
    pthread_mutex_t locks[LOCKS];
    struct fact *slots[SLOTS];
};

/* ---- what changes them ---- */

static const struct row_watch watches[] = {
    {"shop_session", "id", "seen_at", TAG_SHOP_SESSION},
    {"customer", "id", NULL, TAG_CUSTOMER},
    {"consent", "customer_id", NULL, TAG_CUSTOMER},
    {"cart", "customer_id", NULL, TAG_CUSTOMER},
    {"cart", "session_id", NULL, TAG_SHOP_SESSION},
    {"cart_item", "cart_id", NULL, TAG_CART},
    {"customer_group", NULL, NULL, TAG_GROUPS},
    {"customer_group_excluded", NULL, NULL, TAG_GROUPS},
    {"assist_session", "id", "seen_at", TAG_ASSIST_SESSION},
    {"admin_session", "id", "seen_at", TAG_ADMIN_SESSION},
    {"admin_user", "id", NULL, TAG_STAFF},
    {"role", NULL, NULL, TAG_ROLES},
    {"role_website", NULL, NULL, TAG_ROLES},
};

bool known_watches(str table)
{
    for (size_t i = 0; i < COUNT(watches); i++)
        if (str_eq(str_from(watches[i].table), table))
            return true;
    return false;
}

static void drop(tag *at, size_t n)
{
    tags_drop(&(struct tags){.at = at, .n = n});
}

static void rows_changed(const struct row_changed *rows, size_t n)
{
    tag some[256];
    size_t k = 0;
    if (n == 0)
        some[k++] = tag_of(TAG_PEOPLE, 0);
    for (size_t i = 0; i < n; i++) {
        some[k++] = tag_of((enum tag_kind)rows[i].what, rows[i].value);
        if (k == COUNT(some)) {
            drop(some, k);
            k = 0;
        }
    }
    drop(some, k);
}

/* ---- keeping ---- */

struct known *known_new(void)
{
    struct known *k = calloc(1, sizeof *k);
    if (!k)
        abort();
    for (size_t i = 0; i < LOCKS; i++)
        pthread_mutex_init(&k->locks[i], NULL);
    row_watch_on(watches, COUNT(watches), rows_changed);
    return k;
}

void known_free(struct known *k)
{
    if (!k)
        return;
    for (size_t i = 0; i < SLOTS; i++)
        free(k->slots[i]);
    for (size_t i = 0; i < LOCKS; i++)
        pthread_mutex_destroy(&k->locks[i]);
    free(k);
}

/* Of a field that is a text. */
static str *text_at(const struct field *f, void *row)
{
    return (str *)(void *)((byte *)row + f->at);
}

static size_t size_of(const struct record *rec, void *row)
{
    size_t n = rec->size;
    for (size_t i = 0; i < rec->n; i++)
        if (rec->fields[i].type == F_STR)
            n += text_at(&rec->fields[i], row)->n;
    return n;
}

/* The row, then its texts one behind the other in the order of the fields. */
static void pack(const struct record *rec, void *row, char *out)
{
    size_t at = rec->size;
    memcpy(out, row, rec->size);
    for (size_t i = 0; i < rec->n; i++) {
        if (rec->fields[i].type != F_STR)
            continue;
        str s = *text_at(&rec->fields[i], row);
        if (s.n)
            memcpy(out + at, s.at, s.n);
        text_at(&rec->fields[i], out)->at = NULL;
        at += s.n;
    }
}

static void unpack(const struct record *rec, const char *copy, void *row)
{
    size_t at = rec->size;
    memcpy(row, copy, rec->size);
    for (size_t i = 0; i < rec->n; i++)
        if (rec->fields[i].type == F_STR) {
            str *s = text_at(&rec->fields[i], row);
            s->at = copy + at;
            at += s->n;
        }
}

static size_t slot_of(const struct hash *h)
{
    size_t n;
    memcpy(&n, h->at, sizeof n);
    return n % SLOTS;
}

static bool is_of(const struct fact *f, const struct known_source *s, const struct hash *h,
                  i64 place)
{
    return f && f->source == s && f->place == place &&
           secret_eq((str){(const char *)f->hash.at, sizeof f->hash.at},
                     (str){(const char *)h->at, sizeof h->at});
}

/* As a page's: most of the time nothing was dropped since the last look. */
static bool holds(struct fact *f, when now)
{
    u64 mark = tags_mark();
    if (f->until.us <= now.us || f->until.us - now.us > KEPT_FOR)
        return false;
    if (f->checked == mark)
        return true;
    bool good = tags_hold(&f->tags, f->mark);
    if (good)
        f->checked = mark;
    return good;
}

static bool get(struct ctx *c, const struct known_source *s, const struct hash *h, i64 place,
                void *out)
{
    size_t i = slot_of(h), n = 0;
    char *copy = NULL;
    tag tags[KNOWN_TAGS];
    pthread_mutex_lock(&c->known->locks[i % LOCKS]);
    struct fact *f = c->known->slots[i];
    if (is_of(f, s, h, place) && holds(f, c->now)) {
        copy = NEWN(c->mem, char, f->size);
        memcpy(copy, f->row, f->size);
        n = f->tags.n;
        memcpy(tags, f->room, sizeof tags);
    }
    pthread_mutex_unlock(&c->known->locks[i % LOCKS]);
    for (size_t k = 0; k < n && c->tags; k++)
        tags_add(c->tags, c->mem, tags[k]);
    if (copy)
        unpack(s->record, copy, out);
    return copy;
}

static void put(struct ctx *c, struct fact *f)
{
    size_t i = slot_of(&f->hash);
    pthread_mutex_lock(&c->known->locks[i % LOCKS]);
    struct fact *old = c->known->slots[i];
    c->known->slots[i] = f;
    pthread_mutex_unlock(&c->known->locks[i % LOCKS]);
    free(old);
}

static void keep(struct ctx *c, const struct known_source *s, const struct hash *h, i64 place,
                 u64 mark, void *row)
{
    struct tags tags = {0};
    size_t size = size_of(s->record, row);
    tags_add(&tags, c->mem, tag_of(TAG_PEOPLE, 0));
    s->tags(c, row, &tags);
    assert(tags.n <= KNOWN_TAGS);
    if (size > ROW_MOST || !tags_hold(&tags, mark))
        return;
    struct fact *f = calloc(1, sizeof *f + size);
    if (!f)
        abort();
    *f = (struct fact){
        .hash = *h,
        .place = place,
        .source = s,
        .mark = mark,
        .checked = mark,
        .until = {c->now.us + KEPT_FOR},
        .size = size,
    };
    memcpy(f->room, tags.at, tags.n * sizeof *tags.at);
    f->tags = (struct tags){.at = f->room, .n = tags.n, .room = KNOWN_TAGS};
    pack(s->record, row, f->row);
    put(c, f);
}

size_t known_count(struct known *k)
{
    size_t n = 0;
    for (size_t i = 0; i < SLOTS; i++) {
        pthread_mutex_lock(&k->locks[i % LOCKS]);
        n += k->slots[i] && tags_hold(&k->slots[i]->tags, k->slots[i]->mark);
        pthread_mutex_unlock(&k->locks[i % LOCKS]);
    }
    return n;
}

/* ---- asking ---- */

/* When a session was last seen is known better to session_seen.h. */
static void forget_seen(const struct record *rec, void *row)
{
    static const str names[] = {S("seen_at"), S("admin_seen_at")};
    for (size_t i = 0; i < COUNT(names); i++) {
        const struct field *f = record_field(rec, names[i]);
        if (f)
            *(when *)(void *)((byte *)row + f->at) = (when){0};
    }
}

static void doubt(struct ctx *c, const struct known_source *s, const void *key, const void *row)
{
    byte *kept = NEWN(c->mem, byte, s->record->size), *now = NEWN(c->mem, byte, s->record->size);
    struct db *own = c->db;
    memcpy(kept, row, s->record->size);
    c->db = known_doubt;
    assert(s->read(c, key, now) == OK);
    c->db = own;
    forget_seen(s->record, kept);
    forget_seen(s->record, now);
    assert(record_changes(c->mem, s->record, kept, now).n == 0);
}

err known_row(struct ctx *c, const struct known_source *s, const struct hash *hash, i64 place,
              const void *key, void *out)
{
    bool keeps = c->known && row_watch_tells(c->store) && !notice_is_deaf();
    if (keeps && get(c, s, hash, place, out) && (!s->fits || s->fits(key, out))) {
        if (known_doubt)
            doubt(c, s, key, out);
        return OK;
    }
    if (!c->db)
        return ERR_AWAY;
    u64 mark = tags_mark();
    TRY(s->read(c, key, out));
    if (keeps)
        keep(c, s, hash, place, mark, out);
    return OK;
}
