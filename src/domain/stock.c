#include "domain/stock.h"

#include "domain/stock.sql.h"

err stock_take(struct work *w, i64 product_id, i64 n, bool *taken, i64 *left)
{
    err e = db_i64(w->db, &sql_stock_take, ARGS(product_id, n), left);
    *taken = e == OK;
    if (e)
        return e == ERR_NOT_FOUND ? OK : e;
    work_touch(w, ENTITY_STOCK, product_id, (str){0});
    return OK;
}

void stock_take_ahead(struct work *w, i64 product_id, i64 n)
{
    db_ahead(w->db, &sql_stock_take, ARGS(product_id, n));
}

err stock_give(struct work *w, i64 product_id, i64 n)
{
    TRY(db_send(w->db, &sql_stock_give, ARGS(product_id, n)));
    work_touch(w, ENTITY_STOCK, product_id, (str){0});
    return OK;
}

err stock_set(struct work *w, i64 product_id, i64 qty, bool backorders)
{
    TRY(db_run(w->db, &sql_stock_set, ARGS(product_id, qty, backorders), NULL));
    work_touch(w, ENTITY_STOCK, product_id, (str){0});
    return OK;
}
