#include "domain/action_log.h"

#include "base/json.h"
#include "domain/action_log.sql.h"
#include "domain/work.h"

#define CHANGES_MOST (4 << 20) /* bytes of JSON that are parsed */

static const struct field fields[] = {
    FIELD(struct action_log_row, id, F_PLAIN),
    FIELD(struct action_log_row, at, F_PLAIN),
    FIELD(struct action_log_row, action, F_PLAIN),
    FIELD(struct action_log_row, label, F_PLAIN),
    FIELD(struct action_log_row, action_group, F_PLAIN),
    FIELD(struct action_log_row, success, F_PLAIN),
    FIELD(struct action_log_row, cause, F_PLAIN),
    FIELD(struct action_log_row, ip, F_PLAIN),
    FIELD(struct action_log_row, staff_name, F_PLAIN),
    FIELD(struct action_log_row, customer_id, F_PLAIN),
    FIELD(struct action_log_row, customer_ref, F_PLAIN),
    FIELD(struct action_log_row, customer_email, F_PLAIN),
    FIELD(struct action_log_row, detail, F_PLAIN),
};
static const struct record record = RECORD(struct action_log_row, fields);

/* ---- the report ---- */

static const struct list_column columns[] = {
    {.name = "time", .filter = "l.at", .sort = "l.at", .kind = LIST_DAYS},
    {.name = "group", .filter = "l.action_group", .sort = "l.action_group", .kind = LIST_EXACT},
    {.name = "action", .filter = "l.label", .sort = "l.label", .kind = LIST_EXACT},
    {.name = "ip", .filter = "l.ip", .sort = "l.ip", .kind = LIST_PREFIX},
    {.name = "user", .filter = "l.staff_name", .sort = "l.staff_name", .kind = LIST_EXACT},
    {.name = "result", .filter = "l.success", .sort = "l.success", .kind = LIST_YES_NO},
    {.name = "name", .filter = "l.action", .sort = "l.action", .kind = LIST_PREFIX},
    {.name = "details", .filter = "l.detail", .sort = "l.detail", .kind = LIST_PREFIX},
    {.name = "customer", .filter = "l.customer_id", .kind = LIST_EXACT},
};
const struct list action_log_list = {
    .name = "action_log",
    .select = S("SELECT l.id, l.at, l.action, l.label, l.action_group, l.success, l.cause, l.ip, "
                "l.staff_name, l.customer_id, c.ref AS customer_ref, l.customer_email, l.detail"),
    .from = S("action_log l"),
    .joins = S("LEFT JOIN customer c ON c.id = l.customer_id"),
    .key = "l.id",
    .columns = columns,
    .n = COUNT(columns),
};

err action_log_report(struct ctx *c, const struct list_query *q, struct action_log_rows *rows,
                      struct list_answer *answer)
{
    return list_run(c->db, c->mem, &action_log_list, q, &record, rows, answer);
}

/* ---- what the filters offer ---- */

struct name_row {
    str name;
};
static const struct field name_fields[] = {FIELD(struct name_row, name, F_PLAIN)};
static const struct record name_record = RECORD(struct name_row, name_fields);

err action_log_users(struct ctx *c, struct action_log_names *out)
{
    LIST(struct name_row) rows = {0};
    TRY(db_all(c->db, c->mem, &sql_action_log_users, NO_ARGS, &name_record, &rows));
    out->at = NEWN(c->mem, str, rows.n);
    out->n = rows.n;
    for (size_t i = 0; i < rows.n; i++)
        out->at[i] = rows.at[i].name;
    return OK;
}

static void add_once(struct action_log_names *names, str name)
{
    size_t at = 0;
    while (at < names->n && str_cmp(names->at[at], name) < 0)
        at++;
    if (at < names->n && str_eq(names->at[at], name))
        return;
    for (size_t i = names->n++; i > at; i--)
        names->at[i] = names->at[i - 1];
    names->at[at] = name;
}

struct action_log_names action_log_labels(struct ctx *c)
{
    struct action_log_names names = {.at = NEWN(c->mem, str, ACT_COUNT)};
    for (enum action a = 1; a < ACT_COUNT; a++) {
        const struct action_info *info = action_info(a);
        bool logged =
            info->group > GROUP_QUIET || (info->group == GROUP_QUIET && info->assist == ASSIST_MAY);
        if (logged && info->label.n)
            add_once(&names, info->label);
    }
    return names;
}

/* ---- one entry ---- */

struct rest_row {
    i64 staff_id, assist_id, store_view_id;
    str user_agent, request_id, source, changes;
    str website_name, store_name, view_name;
    str first_name, last_name, staff_email, staff_role, reason;
};
static const struct field rest_fields[] = {
    FIELD(struct rest_row, staff_id, F_PLAIN),      FIELD(struct rest_row, assist_id, F_PLAIN),
    FIELD(struct rest_row, store_view_id, F_PLAIN), FIELD(struct rest_row, user_agent, F_PLAIN),
    FIELD(struct rest_row, request_id, F_PLAIN),    FIELD(struct rest_row, source, F_PLAIN),
    FIELD(struct rest_row, changes, F_PLAIN),       FIELD(struct rest_row, website_name, F_PLAIN),
    FIELD(struct rest_row, store_name, F_PLAIN),    FIELD(struct rest_row, view_name, F_PLAIN),
    FIELD(struct rest_row, first_name, F_PLAIN),    FIELD(struct rest_row, last_name, F_PLAIN),
    FIELD(struct rest_row, staff_email, F_PLAIN),   FIELD(struct rest_row, staff_role, F_PLAIN),
    FIELD(struct rest_row, reason, F_PLAIN),
};
static const struct record rest_record = RECORD(struct rest_row, rest_fields);

static const struct {
    str name, label;
} entities[] = {
#define ENTITY(id, name, label, pages) {S(name), S(label)},
#include "domain/entities.def"
#undef ENTITY
};

static str entity_label(str name)
{
    for (size_t i = 0; i < COUNT(entities); i++)
        if (str_eq(entities[i].name, name))
            return entities[i].label;
    return name;
}

static str text_of(const struct jval *v)
{
    return v && v->type == J_STR ? v->s : (str){0};
}

static void add_change(struct action_log_entry *e, struct action_log_change ch)
{
    e->changes.at[e->changes.n++] = ch;
}

/* ["email","a@x","b@x"]; null stands for "not there", and on both sides for a secret. */
static void add_field(struct action_log_entry *e, struct action_log_change ch, const struct jval *f)
{
    if (f->type != J_LIST || f->n != 3)
        return;
    const struct jval *from = &f->items[1], *to = &f->items[2];
    ch.field = text_of(&f->items[0]);
    ch.before = text_of(from);
    ch.after = text_of(to);
    ch.hidden = from->type == J_NULL && to->type == J_NULL;
    add_change(e, ch);
}

static void add_touch(struct action_log_entry *e, const struct jval *touch)
{
    const struct jval *name = json_get(touch, S("entity")), *id = json_get(touch, S("id")),
                      *changes = json_get(touch, S("changes"));
    struct action_log_change ch = {.entity = text_of(name),
                                   .label = entity_label(text_of(name)),
                                   .entity_id = id && id->type == J_INT ? id->n : 0};
    if (!changes || changes->type != J_LIST || changes->n == 0) {
        add_change(e, ch);
        return;
    }
    for (i64 i = 0; i < changes->n; i++)
        add_field(e, ch, &changes->items[i]);
}

static size_t count_lines(const struct jval *touches)
{
    size_t n = 0;
    for (i64 i = 0; i < touches->n; i++) {
        const struct jval *changes = json_get(&touches->items[i], S("changes"));
        n += changes && changes->type == J_LIST && changes->n ? (size_t)changes->n : 1;
    }
    return n;
}

/* [{"entity":"cart_item","id":7,"changes":[…]},…]; what is no such text has no lines. */
static void read_changes(struct ctx *c, struct action_log_entry *e, str changes)
{
    const struct jval *touches;
    if (json_parse(c->mem, changes, CHANGES_MOST, &touches) || touches->type != J_LIST)
        return;
    e->changes.at = (void *)NEWN(c->mem, struct action_log_change, count_lines(touches));
    for (i64 i = 0; i < touches->n; i++)
        add_touch(e, &touches->items[i]);
}

err action_log_get(struct ctx *c, i64 id, struct action_log_entry *out)
{
    struct action_log_entry e = {0};
    struct rest_row rest = {0};
    TRY(db_one(c->db, c->mem, &sql_action_log_row, ARGS(id), &record, &e.row));
    TRY(db_one(c->db, c->mem, &sql_action_log_rest, ARGS(id), &rest_record, &rest));
    e.staff_id = rest.staff_id;
    e.assist_id = rest.assist_id;
    e.store_view_id = rest.store_view_id;
    e.user_agent = rest.user_agent;
    e.request_id = rest.request_id;
    e.source = rest.source;
    e.staff_email = rest.staff_email;
    e.staff_role = rest.staff_role;
    e.reason = rest.reason;
    if (rest.first_name.n || rest.last_name.n)
        e.staff_full_name =
            str_format(c->mem, "%.*s %.*s", STR_ARG(rest.first_name), STR_ARG(rest.last_name));
    if (rest.view_name.n)
        e.view_path = str_format(c->mem, "%.*s / %.*s / %.*s", STR_ARG(rest.website_name),
                                 STR_ARG(rest.store_name), STR_ARG(rest.view_name));
    read_changes(c, &e, rest.changes);
    *out = e;
    return OK;
}
