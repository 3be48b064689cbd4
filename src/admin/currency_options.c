#include "admin/currency_options.h"

#include "base/format.h"

struct part_options currency_options(struct view *v, str none)
{
    size_t n = 0;
    while (currency_at(n).n)
        n++;
    struct part_options list = {NEWN(v->mem, struct part_option, n + 1), 0};
    if (none.n)
        list.at[list.n++] = (struct part_option){S(""), tr(v->words, none)};
    for (size_t i = 0; i < n; i++)
        list.at[list.n++] = (struct part_option){currency_at(i), currency_at(i)};
    return list;
}
