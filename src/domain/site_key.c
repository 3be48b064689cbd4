#include "domain/site_key.h"

#include "domain/site_key.sql.h"
#include "domain/work.h"

#include <string.h>

struct key_row {
    struct hash value;
};
static const struct field key_fields[] = {FIELD(struct key_row, value, F_HIDDEN)};
static const struct record key_record = RECORD(struct key_row, key_fields);

static err make(struct ctx *c)
{
    struct hash fresh;
    secret_random(fresh.at, sizeof fresh.at);
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_HOUSEKEEPING, &w));
    TRY(db_run(w.db, &sql_site_key_put, ARGS(&fresh), NULL));
    work_touch(&w, ENTITY_SETTING, 0, S(""));
    return work_commit(&w);
}

err site_key(struct ctx *c, byte key[SECRET_BYTES])
{
    struct key_row row;
    err e = db_one(c->db, c->mem, &sql_site_key_get, NO_ARGS, &key_record, &row);
    if (e == ERR_NOT_FOUND) {
        TRY(make(c)); /* two nodes may race: the first one's key stays */
        e = db_one(c->db, c->mem, &sql_site_key_get, NO_ARGS, &key_record, &row);
    }
    TRY(e);
    memcpy(key, row.value.at, SECRET_BYTES);
    return OK;
}
