#include "domain/order_status.h"

#include "base/i18n.h"
#include "base/str.h"

struct status_row {
    str state, status; /* the first row of a state is its default */
    bool visible, final;
};
static const struct status_row rows[] = {
    {S("new"), S("pending"), true, false},
    {S("pending_payment"), S("pending_payment"), false, false},
    {S("processing"), S("processing"), true, false},
    {S("processing"), S("fraud"), true, false},
    {S("complete"), S("complete"), true, true},
    {S("closed"), S("closed"), true, true},
    {S("canceled"), S("canceled"), true, true},
    {S("holded"), S("holded"), true, false},
    {S("payment_review"), S("payment_review"), true, false},
    {S("payment_review"), S("fraud"), true, false},
};

struct status_label {
    str status, label;
};
static const struct status_label labels[] = {
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

str order_state_of(str status)
{
    for (size_t i = 0; i < COUNT(rows); i++)
        if (str_eq(rows[i].status, status))
            return rows[i].state;
    return ORDER_NEW;
}

struct order_statuses order_statuses_of(str state, str present)
{
    struct order_statuses s = {0};
    bool has_present = false;
    for (size_t i = 0; i < COUNT(rows); i++) {
        if (!str_eq(rows[i].state, state))
            continue;
        s.at[s.n++] = rows[i].status;
        has_present |= str_eq(rows[i].status, present);
    }
    if (!has_present && s.n < ORDER_STATUSES_MOST)
        s.at[s.n++] = present;
    return s;
}

str order_status_label(str status)
{
    for (size_t i = 0; i < COUNT(labels); i++)
        if (str_eq(labels[i].status, status))
            return labels[i].label;
    return status;
}

static const struct status_row *row_of(str state)
{
    for (size_t i = 0; i < COUNT(rows); i++)
        if (str_eq(rows[i].state, state))
            return &rows[i];
    return NULL;
}

bool order_state_visible(str state)
{
    const struct status_row *r = row_of(state);
    return r && r->visible;
}

bool order_state_final(str state)
{
    const struct status_row *r = row_of(state);
    return !r || r->final;
}

str order_status_at(size_t i)
{
    return i < COUNT(labels) ? labels[i].status : (str){0};
}
