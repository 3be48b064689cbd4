/* Customer's Activities beside an order in the making: what is ticked there goes into the order. */
#include "admin/order_draft_pages.h"

#include "web/form.h"
#include "web/request.h"

static str pick_value(struct arena *mem, const struct activity_item *i)
{
    return str_format(mem, "%lldx%lld", (long long)i->product_id, (long long)i->qty);
}

static bool read_pick(str value, struct cart_again *out)
{
    str rest = value, id;
    return str_cut(&rest, 'x', &id) && str_to_i64(id, 1, INT64_MAX, &out->product_id) &&
           str_to_i64(rest, 1, CART_QTY_MOST, &out->qty);
}

/* The list of problems leads to the field's name: the first box of a product has it, unless the search has. */
static str box_id(const struct admin_draft_page *page, str field, str other)
{
    for (size_t a = 0; a < page->activities.n; a++)
        for (size_t i = 0; i < page->activities.at[a].picks.n; i++)
            if (str_eq(page->activities.at[a].picks.at[i].id, field))
                return other;
    for (size_t i = 0; i < page->found.n; i++)
        if (str_eq(page->found.at[i].name, field))
            return other;
    return field;
}

err draft_activities_read(struct request *r, const struct order_draft *d,
                          struct admin_draft_page *page)
{
    struct arena *mem = r->c.mem;
    page->activities.at = (void *)NEWN(mem, struct draft_activities, ACTIVITIES);
    for (enum draft_activity k = 0; k < ACTIVITIES; k++) {
        activity_items items;
        TRY(draft_activity(&r->c, d, k, &items));
        if (items.n == 0)
            continue;
        struct draft_activities *a = &page->activities.at[page->activities.n++];
        a->label = draft_activity_label(k);
        a->picks.at = (void *)NEWN(mem, struct draft_pick, items.n);
        for (size_t i = 0; i < items.n; i++) {
            str field = str_format(mem, "add-%lld", (long long)items.at[i].product_id);
            str other = str_format(mem, "pick-%d-%zu", (int)k, i);
            a->picks.at[a->picks.n++] = (struct draft_pick){
                .item = items.at[i],
                .value = pick_value(mem, &items.at[i]),
                .id = box_id(page, field, other),
                .field = field,
            };
        }
    }
    return OK;
}

err draft_picks_read(struct request *r, struct cart_again *items, size_t *n)
{
    LIST(str) picked = {0};
    TRY(form_list(r, S("pick[]"), DRAFT_PICKS_MOST, &picked));
    for (size_t i = 0; i < picked.n; i++)
        if (!read_pick(picked.at[i], &items[(*n)++]))
            return ERR_NOT_FOUND;
    return OK;
}
