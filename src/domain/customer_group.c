#include "domain/customer_group.h"

#include "domain/customer_group.sql.h"
#include "domain/settings.h"
#include "domain/tax_rule.h"

static const struct field fields[] = {
    FIELD(struct customer_group, id, F_PLAIN),
    FIELD(struct customer_group, code, F_PLAIN),
    FIELD(struct customer_group, name, F_PLAIN),
    FIELD(struct customer_group, tax_class, F_PLAIN),
    FIELD(struct customer_group, version, F_PLAIN),
};
static const struct record group_record = RECORD(struct customer_group, fields);

/* As the log tells it. */
struct logged_group {
    str name, tax_class, excluded; /* excluded: "1 3" */
};
static const struct field logged_fields[] = {
    FIELD(struct logged_group, name, F_PLAIN),
    FIELD(struct logged_group, tax_class, F_PLAIN),
    FIELD(struct logged_group, excluded, F_PLAIN),
};
static const struct record logged_record = RECORD(struct logged_group, logged_fields);

err customer_groups(struct ctx *c, customer_group_list *out)
{
    return db_all(c->db, c->mem, &sql_customer_group_all, NO_ARGS, &group_record, out);
}

err customer_group_get(struct ctx *c, i64 id, struct customer_group *out)
{
    return db_one(c->db, c->mem, &sql_customer_group_get, ARGS(id), &group_record, out);
}

err customer_group_name(struct work *w, i64 customer_id, str *out)
{
    return db_str(w->db, w->c->mem, &sql_customer_group_name_of, ARGS(customer_id), out);
}

void customer_group_name_ahead(struct work *w, i64 customer_id)
{
    db_ahead(w->db, &sql_customer_group_name_of, ARGS(customer_id));
}

/* ---- the back office's page ---- */

static const struct list_column columns[] = {
    {.name = "id", .filter = "g.id", .sort = "g.id", .kind = LIST_RANGE},
    {.name = "name", .filter = "g.code", .sort = "g.code", .kind = LIST_PREFIX},
    {.name = "tax_class", .filter = "g.tax_class", .kind = LIST_EXACT},
};
const struct list customer_group_list_of_all = {
    .name = "customer_groups",
    .select = S("SELECT g.id, g.code, g.name, g.tax_class, g.version"),
    .from = S("customer_group g"),
    .key = "g.id",
    .columns = columns,
    .n = COUNT(columns),
};

err customer_group_rows(struct ctx *c, const struct list_query *q, customer_group_list *rows,
                        struct list_answer *answer)
{
    return list_run(c->db, c->mem, &customer_group_list_of_all, q, &group_record, rows, answer);
}

struct website_row {
    i64 website_id;
};
static const struct field website_fields[] = {FIELD(struct website_row, website_id, F_PLAIN)};
static const struct record website_record = RECORD(struct website_row, website_fields);

static err read_group(struct db *db, struct arena *mem, i64 id, struct customer_group_edit *out)
{
    LIST(struct website_row) rows = {0};
    TRY(db_one(db, mem, &sql_customer_group_any, ARGS(id), &group_record, &out->group));
    TRY(db_all(db, mem, &sql_customer_group_excluded, ARGS(id), &website_record, &rows));
    out->excluded.at = NEWN(mem, i64, rows.n);
    out->excluded.n = rows.n;
    for (size_t i = 0; i < rows.n; i++)
        out->excluded.at[i] = rows.at[i].website_id;
    return OK;
}

err customer_group_edit_get(struct ctx *c, i64 id, struct customer_group_edit *out)
{
    return read_group(c->db, c->mem, id, out);
}

static err check_name(struct work *w, const struct customer_group *g)
{
    i64 other = 0;
    if (g->name.n == 0)
        return invalid(w->c, S("name"), _("This is a required field."));
    if (str_count_chars(g->name) > CUSTOMER_GROUP_NAME_MOST)
        return invalid(w->c, S("name"), _("Enter fewer than 32 characters."));
    err e = db_i64(w->db, &sql_customer_group_taken, ARGS(g->code, g->id), &other);
    if (e == OK)
        return invalid(w->c, S("name"), _("This name is already taken."));
    return e == ERR_NOT_FOUND ? OK : e;
}

static err check_tax_class(struct work *w, const struct customer_group *g)
{
    tax_class_list classes = {0};
    TRY(tax_classes(w->c, &classes));
    for (size_t i = 0; i < classes.n; i++)
        if (str_eq(classes.at[i].kind, S("customer")) && str_eq(classes.at[i].code, g->tax_class))
            return OK;
    return invalid(w->c, S("tax_class"), _("Choose one of the values."));
}

/* There is room for one more: every page that offers groups shows them all. */
static err check_room(struct work *w)
{
    i64 n;
    TRY(db_i64(w->db, &sql_customer_group_count, NO_ARGS, &n));
    return n < CUSTOMER_GROUPS_MOST
               ? OK
               : invalid(w->c, S("name"), _("There are too many groups already."));
}

static err both(err one, err other)
{
    return one && one != ERR_INVALID ? one : other ? other : one;
}

static err put_excluded(struct work *w, i64 id, const struct customer_group_edit *in)
{
    TRY(db_run(w->db, &sql_customer_group_forget_excluded, ARGS(id), NULL));
    for (size_t i = 0; i < in->excluded.n; i++) {
        i64 put = 0;
        TRY(db_run(w->db, &sql_customer_group_put_excluded, ARGS(id, in->excluded.at[i]), &put));
        if (put == 0)
            return invalid(w->c, S("excluded"), _("Choose one of the values."));
    }
    return OK;
}

static struct logged_group logged(struct arena *mem, const struct customer_group_edit *g)
{
    return (struct logged_group){g->group.name, g->group.tax_class,
                                 str_of_ids(mem, g->excluded.at, g->excluded.n)};
}

err customer_group_save(struct ctx *c, const struct customer_group_edit *in, i64 *id)
{
    struct customer_group_edit edit = *in, before = {0};
    struct customer_group *g = &edit.group;
    bool is_new = g->id < 0;
    g->name = str_trim(g->name);
    g->code = str_fold(c->mem, g->name);
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_CUSTOMER_GROUP_SAVE, &w));
    TRY(both(check_name(&w, g), check_tax_class(&w, g)));
    if (is_new)
        TRY(check_room(&w));
    else
        TRY(read_group(w.db, c->mem, g->id, &before));
    if (g->id == CUSTOMER_GROUP_VISITORS && !str_eq(g->name, before.group.name))
        return invalid(c, S("name"), _("This name stays."));
    i64 saved = 0;
    err e = db_put(w.db, is_new ? &sql_customer_group_create : &sql_customer_group_save,
                   &group_record, g, &saved);
    if (e)
        return e == ERR_NOT_FOUND ? ERR_CONFLICT : e;
    TRY(put_excluded(&w, saved, &edit));
    struct logged_group was = logged(c->mem, &before), is = logged(c->mem, &edit);
    work_touch_row(&w, ENTITY_CUSTOMER_GROUP, saved, &logged_record, is_new ? NULL : &was, &is);
    work_touch(&w, ENTITY_CUSTOMER_GROUP, saved, (str){0});
    work_detail(&w, g->name);
    TRY(work_commit(&w));
    *id = saved;
    return OK;
}

i64 customer_group_default(const struct ctx *c)
{
    i64 id = c->settings->default_group;
    return id ? id : CUSTOMER_GROUP_DEFAULT;
}

err customer_group_deletable(struct ctx *c, struct db *db, i64 id, bool *out)
{
    i64 set;
    *out = id != CUSTOMER_GROUP_VISITORS && id != CUSTOMER_GROUP_DEFAULT;
    err e = db_i64(db, &sql_customer_group_is_default, ARGS(str_of_ids(c->mem, &id, 1)), &set);
    if (e == OK)
        *out = false;
    return e == ERR_NOT_FOUND ? OK : e;
}

err customer_group_delete(struct ctx *c, i64 id)
{
    struct customer_group_edit before = {0};
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_CUSTOMER_GROUP_DELETE, &w));
    TRY(read_group(w.db, c->mem, id, &before));
    bool deletable;
    TRY(customer_group_deletable(c, w.db, id, &deletable));
    if (!deletable)
        return invalid(c, S(""), _("This group cannot be deleted."));
    TRY(db_run(w.db, &sql_customer_group_move_members, ARGS(id, customer_group_default(c)), NULL));
    TRY(db_run(w.db, &sql_customer_group_forget_rules, ARGS(id), NULL));
    TRY(db_run(w.db, &sql_customer_group_delete, ARGS(id), NULL));
    struct logged_group was = logged(c->mem, &before);
    work_touch_row(&w, ENTITY_CUSTOMER_GROUP, id, &logged_record, &was, NULL);
    work_detail(&w, before.group.name);
    return work_commit(&w);
}
