#include "domain/tax.h"

#include "domain/tax.sql.h"

err tax_rate(struct db *db, str country, str tax_class, i64 *permille)
{
    i64 found = 0;
    err e = db_i64(db, &sql_tax_rate, ARGS(country, tax_class), &found);
    if (e && e != ERR_NOT_FOUND)
        return e;
    *permille = found;
    return OK;
}
