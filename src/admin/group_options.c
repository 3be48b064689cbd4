#include "admin/group_options.h"

#include "domain/customer_group.h"

err group_options(struct view *v, struct part_options *out)
{
    customer_group_list groups = {0};
    TRY(customer_groups(&v->r->c, &groups));
    *out = (struct part_options){NEWN(v->mem, struct part_option, groups.n), groups.n};
    for (size_t i = 0; i < groups.n; i++)
        out->at[i] =
            (struct part_option){view_i64(v, groups.at[i].id), tr(v->words, groups.at[i].name)};
    return OK;
}
