/* The settings of every store view as requests see them: read as a whole, swapped in, dropped when nobody uses it. */
#include "domain/settings.h"

#include "base/arena.h"
#include "base/format.h"
#include "base/log.h"
#include "base/str.h"
#include "domain/ctx.h"
#include "domain/currency_rate.sql.h"
#include "domain/setting_row.h"
#include "domain/settings.sql.h"

#include <pthread.h>
#include <stdlib.h>

struct held {
    struct snapshot s;
    struct arena *mem;
    i64 users; /* one for being the current one */
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct held *current;

static void held_drop(struct held *h)
{
    if (--h->users == 0) {
        arena_free(h->mem);
        free(h);
    }
}

const struct snapshot *snapshot_take(void)
{
    pthread_mutex_lock(&lock);
    struct held *h = current;
    assert(h);
    h->users++;
    pthread_mutex_unlock(&lock);
    return &h->s;
}

void snapshot_drop(const struct snapshot *s)
{
    if (!s)
        return;
    pthread_mutex_lock(&lock);
    held_drop(s->held);
    pthread_mutex_unlock(&lock);
}

static void snapshot_swap(struct held *h)
{
    pthread_mutex_lock(&lock);
    struct held *old = current;
    current = h;
    if (old)
        held_drop(old);
    pthread_mutex_unlock(&lock);
}

static const struct field stored_fields[] = {
    FIELD(struct setting_stored, scope, F_PLAIN),
    FIELD(struct setting_stored, scope_id, F_PLAIN),
    FIELD(struct setting_stored, path, F_PLAIN),
    FIELD(struct setting_stored, value, F_PLAIN),
};
const struct record setting_stored_record = RECORD(struct setting_stored, stored_fields);

static const struct field website_fields[] = {
    FIELD(struct website, id, F_PLAIN),         FIELD(struct website, code, F_PLAIN),
    FIELD(struct website, name, F_PLAIN),       FIELD(struct website, sort_order, F_PLAIN),
    FIELD(struct website, is_default, F_PLAIN), FIELD(struct website, default_store_id, F_PLAIN),
};
static const struct record website_record = RECORD(struct website, website_fields);

static const struct field store_fields[] = {
    FIELD(struct website_store, id, F_PLAIN),
    FIELD(struct website_store, website_id, F_PLAIN),
    FIELD(struct website_store, code, F_PLAIN),
    FIELD(struct website_store, name, F_PLAIN),
    FIELD(struct website_store, website_name, F_PLAIN),
    FIELD(struct website_store, is_default, F_PLAIN),
    FIELD(struct website_store, default_view_id, F_PLAIN),
    FIELD(struct website_store, root_category_id, F_PLAIN),
};
static const struct record store_record = RECORD(struct website_store, store_fields);

static const struct field view_fields[] = {
    FIELD(struct store_view, id, F_PLAIN),
    FIELD(struct store_view, store_id, F_PLAIN),
    FIELD(struct store_view, website_id, F_PLAIN),
    FIELD(struct store_view, code, F_PLAIN),
    FIELD(struct store_view, name, F_PLAIN),
    FIELD(struct store_view, store_name, F_PLAIN),
    FIELD(struct store_view, website_name, F_PLAIN),
    FIELD(struct store_view, website_code, F_PLAIN),
    FIELD(struct store_view, enabled, F_PLAIN),
    FIELD(struct store_view, is_default, F_PLAIN),
    FIELD(struct store_view, sort_order, F_PLAIN),
    FIELD(struct store_view, root_category_id, F_PLAIN),
};
static const struct record view_record = RECORD(struct store_view, view_fields);

struct rates {
    struct exchange *at;
    size_t n;
};
static const struct field rate_fields[] = {
    FIELD(struct exchange, base, F_PLAIN),
    FIELD(struct exchange, currency, F_PLAIN),
    FIELD(struct exchange, rate, F_PLAIN),
};
static const struct record rate_record = RECORD(struct exchange, rate_fields);

static void set_member(struct settings *s, const struct setting_row *row, str value)
{
    void *at = (byte *)s + row->at;
    i64 n = 0;
    switch (row->kind) {
    case SET_YES_NO:
        *(bool *)at = str_eq(value, S("1"));
        return;
    case SET_NUMBER:
    case SET_GROUP:
        if (str_to_i64(value, row->least, row->most, &n))
            *(i64 *)at = n;
        return;
    case SET_MONEY:
        if (str_to_i64(value, row->least, row->most, &n))
            *(money *)at = (money){n};
        return;
    case SET_TEXT:
    case SET_LINES:
    case SET_SPOKEN:
    case SET_SPOKEN_LINES:
    case SET_URL:
    case SET_CURRENCY:
    case SET_CURRENCIES:
    case SET_COUNTRIES:
    case SET_STATUS:
    case SET_CHOICE:
        *(str *)at = value;
        return;
    }
}

/* A stored value that the row does not allow (an older program wrote it) is passed over: the coarser one holds. Missing and
 * broken values of switches close, since their built-in value is the closed one (R08). */
static void apply(struct arena *mem, struct settings *s, const struct setting_stored *rows,
                  size_t n, str scope, i64 scope_id)
{
    str unused[2];
    for (size_t i = 0; i < n; i++) {
        if (rows[i].scope_id != scope_id || !str_eq(rows[i].scope, scope))
            continue;
        const struct setting_row *row = setting_find(rows[i].path);
        if (row && setting_check(mem, row, rows[i].value, unused).n == 0)
            set_member(s, row, rows[i].value);
        else
            log_warn("setting ignored", "%.*s", STR_ARG(rows[i].path));
    }
}

static struct settings built_in(void)
{
    struct settings s = {0};
    for (size_t i = 0; i < setting_rows_n; i++)
        set_member(&s, &setting_rows[i], setting_rows[i].fallback);
    return s;
}

static i64 rate_of(const struct rates *rates, str base, str to)
{
    if (str_eq(base, to))
        return EXCHANGE_SCALE;
    for (size_t i = 0; i < rates->n; i++)
        if (str_eq(rates->at[i].base, base) && str_eq(rates->at[i].currency, to))
            return rates->at[i].rate;
    return 0;
}

static size_t count_codes(str codes)
{
    size_t n = 0;
    for (str code; str_cut(&codes, ' ', &code);)
        n++;
    return n;
}

/* What is allowed and has a rate; the base currency where that is nothing. */
static void offer_currencies(struct arena *mem, struct store_view *v, const struct rates *rates)
{
    str rest = v->settings.currencies, code;
    v->currencies.at = NEWN(mem, struct exchange, count_codes(rest) + 1);
    while (str_cut(&rest, ' ', &code)) {
        i64 rate = rate_of(rates, v->currency, code);
        if (code.n && rate && !exchange_find(v, code))
            v->currencies.at[v->currencies.n++] = (struct exchange){v->currency, code, rate};
    }
    if (v->currencies.n == 0)
        v->currencies.at[v->currencies.n++] =
            (struct exchange){v->currency, v->currency, EXCHANGE_SCALE};
    str usual = v->settings.display_currency;
    v->usual = exchange_find(v, usual.n ? usual : v->currency);
    if (!v->usual)
        v->usual = exchange_find(v, v->currency);
    if (!v->usual)
        v->usual = &v->currencies.at[0];
    if (str_eq(v->usual->currency, v->currency))
        v->usual = NULL;
}

static void make_view(struct arena *mem, const struct snapshot *s, struct store_view *v,
                      const struct setting_stored *all, size_t n, const struct rates *rates)
{
    v->settings = snapshot_website(s, v->website_id)->settings;
    apply(mem, &v->settings, all, n, S("store_view"), v->id);
    v->currency = snapshot_website(s, v->website_id)->currency;
    offer_currencies(mem, v, rates);
    v->words = words_find(v->settings.locale);
    v->format = format_find(v->settings.locale);
    v->zone = zone_find(v->settings.timezone);
    v->host = url_host(v->settings.base_url);
    v->origin = v->host.n ? str_head(v->settings.base_url, v->settings.base_url.n - 1) : (str){0};
}

/* The default view of the default website, or whatever view there is. */
static const struct store_view *first_view(const struct snapshot *s)
{
    for (size_t i = 0; i < s->views.n; i++)
        if (s->views.at[i].website_id == s->websites.at[0].id && s->views.at[i].is_default)
            return &s->views.at[i];
    return &s->views.at[0];
}

static err read_snapshot(struct db *db, struct arena *mem, struct snapshot *out)
{
    LIST(struct setting_stored) all = {0};
    struct rates rates = {0};
    TRY(db_i64(db, &sql_settings_version, NO_ARGS, &out->version));
    TRY(db_all(db, mem, &sql_settings_all, NO_ARGS, &setting_stored_record, &all));
    TRY(db_all(db, mem, &sql_settings_websites, NO_ARGS, &website_record, &out->websites));
    TRY(db_all(db, mem, &sql_settings_stores, NO_ARGS, &store_record, &out->stores));
    TRY(db_all(db, mem, &sql_currency_rate_all, NO_ARGS, &rate_record, &rates));
    TRY(db_all(db, mem, &sql_settings_views, NO_ARGS, &view_record, &out->views));
    if (out->views.n == 0)
        return log_broken("no store view", "the database holds no store view");
    out->global = built_in();
    apply(mem, &out->global, all.at, all.n, S("default"), 0);
    for (size_t i = 0; i < out->websites.n; i++) {
        struct website *w = &out->websites.at[i];
        w->settings = out->global;
        apply(mem, &w->settings, all.at, all.n, S("website"), w->id);
        w->currency = w->settings.base_currency;
    }
    for (size_t i = 0; i < out->views.n; i++)
        make_view(mem, out, &out->views.at[i], all.at, all.n, &rates);
    out->first = first_view(out);
    return OK;
}

err snapshot_load(struct db *db)
{
    struct held *h = calloc(1, sizeof *h);
    if (!h)
        abort();
    h->mem = arena_new(0);
    h->s.held = h;
    h->users = 1;
    err e = db_read_begin(db);
    if (e == OK) {
        e = read_snapshot(db, h->mem, &h->s);
        db_read_end(db);
    }
    if (e) {
        held_drop(h);
        return e;
    }
    snapshot_swap(h);
    return OK;
}

err snapshot_refresh(struct db *db)
{
    i64 version;
    TRY(db_i64(db, &sql_settings_version, NO_ARGS, &version));
    const struct snapshot *s = snapshot_take();
    bool same = s->version == version;
    snapshot_drop(s);
    return same ? OK : snapshot_load(db);
}

const struct website *snapshot_website(const struct snapshot *s, i64 id)
{
    for (size_t i = 0; i < s->websites.n; i++)
        if (s->websites.at[i].id == id)
            return &s->websites.at[i];
    return NULL;
}

const struct website_store *snapshot_store(const struct snapshot *s, i64 id)
{
    for (size_t i = 0; i < s->stores.n; i++)
        if (s->stores.at[i].id == id)
            return &s->stores.at[i];
    return NULL;
}

const struct store_view *snapshot_view(const struct snapshot *s, i64 id)
{
    for (size_t i = 0; i < s->views.n; i++)
        if (s->views.at[i].id == id)
            return &s->views.at[i];
    return NULL;
}

const struct store_view *snapshot_view_by_code(const struct snapshot *s, str code)
{
    for (size_t i = 0; i < s->views.n; i++)
        if (s->views.at[i].enabled && str_eq(s->views.at[i].code, code))
            return &s->views.at[i];
    return NULL;
}

bool view_says(const struct ctx *c, i64 view_id, size_t member)
{
    const struct snapshot *s = snapshot_take();
    const struct store_view *view = snapshot_view(s, view_id);
    const struct settings *of = view ? &view->settings : c->settings;
    bool says = *(const bool *)((const byte *)of + member);
    snapshot_drop(s);
    return says;
}

bool snapshot_is_single(const struct snapshot *s)
{
    return s->views.n == 1 && s->global.single_store;
}

/* Some view is at home there: those without a host are not shown there. */
static bool is_claimed(const struct snapshot *s, str host)
{
    for (size_t i = 0; i < s->views.n; i++)
        if (s->views.at[i].enabled && s->views.at[i].host.n &&
            str_eq_nocase(s->views.at[i].host, host))
            return true;
    return false;
}

bool snapshot_is_at(const struct snapshot *s, const struct store_view *view, str host)
{
    if (!view->enabled)
        return false;
    return view->host.n ? str_eq_nocase(view->host, host) : !is_claimed(s, host);
}

const struct store_view *snapshot_view_at(const struct snapshot *s, str host)
{
    const struct store_view *any = NULL;
    for (size_t i = 0; i < s->views.n; i++) {
        const struct store_view *v = &s->views.at[i];
        if (!snapshot_is_at(s, v, host))
            continue;
        if (v->is_default)
            return v;
        any = any ? any : v;
    }
    return any;
}

bool snapshot_is_bare(const struct snapshot *s, const struct store_view *view, str host)
{
    if (str_eq(s->global.store_code, S("others")))
        return snapshot_view_at(s, host) == view;
    return str_eq(s->global.store_code, S("0"));
}

bool accounts_shared(const struct settings *s)
{
    return str_eq(s->account_sharing, S("0"));
}

bool accounts_reach(const struct settings *s, i64 website_id, const struct store_view *view)
{
    return view->website_id == website_id || accounts_shared(s);
}
