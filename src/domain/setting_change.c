/* Settings as people read, type and change them, one by one. */
#include "domain/settings.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "domain/assist.h"
#include "domain/ctx.h"
#include "domain/settings.sql.h"
#include "domain/work.h"

err setting_get(struct ctx *c, const struct setting_row *row, str *value, bool *stored)
{
    err e = db_str(c->db, c->mem, &sql_settings_get, ARGS(row->path), value);
    *stored = e == OK;
    if (e == ERR_NOT_FOUND) {
        *value = row->fallback;
        return OK;
    }
    return e;
}

str setting_shown(struct arena *mem, const struct setting_row *row, str stored,
                  const struct format *f, str currency)
{
    money m;
    if (row->kind != SET_MONEY || !str_to_i64(stored, row->least, row->most, &m.minor))
        return stored;
    return f ? format_amount(mem, f, m, currency) : money_plain(mem, m, currency);
}

static str currency_of(const struct ctx *c)
{
    return c->view ? c->view->currency : S("EUR");
}

/* What is typed as it is stored; "": it is no amount. */
static str stored_form(const struct ctx *c, const struct setting_row *row, str typed)
{
    money m;
    if (row->kind != SET_MONEY)
        return typed;
    if (!money_parse(str_trim(typed), currency_digits(currency_of(c)), row->most, &m))
        return (str){0};
    return str_format(c->mem, "%lld", (long long)m.minor);
}

static err check_one(struct ctx *c, const struct setting_change *ch)
{
    str args[2];
    str wrong = ch->use_system
                    ? (str){0}
                    : setting_check(c->mem, ch->row, stored_form(c, ch->row, ch->value), args);
    if (wrong.n == 0)
        return OK;
    for (size_t i = 0; i < COUNT(args); i++)
        args[i] = setting_shown(c->mem, ch->row, args[i], NULL, currency_of(c));
    return invalid_with(c, ch->row->path, wrong, args[0], args[1], (str){0});
}

static err check_all(struct ctx *c, const struct setting_change *changes, size_t n)
{
    err e = OK;
    for (size_t i = 0; i < n; i++) {
        const struct setting_row *row = changes[i].row;
        int section = setting_fieldsets[row->fieldset].section;
        enum permission p = (enum permission)setting_sections[section].permission;
        if (c->actor.who != WHO_SYSTEM && !permits_has(&c->actor.permits, p))
            return ERR_DENIED;
        if (check_one(c, &changes[i]))
            e = ERR_INVALID;
    }
    return e;
}

static str change_json(const struct ctx *c, const struct setting_row *row, str before, str after)
{
    struct buf b = {0};
    buf_put(&b, S("[["));
    buf_json(&b, row->path);
    buf_char(&b, ',');
    buf_json(&b, setting_shown(c->mem, row, before, NULL, currency_of(c)));
    buf_char(&b, ',');
    buf_json(&b, setting_shown(c->mem, row, after, NULL, currency_of(c)));
    buf_put(&b, S("]]"));
    str s = str_copy(c->mem, buf_str(&b));
    buf_free(&b);
    return s;
}

static err save_one(struct work *w, const struct setting_change *ch)
{
    struct ctx *c = w->c;
    str before;
    bool stored;
    struct ctx inside = *c;
    inside.db = w->db;
    TRY(setting_get(&inside, ch->row, &before, &stored));
    str after = ch->use_system ? ch->row->fallback : stored_form(c, ch->row, ch->value);
    bool same = stored != ch->use_system && str_eq(before, after);
    if (same)
        return OK;
    if (ch->use_system)
        TRY(db_run(w->db, &sql_settings_remove, ARGS(ch->row->path), NULL));
    else
        TRY(db_run(w->db, &sql_settings_put, ARGS(ch->row->path, after), NULL));
    work_touch(w, ENTITY_SETTING, 0, change_json(c, ch->row, before, after));
    bool off =
        str_eq(ch->row->path, S("login_as_customer/general/enabled")) && !str_eq(after, S("1"));
    return off ? assist_end_all(w, ASSIST_FEATURE_OFF) : OK;
}

err settings_save(struct ctx *c, const struct setting_change *changes, size_t n)
{
    TRY(check_all(c, changes, n));
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_CONFIG_SAVE, &w));
    for (size_t i = 0; i < n; i++)
        TRY(save_one(&w, &changes[i]));
    if (!w.touches)
        return OK;
    work_detail(&w, S("configuration"));
    return work_commit(&w);
}
