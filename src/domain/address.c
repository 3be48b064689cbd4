#include "domain/address.h"

#include "domain/address.sql.h"
#include "domain/customer.h"
#include "domain/region.h"
#include "domain/settings.h"

#define PAGES_MOST 10000

static const struct field fields[] = {
    FIELD(struct customer_address, id, F_PLAIN),
    FIELD(struct customer_address, customer_id, F_PLAIN),
    FIELD(struct customer_address, first_name, F_PLAIN),
    FIELD(struct customer_address, last_name, F_PLAIN),
    FIELD(struct customer_address, company, F_NULL0),
    FIELD(struct customer_address, street1, F_PLAIN),
    FIELD(struct customer_address, street2, F_NULL0),
    FIELD(struct customer_address, city, F_PLAIN),
    FIELD(struct customer_address, region, F_NULL0),
    FIELD(struct customer_address, postcode, F_PLAIN),
    FIELD(struct customer_address, country, F_PLAIN),
    FIELD(struct customer_address, phone, F_PLAIN),
    FIELD(struct customer_address, vat_id, F_NULL0),
    FIELD(struct customer_address, version, F_PLAIN),
};
const struct record address_record = RECORD(struct customer_address, fields);

/* ---- reading ---- */

static err read_address(struct db *db, struct arena *mem, i64 customer_id, i64 id,
                        struct customer_address *out)
{
    return db_one(db, mem, &sql_address_get, ARGS(id, customer_id), &address_record, out);
}

err address_get(struct ctx *c, i64 customer_id, i64 id, struct customer_address *out)
{
    return read_address(c->db, c->mem, customer_id, id, out);
}

err address_list(struct ctx *c, i64 customer_id, i64 page, bool others_only,
                 struct address_page *out)
{
    if (page < 1 || page > PAGES_MOST)
        return ERR_NOT_FOUND;
    struct address_page p = {.page = page};
    TRY(db_i64(c->db, others_only ? &sql_address_count_others : &sql_address_count,
               ARGS(customer_id), &p.count));
    TRY(db_all(c->db, c->mem, others_only ? &sql_address_page_others : &sql_address_page,
               ARGS(customer_id, (i64)ADDRESS_PAGE, (page - 1) * ADDRESS_PAGE), &address_record,
               &p.at));
    p.pages = (p.count + ADDRESS_PAGE - 1) / ADDRESS_PAGE;
    if (page > 1 && page > p.pages)
        return ERR_NOT_FOUND;
    *out = p;
    return OK;
}

err address_choices(struct ctx *c, i64 customer_id, i64 most, struct address_page *out)
{
    struct address_page p = {.page = 1, .pages = 1};
    TRY(db_all(c->db, c->mem, &sql_address_page, ARGS(customer_id, most, (i64)0), &address_record,
               &p.at));
    p.count = (i64)p.at.n;
    *out = p;
    return OK;
}

static err default_of(struct ctx *c, i64 customer_id, i64 id, struct customer_address *out)
{
    *out = (struct customer_address){0};
    if (!id)
        return OK;
    err e = address_get(c, customer_id, id, out);
    return e == ERR_NOT_FOUND ? OK : e;
}

err address_defaults(struct ctx *c, const struct customer *k, struct customer_address *billing,
                     struct customer_address *shipping)
{
    TRY(default_of(c, k->id, k->default_billing_id, billing));
    return default_of(c, k->id, k->default_shipping_id, shipping);
}

/* ---- what an address must be ---- */

static bool has_code(str codes, str code)
{
    str head;
    while (str_cut(&codes, ' ', &head))
        if (head.n && str_eq(head, code))
            return true;
    return false;
}

struct country_codes address_countries(struct ctx *c)
{
    struct country_codes out = {0};
    str codes = c->settings->countries, head;
    out.at.at = NEWN(c->mem, str, codes.n / 2 + 1);
    while (str_cut(&codes, ' ', &head))
        if (head.n == 2 && country_known(head))
            out.at.at[out.at.n++] = head;
    return out;
}

struct part {
    str field, label, text;
    size_t most;
    bool required;
};

static err check_parts(struct ctx *c, const struct part *parts, size_t n)
{
    err e = OK;
    for (size_t i = 0; i < n; i++) {
        if (parts[i].required && parts[i].text.n == 0)
            e = invalid_with(c, parts[i].field, _("%1 is required."), parts[i].label, (str){0},
                             (str){0});
        else if (str_count_chars(parts[i].text) > parts[i].most)
            e = invalid(c, parts[i].field, _("This text is too long."));
    }
    return e;
}

err address_check(struct ctx *c, const struct customer_address *a)
{
    const struct settings *s = c->settings;
    const struct part parts[] = {
        {S("first_name"), _("First Name"), a->first_name, CUSTOMER_NAME_MOST, true},
        {S("last_name"), _("Last Name"), a->last_name, CUSTOMER_NAME_MOST, true},
        {S("company"), _("Company"), a->company, 120, false},
        {S("street1"), _("Street Address"), a->street1, 120, true},
        {S("street2"), _("Street Address: Line 2"), a->street2, 120, false},
        {S("city"), _("City"), a->city, 80, true},
        {S("region"), _("State/Province"), a->region, 80, has_code(s->region_required, a->country)},
        {S("postcode"), _("Zip/Postal Code"), a->postcode, 20,
         !has_code(s->zip_optional, a->country)},
        {S("phone"), _("Phone Number"), a->phone, 40, true},
        {S("vat_id"), _("VAT Number"), a->vat_id, 40, false},
    };
    err e = check_parts(c, parts, COUNT(parts));
    str code;
    if (!has_code(s->countries, a->country) || !country_known(a->country))
        e = invalid(c, S("country"), _("Choose one of the countries."));
    else if (!region_find(a->country, a->region, &code))
        e = invalid(c, S("region"), _("Choose one of the states of this country."));
    return e;
}

/* ---- writing ---- */

struct defaults {
    i64 default_billing_id, default_shipping_id;
};
static const struct field defaults_fields[] = {
    FIELD(struct defaults, default_billing_id, F_NULL0),
    FIELD(struct defaults, default_shipping_id, F_NULL0),
};
static const struct record defaults_record = RECORD(struct defaults, defaults_fields);

static err put_billing(struct work *w, const struct customer_address *a)
{
    str region = region_name(a->country, a->region);
    return db_run(w->db, &sql_address_set_billing,
                  ARGS(a->customer_id, a->id, opt_str(a->phone), opt_str(a->postcode),
                       opt_str(a->country), opt_str(region), opt_str(str_fold(w->c->mem, region)),
                       opt_str(str_fold(w->c->mem, a->postcode))),
                  NULL);
}

/* A default that is not there yet is this one. */
static err put_defaults(struct work *w, const struct customer_address *a, bool billing,
                        bool shipping, struct defaults *before, struct defaults *after)
{
    TRY(db_one(w->db, w->c->mem, &sql_address_defaults, ARGS(a->customer_id), &defaults_record,
               before));
    *after = *before;
    if (billing || !before->default_billing_id)
        after->default_billing_id = a->id;
    if (shipping || !before->default_shipping_id)
        after->default_shipping_id = a->id;
    if (after->default_billing_id == a->id)
        TRY(put_billing(w, a));
    if (after->default_shipping_id != before->default_shipping_id)
        TRY(db_run(w->db, &sql_address_set_shipping, ARGS(a->customer_id, a->id), NULL));
    return OK;
}

static err name_defaults(struct work *w, const struct customer_address *a, bool billing,
                         bool shipping)
{
    struct defaults before, after;
    TRY(put_defaults(w, a, billing, shipping, &before, &after));
    work_touch_row(w, ENTITY_CUSTOMER, a->customer_id, &defaults_record, &before, &after);
    return OK;
}

struct customer_address address_with_region_code(struct customer_address a)
{
    str code;
    if (region_find(a.country, a.region, &code))
        a.region = code;
    return a;
}

static err insert(struct work *w, const struct customer_address *in, struct customer_address *out)
{
    *out = address_with_region_code(*in);
    out->version = 1;
    return db_put(w->db, &sql_address_insert, &address_record, out, &out->id);
}

err address_add(struct work *w, const struct customer_address *in, bool billing, bool shipping,
                i64 *id)
{
    struct customer_address a;
    struct defaults before, after;
    TRY(insert(w, in, &a));
    TRY(put_defaults(w, &a, billing, shipping, &before, &after));
    *id = a.id;
    return OK;
}

err address_put(struct work *w, const struct customer_address *in, bool billing, bool shipping)
{
    struct customer_address a;
    TRY(insert(w, in, &a));
    work_touch_row(w, ENTITY_ADDRESS, a.id, &address_record, NULL, &a);
    return name_defaults(w, &a, billing, shipping);
}

static err change(struct work *w, const struct customer_address *in, bool billing, bool shipping)
{
    struct customer_address a = address_with_region_code(*in), before;
    TRY(read_address(w->db, w->c->mem, a.customer_id, a.id, &before));
    i64 id;
    err e = db_put(w->db, &sql_address_update, &address_record, &a, &id);
    if (e == ERR_NOT_FOUND)
        return ERR_CONFLICT;
    TRY(e);
    before.version = a.version;
    work_touch_row(w, ENTITY_ADDRESS, a.id, &address_record, &before, &a);
    return name_defaults(w, &a, billing, shipping);
}

static enum action by_whom(const struct ctx *c, enum action customer, enum action staff)
{
    return actor_is_staff(&c->actor) ? staff : customer;
}

/* Customers and those who act for them reach their own book only. */
static bool is_mine(const struct ctx *c, i64 customer_id)
{
    return actor_is_staff(&c->actor) || c->actor.who == WHO_SYSTEM ||
           c->actor.customer_id == customer_id;
}

err address_save(struct ctx *c, const struct customer_address *a, bool billing, bool shipping)
{
    if (!is_mine(c, a->customer_id))
        return ERR_NOT_FOUND;
    TRY(address_check(c, a));
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, by_whom(c, ACT_ADDRESS_SAVE, ACT_CUSTOMER_ADDRESS_SAVE), &w));
    work_subject(&w, a->customer_id);
    TRY(a->id ? change(&w, a, billing, shipping) : address_put(&w, a, billing, shipping));
    return w.touches ? work_commit(&w) : OK;
}

err address_delete(struct ctx *c, i64 customer_id, i64 id)
{
    if (!is_mine(c, customer_id))
        return ERR_NOT_FOUND;
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, by_whom(c, ACT_ADDRESS_DELETE, ACT_CUSTOMER_ADDRESS_DELETE), &w));
    work_subject(&w, customer_id);
    struct customer_address before;
    TRY(read_address(w.db, c->mem, customer_id, id, &before));
    i64 n;
    TRY(db_run(w.db, &sql_address_delete, ARGS(id, customer_id), &n));
    if (n == 0)
        return invalid(
            c, S(""),
            _("A default address cannot be deleted. Make another one the default first."));
    work_touch_row(&w, ENTITY_ADDRESS, id, &address_record, &before, NULL);
    return work_commit(&w);
}

/* ---- showing ---- */

static void add_line(struct address_lines *l, str line)
{
    line = str_trim(line);
    if (line.n)
        l->at.at[l->at.n++] = line;
}

struct address_lines address_lines(struct ctx *c, const struct customer_address *a)
{
    struct address_lines l = {0};
    l.at.at = NEWN(c->mem, str, 8);
    str region = region_name(a->country, a->region);
    add_line(&l, str_format(c->mem, "%.*s %.*s", STR_ARG(a->first_name), STR_ARG(a->last_name)));
    add_line(&l, a->company);
    add_line(&l, a->street1);
    add_line(&l, a->street2);
    if (str_eq(a->country, S("US")))
        add_line(&l, str_format(c->mem, "%.*s, %.*s %.*s", STR_ARG(a->city), STR_ARG(a->region),
                                STR_ARG(a->postcode)));
    else {
        add_line(&l, str_format(c->mem, "%.*s %.*s", STR_ARG(a->postcode), STR_ARG(a->city)));
        add_line(&l, region);
    }
    l.country = a->country;
    return l;
}
