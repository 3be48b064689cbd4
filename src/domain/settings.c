#include "domain/settings.h"

#include "base/arena.h"
#include "base/format.h"
#include "base/log.h"
#include "base/str.h"
#include "domain/access.h"
#include "domain/ctx.h"
#include "domain/currency_rate.sql.h"
#include "domain/settings.sql.h"

#include <pthread.h>
#include <stdlib.h>

/* ---- the rows ---- */

enum {
#define FIELDSET(id, section, label) FIELDSET_##id,
#include "domain/settings.def"
};
enum {
#define SECTION(id, tab, label, permission) SECTION_##id,
#include "domain/settings.def"
};

const struct setting_section setting_sections[] = {
#define SECTION(id, tab, label, permission) {S(#id), S(tab), S(label), P_##permission},
#include "domain/settings.def"
};
const size_t setting_sections_n = COUNT(setting_sections);

const struct setting_fieldset setting_fieldsets[] = {
#define FIELDSET(id, section, label) {S(#id), S(label), SECTION_##section},
#include "domain/settings.def"
};
const size_t setting_fieldsets_n = COUNT(setting_fieldsets);

static const struct choice choices_locale[] = {
    {S("de-DE"), _("German (Germany)")},
    {S("de-AT"), _("German (Austria)")},
    {S("en-GB"), _("English (United Kingdom)")},
    {S("en-US"), _("English (United States)")},
    {{0}, {0}},
};
static const struct choice choices_zone[] = {
    {S("Europe/Berlin"), S("Europe/Berlin")},
    {S("Europe/Vienna"), S("Europe/Vienna")},
    {S("Europe/London"), S("Europe/London")},
    {S("America/New_York"), S("America/New_York")},
    {S("America/Chicago"), S("America/Chicago")},
    {S("America/Los_Angeles"), S("America/Los_Angeles")},
    {S("UTC"), S("UTC")},
    {{0}, {0}},
};
static const struct choice choices_country[] = {
    {S("DE"), _("Germany")},
    {S("AT"), _("Austria")},
    {S("GB"), _("United Kingdom")},
    {S("US"), _("United States")},
    {{0}, {0}},
};
static const struct choice choices_store_code[] = {
    {S("others"), _("Yes, except the default store view of a host")},
    {S("1"), _("Yes")},
    {S("0"), _("No: a cookie remembers the store view")},
    {{0}, {0}},
};
static const struct choice choices_redirect[] = {
    {S("0"), _("No")},
    {S("302"), _("Yes (302 Found)")},
    {S("301"), _("Yes (301 Moved Permanently)")},
    {{0}, {0}},
};
static const struct choice choices_sharing[] = {
    {S("1"), _("Per Website")},
    {S("0"), _("Global")},
    {{0}, {0}},
};
static const struct choice choices_store_view[] = {
    {S("0"), _("Auto-Detection (default)")},
    {S("1"), _("Manual Selection")},
    {{0}, {0}},
};
static const struct choice choices_reason[] = {
    {S("off"), _("Do not ask")},
    {S("optional"), _("Optional")},
    {S("required"), _("Required")},
    {{0}, {0}},
};
static const struct choice choices_billing_at[] = {
    {S("method"), _("Payment Method")},
    {S("page"), _("Payment Page")},
    {{0}, {0}},
};
static const struct choice choices_cart_count[] = {
    {S("qty"), _("Display item quantities")},
    {S("lines"), _("Display number of items in cart")},
    {{0}, {0}},
};
static const struct choice choices_sender[] = {
    {S("general"), _("General Contact")},  {S("sales"), _("Sales Representative")},
    {S("support"), _("Customer Support")}, {S("custom1"), _("Custom Email 1")},
    {S("custom2"), _("Custom Email 2")},   {{0}, {0}},
};
static const struct choice choices_copy_method[] = {
    {S("bcc"), _("Bcc")},
    {S("copy"), _("Separate Email")},
    {{0}, {0}},
};
static const struct choice choices_security[] = {
    {S("starttls"), _("STARTTLS")},
    {S("tls"), _("TLS")},
    {S("none"), _("None")},
    {{0}, {0}},
};

static const struct choice choices_handling[] = {
    {S("F"), _("Fixed")},
    {S("P"), _("Percent")},
    {{0}, {0}},
};
static const struct choice choices_flat_type[] = {
    {S("N"), _("None")},
    {S("O"), _("Per Order")},
    {S("I"), _("Per Item")},
    {{0}, {0}},
};
static const struct choice choices_table_by[] = {
    {S("weight"), _("Weight vs. Destination")},
    {S("price"), _("Price vs. Destination")},
    {S("items"), _("# of Items vs. Destination")},
    {{0}, {0}},
};
static const struct choice choices_period[] = {
    {S("60"), _("Minute")},
    {S("3600"), _("Hour")},
    {S("86400"), _("Day")},
    {{0}, {0}},
};
static const struct choice choices_tax_basis[] = {
    {S("shipping"), _("Shipping Address")},
    {S("billing"), _("Billing Address")},
    {S("origin"), _("Shipping Origin")},
    {{0}, {0}},
};
static const struct choice choices_tax_shown[] = {
    {S("excl"), _("Excluding Tax")},
    {S("incl"), _("Including Tax")},
    {S("both"), _("Including and Excluding Tax")},
    {{0}, {0}},
};
static const struct choice choices_product_tax[] = {
    {S("standard"), _("Taxable Goods")},
    {S("reduced"), _("Reduced Rate")},
    {S("none"), _("None")},
    {{0}, {0}},
};
static const struct choice choices_price_scope[] = {
    {S("global"), _("Global")},
    {S("website"), _("Website")},
    {{0}, {0}},
};

#define SET_OF_YES_NO              SET_YES_NO
#define SET_OF_MONEY               SET_MONEY
#define SET_OF_NUMBER              SET_NUMBER
#define SET_OF_TEXT                SET_TEXT
#define SET_OF_LINES               SET_LINES
#define SET_OF_SPOKEN              SET_SPOKEN
#define SET_OF_SPOKEN_LINES        SET_SPOKEN_LINES
#define SET_OF_URL                 SET_URL
#define SET_OF_CURRENCY            SET_CURRENCY
#define SET_OF_CURRENCIES          SET_CURRENCIES
#define SET_OF_CHOICE_STORE_CODE   SET_CHOICE
#define SET_OF_CHOICE_REDIRECT     SET_CHOICE
#define SET_OF_CHOICE_SHARING      SET_CHOICE
#define SET_OF_CHOICE_LOCALE       SET_CHOICE
#define SET_OF_CHOICE_ZONE         SET_CHOICE
#define SET_OF_CHOICE_COUNTRY      SET_CHOICE
#define SET_OF_CHOICE_STORE_VIEW   SET_CHOICE
#define SET_OF_CHOICE_REASON       SET_CHOICE
#define SET_OF_CHOICE_BILLING_AT   SET_CHOICE
#define SET_OF_CHOICE_CART_COUNT   SET_CHOICE
#define SET_OF_CHOICE_HANDLING     SET_CHOICE
#define SET_OF_CHOICE_FLAT_TYPE    SET_CHOICE
#define SET_OF_CHOICE_TABLE_BY     SET_CHOICE
#define SET_OF_GROUP               SET_GROUP
#define SET_OF_STATUS              SET_STATUS
#define SET_OF_CHOICE_PERIOD       SET_CHOICE
#define SET_OF_CHOICE_TAX_BASIS    SET_CHOICE
#define SET_OF_CHOICE_PRODUCT_TAX  SET_CHOICE
#define SET_OF_CHOICE_TAX_SHOWN    SET_CHOICE
#define SET_OF_CHOICE_SENDER       SET_CHOICE
#define SET_OF_CHOICE_COPY_METHOD  SET_CHOICE
#define SET_OF_CHOICE_SECURITY     SET_CHOICE
#define SET_OF_CHOICE_PRICE_SCOPE  SET_CHOICE
#define LIST_OF_YES_NO             NULL
#define LIST_OF_MONEY              NULL
#define LIST_OF_NUMBER             NULL
#define LIST_OF_TEXT               NULL
#define LIST_OF_LINES              NULL
#define LIST_OF_SPOKEN             NULL
#define LIST_OF_SPOKEN_LINES       NULL
#define LIST_OF_URL                NULL
#define LIST_OF_CURRENCY           NULL
#define LIST_OF_CURRENCIES         NULL
#define LIST_OF_CHOICE_STORE_CODE  choices_store_code
#define LIST_OF_CHOICE_REDIRECT    choices_redirect
#define LIST_OF_CHOICE_SHARING     choices_sharing
#define LIST_OF_CHOICE_LOCALE      choices_locale
#define LIST_OF_CHOICE_ZONE        choices_zone
#define LIST_OF_CHOICE_COUNTRY     choices_country
#define LIST_OF_CHOICE_STORE_VIEW  choices_store_view
#define LIST_OF_CHOICE_REASON      choices_reason
#define LIST_OF_CHOICE_BILLING_AT  choices_billing_at
#define LIST_OF_CHOICE_CART_COUNT  choices_cart_count
#define LIST_OF_CHOICE_HANDLING    choices_handling
#define LIST_OF_CHOICE_FLAT_TYPE   choices_flat_type
#define LIST_OF_CHOICE_TABLE_BY    choices_table_by
#define LIST_OF_GROUP              NULL
#define LIST_OF_STATUS             NULL
#define LIST_OF_CHOICE_PERIOD      choices_period
#define LIST_OF_CHOICE_TAX_BASIS   choices_tax_basis
#define LIST_OF_CHOICE_PRODUCT_TAX choices_product_tax
#define LIST_OF_CHOICE_TAX_SHOWN   choices_tax_shown
#define LIST_OF_CHOICE_SENDER      choices_sender
#define LIST_OF_CHOICE_COPY_METHOD choices_copy_method
#define LIST_OF_CHOICE_SECURITY    choices_security
#define LIST_OF_CHOICE_PRICE_SCOPE choices_price_scope
#define SCOPE_OF_GLOBAL            SCOPE_GLOBAL
#define SCOPE_OF_WEBSITE           SCOPE_WEBSITE
#define SCOPE_OF_VIEW              SCOPE_VIEW

const struct setting_row setting_rows[] = {
#define SETTING(member, path, fieldset, KIND, fallback, least, most, SCOPE, label, hint)           \
    {S(path),                                                                                      \
     S(fallback),                                                                                  \
     S(label),                                                                                     \
     S(hint),                                                                                      \
     SET_OF_##KIND,                                                                                \
     least,                                                                                        \
     most,                                                                                         \
     SCOPE_OF_##SCOPE,                                                                             \
     FIELDSET_##fieldset,                                                                          \
     offsetof(struct settings, member),                                                            \
     LIST_OF_##KIND},
#include "domain/settings.def"
};
const size_t setting_rows_n = COUNT(setting_rows);

const struct setting_row *setting_find(str path)
{
    for (size_t i = 0; i < setting_rows_n; i++)
        if (str_eq(setting_rows[i].path, path))
            return &setting_rows[i];
    return NULL;
}

bool setting_is_lines(const struct setting_row *row)
{
    return row->kind == SET_LINES || row->kind == SET_SPOKEN_LINES;
}

bool setting_is_spoken(const struct setting_row *row)
{
    return row->kind == SET_SPOKEN || row->kind == SET_SPOKEN_LINES;
}

bool setting_is_fixed(const struct setting_row *row)
{
    return row->kind == SET_YES_NO && row->least == 1;
}

static bool is_choice(const struct setting_row *row, str value)
{
    for (const struct choice *ch = row->choices; ch->key.n; ch++)
        if (str_eq(ch->key, value))
            return true;
    return false;
}

/* As codes of statuses are; "" is one of the values. */
static bool is_code(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if (!((s.at[i] >= 'a' && s.at[i] <= 'z') || s.at[i] == '_' ||
              (s.at[i] >= '0' && s.at[i] <= '9')))
            return false;
    return s.n <= 32;
}

static bool has_control(str s, bool lines)
{
    for (size_t i = 0; i < s.n; i++) {
        byte b = (byte)s.at[i];
        if ((b < 0x20 && !(lines && (b == '\n' || b == '\r'))) || b == 0x7F)
            return true;
    }
    return false;
}

str url_host(str url)
{
    str scheme;
    if (url.n == 0 || !str_starts(url, S("http")))
        return (str){0};
    str_cut(&url, '/', &scheme);
    url = str_skip(url, 1);
    return str_ends(url, S("/")) ? str_head(url, url.n - 1) : url;
}

/* http:// or https://, a host in lower case, perhaps a port, and a slash (SC-20). "" is fine. */
static bool is_base_url(str url)
{
    if (url.n == 0)
        return true;
    str host = url_host(url), name, port = host;
    i64 number;
    bool scheme = str_starts(url, S("http://")) || str_starts(url, S("https://"));
    if (!scheme || !str_ends(url, S("/")) || host.n == 0)
        return false;
    bool has_port = str_cut(&port, ':', &name) && port.at && port.n;
    for (size_t i = 0; i < name.n; i++) {
        char ch = name.at[i];
        if (!((ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9') || ch == '-' || ch == '.'))
            return false;
    }
    return name.n && (has_port ? str_to_i64(port, 1, 65535, &number) : name.n == host.n);
}

static str number_text(struct arena *mem, i64 n)
{
    return str_format(mem, "%lld", (long long)n);
}

static str check_text(struct arena *mem, const struct setting_row *row, str value, str args[2])
{
    if (!str_is_utf8(value) || has_control(value, setting_is_lines(row)))
        return _("This text contains characters that are not allowed.");
    size_t n = str_count_chars(value);
    if (n < (size_t)row->least)
        return _("This is a required field.");
    if (n > (size_t)row->most)
        return args[0] = number_text(mem, row->most), _("At most %1 characters.");
    return (str){0};
}

static str check_currencies(str value, str args[2])
{
    for (str code; str_cut(&value, ' ', &code);)
        if (code.n && !currency_known(code))
            return args[0] = code, _("There is no currency %1.");
    return (str){0};
}

/* What a select of such a row could send. That a group or a status is there is looked up when it is saved. */
static bool is_offered(const struct setting_row *row, str value)
{
    i64 n;
    switch (row->kind) {
    case SET_CURRENCY:
        return currency_known(value) || (value.n == 0 && row->least == 0);
    case SET_GROUP:
        return str_to_i64(value, row->least, row->most, &n);
    case SET_STATUS:
        return is_code(value);
    default:
        return is_choice(row, value);
    }
}

str setting_check(struct arena *mem, const struct setting_row *row, str value, str args[2])
{
    i64 n;
    args[0] = args[1] = (str){0};
    switch (row->kind) {
    case SET_YES_NO:
        if (setting_is_fixed(row) && str_eq(value, S("0")))
            return _("This cannot be switched off.");
        return str_eq(value, S("0")) || str_eq(value, S("1")) ? (str){0} : _("Choose Yes or No.");
    case SET_NUMBER:
    case SET_MONEY:
        if (str_to_i64(value, row->least, row->most, &n))
            return (str){0};
        args[0] = number_text(mem, row->least);
        args[1] = number_text(mem, row->most);
        return row->kind == SET_MONEY ? _("Enter an amount from %1 to %2.")
                                      : _("Enter a whole number from %1 to %2.");
    case SET_TEXT:
    case SET_LINES:
    case SET_SPOKEN:
    case SET_SPOKEN_LINES:
        return check_text(mem, row, value, args);
    case SET_URL:
        if (value.n > (size_t)row->most || !is_base_url(value))
            return _(
                "Enter http:// or https://, a host and a slash at the end, such as https://shop.example/.");
        return (str){0};
    case SET_CURRENCIES:
        return value.n > (size_t)row->most ? check_text(mem, row, value, args)
                                           : check_currencies(value, args);
    case SET_CURRENCY:
    case SET_GROUP:
    case SET_STATUS:
    case SET_CHOICE:
        return is_offered(row, value) ? (str){0} : _("Choose one of the values.");
    }
    return (str){0};
}

/* ---- the snapshot ---- */

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

struct stored {
    str scope;
    i64 scope_id;
    str path, value;
};
static const struct field stored_fields[] = {
    FIELD(struct stored, scope, F_PLAIN),
    FIELD(struct stored, scope_id, F_PLAIN),
    FIELD(struct stored, path, F_PLAIN),
    FIELD(struct stored, value, F_PLAIN),
};
static const struct record stored_record = RECORD(struct stored, stored_fields);

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
    case SET_STATUS:
    case SET_CHOICE:
        *(str *)at = value;
        return;
    }
}

/* A stored value that the row does not allow (an older program wrote it) is passed over: the coarser one holds. Missing and
 * broken values of switches close, since their built-in value is the closed one (R08). */
static void apply(struct arena *mem, struct settings *s, const struct stored *rows, size_t n,
                  str scope, i64 scope_id)
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
                      const struct stored *all, size_t n, const struct rates *rates)
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
    LIST(struct stored) all = {0};
    struct rates rates = {0};
    TRY(db_i64(db, &sql_settings_version, NO_ARGS, &out->version));
    TRY(db_all(db, mem, &sql_settings_all, NO_ARGS, &stored_record, &all));
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
