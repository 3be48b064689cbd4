/* What staff do with the customers that are ticked in the grid: a question, then each of them. */
#include "admin/customer_pages.h"
#include "admin/group_options.h"
#include "domain/customer_mass.h"
#include "templates/templates.h"
#include "web/form.h"

static err nothing_chosen(struct request *r)
{
    flash(r, FLASH_WARN, _("Please select customers first."));
    return redirect(r, R_admin_customers);
}

static const struct {
    str key, button, said; /* English */
    enum route_id page;
} ways[] = {
    [CUSTOMERS_DELETE] = {S("delete"), _("Delete Customers"),
                          _("Customers deleted: %1, not possible: %2."), R_admin_customers_delete},
    [CUSTOMERS_SUBSCRIBE] = {S("subscribe"), _("Subscribe to Newsletter"),
                             _("Customers subscribed: %1, not possible: %2."),
                             R_admin_customers_subscribe},
    [CUSTOMERS_UNSUBSCRIBE] = {S("unsubscribe"), _("Unsubscribe from Newsletter"),
                               _("Customers unsubscribed: %1, not possible: %2."),
                               R_admin_customers_unsubscribe},
    [CUSTOMERS_GROUP] = {S("group"), _("Assign a Customer Group"),
                         _("Customers assigned: %1, not possible: %2."), R_admin_customers_group},
};

/* Out of the address, or of a form that is shown again. */
static err read_refs(struct request *r, struct admin_customers_question *page)
{
    const struct pair *from = r->n_fields ? r->fields : r->params;
    size_t n = r->n_fields ? r->n_fields : r->n_params;
    page->refs.at = NEWN(r->c.mem, str, CUSTOMERS_AT_ONCE);
    for (size_t i = 0; i < n; i++) {
        if (!str_eq(from[i].name, S("c[]")))
            continue;
        if (page->refs.n == CUSTOMERS_AT_ONCE)
            return ERR_NOT_FOUND;
        page->refs.at[page->refs.n++] = from[i].value;
    }
    return OK;
}

static err ask(struct request *r, enum customer_mass_act act)
{
    struct admin_customers_question page = {
        .act = ways[act].key,
        .button = ways[act].button,
        .action = url_for(r, ways[act].page, NULL, 0),
        .bad = act == CUSTOMERS_DELETE,
        .groups = act == CUSTOMERS_GROUP,
    };
    TRY(read_refs(r, &page));
    if (page.refs.n == 0)
        return nothing_chosen(r);
    if (page.groups)
        TRY(group_options(render_view(r), &page.options));
    return RENDER(r, admin_customers_question, &page);
}

static err run(struct request *r, enum customer_mass_act act, i64 group_id)
{
    LIST(str) refs = {0};
    struct customer_mass mass;
    TRY(form_list(r, S("c[]"), CUSTOMERS_AT_ONCE, &refs));
    if (refs.n == 0)
        return nothing_chosen(r);
    TRY(customer_mass(&r->c, act, refs.at, refs.n, group_id, &mass));
    str done = str_format(r->c.mem, "%lld", (long long)mass.done);
    str skipped = str_format(r->c.mem, "%lld", (long long)mass.skipped);
    enum flash_kind kind = mass.skipped == 0 ? FLASH_OK : mass.done ? FLASH_WARN : FLASH_BAD;
    flash_with(r, kind, ways[act].said, done, skipped);
    return redirect(r, R_admin_customers);
}

err admin_customers_delete(struct request *r)
{
    return ask(r, CUSTOMERS_DELETE);
}

err admin_customers_subscribe(struct request *r)
{
    return ask(r, CUSTOMERS_SUBSCRIBE);
}

err admin_customers_unsubscribe(struct request *r)
{
    return ask(r, CUSTOMERS_UNSUBSCRIBE);
}

err admin_customers_group(struct request *r)
{
    return ask(r, CUSTOMERS_GROUP);
}

err admin_customers_delete_post(struct request *r)
{
    return run(r, CUSTOMERS_DELETE, 0);
}

err admin_customers_subscribe_post(struct request *r)
{
    return run(r, CUSTOMERS_SUBSCRIBE, 0);
}

err admin_customers_unsubscribe_post(struct request *r)
{
    return run(r, CUSTOMERS_UNSUBSCRIBE, 0);
}

struct group_form {
    i64 group;
};
static const struct form_field group_fields[] = {
    {FORM_INPUT(struct group_form, group), .type = FORM_NUMBER, .label = "Group", .required = true,
     .least = 1, .most = INT64_MAX},
};
static const struct form group_form = {group_fields, COUNT(group_fields)};

err admin_customers_group_post(struct request *r)
{
    struct group_form form;
    TRY(form_read(r, &group_form, &form));
    return run(r, CUSTOMERS_GROUP, form.group);
}
