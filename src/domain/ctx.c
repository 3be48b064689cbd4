#include "domain/ctx.h"

err invalid_with(struct ctx *c, str field, str message, str a1, str a2, str a3)
{
    struct problem *p = NEW(c->mem, struct problem);
    *p = (struct problem){field, message, {a1, a2, a3}, NULL};
    struct problem **end = &c->problems;
    while (*end)
        end = &(*end)->next;
    *end = p;
    return ERR_INVALID;
}

err invalid(struct ctx *c, str field, str message)
{
    return invalid_with(c, field, message, (str){0}, (str){0}, (str){0});
}

bool ctx_has_problem(const struct ctx *c, str field)
{
    for (const struct problem *p = c->problems; p; p = p->next)
        if (str_eq(p->field, field))
            return true;
    return false;
}
