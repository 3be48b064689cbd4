#include "web/address_form.h"

#include "base/format.h"
#include "domain/region.h"
#include "domain/settings.h"
#include "web/form.h"

#define AT(member) .at = offsetof(struct typed_address, member)

static const struct form_field fields[] = {
    {"first_name", AT(a.first_name), FORM_TEXT, "First Name", .most = CUSTOMER_NAME_MOST},
    {"last_name", AT(a.last_name), FORM_TEXT, "Last Name", .most = CUSTOMER_NAME_MOST},
    {"company", AT(a.company), FORM_TEXT, "Company", .most = 120},
    {"street1", AT(a.street1), FORM_TEXT, "Street Address", .most = 120},
    {"street2", AT(a.street2), FORM_TEXT, "Street Address: Line 2", .most = 120},
    {"city", AT(a.city), FORM_TEXT, "City", .most = 80},
    {"region", AT(a.region), FORM_TEXT, "State/Province", .most = 80},
    {"postcode", AT(a.postcode), FORM_TEXT, "Zip/Postal Code", .most = 20},
    {"country", AT(a.country), FORM_TEXT, "Country", .most = 2},
    {"phone", AT(a.phone), FORM_TEXT, "Phone Number", .most = 40},
    {"vat_id", AT(a.vat_id), FORM_TEXT, "VAT Number", .most = 40},
    {"version", AT(a.version), FORM_NUMBER, "Version", .most = INT64_MAX},
    {"billing", AT(billing), FORM_CHECK, "Default Billing Address"},
    {"shipping", AT(shipping), FORM_CHECK, "Default Shipping Address"},
    {"refresh", AT(refresh), FORM_CHECK, "Country"},
};
static const struct form form = {fields, COUNT(fields)};

err address_form_read(struct request *r, struct typed_address *out)
{
    err e = form_read(r, &form, out);
    return out->refresh ? ERR_INVALID : e;
}

struct part_options address_country_options(struct request *r)
{
    struct country_codes codes = address_countries(&r->c);
    struct part_options list = {NEWN(r->c.mem, struct part_option, codes.at.n), codes.at.n};
    for (size_t i = 0; i < list.n; i++)
        list.at[i] = (struct part_option){codes.at.at[i],
                                          format_country(render_view(r)->format, codes.at.at[i])};
    return list;
}

struct part_options address_region_options(struct request *r, str country)
{
    struct region_list regions = regions_of(country);
    struct part_options list = {NEWN(r->c.mem, struct part_option, regions.n), regions.n};
    for (size_t i = 0; i < list.n; i++)
        list.at[i] = (struct part_option){regions.at[i].code, regions.at[i].name};
    return list;
}

static bool has_code(str codes, str code)
{
    str head;
    while (str_cut(&codes, ' ', &head))
        if (str_eq(head, code))
            return true;
    return false;
}

struct part_address address_part(struct request *r, const struct customer_address *a,
                                 const struct customer *k)
{
    const struct settings *s = r->c.settings;
    struct part_address p = {
        .a = *a, .countries = address_country_options(r), .offers_defaults = true};
    p.for_staff = actor_is_staff(&r->c.actor);
    if (!p.a.country.n)
        p.a.country = s->default_country;
    str country = form_value(r, S("country"), p.a.country);
    p.regions = address_region_options(r, country);
    p.region_required = has_code(s->region_required, country);
    p.postcode_optional = has_code(s->zip_optional, country);
    p.is_billing = a->id && k->default_billing_id == a->id;
    p.is_shipping = a->id && k->default_shipping_id == a->id;
    return p;
}

str view_region(struct view *v, str country, str region)
{
    (void)v;
    return region_name(country, region);
}
