/* The addresses of an order in the making: an entry of the customer's book, or a new one. */
#include "admin/order_draft_pages.h"

#include "domain/customer.h"
#include "domain/settings.h"
#include "templates/templates.h"
#include "web/form.h"
#include "web/request.h"

static bool is_kind(str kind)
{
    return str_eq(kind, S("billing")) || str_eq(kind, S("shipping"));
}

static err enter(struct request *r, struct order_draft *d, struct order_desk *desk)
{
    i64 id;
    if (!is_kind(request_arg(r, 1)))
        return ERR_NOT_FOUND;
    TRY(request_arg_id(r, 0, &id));
    TRY(order_draft_get(&r->c, id, d));
    order_draft_enter(&r->c, d, snapshot_view(r->snapshot, d->store_view_id), desk);
    return OK;
}

static bool is_fresh(struct request *r, const struct checkout *k)
{
    if (k->book.at.n == 0)
        return true;
    if (r->again)
        return str_eq(form_value(r, S("address_id"), S("")), S("0"));
    return str_eq(query_str(r, S("address"), 10), S("new"));
}

/* What a new address begins with: what is kept, or the customer's name. */
static err first_address(struct request *r, const struct order_draft *d,
                         const struct checkout_address *kept, struct customer_address *out)
{
    struct customer k;
    *out = (struct customer_address){.country = r->c.settings->default_country};
    if (kept->cart_id && !kept->address_id)
        *out = checkout_as_address(kept);
    if (kept->cart_id || !d->customer_id)
        return OK;
    TRY(customer_get(&r->c, d->customer_id, &k));
    out->first_name = k.first_name;
    out->last_name = k.last_name;
    return OK;
}

static err read_page(struct request *r, struct admin_draft_address_page *page)
{
    struct order_draft d;
    struct checkout k;
    struct customer_address first;
    SCOPED(order_draft_leave) struct order_desk desk = {0};
    TRY(enter(r, &d, &desk));
    TRY(checkout_get(&r->c, &k));
    bool billing = str_eq(page->kind, S("billing"));
    const struct checkout_address *kept = billing ? &k.billing : &k.shipping;
    TRY(first_address(r, &d, kept, &first));
    page->title = billing ? _("Billing Address") : _("Shipping Address");
    page->guest = k.guest;
    page->fresh = is_fresh(r, &k);
    page->form = address_part(r, &first, &(struct customer){0});
    page->form.offers_defaults = false;
    page->form.for_staff = true;
    page->choices.at = (void *)NEWN(r->c.mem, struct draft_choice, k.book.at.n + 1);
    i64 on = kept->address_id ? kept->address_id : k.default_id;
    for (size_t i = 0; i < k.book.at.n; i++) {
        const struct customer_address *a = &k.book.at.at[i];
        page->choices.at[page->choices.n++] =
            (struct draft_choice){a->id, address_lines(&r->c, a), a->id == on};
    }
    return OK;
}

err admin_draft_address(struct request *r)
{
    struct admin_draft_address_page page = {.id = request_arg(r, 0), .kind = request_arg(r, 1)};
    TRY(read_page(r, &page));
    return RENDER(r, admin_draft_address, &page);
}

struct step_form {
    i64 address_id;
    bool save_in_book;
};
static const struct form_field step_fields[] = {
    {FORM_INPUT(struct step_form, address_id), FORM_NUMBER, "Address", .most = INT64_MAX},
    {FORM_INPUT(struct step_form, save_in_book), FORM_CHECK, "Save in address book"},
};
static const struct form step_form = {step_fields, COUNT(step_fields)};

err admin_draft_address_post(struct request *r)
{
    struct order_draft d;
    struct step_form f = {0};
    struct typed_address typed = {0};
    SCOPED(order_draft_leave) struct order_desk desk = {0};
    TRY(enter(r, &d, &desk));
    TRY(form_read(r, &step_form, &f));
    if (f.address_id == 0)
        TRY(address_form_read(r, &typed));
    struct checkout_step in = {
        .address_id = f.address_id, .address = typed.a, .save_in_book = f.save_in_book};
    TRY(checkout_put_address(&r->c, request_arg(r, 1), &in));
    return redirect(r, R_admin_draft, request_arg(r, 0));
}

err admin_draft_same_post(struct request *r)
{
    struct order_draft d;
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(order_draft_get(&r->c, id, &d));
    SCOPED(order_draft_leave) struct order_desk desk = {0};
    order_draft_enter(&r->c, &d, snapshot_view(r->snapshot, d.store_view_id), &desk);
    TRY(checkout_save_billing(&r->c, NULL));
    return redirect(r, R_admin_draft, request_arg(r, 0));
}
