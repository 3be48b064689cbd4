/* The address book: defaults apart, the others by pages, each entry's form, deleting with a question. */
#include "domain/address.h"

#include "shop/account_pages.h"
#include "templates/templates.h"

err shop_addresses(struct request *r)
{
    struct ctx *c = &r->c;
    struct shop_addresses_page page = {0};
    struct customer k;
    i64 n;
    TRY(query_i64(r, S("page"), 1, 10000, 1, &n));
    TRY(customer_self(c, &k));
    TRY(address_defaults(c, &k, &page.billing, &page.shipping));
    TRY(address_list(c, k.id, n, true, &page.others));
    page.has_billing = page.billing.id;
    page.has_shipping = page.shipping.id;
    page.billing_lines = address_lines(c, &page.billing);
    page.shipping_lines = address_lines(c, &page.shipping);
    page.previous = n - 1;
    page.next = n < page.others.pages ? n + 1 : 0;
    TRY(shop_frame(r, &page.frame));
    return RENDER(r, shop_addresses, &page);
}

err shop_address_new(struct request *r)
{
    struct customer k;
    TRY(customer_self(&r->c, &k));
    struct customer_address a = {.first_name = k.first_name, .last_name = k.last_name};
    struct shop_address_page page = {
        .title = _("Add New Address"), .fresh = true, .form = address_part(r, &a, &k)};
    TRY(shop_frame(r, &page.frame));
    return RENDER(r, shop_address, &page);
}

/* id 0: a new one. Whose it is comes from the session alone (R01). */
static err save(struct request *r, i64 id)
{
    struct typed_address in = {0};
    TRY(address_form_read(r, &in));
    in.a.id = id;
    in.a.customer_id = r->c.actor.customer_id;
    TRY(address_save(&r->c, &in.a, in.billing, in.shipping));
    flash(r, FLASH_OK, _("You saved the address."));
    return redirect(r, R_shop_addresses);
}

err shop_address_new_post(struct request *r)
{
    return save(r, 0);
}

err shop_address(struct request *r)
{
    struct customer k;
    struct customer_address a;
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(customer_self(&r->c, &k));
    TRY(address_get(&r->c, k.id, id, &a));
    struct shop_address_page page = {.title = _("Edit Address"), .form = address_part(r, &a, &k)};
    TRY(shop_frame(r, &page.frame));
    return RENDER(r, shop_address, &page);
}

err shop_address_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    return save(r, id);
}

err shop_address_delete(struct request *r)
{
    struct customer_address a;
    struct shop_address_delete_page page = {0};
    TRY(request_arg_id(r, 0, &page.id));
    TRY(address_get(&r->c, r->c.actor.customer_id, page.id, &a));
    page.lines = address_lines(&r->c, &a);
    TRY(shop_frame(r, &page.frame));
    return RENDER(r, shop_address_delete, &page);
}

err shop_address_delete_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    TRY(address_delete(&r->c, r->c.actor.customer_id, id));
    flash(r, FLASH_OK, _("You deleted the address."));
    return redirect(r, R_shop_addresses);
}
