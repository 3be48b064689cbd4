/* Account Information of a customer, and a new customer. */
#include "admin/customer_pages.h"

#include "admin/group_options.h"
#include "domain/customer_group.h"
#include "domain/settings.h"
#include "templates/templates.h"
#include "web/form.h"

static str number_text(struct request *r, i64 n)
{
    return str_format(r->c.mem, "%lld", (long long)n);
}

static err fill_options(struct request *r, struct admin_customer_account_page *page)
{
    struct view *v = render_view(r);
    TRY(group_options(v, &page->groups));
    page->genders = (struct part_options){NEWN(v->mem, struct part_option, 2), 2};
    page->genders.at[0] = (struct part_option){S("male"), tr(v->words, _("Male"))};
    page->genders.at[1] = (struct part_option){S("female"), tr(v->words, _("Female"))};
    return OK;
}

static void fill_scopes(struct request *r, struct admin_customer_account_page *page)
{
    const struct snapshot *s = r->snapshot;
    struct arena *mem = r->c.mem;
    page->views.at = NEWN(mem, struct part_option, s->views.n);
    page->websites.at = NEWN(mem, struct part_option, s->views.n);
    for (size_t i = 0; i < s->views.n; i++) {
        const struct store_view *v = &s->views.at[i];
        page->views.at[page->views.n++] = (struct part_option){
            number_text(r, v->id), str_format(mem, "%.*s / %.*s / %.*s", STR_ARG(v->website_name),
                                              STR_ARG(v->store_name), STR_ARG(v->name))};
        str site = number_text(r, v->website_id);
        if (!page->websites.n || !str_eq(page->websites.at[page->websites.n - 1].value, site))
            page->websites.at[page->websites.n++] = (struct part_option){site, v->website_name};
    }
}

/* ---- an account that is there ---- */

err admin_customer_account(struct request *r)
{
    struct ctx *c = &r->c;
    struct admin_customer_account_page page = {
        .title = _("Account Information"),
        .shows_consent = c->settings->assist_enabled,
        .may_consent = actor_may(&c->actor, ACT_CUSTOMER_CONSENT),
    };
    err e = customer_load(r, S("account"), &page.k, &page.head);
    if (e == ERR_NOT_FOUND)
        return customer_gone(r);
    TRY(e);
    TRY(consent_get(c, page.k.id, &page.consent));
    TRY(fill_options(r, &page));
    const struct store_view *v = snapshot_view(r->snapshot, page.k.store_view_id);
    page.website_name = v ? v->website_name : S("");
    page.group = number_text(r, page.k.group_id);
    page.head.saves = page.head.may_edit;
    return RENDER(r, admin_customer_account, &page);
}

struct typed_customer {
    struct customer_edit edit;
    i64 website_id, store_view_id;
    bool consent_shown, stay, for_order;
};
static const char *const genders[] = {"male", "female", NULL};
#define AT(member) .at = offsetof(struct typed_customer, member)
static const struct form_field fields[] = {
    {"group", AT(edit.group_id), FORM_NUMBER, "Group", .required = true, .least = 1,
     .most = INT64_MAX},
    {"first_name", AT(edit.first_name), FORM_TEXT, "First Name", .required = true,
     .most = CUSTOMER_NAME_MOST},
    {"last_name", AT(edit.last_name), FORM_TEXT, "Last Name", .required = true,
     .most = CUSTOMER_NAME_MOST},
    {"email", AT(edit.email), FORM_EMAIL, "Email", .required = true, .most = CUSTOMER_EMAIL_MOST},
    {"birthday", AT(edit.birthday), FORM_DAY, "Date of Birth"},
    {"tax_vat", AT(edit.tax_vat), FORM_TEXT, "Tax/VAT Number", .most = 40},
    {"gender", AT(edit.gender), FORM_CHOICE, "Gender", .choices = genders},
    {"newsletter", AT(edit.newsletter), FORM_CHECK, "Newsletter"},
    {"consent", AT(edit.consent), FORM_YES_NO, "Allow remote shopping assistance"},
    {"consent_shown", AT(consent_shown), FORM_CHECK, "Allow remote shopping assistance"},
    {"stay", AT(stay), FORM_CHECK, "Save and Continue Edit"},
    /* of an account that is there */
    {"version", AT(edit.version), FORM_NUMBER, "Version", .required = true, .most = INT64_MAX},
    {"active", AT(edit.active), FORM_YES_NO, "Account is active", .required = true},
    /* of a new one */
    {"website", AT(website_id), FORM_NUMBER, "Associate to Website", .required = true, .least = 1,
     .most = INT64_MAX},
    {"store_view", AT(store_view_id), FORM_NUMBER, "Send Welcome Email From", .required = true,
     .least = 1, .most = INT64_MAX},
    {"for_order", AT(for_order), FORM_CHECK, "Create New Order"},
};
#define FIELDS_OF_ALL 11
#define FIELDS_OF_NEW 3
static const struct form edit_form = {fields, COUNT(fields) - FIELDS_OF_NEW};

static err read_typed(struct request *r, const struct form *form, struct typed_customer *in)
{
    struct customer_group group;
    TRY(form_read(r, form, in));
    in->edit.birthday = customer_birthday(in->edit.birthday, r->c.view->zone);
    in->edit.has_consent = in->consent_shown || in->edit.consent;
    err e = customer_group_get(&r->c, in->edit.group_id, &group);
    return e == ERR_NOT_FOUND ? invalid(&r->c, S("group"), _("Choose one of the groups.")) : e;
}

err admin_customer_account_post(struct request *r)
{
    struct typed_customer in = {0};
    struct customer k;
    err e = customer_by_ref(&r->c, request_arg(r, 0), &k);
    if (e == ERR_NOT_FOUND)
        return customer_gone(r);
    TRY(e);
    TRY(read_typed(r, &edit_form, &in));
    in.edit.id = k.id;
    TRY(customer_save(&r->c, &in.edit));
    flash(r, FLASH_OK, _("You saved the customer."));
    return in.stay ? redirect(r, R_admin_customer_account, k.ref) : redirect(r, R_admin_customers);
}

/* ---- a new account ---- */

err admin_customer_new(struct request *r)
{
    struct ctx *c = &r->c;
    struct admin_customer_account_page page = {
        .title = _("New Customer"),
        .fresh = true,
        .shows_consent = c->settings->assist_enabled,
        .may_consent = actor_may(&c->actor, ACT_CUSTOMER_CONSENT),
        .head = {.may_edit = true, .saves = true},
        .website = number_text(r, c->view->website_id),
        .view = number_text(r, c->view->id),
        .group = number_text(r, customer_group_default(&r->c)),
        .for_order = str_eq(form_value(r, S("for_order"), query_str(r, S("for_order"), 1)), S("1")),
    };
    TRY(fill_options(r, &page));
    fill_scopes(r, &page);
    return RENDER(r, admin_customer_account, &page);
}

/* All fields but those of an account that is there. */
static struct form new_form(struct form_field room[COUNT(fields)])
{
    size_t n = 0;
    for (size_t i = 0; i < FIELDS_OF_ALL; i++)
        room[n++] = fields[i];
    for (size_t i = COUNT(fields) - FIELDS_OF_NEW; i < COUNT(fields); i++)
        room[n++] = fields[i];
    return (struct form){room, n};
}

err admin_customer_new_post(struct request *r)
{
    struct typed_customer in = {0};
    struct form_field room[COUNT(fields)];
    struct form form = new_form(room);
    TRY(read_typed(r, &form, &in));
    const struct store_view *v = snapshot_view(r->snapshot, in.store_view_id);
    if (!v || v->website_id != in.website_id)
        return invalid(&r->c, S("store_view"), _("Choose a store view of this website."));
    struct customer_new fresh = {
        .website_id = in.website_id,
        .store_view_id = in.store_view_id,
        .group_id = in.edit.group_id,
        .first_name = in.edit.first_name,
        .last_name = in.edit.last_name,
        .email = in.edit.email,
        .newsletter = in.edit.newsletter,
        .tax_vat = in.edit.tax_vat,
        .gender = in.edit.gender,
        .birthday = in.edit.birthday,
    };
    str ref, page = public_url(r, v, R_shop_reset);
    TRY(customer_create(&r->c, &fresh, in.edit.consent, page, &ref));
    flash(r, FLASH_OK, _("You saved the customer."));
    if (in.for_order && actor_may(&r->c.actor, ACT_ORDER_CREATE))
        return redirect(r, R_admin_draft_customer, ref);
    return in.stay ? redirect(r, R_admin_customer_account, ref) : redirect(r, R_admin_customers);
}
