/* Settings and the scopes they hang on, as one immutable snapshot: every store view with its typed settings, looked
 * up store view → website → default → built-in when the snapshot is made. Swapped whole when a commit changes one. */
#pragma once

#include "base/base.h"
#include "base/format.h"
#include "base/i18n.h"
#include "base/time.h"
#include "domain/exchange.h"

struct arena;
struct ctx;
struct db;
struct work;

enum { LOG_SWITCH = 0, LOG_ALWAYS = 1 }; /* of groups.def */

struct settings {
#define KIND_YES_NO             bool
#define KIND_NUMBER             i64
#define KIND_MONEY              money
#define KIND_TEXT               str
#define KIND_LINES              str
#define KIND_SPOKEN             str
#define KIND_SPOKEN_LINES       str
#define KIND_URL                str
#define KIND_CURRENCY           str
#define KIND_CURRENCIES         str
#define KIND_COUNTRIES          str
#define KIND_CHOICE_LOCALE      str
#define KIND_CHOICE_STORE_CODE  str
#define KIND_CHOICE_REDIRECT    str
#define KIND_CHOICE_SHARING     str
#define KIND_CHOICE_ZONE        str
#define KIND_CHOICE_COUNTRY     str
#define KIND_CHOICE_STORE_VIEW  str
#define KIND_CHOICE_REASON      str
#define KIND_CHOICE_BILLING_AT  str
#define KIND_CHOICE_CART_COUNT  str
#define KIND_CHOICE_HANDLING    str
#define KIND_CHOICE_FLAT_TYPE   str
#define KIND_CHOICE_TABLE_BY    str
#define KIND_GROUP              i64
#define KIND_STATUS             str
#define KIND_CHOICE_PERIOD      str
#define KIND_CHOICE_TAX_BASIS   str
#define KIND_CHOICE_PRODUCT_TAX str
#define KIND_CHOICE_TAX_SHOWN   str
#define KIND_CHOICE_SENDER      str
#define KIND_CHOICE_COPY_METHOD str
#define KIND_CHOICE_SECURITY    str
#define KIND_CHOICE_PRICE_SCOPE str
#define SETTING(member, path, fieldset, KIND, fallback, least, most, SCOPE, label, hint)           \
    KIND_##KIND member;
#include "domain/settings.def"
};

/* One enabled or disabled store view with everything that a page needs of it. */
struct store_view {
    i64 id, store_id, website_id;
    str code, name, store_name, website_name, website_code;
    bool enabled, is_default; /* is_default: of its website */
    i64 sort_order;
    i64 root_category_id; /* of its store; 0: the menu is what stands below no category */
    str currency;         /* the base currency of its website */
    LIST(struct exchange)
    currencies; /* those that are offered, at least one, as the setting names them */
    const struct exchange *usual; /* the one of them that is shown first; NULL: the base currency */
    str origin; /* "https://shop.example": where its pages are; "": on every host that is no other view's */
    str host; /* of the origin */
    const struct words *words;
    const struct format *format;
    const struct zone *zone;
    struct settings settings;
};

struct website {
    i64 id;
    str code, name, currency; /* currency: what its prices are in */
    i64 sort_order;
    bool is_default;
    i64 default_store_id; /* 0: it has no store yet */
    struct settings settings;
};

/* A store of a website: what its views have in common. "struct store" is the database (data/writer.h). */
struct website_store {
    i64 id, website_id;
    str code, name, website_name;
    bool is_default;     /* of its website */
    i64 default_view_id; /* 0: it has no view yet */
    i64 root_category_id; /* its menu is what stands below; 0: the categories that stand below none */
};

struct snapshot {
    struct settings global;            /* default scope: the back office */
    LIST(struct website) websites;     /* the default one first, then by sort order */
    LIST(struct website_store) stores; /* by website, the default one first */
    LIST(struct store_view) views;     /* by website, store, then sort order */
    const struct store_view *first;    /* the default view of the default website */
    i64 version;                       /* of change_count */
    struct held *held;                 /* snapshot.c's */
};

/* The current one; must be dropped after use. Thread-safe; cheap. */
const struct snapshot *snapshot_take(void);
void snapshot_drop(const struct snapshot *s);
/* Reads it anew from the database and swaps it in: at start, after a commit that touched settings, and by the
 * housekeeper when change_count has moved (another process or node). */
MUST err snapshot_load(struct db *db);
MUST err snapshot_refresh(struct db *db); /* loads only if change_count moved */

const struct website *snapshot_website(const struct snapshot *s, i64 id);     /* NULL: none */
const struct website_store *snapshot_store(const struct snapshot *s, i64 id); /* NULL: none */
const struct store_view *snapshot_view(const struct snapshot *s, i64 id);     /* NULL: none */
/* A switch as the settings of a store view have it; c's own if the view is gone. */
#define VIEW_SAYS(c, view_id, member) view_says(c, view_id, offsetof(struct settings, member))
bool view_says(const struct ctx *c, i64 view_id, size_t member);
/* Single-Store Mode is on and there is one view only: neither switchers nor scope labels (SC-23). */
bool snapshot_is_single(const struct snapshot *s);
const struct store_view *snapshot_view_by_code(const struct snapshot *s,
                                               str code); /* enabled ones; NULL: none */

/* The default view among those that are shown at a host: of the host's own views, else of those without one. NULL: all
 * views have hosts of their own, and this is none of them. */
const struct store_view *snapshot_view_at(const struct snapshot *s, str host);
/* An enabled view that is shown at the host. */
bool snapshot_is_at(const struct snapshot *s, const struct store_view *view, str host);
/* Its addresses at that host go without its code (Add Store Code to URLs). */
bool snapshot_is_bare(const struct snapshot *s, const struct store_view *view, str host);
/* Customers are known on all websites (Share Customer Accounts: Global), or may use the view's website. */
bool accounts_shared(const struct settings *s);
bool accounts_reach(const struct settings *s, i64 website_id, const struct store_view *view);
/* "shop.example:8443" of "https://shop.example:8443/"; "" of "". */
str url_host(str url);

/* ---- rows of settings.def, for the Configuration page and the command line ---- */

enum setting_kind {
    SET_YES_NO,
    SET_NUMBER,
    SET_MONEY,
    SET_TEXT,
    SET_LINES,
    SET_SPOKEN,
    SET_SPOKEN_LINES,
    SET_URL,
    SET_CURRENCY,   /* ISO 4217; least 0: may be empty */
    SET_CURRENCIES, /* some of them, with spaces between */
    SET_COUNTRIES,  /* the same of ISO 3166-1; least 0: may be none */
    SET_GROUP,      /* a customer group; the member is its id */
    SET_STATUS, /* that a new order may have (order_status_first_state); "": the default of the state New */
    SET_CHOICE
};
/* The finest scope of a row, and the level of a stored value. Stores hold no settings. */
enum setting_scope { SCOPE_GLOBAL, SCOPE_WEBSITE, SCOPE_VIEW };
/* Where a value is stored; {0} is Default Config. */
struct scope {
    enum setting_scope level;
    i64 id; /* of the website or the store view */
};

struct choice {
    str key, label; /* label is English */
};
struct setting_row {
    str path, fallback, label, hint;
    enum setting_kind kind;
    i64 least, most;
    enum setting_scope scope;
    int fieldset;                 /* index into setting_fieldsets */
    unsigned at;                  /* offset in struct settings */
    const struct choice *choices; /* SET_CHOICE: ends with an empty key */
};
struct setting_fieldset {
    str id, label;
    int section;
};
struct setting_section {
    str id, tab, label;
    int permission; /* enum permission */
};
extern const struct setting_row setting_rows[];
extern const size_t setting_rows_n;
extern const struct setting_fieldset setting_fieldsets[];
extern const size_t setting_fieldsets_n;
extern const struct setting_section setting_sections[];
extern const size_t setting_sections_n;

const struct setting_row *setting_find(str path);      /* NULL: none */
bool setting_is_lines(const struct setting_row *row);  /* several lines of text */
bool setting_is_spoken(const struct setting_row *row); /* its fallback is in the catalogue */
bool setting_is_fixed(const struct setting_row *row);  /* shown, but nobody can change it */

/* "default", "website:base", "view:de": for addresses and the command line. */
str scope_text(struct arena *mem, const struct snapshot *s, struct scope scope);
bool scope_find(const struct snapshot *s, str text,
                struct scope *out) MUST; /* "" is the default one */

/* What holds at the scope: its own stored value (*stored), else the coarser scope's, else the built-in one. */
MUST err setting_get(struct ctx *c, struct scope scope, const struct setting_row *row, str *value,
                     bool *stored);
/* What would hold there without a value of its own: shown while the box "Use …" is ticked. *built_in: nothing coarser
 * is stored either. */
MUST err setting_inherited(struct ctx *c, struct scope scope, const struct setting_row *row,
                           str *value, bool *built_in);
/* Whether the actor's role reaches the scope: Default Config is no bound role's (SC-11). ERR_DENIED: it does not. */
MUST err scope_reach(struct ctx *c, struct scope scope);
/* What amounts of the scope are in. */
str setting_currency(const struct ctx *c, struct scope scope);
/* A stored value as people read and type it: amounts in major units, written by the format (NULL: 1234.56); all else as
 * it is. */
str setting_shown(struct arena *mem, const struct setting_row *row, str stored,
                  const struct format *f, str currency);
/* Checks a stored value against the row: a message with %1, %2 for args, or empty when it is fine. */
str setting_check(struct arena *mem, const struct setting_row *row, str value, str args[2]);

struct setting_change {
    const struct setting_row *row;
    str value; /* as typed: "5.00" or "5,00" of an amount */
    bool
        inherit; /* remove this scope's row: the coarser scope's or the built-in value holds again */
};
/* Saves the changes of one scope in one work. ERR_INVALID: some value is wrong, the ctx says which
 * (field = path), or a row has no such fine scope; ERR_DENIED: a section's permission is missing. */
MUST err settings_save_at(struct ctx *c, struct scope scope, const struct setting_change *changes,
                          size_t n);
/* The same for Default Config. */
MUST err settings_save(struct ctx *c, const struct setting_change *changes, size_t n);
