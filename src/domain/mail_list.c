/* The outbox as the back office lists it. */
#include "domain/mail.h"
#include "domain/settings.h"

static const struct field row_fields[] = {
    FIELD(struct mail_row, id, F_PLAIN),         FIELD(struct mail_row, kind, F_PLAIN),
    FIELD(struct mail_row, to_name, F_PLAIN),    FIELD(struct mail_row, to_address, F_PLAIN),
    FIELD(struct mail_row, rcpt, F_PLAIN),       FIELD(struct mail_row, subject, F_PLAIN),
    FIELD(struct mail_row, state, F_PLAIN),      FIELD(struct mail_row, order_number, F_NULL0),
    FIELD(struct mail_row, last_error, F_NULL0), FIELD(struct mail_row, copy, F_PLAIN),
    FIELD(struct mail_row, secret, F_PLAIN),     FIELD(struct mail_row, order_id, F_NULL0),
    FIELD(struct mail_row, tries, F_PLAIN),      FIELD(struct mail_row, created_at, F_PLAIN),
};
static const struct record row_record = RECORD(struct mail_row, row_fields);

static const struct list_column columns[] = {
    {"time", "m.created_at", "m.created_at", LIST_DAYS},
    {"to", "m.to_fold", "m.to_fold", LIST_PREFIX},
    {"kind", "m.kind", "m.kind", LIST_EXACT},
    {"state", "m.state", "m.state", LIST_EXACT},
};
const struct list mail_list_all = {
    .name = "mail",
    .select = S("SELECT m.id, m.kind, m.to_name, m.to_address, m.rcpt, m.subject, m.state, "
                "o.number AS order_number, m.last_error, m.copy, m.secret, m.order_id, m.tries, "
                "m.created_at"),
    .from = S("mail m"),
    .joins = S("LEFT JOIN sales_order o ON o.id = m.order_id"),
    .key = "m.id",
    .columns = columns,
    .n = COUNT(columns),
};

err mail_find(struct ctx *c, const struct list_query *q, mail_rows *out, struct list_answer *answer)
{
    return list_run(c->db, c->mem, &mail_list_all, q, &row_record, out, answer);
}

static const struct choice kinds[] = {
    {S("order_new"), _("New Order")},
    {S("order_update"), _("Order Update")},
    {S("invoice_new"), _("New Invoice")},
    {S("invoice_update"), _("Invoice Update")},
    {S("shipment_new"), _("New Shipment")},
    {S("shipment_update"), _("Shipment Update")},
    {S("credit_memo_new"), _("New Credit Memo")},
    {S("credit_memo_update"), _("Credit Memo Update")},
    {S("customer_welcome"), _("Welcome")},
    {S("customer_confirm"), _("Email Confirmation")},
    {S("customer_reset"), _("Forgot Password")},
    {S("customer_password"), _("Password Changed")},
    {S("customer_email"), _("Email Changed")},
    {{0}, {0}},
};
static const struct choice states[] = {
    {S("waiting"), _("Waiting")},
    {S("sent"), _("Sent")},
    {S("failed"), _("Failed")},
    {{0}, {0}},
};
const struct choice *const mail_kinds = kinds;
const struct choice *const mail_states = states;

str mail_label(const struct choice *of, str key)
{
    for (; of->key.n; of++)
        if (str_eq(of->key, key))
            return of->label;
    return key;
}
