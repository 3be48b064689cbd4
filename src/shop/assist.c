/* Close Session: ends the assist session and leads back to the page of the back office that it came from. And the legs of a
 * handover that are the storefront's (domain/assist_handover.h). */
#include "domain/assist_handover.h"

#include "domain/settings.h"
#include "shop/assist_pages.h"
#include "templates/templates.h"
#include "web/form.h"
#include "web/request.h"
#include "web/site.h"

err shop_assist_close(struct request *r)
{
    str return_path, origin = r->assist->origin;
    TRY(assist_close(&r->c, &return_path));
    session_cookie(r, COOKIE_ASSIST, r->assist_label, S(""));
    if (origin.n)
        return redirect_across(r,
                               str_format(r->c.mem, "%.*s%.*s/assist/%.*s/back", STR_ARG(origin),
                                          STR_ARG(r->site->admin_path), STR_ARG(r->assist_label)));
    flash(r, FLASH_OK, _("The session as the customer is closed."));
    return redirect_stored(r, return_path);
}

struct arrival_form {
    str secret;
};
static const struct form_field arrival_fields[] = {
    {FORM_INPUT(struct arrival_form, secret), .type = FORM_TEXT, .label = "Secret", .most = 64},
};
static const struct form arrival_form = {arrival_fields, COUNT(arrival_fields)};

/* Leg 2. */
err shop_assist_arrive(struct request *r)
{
    struct arrival_form in = {0};
    struct assist_arrival arrival;
    TRY(form_read(r, &arrival_form, &in));
    TRY(assist_arrive(&r->c, r->assist_label, in.secret, request_header(r, S("origin")), &arrival));
    session_cookie(r, COOKIE_ASSIST, r->assist_label, arrival.token);
    return redirect_across(
        r, str_format(r->c.mem, "%.*s%.*s/assist/%.*s?proof=%.*s", STR_ARG(arrival.origin),
                      STR_ARG(r->site->admin_path), STR_ARG(r->assist_label),
                      STR_ARG(handover_proof(r, LEG_TO_ADMIN, r->assist_label))));
}

/* Leg 4. A page, not a redirect: the chain began on another site, and no browser sends a Strict cookie at its end. The
 * page's own step does not come from elsewhere. */
err shop_assist_enter(struct request *r)
{
    i64 view;
    TRY(query_i64(r, S("view"), 1, INT64_MAX, 0, &view));
    const struct store_view *v = snapshot_view(r->snapshot, view);
    if (!v || !v->enabled ||
        !is_handover_proof(r, LEG_TO_SHOP, r->assist_label, query_str(r, S("proof"), 100)))
        return ERR_DENIED;
    proof_cookie(r, r->assist_label);
    view_cookie(r, v);
    struct shop_enter page = {.href = url_for_view(r, v, r->assist_label, R_shop_account, NULL, 0)};
    TRY(shop_frame(r, &page.frame));
    response_header(r, S("Refresh"), str_join(r->c.mem, S("0; url="), page.href));
    return RENDER(r, shop_assist_enter, &page);
}
