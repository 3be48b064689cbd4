/* Settings as people read, type and change them, one by one, in a scope. */
#include "domain/customer_group.h"
#include "domain/settings.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "domain/assist.h"
#include "domain/ctx.h"
#include "domain/order_status.h"
#include "domain/reach.h"
#include "domain/setting_row.h"
#include "domain/settings.sql.h"
#include "domain/work.h"

/* ---- scopes ---- */

static const str level_names[] = {
    [SCOPE_GLOBAL] = S("default"), [SCOPE_WEBSITE] = S("website"), [SCOPE_VIEW] = S("store_view")};

str scope_text(struct arena *mem, const struct snapshot *s, struct scope scope)
{
    const struct website *w = scope.level == SCOPE_WEBSITE ? snapshot_website(s, scope.id) : NULL;
    const struct store_view *v = scope.level == SCOPE_VIEW ? snapshot_view(s, scope.id) : NULL;
    if (w)
        return str_join(mem, S("website:"), w->code);
    return v ? str_join(mem, S("view:"), v->code) : S("default");
}

bool scope_find(const struct snapshot *s, str text, struct scope *out)
{
    str level, code = text;
    *out = (struct scope){0};
    if (text.n == 0 || str_eq(text, S("default")))
        return true;
    str_cut(&code, ':', &level);
    for (size_t i = 0; str_eq(level, S("website")) && i < s->websites.n; i++)
        if (str_eq(s->websites.at[i].code, code))
            return *out = (struct scope){SCOPE_WEBSITE, s->websites.at[i].id}, true;
    for (size_t i = 0; str_eq(level, S("view")) && i < s->views.n; i++)
        if (str_eq(s->views.at[i].code, code))
            return *out = (struct scope){SCOPE_VIEW, s->views.at[i].id}, true;
    return false;
}

/* The website that the scope lies in; 0: Default Config. */
static i64 website_of(struct scope scope)
{
    if (scope.level != SCOPE_VIEW)
        return scope.level == SCOPE_WEBSITE ? scope.id : 0;
    const struct snapshot *s = snapshot_take();
    const struct store_view *v = snapshot_view(s, scope.id);
    i64 id = v ? v->website_id : 0;
    snapshot_drop(s);
    return id;
}

err scope_reach(struct ctx *c, struct scope scope)
{
    if (!reach_is_bound(c))
        return OK;
    err e =
        scope.level == SCOPE_GLOBAL ? ERR_NOT_FOUND : reach_website(c, c->db, website_of(scope));
    return e == ERR_NOT_FOUND ? ERR_DENIED : e;
}

str setting_currency(const struct ctx *c, struct scope scope)
{
    i64 id = website_of(scope);
    if (!id)
        return c->view ? c->view->currency : S("EUR");
    const struct snapshot *s = snapshot_take();
    const struct website *w = snapshot_website(s, id);
    str currency = str_copy(c->mem, w ? w->currency : S("EUR"));
    snapshot_drop(s);
    return currency;
}

/* ---- reading ---- */

/* A setting's stored values by level; absent ones have at NULL. */
struct chain {
    str at[SCOPE_VIEW + 1];
};

static err read_chain(struct ctx *c, struct scope scope, const struct setting_row *row,
                      struct chain *out)
{
    LIST(struct setting_stored) rows = {0};
    i64 website = website_of(scope), view = scope.level == SCOPE_VIEW ? scope.id : 0;
    TRY(db_all(c->db, c->mem, &sql_settings_chain, ARGS(row->path, website, view),
               &setting_stored_record, &rows));
    *out = (struct chain){0};
    for (size_t i = 0; i < rows.n; i++)
        for (size_t level = 0; level <= SCOPE_VIEW; level++)
            if (str_eq(rows.at[i].scope, level_names[level]))
                out->at[level] = rows.at[i].value.at ? rows.at[i].value : S("");
    return OK;
}

/* The finest value of the levels below end. */
static str finest(const struct chain *chain, const struct setting_row *row, int end, bool *built_in)
{
    *built_in = false;
    while (end-- > 0)
        if (chain->at[end].at)
            return chain->at[end];
    *built_in = true;
    return row->fallback;
}

err setting_get(struct ctx *c, struct scope scope, const struct setting_row *row, str *value,
                bool *stored)
{
    struct chain chain;
    bool built_in;
    TRY(read_chain(c, scope, row, &chain));
    *stored = chain.at[scope.level].at != NULL;
    *value = finest(&chain, row, (int)scope.level + 1, &built_in);
    return OK;
}

err setting_inherited(struct ctx *c, struct scope scope, const struct setting_row *row, str *value,
                      bool *built_in)
{
    struct chain chain;
    TRY(read_chain(c, scope, row, &chain));
    *value = finest(&chain, row, (int)scope.level, built_in);
    return OK;
}

str setting_shown(struct arena *mem, const struct setting_row *row, str stored,
                  const struct format *f, str currency)
{
    money m;
    if (row->kind != SET_MONEY || !str_to_i64(stored, row->least, row->most, &m.minor))
        return stored;
    return f ? format_amount(mem, f, m, currency) : money_plain(mem, m, currency);
}

/* ---- changing ---- */

struct saving {
    struct work w;
    struct scope scope;
    str currency;
};

/* What is typed as it is stored; "": it is no amount. */
static str stored_form(struct arena *mem, const struct setting_row *row, str typed, str currency)
{
    money m;
    if (row->kind != SET_MONEY)
        return typed;
    if (!money_parse(str_trim(typed), currency_digits(currency), row->most, &m))
        return (str){0};
    return str_format(mem, "%lld", (long long)m.minor);
}

static err check_one(struct ctx *c, const struct saving *s, const struct setting_change *ch)
{
    str args[2] = {{0}};
    str wrong = (str){0};
    if (s->scope.level > ch->row->scope)
        wrong = _("This cannot be set for a single website or store view.");
    else if (!ch->inherit)
        wrong = setting_check(c->mem, ch->row, stored_form(c->mem, ch->row, ch->value, s->currency),
                              args);
    if (wrong.n == 0)
        return OK;
    for (size_t i = 0; i < COUNT(args); i++)
        args[i] = setting_shown(c->mem, ch->row, args[i], NULL, s->currency);
    return invalid_with(c, ch->row->path, wrong, args[0], args[1], (str){0});
}

static err check_all(struct ctx *c, const struct saving *s, const struct setting_change *changes,
                     size_t n)
{
    err e = OK;
    for (size_t i = 0; i < n; i++) {
        const struct setting_row *row = changes[i].row;
        int section = setting_fieldsets[row->fieldset].section;
        enum permission p = (enum permission)setting_sections[section].permission;
        if (c->actor.who != WHO_SYSTEM && !permits_has(&c->actor.permits, p))
            return ERR_DENIED;
        if (check_one(c, s, &changes[i]))
            e = ERR_INVALID;
    }
    return e;
}

static str change_json(const struct saving *s, const struct setting_row *row, str before, str after)
{
    struct arena *mem = s->w.c->mem;
    struct buf b = {0};
    buf_put(&b, S("[["));
    buf_json(&b, row->path);
    buf_char(&b, ',');
    buf_json(&b, setting_shown(mem, row, before, NULL, s->currency));
    buf_char(&b, ',');
    buf_json(&b, setting_shown(mem, row, after, NULL, s->currency));
    buf_put(&b, S("]]"));
    str text = str_copy(mem, buf_str(&b));
    buf_free(&b);
    return text;
}

static err store_one(struct saving *s, const struct setting_change *ch, str after)
{
    str level = level_names[s->scope.level];
    if (ch->inherit)
        return db_run(s->w.db, &sql_settings_remove, ARGS(level, s->scope.id, ch->row->path), NULL);
    return db_run(s->w.db, &sql_settings_put, ARGS(level, s->scope.id, ch->row->path, after), NULL);
}

/* One address is one account when accounts are shared. */
static err check_sharing(struct work *w, const struct setting_row *row, str after)
{
    i64 twice;
    if (!str_eq(row->path, S("customer/account_share/scope")) || !str_eq(after, S("0")))
        return OK;
    err e = db_i64(w->db, &sql_settings_shared_email, NO_ARGS, &twice);
    if (e)
        return e == ERR_NOT_FOUND ? OK : e;
    return invalid(
        w->c, row->path,
        _("Accounts cannot be shared: some email addresses have accounts on several websites."));
}

/* A new order can begin with it. */
static err check_status(struct work *w, const struct setting_row *row, str after)
{
    str state;
    if (row->kind != SET_STATUS || after.n == 0)
        return OK;
    err e = order_status_first_state(w->c, w->db, after, &state);
    return e == ERR_NOT_FOUND ? invalid(w->c, row->path, _("Choose one of the values.")) : e;
}

static err check_group(struct work *w, const struct setting_row *row, str after)
{
    i64 id;
    struct customer_group group;
    struct ctx inside = *w->c;
    inside.db = w->db;
    if (row->kind != SET_GROUP)
        return OK;
    err e = str_to_i64(after, 1, INT64_MAX, &id) ? customer_group_get(&inside, id, &group)
                                                 : ERR_NOT_FOUND;
    return e == ERR_NOT_FOUND ? invalid(w->c, row->path, _("Choose one of the values.")) : e;
}

/* What has to happen with the change, in its transaction. */
static err follow(struct work *w, const struct setting_row *row, str after)
{
    if (str_eq(row->path, S("catalog/price/scope")))
        return db_run(w->db, &sql_settings_refill, NO_ARGS, NULL);
    bool off = str_eq(row->path, S("login_as_customer/general/enabled")) && !str_eq(after, S("1"));
    return off ? assist_end_all(w, ASSIST_FEATURE_OFF) : OK;
}

static err save_one(struct saving *s, const struct setting_change *ch)
{
    struct ctx inside = *s->w.c;
    inside.db = s->w.db;
    str before, after;
    bool stored, built_in;
    TRY(setting_get(&inside, s->scope, ch->row, &before, &stored));
    if (ch->inherit)
        TRY(setting_inherited(&inside, s->scope, ch->row, &after, &built_in));
    else
        after = stored_form(inside.mem, ch->row, ch->value, s->currency);
    if (stored != ch->inherit && str_eq(before, after))
        return OK;
    TRY(check_sharing(&s->w, ch->row, after));
    TRY(check_status(&s->w, ch->row, after));
    TRY(check_group(&s->w, ch->row, after));
    TRY(store_one(s, ch, after));
    work_touch(&s->w, ENTITY_SETTING, s->scope.id, change_json(s, ch->row, before, after));
    return follow(&s->w, ch->row, after);
}

static void saving_end(struct saving *s)
{
    work_end(&s->w);
}

static str detail_of(const struct ctx *c, struct scope scope)
{
    if (scope.level == SCOPE_GLOBAL)
        return S("configuration");
    const struct snapshot *s = snapshot_take();
    str text = str_join(c->mem, S("configuration, "), scope_text(c->mem, s, scope));
    snapshot_drop(s);
    return text;
}

err settings_save_at(struct ctx *c, struct scope scope, const struct setting_change *changes,
                     size_t n)
{
    SCOPED(saving_end)
    struct saving s = {.scope = scope, .currency = setting_currency(c, scope)};
    TRY(scope_reach(c, scope));
    TRY(check_all(c, &s, changes, n));
    TRY(work_begin(c, ACT_CONFIG_SAVE, &s.w));
    for (size_t i = 0; i < n; i++)
        TRY(save_one(&s, &changes[i]));
    if (!s.w.touches)
        return OK;
    work_detail(&s.w, detail_of(c, scope));
    return work_commit(&s.w);
}

err settings_save(struct ctx *c, const struct setting_change *changes, size_t n)
{
    return settings_save_at(c, (struct scope){0}, changes, n);
}
