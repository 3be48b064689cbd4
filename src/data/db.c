#include "data/db.h"

#include "base/arena.h"
#include "base/log.h"
#include "base/str.h"
#include "data/engine.h"
#include "data/writer.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

/* ---- opening ---- */

static const struct engine *engine_of(str url)
{
    static const str libpq[] = {S("postgresql://"), S("postgres://"), S("host="), S("hostaddr="),
                                S("service="),      S("dbname="),     S("user="), S("port=")};
    for (size_t i = 0; i < COUNT(libpq); i++)
        if (str_starts(url, libpq[i]))
            return &engine_postgres;
    return &engine_sqlite;
}

static str mark_new(struct arena *mem)
{
    u64 n;
    if (getrandom(&n, sizeof n, 0) != sizeof n)
        abort();
    return str_format(mem, "%016llx", (unsigned long long)n);
}

err store_open(str url, bool create, struct store **out, struct arena *mem, str *why)
{
    *why = S("");
    struct arena *own = arena_new(0);
    struct store *s = NEW(own, struct store);
    s->mem = own;
    s->engine = engine_of(url);
    s->url = str_z(own, url);
    s->mark = mark_new(own);
    writer_open(s);
    err e = s->engine->open(s, create, mem, why);
    if (!e)
        e = writer_connect(s, mem, why);
    if (e) {
        store_close(s);
        return e;
    }
    *out = s;
    return OK;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    writer_close(s);
    s->engine->close(s);
    arena_free(s->mem);
}

bool store_is_shared(const struct store *s)
{
    return s->engine->shared;
}

u64 store_commits(const struct store *s)
{
    return atomic_load(&s->commits);
}

u64 store_trips(const struct store *s)
{
    return atomic_load(&s->trips);
}

err db_new(struct store *s, bool writes, struct arena *mem, str *why, struct db **out)
{
    struct arena *own = arena_new(0);
    struct db *db = NEW(own, struct db);
    *db = (struct db){
        .store = s, .engine = s->engine, .mem = own, .scratch = arena_new(0), .writes = writes};
    err e = db->engine->connect(db, mem, why);
    if (e) {
        db_close(db);
        return e;
    }
    *out = db;
    return OK;
}

err db_open(struct store *s, struct db **out)
{
    return db_new(s, false, NULL, NULL, out);
}

void db_close(struct db *db)
{
    if (!db)
        return;
    db_forget_all(db);
    db->engine->disconnect(db);
    arena_free(db->scratch);
    arena_free(db->mem);
}

u64 db_queries(const struct db *db)
{
    return db->queries;
}

u64 db_trips(const struct db *db)
{
    return db->trips;
}

/* ---- prepared statements: one table a connection, found by their text ---- */

static u64 hash_of(str s)
{
    u64 h = 0x9E3779B97F4A7C15u ^ s.n;
    size_t i = 0;
    for (; i + 8 <= s.n; i += 8) {
        u64 part;
        memcpy(&part, s.at + i, 8);
        h = (h ^ part) * 0xFF51AFD7ED558CCDu;
        h ^= h >> 32;
    }
    for (; i < s.n; i++)
        h = (h ^ (byte)s.at[i]) * 0xFF51AFD7ED558CCDu;
    return h ^ h >> 29;
}

static struct statement **bucket_of(struct db *db, u64 hash)
{
    return &db->buckets[hash % DB_BUCKETS];
}

static void unlink_statement(struct db *db, struct statement *st)
{
    struct statement **at = bucket_of(db, st->hash);
    while (*at != st)
        at = &(*at)->next;
    *at = st->next;
    db->statements--;
}

static void drop_statement(struct db *db, struct statement *st)
{
    unlink_statement(db, st);
    db->engine->forget(db, st);
    buf_free(&st->text);
    st->next = db->spare;
    db->spare = st;
}

void db_forget_all(struct db *db)
{
    if (db->engine->read_end)
        db->engine->read_end(db);
    for (size_t i = 0; i < DB_BUCKETS; i++)
        while (db->buckets[i])
            drop_statement(db, db->buckets[i]);
}

static void drop_oldest(struct db *db)
{
    struct statement *oldest = NULL;
    for (size_t i = 0; i < DB_BUCKETS; i++)
        for (struct statement *st = db->buckets[i]; st; st = st->next)
            if (!oldest || st->used < oldest->used)
                oldest = st;
    drop_statement(db, oldest);
}

static struct statement *statement_new(struct db *db)
{
    if (db->statements >= DB_STATEMENTS_MOST)
        drop_oldest(db);
    struct statement *st = db->spare;
    if (!st)
        return NEW(db->mem, struct statement);
    db->spare = st->next;
    return st;
}

static err prepare(struct db *db, const struct sql *q, struct statement *st)
{
    err e = db->engine->prepare(db, st, q);
    if (e) {
        st->next = db->spare;
        db->spare = st;
        return e;
    }
    buf_put(&st->text, q->text);
    struct statement **bucket = bucket_of(db, st->hash);
    st->next = *bucket;
    *bucket = st;
    db->statements++;
    return OK;
}

static err statement_for(struct db *db, const struct sql *q, struct statement **out)
{
    u64 hash = hash_of(q->text);
    for (struct statement *st = *bucket_of(db, hash); st; st = st->next)
        if (st->hash == hash && str_eq(buf_str(&st->text), q->text)) {
            *out = st;
            return OK;
        }
    struct statement *st = statement_new(db);
    *st = (struct statement){.hash = hash};
    TRY(prepare(db, q, st));
    *out = st;
    return OK;
}

/* ---- running ---- */

/* Inside a work the first failure is the last: PostgreSQL refuses what follows, so both engines do. */
static err noted(struct db *db, err e)
{
    if (e && db->writes && !db->failed)
        db->failed = e;
    return e;
}

/* PostgreSQL takes neither NUL nor broken UTF-8 in a text; what one engine refuses both refuse. */
static bool is_bindable(struct args args)
{
    for (size_t i = 0; i < args.n; i++) {
        str s = args.at[i].s;
        if (args.at[i].type == V_STR && s.n && (memchr(s.at, 0, s.n) || !str_is_utf8(s)))
            return false;
    }
    return true;
}

static err start_once(struct cursor *c, struct args args)
{
    struct db *db = c->db;
    arena_empty(db->scratch);
    db->queries++;
    TRY(db->engine->ready(db));
    struct statement *st;
    TRY(statement_for(db, c->q, &st));
    st->used = db->queries;
    c->st = st;
    return db->engine->start(c, args);
}

/* A server that was away meanwhile: what is the first of a transaction, or stands in none, begins again on a new
 * connection. */
static err start(struct cursor *c, struct args args)
{
    struct db *db = c->db;
    if (args.n != c->q->n || args.n > DB_PARAMS_MOST)
        return log_broken("sql", "%s takes %u values, not %zu", c->q->name, c->q->n, args.n);
    err e = start_once(c, args);
    if (e != ERR_AWAY || db->begun || db->listening)
        return e;
    cursor_end(c);
    return start_once(c, args);
}

err cursor_begin(struct cursor *c, struct db *db, const struct sql *q, struct args args)
{
    *c = (struct cursor){.db = db, .q = q, .row = -1};
    if (db->writes && db->failed)
        return db->failed;
    if (!is_bindable(args))
        return ERR_INVALID;
    return noted(db, start(c, args));
}

err cursor_next(struct cursor *c, bool *row)
{
    return noted(c->db, c->db->engine->step(c, row));
}

void cursor_end(struct cursor *c)
{
    if (c->st)
        c->db->engine->finish(c);
    c->st = NULL;
}

/* Columns that begin with list_ are list.c's own. */
static err map_columns(struct cursor *c, const struct record *rec)
{
    struct statement *st = c->st;
    size_t n = c->db->engine->columns(c);
    if (st->rec == rec && st->columns == n)
        return OK;
    if (n > DB_COLUMNS_MOST)
        return log_broken("sql", "%s has %zu columns", c->q->name, n);
    for (size_t i = 0; i < n; i++) {
        str name = str_from(c->db->engine->column(c, i));
        const struct field *f = record_field(rec, name);
        if (!f && !str_starts(name, S("list_")))
            return log_broken("sql", "%s: column %.*s is no member of %s", c->q->name,
                              STR_ARG(name), rec->name);
        st->to[i] = f ? (short)(f - rec->fields) : -1;
    }
    st->rec = rec;
    st->columns = n;
    return OK;
}

static bool fits(enum ftype type, const struct val *v)
{
    switch (type) {
    case F_I64:
    case F_BOOL:
    case F_MONEY:
    case F_WHEN:
        return v->type == V_I64 || v->type == V_BOOL;
    case F_STR:
        return v->type == V_STR || v->type == V_BYTES;
    case F_HASH:
        return v->type == V_BYTES && v->s.n == sizeof(struct hash);
    }
    return false;
}

/* NULL leaves the member as it is: zero. */
static bool set_member(struct arena *mem, const struct field *f, void *out, const struct val *v)
{
    void *at = (byte *)out + f->at;
    if (v->type == V_NULL)
        return true;
    if (!fits(f->type, v))
        return false;
    switch (f->type) {
    case F_I64:
        *(i64 *)at = v->n;
        break;
    case F_BOOL:
        *(bool *)at = v->n != 0;
        break;
    case F_MONEY:
        *(money *)at = (money){v->n};
        break;
    case F_WHEN:
        *(when *)at = (when){v->n};
        break;
    case F_STR:
        *(str *)at = str_copy(mem, v->s);
        break;
    case F_HASH:
        memcpy(at, v->s.at, sizeof(struct hash));
        break;
    }
    return true;
}

static err read_row(struct cursor *c, struct arena *mem, const struct record *rec, void *out)
{
    TRY(map_columns(c, rec));
    memset(out, 0, rec->size);
    for (size_t i = 0; i < c->st->columns; i++) {
        if (c->st->to[i] < 0)
            continue;
        const struct field *f = &rec->fields[c->st->to[i]];
        struct val v;
        TRY(c->db->engine->get(c, i, &v));
        if (!set_member(mem, f, out, &v))
            return log_broken("sql", "%s: column %s does not fit %s", c->q->name, f->name,
                              rec->name);
    }
    return OK;
}

err cursor_read(struct cursor *c, struct arena *mem, const struct record *rec, void *out)
{
    return noted(c->db, read_row(c, mem, rec, out));
}

/* ---- what the layers above call ---- */

/* Runs to the end, so that a change with RETURNING is made whole. */
static err drain(struct cursor *c)
{
    bool more = true;
    while (more)
        TRY(cursor_next(c, &more));
    return OK;
}

static err first_row(struct cursor *c, struct db *db, const struct sql *q, struct args args)
{
    bool row;
    TRY(cursor_begin(c, db, q, args));
    TRY(cursor_next(c, &row));
    return row ? OK : ERR_NOT_FOUND;
}

err db_one(struct db *db, struct arena *mem, const struct sql *q, struct args args,
           const struct record *rec, void *out)
{
    SCOPED(cursor_end) struct cursor c = {0};
    TRY(first_row(&c, db, q, args));
    void *row = arena_take(mem, 1, rec->size);
    TRY(cursor_read(&c, mem, rec, row));
    TRY(drain(&c));
    memcpy(out, row, rec->size);
    return OK;
}

struct rows {
    byte *at;
    size_t n, room;
};

/* The place of the next row. */
static void *rows_add(struct rows *rows, struct arena *mem, size_t size)
{
    if (rows->n == rows->room) {
        rows->room = rows->room ? 2 * rows->room : 16;
        byte *at = arena_take(mem, rows->room, size);
        if (rows->n)
            memcpy(at, rows->at, rows->n * size);
        rows->at = at;
    }
    return rows->at + rows->n++ * size;
}

err db_all(struct db *db, struct arena *mem, const struct sql *q, struct args args,
           const struct record *rec, void *list)
{
    SCOPED(cursor_end) struct cursor c = {0};
    struct rows rows = {0};
    bool row;
    TRY(cursor_begin(&c, db, q, args));
    for (;;) {
        TRY(cursor_next(&c, &row));
        if (!row)
            break;
        TRY(cursor_read(&c, mem, rec, rows_add(&rows, mem, rec->size)));
    }
    LIST(void) result = {rows.at, rows.n};
    memcpy(list, &result, sizeof result);
    return OK;
}

static err first_value(struct cursor *c, struct db *db, const struct sql *q, struct args args,
                       struct val *v)
{
    TRY(first_row(c, db, q, args));
    return noted(db, db->engine->get(c, 0, v));
}

err db_i64(struct db *db, const struct sql *q, struct args args, i64 *out)
{
    SCOPED(cursor_end) struct cursor c = {0};
    struct val v;
    TRY(first_value(&c, db, q, args, &v));
    if (v.type == V_STR || v.type == V_BYTES)
        return noted(db, log_broken("sql", "%s does not give a number", q->name));
    TRY(drain(&c));
    *out = v.type == V_NULL ? 0 : v.n;
    return OK;
}

err db_str(struct db *db, struct arena *mem, const struct sql *q, struct args args, str *out)
{
    SCOPED(cursor_end) struct cursor c = {0};
    struct val v;
    TRY(first_value(&c, db, q, args, &v));
    if (v.type == V_I64 || v.type == V_BOOL)
        return noted(db, log_broken("sql", "%s does not give a text", q->name));
    str s = v.type == V_NULL ? S("") : str_copy(mem, v.s);
    TRY(drain(&c));
    *out = s;
    return OK;
}

err db_run(struct db *db, const struct sql *q, struct args args, i64 *changed)
{
    SCOPED(cursor_end) struct cursor c = {0};
    TRY(cursor_begin(&c, db, q, args));
    TRY(drain(&c));
    if (changed)
        *changed = c.changed;
    return OK;
}

static struct val value_of(const struct field *f, const void *row)
{
    const void *at = (const byte *)row + f->at;
    bool null0 = f->flags & F_NULL0;
    switch (f->type) {
    case F_I64:
    case F_MONEY:
    case F_WHEN:
        return null0 ? opt_i64(*(const i64 *)at) : val_i64(*(const i64 *)at);
    case F_BOOL:
        return val_bool(*(const bool *)at);
    case F_STR:
        return null0 ? opt_str(*(const str *)at) : val_str(*(const str *)at);
    case F_HASH:
        if (null0 && memcmp(at, &(struct hash){0}, sizeof(struct hash)) == 0)
            return VAL_NULL;
        return val_hash(at);
    }
    return VAL_NULL;
}

static err values_of(const struct sql *q, const struct record *rec, const void *row,
                     struct val *values)
{
    if (!q->params || q->n > DB_PARAMS_MOST)
        return log_broken("sql", "%s has no named parameters", q->name);
    for (unsigned i = 0; i < q->n; i++) {
        const struct field *f = record_field(rec, str_from(q->params[i]));
        if (!f)
            return log_broken("sql", "%s: :%s is no member of %s", q->name, q->params[i],
                              rec->name);
        values[i] = value_of(f, row);
    }
    return OK;
}

err db_put(struct db *db, const struct sql *q, const struct record *rec, const void *row, i64 *id)
{
    struct val values[DB_PARAMS_MOST] = {0};
    TRY(noted(db, values_of(q, rec, row, values)));
    struct args args = {values, q->n};
    return id ? db_i64(db, q, args, id) : db_run(db, q, args, NULL);
}

static err send(struct db *db, const struct sql *q, struct args args)
{
    struct statement *st;
    if (args.n != q->n)
        return log_broken("sql", "%s takes %u values, not %zu", q->name, q->n, args.n);
    arena_empty(db->scratch);
    db->queries++;
    TRY(statement_for(db, q, &st));
    st->used = db->queries;
    return db->engine->send(db, q->name, st, args);
}

/* The first statement of a transaction begins it, and is waited for. */
err db_send(struct db *db, const struct sql *q, struct args args)
{
    if (!db->engine->send || !db->writes || !db->begun)
        return db_run(db, q, args, NULL);
    if (db->failed)
        return db->failed;
    return is_bindable(args) ? noted(db, send(db, q, args)) : ERR_INVALID;
}

err db_send_row(struct db *db, const struct sql *q, const struct record *rec, const void *row)
{
    struct val values[DB_PARAMS_MOST] = {0};
    TRY(noted(db, values_of(q, rec, row, values)));
    return db_send(db, q, (struct args){values, q->n});
}

void db_ahead(struct db *db, const struct sql *q, struct args args)
{
    struct statement *st;
    bool inside = db->reading || db->writes;
    assert(args.n == q->n); /* it would be passed over, and nobody would see */
    if (!db->engine->ahead || !inside || db->failed || !is_bindable(args))
        return;
    arena_empty(db->scratch);
    if (db->engine->ready(db) || statement_for(db, q, &st))
        return; /* whoever reads it will be told */
    st->used = db->queries;
    db->engine->ahead(db, st, args);
}

err db_prepare(struct db *db, const struct sql *q)
{
    struct statement *st;
    arena_empty(db->scratch);
    TRY(db->engine->ready(db));
    return noted(db, statement_for(db, q, &st));
}

err db_script(struct db *db, const char *text)
{
    db->queries++;
    return db->engine->script(db, text);
}

/* A work is one snapshot already. */
err db_read_begin(struct db *db)
{
    if (db->writes || db->reading)
        return OK;
    bool later = db->engine->ahead;
    if (!later)
        TRY(db_script(db, db->engine->read_begin));
    db->reading = true;
    db->begun = !later;
    return OK;
}

void db_read_end(struct db *db)
{
    if (!db->reading)
        return;
    db->reading = false;
    if (db->engine->read_end)
        db->engine->read_end(db);
    else if (db->engine->in_transaction(db))
        (void)!db_script(db, "ROLLBACK");
    db->begun = false;
}
