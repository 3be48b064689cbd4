#include "base/arena.h"
#include "base/log.h"
#include "base/str.h"
#include "data/db_postgres.h"

#include <stdio.h>

/* Types of columns that are no text (pg_type.dat). */
enum {
    OID_BOOL = 16,
    OID_BYTEA = 17,
    OID_INT8 = 20,
    OID_INT2 = 21,
    OID_INT4 = 23,
    OID_NUMERIC = 1700
};

/* A statement's name on the server. */
struct name {
    char at[24];
};

static struct name name_of(const struct statement *st)
{
    struct name name;
    snprintf(name.at, sizeof name.at, "s%llu", (unsigned long long)st->number);
    return name;
}

err postgres_prepare(struct db *db, struct statement *st, const struct sql *q)
{
    st->number = ++db->names;
    db->trips++;
    PGresult *result = PQprepare(db->link, name_of(st).at, str_z(db->scratch, q->text), 0, NULL);
    err e = postgres_done(result) ? OK : postgres_err(db, q->name, result);
    PQclear(result);
    return e;
}

void postgres_forget(struct db *db, struct statement *st)
{
    char text[48];
    if (!db->link || db->lost || PQstatus(db->link) != CONNECTION_OK)
        return;
    snprintf(text, sizeof text, "DEALLOCATE %s", name_of(st).at);
    PQclear(PQexec(db->link, text));
}

/* As text, whose type the server infers; bytes as they are. */
static const char *param(struct arena *mem, const struct val *v)
{
    switch (v->type) {
    case V_NULL:
        return NULL;
    case V_I64:
        return str_z(mem, str_format(mem, "%lld", (long long)v->n));
    case V_BOOL:
        return v->n ? "t" : "f";
    case V_STR:
        return str_z(mem, v->s);
    case V_BYTES:
        return v->s.at ? v->s.at : "";
    }
    return NULL;
}

struct params {
    const char *values[DB_PARAMS_MOST];
    int lengths[DB_PARAMS_MOST], formats[DB_PARAMS_MOST];
};

static void fill(struct db *db, struct args args, struct params *p)
{
    for (size_t i = 0; i < args.n; i++) {
        const struct val *v = &args.at[i];
        p->values[i] = param(db->scratch, v);
        p->lengths[i] = (int)v->s.n;
        p->formats[i] = v->type == V_BYTES;
    }
}

void postgres_send(struct db *db, const struct statement *st, struct args args)
{
    struct params p;
    fill(db, args, &p);
    PQsendQueryPrepared(db->link, name_of(st).at, (int)args.n, p.values, p.lengths, p.formats, 0);
}

static err execute(struct cursor *c, struct args args)
{
    struct db *db = c->db;
    struct params p;
    fill(db, args, &p);
    db->trips++;
    c->result =
        PQexecPrepared(db->link, name_of(c->st).at, (int)args.n, p.values, p.lengths, p.formats, 0);
    return postgres_done(c->result) ? OK : postgres_err(db, c->q->name, c->result);
}

err postgres_start(struct cursor *c, struct args args)
{
    err e;
    if (!postgres_ahead_start(c, args, &e))
        e = execute(c, args);
    i64 changed;
    if (!e && str_to_i64(str_from(PQcmdTuples(c->result)), 0, INT64_MAX, &changed))
        c->changed = changed;
    return e;
}

err postgres_step(struct cursor *c, bool *row)
{
    *row = ++c->row < PQntuples(c->result);
    return OK;
}

void postgres_finish(struct cursor *c)
{
    PQclear(c->result);
    c->result = NULL;
}

size_t postgres_columns(struct cursor *c)
{
    return (size_t)PQnfields(c->result);
}

const char *postgres_column(struct cursor *c, size_t i)
{
    return PQfname(c->result, (int)i);
}

static int digit_of(char c)
{
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* \x00ff as its bytes. */
static struct val bytes_of(struct arena *mem, str hex)
{
    size_t n = (hex.n - 2) / 2;
    char *at = NEWN(mem, char, n);
    for (size_t i = 0; i < n; i++)
        at[i] = (char)(digit_of(hex.at[2 * i + 2]) * 16 + digit_of(hex.at[2 * i + 3]));
    return (struct val){.type = V_BYTES, .s = {at, n}};
}

err postgres_get(struct cursor *c, size_t column, struct val *v)
{
    int i = (int)column;
    str s = {PQgetvalue(c->result, c->row, i), (size_t)PQgetlength(c->result, c->row, i)};
    *v = VAL_NULL;
    if (PQgetisnull(c->result, c->row, i))
        return OK;
    switch (PQftype(c->result, i)) {
    case OID_BOOL:
        *v = val_bool(str_eq(s, S("t")));
        return OK;
    case OID_BYTEA:
        *v = bytes_of(c->db->scratch, s);
        return OK;
    case OID_INT2:
    case OID_INT4:
    case OID_INT8:
    case OID_NUMERIC:
        v->type = V_I64;
        if (!str_to_i64(s, INT64_MIN, INT64_MAX, &v->n))
            return log_broken("sql", "%s: column %s is no whole number", c->q->name,
                              postgres_column(c, column));
        return OK;
    default:
        *v = val_str(s);
        return OK;
    }
}
