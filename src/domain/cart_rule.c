#include "domain/cart_rule.h"

#include "domain/cart_rule.sql.h"
#include "domain/price.h"
#include "domain/tax.h"

static const struct field fields[] = {
    FIELD(struct cart_rule, id, F_PLAIN),          FIELD(struct cart_rule, name, F_PLAIN),
    FIELD(struct cart_rule, description, F_PLAIN), FIELD(struct cart_rule, active, F_PLAIN),
    FIELD(struct cart_rule, code, F_NULL0),        FIELD(struct cart_rule, code_fold, F_NULL0),
    FIELD(struct cart_rule, uses_most, F_PLAIN),   FIELD(struct cart_rule, uses_each, F_PLAIN),
    FIELD(struct cart_rule, used, F_PLAIN),        FIELD(struct cart_rule, from_at, F_NULL0),
    FIELD(struct cart_rule, until_at, F_NULL0),    FIELD(struct cart_rule, priority, F_PLAIN),
    FIELD(struct cart_rule, stop, F_PLAIN),        FIELD(struct cart_rule, subtotal_least, F_PLAIN),
    FIELD(struct cart_rule, action, F_PLAIN),      FIELD(struct cart_rule, ppm, F_PLAIN),
    FIELD(struct cart_rule, amount, F_PLAIN),      FIELD(struct cart_rule, free_shipping, F_PLAIN),
    FIELD(struct cart_rule, version, F_PLAIN),
};
const struct record cart_rule_record = RECORD(struct cart_rule, fields);

/* Whose uses are counted: an account's, or those of a guest's address. */
static str buyer_key(struct arena *mem, const struct cart_rule_buyer *who)
{
    if (who->customer_id)
        return str_format(mem, "customer:%lld", (long long)who->customer_id);
    return str_join(mem, S("email:"), who->email_fold);
}

err cart_rules_for(struct ctx *c, struct db *db, const struct cart_rule_buyer *who,
                   cart_rule_list *out)
{
    return db_all(db, c->mem, &sql_cart_rule_for_buyer,
                  ARGS(who->customer_id, str_fold(c->mem, str_trim(who->code)),
                       buyer_key(c->mem, who), c->now),
                  &cart_rule_record, out);
}

void cart_rules_ahead(struct ctx *c, struct db *db, const struct cart_rule_buyer *who)
{
    db_ahead(db, &sql_cart_rule_for_buyer,
             ARGS(who->customer_id, str_fold(c->mem, str_trim(who->code)), buyer_key(c->mem, who),
                  c->now));
}

/* ---- what a rule takes off: pure ---- */

static i64 left_of(const struct totals_line *l)
{
    return l->subtotal.minor - l->discount.minor;
}

static void off_each_piece(money amount, struct totals_line *lines, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        i64 off = price_times(amount, lines[i].qty).minor, left = left_of(&lines[i]);
        lines[i].discount.minor += off < left ? off : left;
    }
}

/* Worked out once for the whole and spread, so that no line's rounding makes it more or less. */
static void off_the_whole(struct arena *mem, i64 off, struct totals_line *lines, size_t n)
{
    i64 *parts = NEWN(mem, i64, n), *shares = NEWN(mem, i64, n);
    for (size_t i = 0; i < n; i++)
        parts[i] = left_of(&lines[i]);
    totals_spread(off, parts, n, shares);
    for (size_t i = 0; i < n; i++)
        lines[i].discount.minor += shares[i];
}

static void apply(struct arena *mem, const struct cart_rule *r, struct totals_line *lines, size_t n)
{
    i64 left = 0;
    for (size_t i = 0; i < n; i++)
        left += left_of(&lines[i]);
    if (str_eq(r->action, S("fixed")))
        off_each_piece(r->amount, lines, n);
    else if (str_eq(r->action, S("cart")))
        off_the_whole(mem, r->amount.minor < left ? r->amount.minor : left, lines, n);
    else if (str_eq(r->action, S("percent")))
        off_the_whole(mem, share(left, r->ppm < TAX_ONE ? r->ppm : TAX_ONE, TAX_ONE), lines, n);
}

void cart_rules_apply(struct arena *mem, const cart_rule_list *rules, struct totals_line *lines,
                      size_t n, struct cart_rule_result *out)
{
    i64 subtotal = 0;
    for (size_t i = 0; i < n; i++)
        subtotal += lines[i].subtotal.minor;
    *out = (struct cart_rule_result){0};
    out->applied.at = NEWN(mem, const struct cart_rule *, rules->n);
    for (size_t i = 0; i < rules->n; i++) {
        const struct cart_rule *r = &rules->at[i];
        if (n == 0 || subtotal < r->subtotal_least.minor)
            continue;
        apply(mem, r, lines, n);
        out->free_shipping |= r->free_shipping;
        out->coupon |= r->code.n > 0;
        out->applied.at[out->applied.n++] = r;
        if (r->stop)
            return;
    }
}

/* ---- uses ---- */

static err used_up(struct ctx *c, const struct cart_rule *r)
{
    if (r->code.n == 0)
        return invalid(c, S(""), _("The total has changed. Please check your order again."));
    return invalid_with(c, S(""), _("The coupon code %1 has just been used up."), r->code, (str){0},
                        (str){0});
}

err cart_rules_use(struct work *w, const struct cart_rule_result *r,
                   const struct cart_rule_buyer *who)
{
    for (size_t i = 0; i < r->applied.n; i++) {
        const struct cart_rule *rule = r->applied.at[i];
        i64 rows = 0;
        TRY(db_run(w->db, &sql_cart_rule_use, ARGS(rule->id), &rows));
        if (rows && rule->uses_each)
            TRY(db_run(w->db, &sql_cart_rule_use_each,
                       ARGS(rule->id, buyer_key(w->c->mem, who), rule->uses_each), &rows));
        if (rows == 0)
            return used_up(w->c, rule);
        work_touch(w, ENTITY_CART_RULE, rule->id, (str){0});
    }
    return OK;
}

void cart_rules_use_ahead(struct work *w, const struct cart_rule_result *r,
                          const struct cart_rule_buyer *who)
{
    for (size_t i = 0; i < r->applied.n; i++) {
        const struct cart_rule *rule = r->applied.at[i];
        db_ahead(w->db, &sql_cart_rule_use, ARGS(rule->id));
        if (rule->uses_each)
            db_ahead(w->db, &sql_cart_rule_use_each,
                     ARGS(rule->id, buyer_key(w->c->mem, who), rule->uses_each));
    }
}

err cart_rules_give_back(struct work *w, str ids, const struct cart_rule_buyer *who)
{
    i64 id;
    for (str text; str_cut(&ids, ' ', &text);) {
        if (!str_to_i64(text, 1, INT64_MAX, &id))
            continue;
        TRY(db_send(w->db, &sql_cart_rule_give_back, ARGS(id)));
        TRY(db_send(w->db, &sql_cart_rule_give_back_each, ARGS(id, buyer_key(w->c->mem, who))));
        work_touch(w, ENTITY_CART_RULE, id, (str){0});
    }
    return OK;
}

str cart_rule_ids(struct arena *mem, const struct cart_rule_result *r)
{
    str ids = {0};
    for (size_t i = 0; i < r->applied.n; i++)
        ids = str_format(mem, "%.*s%s%lld", STR_ARG(ids), i ? " " : "",
                         (long long)r->applied.at[i]->id);
    return ids;
}

/* ---- the back office ---- */

static const struct list_column columns[] = {
    {.name = "id", .sort = "r.id", .kind = LIST_EXACT},
    {.name = "name", .filter = "lower(r.name)", .sort = "r.name", .kind = LIST_PREFIX},
    {.name = "code", .filter = "r.code_fold", .sort = "r.code_fold", .kind = LIST_PREFIX},
    {.name = "from", .filter = "r.from_at", .sort = "r.from_at", .kind = LIST_DAYS},
    {.name = "until", .filter = "r.until_at", .sort = "r.until_at", .kind = LIST_DAYS},
    {.name = "active", .filter = "r.active", .kind = LIST_YES_NO},
    {.name = "priority", .sort = "r.priority", .kind = LIST_EXACT},
};
const struct list cart_rule_list_of_all = {
    .name = "cart_rules",
    .select = S("SELECT r.id, r.name, r.description, r.active, r.code, r.code_fold, r.uses_most, "
                "r.uses_each, r.used, r.from_at, r.until_at, r.priority, r.stop, r.subtotal_least, "
                "r.action, r.ppm, r.amount, r.free_shipping, r.version"),
    .from = S("cart_rule r"),
    .key = "r.id",
    .columns = columns,
    .n = COUNT(columns),
};

err cart_rule_rows(struct ctx *c, const struct list_query *q, cart_rule_list *rows,
                   struct list_answer *answer)
{
    return list_run(c->db, c->mem, &cart_rule_list_of_all, q, &cart_rule_record, rows, answer);
}

struct group_row {
    i64 group_id;
};
static const struct field group_fields[] = {FIELD(struct group_row, group_id, F_PLAIN)};
static const struct record group_record = RECORD(struct group_row, group_fields);

static err read_groups(struct ctx *c, i64 id, struct cart_rule_groups *out)
{
    LIST(struct group_row) rows = {0};
    TRY(db_all(c->db, c->mem, &sql_cart_rule_groups, ARGS(id), &group_record, &rows));
    out->n = 0;
    for (size_t i = 0; i < rows.n && i < CART_RULE_GROUPS_MOST; i++)
        out->at[out->n++] = rows.at[i].group_id;
    return OK;
}

err cart_rule_get(struct ctx *c, i64 id, struct cart_rule_edit *out)
{
    TRY(db_one(c->db, c->mem, &sql_cart_rule_get, ARGS(id), &cart_rule_record, &out->rule));
    return read_groups(c, id, &out->groups);
}

static err check(struct ctx *c, struct db *db, const struct cart_rule_edit *in)
{
    const struct cart_rule *r = &in->rule;
    err e = OK;
    if (r->name.n == 0)
        e = invalid(c, S("name"), _("This is a required field."));
    if (in->groups.n == 0)
        e = invalid(c, S("groups"), _("Choose at least one customer group."));
    if (str_eq(r->action, S("percent")) && (r->ppm < 1 || r->ppm > TAX_ONE))
        e = invalid(c, S("amount"), _("Enter a percentage from 0.01 to 100."));
    if ((str_eq(r->action, S("fixed")) || str_eq(r->action, S("cart"))) && r->amount.minor < 1)
        e = invalid(c, S("amount"), _("Enter an amount above 0."));
    if (str_eq(r->action, S("none")) && !r->free_shipping)
        e = invalid(c, S("action"), _("This rule takes nothing off."));
    if (r->from_at.us && r->until_at.us && r->from_at.us >= r->until_at.us)
        e = invalid(c, S("until"), _("The last day lies before the first one."));
    i64 other = 0;
    if (r->code_fold.n) {
        err found = db_i64(db, &sql_cart_rule_code_taken, ARGS(r->code_fold, r->id), &other);
        if (found == OK)
            e = invalid(c, S("code"), _("Another rule has this coupon code."));
        else if (found != ERR_NOT_FOUND)
            return found;
    }
    return e;
}

static err put_groups(struct work *w, i64 id, const struct cart_rule_groups *groups)
{
    TRY(db_run(w->db, &sql_cart_rule_forget_groups, ARGS(id), NULL));
    for (size_t i = 0; i < groups->n; i++)
        TRY(db_run(w->db, &sql_cart_rule_put_group, ARGS(id, groups->at[i]), NULL));
    return OK;
}

static err put_rule(struct work *w, struct cart_rule *r)
{
    struct cart_rule before = {0};
    if (r->id == 0) {
        TRY(db_put(w->db, &sql_cart_rule_create, &cart_rule_record, r, &r->id));
        work_touch_row(w, ENTITY_CART_RULE, r->id, &cart_rule_record, NULL, r);
        return OK;
    }
    TRY(db_one(w->db, w->c->mem, &sql_cart_rule_get, ARGS(r->id), &cart_rule_record, &before));
    r->used = before.used;
    i64 saved;
    err e = db_put(w->db, &sql_cart_rule_save, &cart_rule_record, r, &saved);
    if (e)
        return e == ERR_NOT_FOUND ? ERR_CONFLICT : e;
    work_touch_row(w, ENTITY_CART_RULE, r->id, &cart_rule_record, &before, r);
    return OK;
}

err cart_rule_save(struct ctx *c, const struct cart_rule_edit *in, i64 *id)
{
    struct cart_rule_edit edit = *in;
    struct cart_rule *r = &edit.rule;
    r->code = str_trim(r->code);
    r->code_fold = str_fold(c->mem, r->code);
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_CART_RULE_SAVE, &w));
    TRY(check(c, w.db, &edit));
    TRY(put_rule(&w, r));
    TRY(put_groups(&w, r->id, &edit.groups));
    work_touch(&w, ENTITY_CART_RULE, r->id, (str){0});
    work_detail(&w, r->name);
    TRY(work_commit(&w));
    *id = r->id;
    return OK;
}

err cart_rule_delete(struct ctx *c, i64 id)
{
    struct cart_rule before = {0};
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_CART_RULE_DELETE, &w));
    TRY(db_one(w.db, c->mem, &sql_cart_rule_get, ARGS(id), &cart_rule_record, &before));
    TRY(db_run(w.db, &sql_cart_rule_delete, ARGS(id), NULL));
    work_touch_row(&w, ENTITY_CART_RULE, id, &cart_rule_record, &before, NULL);
    work_detail(&w, before.name);
    return work_commit(&w);
}
