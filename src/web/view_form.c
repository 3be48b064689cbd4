#include "web/view_form.h"

#include "web/form.h"

str view_typed(struct view *v, str name, str value)
{
    return form_value(v->r, name, value);
}

bool view_ticked(struct view *v, str name, bool value)
{
    return form_checked(v->r, name, value);
}

/* Labels among the args are texts of the catalogue; what somebody typed is not in it and stays. */
static str problem_text(struct view *v, const struct problem *p)
{
    str args[COUNT(p->args)];
    for (size_t i = 0; i < COUNT(args); i++)
        args[i] = tr(v->words, p->args[i]);
    return tr_fill(v->mem, tr(v->words, p->message), args, COUNT(args));
}

str view_problem(struct view *v, str name)
{
    for (const struct problem *p = v->r->c.problems; p; p = p->next)
        if (str_eq(p->field, name))
            return problem_text(v, p);
    return (str){0};
}

str view_said(struct view *v, str message, str arg)
{
    str args[] = {tr(v->words, arg)};
    return tr_fill(v->mem, tr(v->words, message), args, 1);
}

struct view_problems view_problems(struct view *v)
{
    struct view_problems all = {0};
    for (const struct problem *p = v->r->c.problems; p; p = p->next)
        all.n++;
    all.at = NEWN(v->mem, struct view_problem, all.n);
    size_t i = 0;
    for (const struct problem *p = v->r->c.problems; p; p = p->next)
        all.at[i++] = (struct view_problem){.field = p->field, .text = problem_text(v, p)};
    return all;
}

struct view_messages view_messages(struct view *v)
{
    static const struct view_message looks[] = {
        [FLASH_OK] = {.kind = S("ok"), .icon = S("check")},
        [FLASH_INFO] = {.kind = S("info"), .icon = S("info")},
        [FLASH_WARN] = {.kind = S("warn"), .icon = S("triangle-alert"), .alert = true},
        [FLASH_BAD] = {.kind = S("bad"), .icon = S("circle-alert"), .alert = true},
    };
    struct view_messages all = {0};
    for (const struct flash *f = v->r->flash; f; f = f->next)
        all.n++;
    all.at = NEWN(v->mem, struct view_message, all.n);
    size_t i = 0;
    for (const struct flash *f = v->r->flash; f; f = f->next) {
        all.at[i] = looks[f->kind];
        all.at[i++].text = tr_fill(v->mem, tr(v->words, f->message), f->args, COUNT(f->args));
    }
    return all;
}

static bool stands_in_id(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_';
}

str view_id(struct view *v, str name)
{
    bool fine = name.n != 0;
    for (size_t i = 0; i < name.n; i++)
        fine = fine && stands_in_id(name.at[i]);
    if (fine)
        return name;
    char *at = NEWN(v->mem, char, name.n + 1);
    for (size_t i = 0; i < name.n; i++)
        at[i] = stands_in_id(name.at[i]) ? name.at[i] : '-';
    while (name.n && at[name.n - 1] == '-')
        name.n--;
    return (str){at, name.n};
}

str view_lang(struct view *v)
{
    return v->words->lang;
}

str view_digits(struct view *v, i64 n)
{
    return str_format(v->mem, "%lld", (long long)n);
}

str view_day(struct view *v, when t)
{
    if (t.us == 0)
        return (str){0};
    struct civil c = time_civil(t, v->zone);
    return str_format(v->mem, "%04d-%02d-%02d", c.year, c.month, c.day);
}

str view_amount(struct view *v, money m)
{
    return view_amount_in(v, m, v->currency);
}

str view_amount_in(struct view *v, money m, str currency)
{
    str text = format_money(v->mem, v->format, m, currency.n ? currency : v->currency);
    size_t from = 0, to = text.n;
    while (from < to && (text.at[from] < '0' || text.at[from] > '9'))
        from++;
    while (to > from && (text.at[to - 1] < '0' || text.at[to - 1] > '9'))
        to--;
    return str_head(str_skip(text, from), to - from);
}
