#include "admin/country_options.h"

#include "base/format.h"

struct part_options country_options(struct view *v)
{
    struct part_options all = {0};
    while (country_at(all.n).n)
        all.n++;
    all.at = NEWN(v->mem, struct part_option, all.n);
    for (size_t i = 0; i < all.n; i++)
        all.at[i] = (struct part_option){country_at(i), view_country(v, country_at(i))};
    return all;
}
