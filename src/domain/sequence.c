#include "domain/sequence.h"

#include "base/str.h"
#include "domain/sequence.sql.h"

err sequence_next(struct work *w, str name, i64 *n)
{
    return db_i64(w->db, &sql_sequence_next, ARGS(name), n);
}

static str name_of(struct work *w, str kind, i64 store_id)
{
    return str_format(w->c->mem, "%.*s-%lld", STR_ARG(kind), (long long)store_id);
}

void sequence_number_ahead(struct work *w, str kind, i64 store_id)
{
    db_ahead(w->db, &sql_sequence_next, ARGS(name_of(w, kind, store_id)));
}

err sequence_number(struct work *w, str kind, i64 store_id, str *out)
{
    struct arena *mem = w->c->mem;
    i64 n = 0;
    TRY(sequence_next(w, name_of(w, kind, store_id), &n));
    *out = store_id == 1 ? str_format(mem, "%09lld", (long long)n)
                         : str_format(mem, "%lld%09lld", (long long)store_id, (long long)n);
    return OK;
}
