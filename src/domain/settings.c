#include "domain/settings.h"

#include "base/i18n.h"
#include "base/str.h"
#include "domain/access.h"

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
#define SET_OF_COUNTRIES           SET_COUNTRIES
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
#define LIST_OF_COUNTRIES          NULL
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
