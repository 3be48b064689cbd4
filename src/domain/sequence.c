#include "domain/sequence.h"

#include "domain/sequence.sql.h"

err sequence_next(struct work *w, str name, i64 *n)
{
    return db_i64(w->db, &sql_sequence_next, ARGS(name), n);
}
