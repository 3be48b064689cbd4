#include "domain/assist_handover.h"

#include "admin/assist_handover.h"
#include "admin/assist_pages.h"
#include "domain/settings.h"
#include "templates/templates.h"
#include "web/error.h"

/* The browser says where the form comes from only if the page lets it, and sends it only where the policy allows. */
err assist_hand_over(struct request *r, const struct assist_started *s)
{
    nonce_cookie(r, s->label, s->nonce);
    struct admin_handover_page page = {
        .host = url_host(s->to),
        .action =
            str_format(r->c.mem, "%.*s/assist/%.*s/arrive", STR_ARG(s->to), STR_ARG(s->label)),
        .secret = s->secret,
    };
    r->out.referrer = S("strict-origin");
    r->out.policy = static_policy_to(r->c.mem, s->to);
    return RENDER(r, admin_assist_handover, &page);
}

static str origin_of_storefront(const struct request *r, const struct store_view *v)
{
    str url = r->snapshot->global.assist_url;
    return url.n ? str_head(url, url.n - 1) : v->origin;
}

/* Leg 3. A session that was started in this browser goes on where it is shown. Only who comes from leg 2 is asked for the
 * nonce: whoever knows no more than the label ends nothing. */
err admin_assist_arrived(struct request *r)
{
    i64 view;
    str label = request_arg(r, 0);
    if (!is_handover_proof(r, LEG_TO_ADMIN, label, query_str(r, S("proof"), 100)))
        return ERR_NOT_FOUND;
    err e = assist_came_from(&r->c, label, nonce_cookie_value(r, label), &view);
    if (e == ERR_DENIED) {
        error_answer_saying(r, 403, assist_cause_ended(ASSIST_OTHER_BROWSER));
        return OK;
    }
    TRY(e);
    const struct store_view *v = snapshot_view(r->snapshot, view);
    if (!v)
        return ERR_NOT_FOUND;
    return redirect_across(r, str_format(r->c.mem, "%.*s/assist/%.*s/enter?view=%lld&proof=%.*s",
                                         STR_ARG(origin_of_storefront(r, v)), STR_ARG(label),
                                         (long long)view,
                                         STR_ARG(handover_proof(r, LEG_TO_SHOP, label))));
}

/* Close Session led here from the storefront's host. A page, not a redirect: only its own step brings staff's Strict cookie. */
err admin_assist_back(struct request *r)
{
    struct admin_back_page page = {0};
    str label = request_arg(r, 0);
    TRY(assist_back(&r->c, label, nonce_cookie_value(r, label), &page.href));
    nonce_cookie(r, label, S(""));
    response_header(r, S("Refresh"), str_join(r->c.mem, S("0; url="), page.href));
    return RENDER(r, admin_assist_back, &page);
}
