#include "admin/rule_pages.h"

#include "web/form.h"

struct admin_ticks ticks_begin(struct request *r, str name, str field, str label, size_t most)
{
    struct admin_ticks t = {.name = name, .field = field, .label = label};
    t.ticks.at = (void *)NEWN(r->c.mem, struct admin_tick, most);
    return t;
}

static bool sent(struct request *r, str name, str value)
{
    for (size_t i = 0; i < r->n_fields; i++)
        if (str_eq(r->fields[i].name, name) && str_eq(r->fields[i].value, value))
            return true;
    return false;
}

void ticks_put(struct request *r, struct admin_ticks *t, str value, str label, bool on)
{
    bool now = r->again ? sent(r, t->name, value) : on;
    t->ticks.at[t->ticks.n++] = (struct admin_tick){value, label, now};
}
