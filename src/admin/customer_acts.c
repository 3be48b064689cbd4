/* What staff do with a whole account: delete it, have its password set anew, end its sessions, unlock it. */
#include "admin/customer_pages.h"

#include "domain/settings.h"
#include "templates/templates.h"

static err ask(struct request *r, struct admin_customer_question *page)
{
    struct customer k;
    return customer_load(r, S(""), &k, &page->head);
}

err admin_customer_delete(struct request *r)
{
    struct admin_customer_question page = {0};
    err e = ask(r, &page);
    if (e == ERR_NOT_FOUND)
        return customer_gone(r);
    TRY(e);
    return RENDER(r, admin_customer_delete, &page);
}

err admin_customer_delete_post(struct request *r)
{
    struct customer k;
    err e = customer_by_ref(&r->c, request_arg(r, 0), &k);
    if (e == ERR_NOT_FOUND)
        return customer_gone(r);
    TRY(e);
    TRY(customer_delete(&r->c, k.id));
    flash_with(r, FLASH_OK, _("You deleted the customer %1."), customer_name(r->c.mem, &k), S(""));
    return redirect(r, R_admin_customers);
}

err admin_customer_reset(struct request *r)
{
    struct admin_customer_question page = {0};
    err e = ask(r, &page);
    if (e == ERR_NOT_FOUND)
        return customer_gone(r);
    TRY(e);
    return RENDER(r, admin_customer_reset, &page);
}

err admin_customer_force(struct request *r)
{
    struct admin_customer_question page = {0};
    err e = ask(r, &page);
    if (e == ERR_NOT_FOUND)
        return customer_gone(r);
    TRY(e);
    return RENDER(r, admin_customer_force, &page);
}

err admin_customer_force_post(struct request *r)
{
    struct customer k;
    err e = customer_by_ref(&r->c, request_arg(r, 0), &k);
    if (e == ERR_NOT_FOUND)
        return customer_gone(r);
    TRY(e);
    TRY(customer_force_sign_in(&r->c, k.id));
    flash(r, FLASH_OK, _("All sessions of the customer are ended."));
    return redirect(r, R_admin_customer_account, k.ref);
}

/* The page in the store view where the account was made: the mail speaks its language. */
static str reset_page(struct request *r, const struct customer *k)
{
    const struct store_view *v = snapshot_view(r->snapshot, k->store_view_id);
    return public_url(r, v ? v : r->c.view, R_shop_reset);
}

err admin_customer_reset_post(struct request *r)
{
    struct customer k;
    err e = customer_by_ref(&r->c, request_arg(r, 0), &k);
    if (e == ERR_NOT_FOUND)
        return customer_gone(r);
    TRY(e);
    TRY(customer_send_reset(&r->c, k.id, reset_page(r, &k)));
    flash(r, FLASH_OK, _("The customer will receive an email with a code to set a new password."));
    return redirect(r, R_admin_customer_account, k.ref);
}

err admin_customer_unlock_post(struct request *r)
{
    struct customer k;
    err e = customer_by_ref(&r->c, request_arg(r, 0), &k);
    if (e == ERR_NOT_FOUND)
        return customer_gone(r);
    TRY(e);
    TRY(customer_unlock(&r->c, k.id));
    flash(r, FLASH_OK, _("The customer is unlocked."));
    return redirect(r, R_admin_customer_account, k.ref);
}
