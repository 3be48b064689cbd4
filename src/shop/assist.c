/* Close Session: ends the assist session and leads back to the page of the back office that it came from. And the legs of a
 * handover that are the storefront's (domain/assist_handover.h). */
#include "domain/assist_handover.h"

#include "domain/settings.h"
#include "web/form.h"
#include "web/request.h"
#include "web/site.h"

err shop_assist_close(struct request *r)
{
    str back;
    TRY(assist_close(&r->c, &back));
    session_cookie(r, COOKIE_ASSIST, r->assist_label, S(""));
    flash(r, FLASH_OK, _("The session as the customer is closed."));
    return redirect_across(r, back);
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
    return redirect_across(r, str_format(r->c.mem, "%.*s%.*s/assist/%.*s", STR_ARG(arrival.origin),
                                         STR_ARG(r->site->admin_path), STR_ARG(r->assist_label)));
}

/* Leg 4. */
err shop_assist_enter(struct request *r)
{
    i64 view;
    TRY(query_i64(r, S("view"), 1, INT64_MAX, 0, &view));
    const struct store_view *v = snapshot_view(r->snapshot, view);
    if (!v || !v->enabled || !is_handover_proof(r, r->assist_label, query_str(r, S("proof"), 100)))
        return ERR_DENIED;
    proof_cookie(r, r->assist_label);
    view_cookie(r, v);
    return redirect_stored(r, url_for_view(r, v, r->assist_label, R_shop_account, NULL, 0));
}
