#include "domain/order_status.h"

#include "base/i18n.h"
#include "domain/order_status.sql.h"

/* ---- states ---- */

static const struct {
    str state, title;
    bool final;
} states[] = {
    {S("new"), _("New"), false},
    {S("pending_payment"), _("Pending Payment"), false},
    {S("processing"), _("Processing"), false},
    {S("complete"), _("Complete"), true},
    {S("closed"), _("Closed"), true},
    {S("canceled"), _("Canceled"), true},
    {S("holded"), _("On Hold"), false},
    {S("payment_review"), _("Payment Review"), false},
};

static size_t find(str state)
{
    size_t i = 0;
    while (i < COUNT(states) && !str_eq(states[i].state, state))
        i++;
    return i;
}

str order_state_at(size_t i)
{
    return i < COUNT(states) ? states[i].state : (str){0};
}

str order_state_title(str state)
{
    size_t i = find(state);
    return i < COUNT(states) ? states[i].title : state;
}

bool order_state_final(str state)
{
    size_t i = find(state);
    return i == COUNT(states) || states[i].final;
}

/* ---- statuses ---- */

/* The program's own labels have a word in every language; a merchant's are what they are. */
static const struct order_status_name built_in[] = {
    {S("pending"), _("Pending")},
    {S("pending_payment"), _("Pending Payment")},
    {S("processing"), _("Processing")},
    {S("fraud"), _("Suspected Fraud")},
    {S("complete"), _("Complete")},
    {S("closed"), _("Closed")},
    {S("canceled"), _("Canceled")},
    {S("holded"), _("On Hold")},
    {S("payment_review"), _("Payment Review")},
};

static const struct field name_fields[] = {
    FIELD(struct order_status_name, code, F_PLAIN),
    FIELD(struct order_status_name, label, F_PLAIN),
};
static const struct record name_record = RECORD(struct order_status_name, name_fields);

static bool is_built_in(const struct order_status_name *n)
{
    for (size_t i = 0; i < COUNT(built_in); i++)
        if (str_eq(built_in[i].code, n->code))
            return str_eq(built_in[i].label, n->label);
    return false;
}

err order_status_names_of(struct ctx *c, struct db *db, i64 store_view_id,
                          const struct words *words, order_status_names *out)
{
    order_status_names all = {0};
    TRY(db_all(db, c->mem, &sql_order_status_names, ARGS(store_view_id), &name_record, &all));
    for (size_t i = 0; i < all.n; i++)
        if (is_built_in(&all.at[i]))
            all.at[i].label = tr(words, all.at[i].label);
    *out = all;
    return OK;
}

str order_status_name(const order_status_names *names, str code)
{
    for (size_t i = 0; i < names->n; i++)
        if (str_eq(names->at[i].code, code))
            return names->at[i].label;
    return code;
}

err order_statuses_of(struct ctx *c, struct db *db, str state, order_status_codes *out)
{
    order_status_names rows = {0};
    TRY(db_all(db, c->mem, &sql_order_status_of_state, ARGS(state), &name_record, &rows));
    *out = (order_status_codes){NEWN(c->mem, str, rows.n + 1), rows.n};
    for (size_t i = 0; i < rows.n; i++)
        out->at[i] = rows.at[i].code;
    return OK;
}

err order_status_default(struct work *w, str state, str *out)
{
    return db_str(w->db, w->c->mem, &sql_order_status_default_of, ARGS(state), out);
}

void order_status_default_ahead(struct work *w, str state)
{
    db_ahead(w->db, &sql_order_status_default_of, ARGS(state));
}

err order_status_first_state(struct ctx *c, struct db *db, str status, str *state)
{
    return db_str(db, c->mem, &sql_order_status_first_state, ARGS(status), state);
}

void order_status_first_state_ahead(struct work *w, str status)
{
    db_ahead(w->db, &sql_order_status_first_state, ARGS(status));
}
