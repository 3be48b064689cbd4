#include "admin/status_options.h"

#include "domain/order_status.h"

static bool has(const struct part_options *list, str code)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->at[i].value, code))
            return true;
    return false;
}

static void add(const order_status_codes *codes, const order_status_names *names,
                struct part_options *list)
{
    for (size_t i = 0; i < codes->n; i++)
        if (!has(list, codes->at[i]))
            list->at[list->n++] =
                (struct part_option){codes->at[i], order_status_name(names, codes->at[i])};
}

err status_options(struct view *v, struct part_options *out)
{
    struct ctx *c = &v->r->c;
    order_status_names names = {0};
    order_status_codes fresh = {0}, under_way = {0};
    TRY(order_status_names_of(c, c->db, 0, v->words, &names));
    TRY(order_statuses_of(c, c->db, ORDER_NEW, &fresh));
    TRY(order_statuses_of(c, c->db, S("processing"), &under_way));
    struct part_options list = {NEWN(v->mem, struct part_option, fresh.n + under_way.n + 1), 0};
    str usual = order_status_name(&names, fresh.n ? fresh.at[0] : S("pending"));
    list.at[list.n++] = (struct part_option){
        S(""), tr_fill(v->mem, tr(v->words, _("Default of New: %1")), &usual, 1)};
    add(&fresh, &names, &list);
    add(&under_way, &names, &list);
    *out = list;
    return OK;
}
