#include "admin/form_user.h"

#include "domain/settings.h"

static const struct form_field fields[] = {
    {FORM_INPUT(struct admin_user_edit, user_name), .type = FORM_TEXT, .label = "User Name"},
    {FORM_INPUT(struct admin_user_edit, first_name), .type = FORM_TEXT, .label = "First Name"},
    {FORM_INPUT(struct admin_user_edit, last_name), .type = FORM_TEXT, .label = "Last Name"},
    {FORM_INPUT(struct admin_user_edit, email), .type = FORM_EMAIL, .label = "Email"},
    {FORM_INPUT(struct admin_user_edit, lang), .type = FORM_TEXT, .label = "Interface Locale"},
    {FORM_INPUT(struct admin_user_edit, password), .type = FORM_PASSWORD, .label = "Password"},
    {FORM_INPUT(struct admin_user_edit, confirm), .type = FORM_PASSWORD,
     .label = "Password Confirmation"},
    {FORM_INPUT(struct admin_user_edit, version), .type = FORM_NUMBER, .label = "Version",
     .most = INT64_MAX},
    {FORM_INPUT(struct admin_user_edit, own_password), .type = FORM_PASSWORD,
     .label = "Your Password", .required = true},
    {FORM_INPUT(struct admin_user_edit, active), .type = FORM_YES_NO, .label = "This account is",
     .required = true},
    {FORM_INPUT(struct admin_user_edit, role_id), .type = FORM_NUMBER, .label = "User Role",
     .required = true, .least = 1, .most = INT64_MAX},
    {FORM_INPUT(struct admin_user_edit, expires_at), .type = FORM_DAY, .label = "Expiration Date"},
};
#define ACCOUNT_FIELDS 9 /* the first ones */

const struct form user_form = {fields, COUNT(fields)};
const struct form account_form = {fields, ACCOUNT_FIELDS};

when user_day_end(struct request *r, when day)
{
    if (!day.us)
        return day;
    struct civil c = time_civil((when){day.us + DAY + DAY / 2}, r->c.view->zone);
    c.hour = c.minute = c.second = 0;
    return time_from_civil(c, r->c.view->zone);
}

err user_form_read(struct request *r, const struct form *f, struct admin_user_edit *out)
{
    struct admin_user_edit in = {0};
    TRY(form_read(r, f, &in));
    in.expires_at = user_day_end(r, in.expires_at);
    *out = in;
    return OK;
}

when user_last_day(when expires_at)
{
    return expires_at.us ? (when){expires_at.us - 1} : expires_at;
}

struct part_options user_langs(struct request *r)
{
    struct part_options all = {0};
    while (words_at(all.n))
        all.n++;
    all.at = NEWN(r->c.mem, struct part_option, all.n);
    for (size_t i = 0; i < all.n; i++)
        all.at[i] = (struct part_option){words_at(i)->lang, words_at(i)->name};
    return all;
}

struct part_options user_roles(struct arena *mem, const struct roles *roles)
{
    struct part_options all = {NEWN(mem, struct part_option, roles->n), roles->n};
    for (size_t i = 0; i < all.n; i++)
        all.at[i] = (struct part_option){str_format(mem, "%lld", (long long)roles->at[i].id),
                                         roles->at[i].name};
    return all;
}
