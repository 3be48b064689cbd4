#include "domain/grid_choice.h"

#include "domain/grid_choice.sql.h"
#include "domain/work.h"

err grid_choice_get(struct ctx *c, str grid, str *shown)
{
    err e = db_str(c->db, c->mem, &sql_grid_choice_get, ARGS(c->actor.staff_id, grid), shown);
    if (e == ERR_NOT_FOUND) {
        *shown = (str){0};
        return OK;
    }
    return e;
}

err grid_choice_save(struct ctx *c, str grid, str shown)
{
    i64 staff_id = c->actor.staff_id;
    if (shown.n > GRID_CHOICE_MOST)
        return invalid(c, S(""), _("These are too many columns."));
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_GRID_CHOOSE, &w));
    if (shown.n)
        TRY(db_run(w.db, &sql_grid_choice_put, ARGS(staff_id, grid, shown), NULL));
    else
        TRY(db_run(w.db, &sql_grid_choice_remove, ARGS(staff_id, grid), NULL));
    work_touch(&w, ENTITY_GRID_CHOICE, staff_id, S(""));
    return work_commit(&w);
}
