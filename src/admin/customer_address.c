/* The addresses of a customer. */
#include "admin/customer_pages.h"

#include "templates/templates.h"

err admin_customer_addresses(struct request *r)
{
    struct ctx *c = &r->c;
    struct admin_customer_addresses_page page = {0};
    struct customer k;
    i64 n;
    err e = customer_load(r, S("addresses"), &k, &page.head);
    if (e == ERR_NOT_FOUND)
        return customer_gone(r);
    TRY(e);
    TRY(query_i64(r, S("page"), 1, 10000, 1, &n));
    TRY(address_defaults(c, &k, &page.billing, &page.shipping));
    TRY(address_list(c, k.id, n, true, &page.others));
    page.has_billing = page.billing.id;
    page.has_shipping = page.shipping.id;
    page.billing_lines = address_lines(c, &page.billing);
    page.shipping_lines = address_lines(c, &page.shipping);
    page.previous = n - 1;
    page.next = n < page.others.pages ? n + 1 : 0;
    return RENDER(r, admin_customer_addresses, &page);
}

err admin_customer_address_new(struct request *r)
{
    struct admin_customer_address_page page = {.title = _("Add New Address"), .fresh = true};
    struct customer k;
    err e = customer_load(r, S("addresses"), &k, &page.head);
    if (e == ERR_NOT_FOUND)
        return customer_gone(r);
    TRY(e);
    struct customer_address a = {.first_name = k.first_name, .last_name = k.last_name};
    page.form = address_part(r, &a, &k);
    return RENDER(r, admin_customer_address, &page);
}

/* id 0: a new one. */
static err save(struct request *r, i64 id)
{
    struct typed_address in = {0};
    struct customer k;
    err e = customer_by_ref(&r->c, request_arg(r, 0), &k);
    if (e == ERR_NOT_FOUND)
        return customer_gone(r);
    TRY(e);
    TRY(address_form_read(r, &in));
    in.a.id = id;
    in.a.customer_id = k.id;
    TRY(address_save(&r->c, &in.a, in.billing, in.shipping));
    flash(r, FLASH_OK, _("You saved the address."));
    return redirect(r, R_admin_customer_addresses, k.ref);
}

err admin_customer_address_new_post(struct request *r)
{
    return save(r, 0);
}

err admin_customer_address(struct request *r)
{
    struct admin_customer_address_page page = {.title = _("Edit Address")};
    struct customer k;
    struct customer_address a;
    i64 id;
    err e = customer_load(r, S("addresses"), &k, &page.head);
    if (e == ERR_NOT_FOUND)
        return customer_gone(r);
    TRY(e);
    TRY(request_arg_id(r, 1, &id));
    TRY(address_get(&r->c, k.id, id, &a));
    page.form = address_part(r, &a, &k);
    return RENDER(r, admin_customer_address, &page);
}

err admin_customer_address_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 1, &id));
    return save(r, id);
}

err admin_customer_address_delete(struct request *r)
{
    struct admin_customer_question page = {0};
    struct customer k;
    struct customer_address a;
    err e = customer_load(r, S("addresses"), &k, &page.head);
    if (e == ERR_NOT_FOUND)
        return customer_gone(r);
    TRY(e);
    TRY(request_arg_id(r, 1, &page.address_id));
    TRY(address_get(&r->c, k.id, page.address_id, &a));
    page.lines = address_lines(&r->c, &a);
    return RENDER(r, admin_customer_address_delete, &page);
}

err admin_customer_address_delete_post(struct request *r)
{
    struct customer k;
    i64 id;
    err e = customer_by_ref(&r->c, request_arg(r, 0), &k);
    if (e == ERR_NOT_FOUND)
        return customer_gone(r);
    TRY(e);
    TRY(request_arg_id(r, 1, &id));
    TRY(address_delete(&r->c, k.id, id));
    flash(r, FLASH_OK, _("You deleted the address."));
    return redirect(r, R_admin_customer_addresses, k.ref);
}
