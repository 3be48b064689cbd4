/* Chooses the store view of this browser where addresses have no code for it (Add Store Code to URLs: No). */
#include "domain/settings.h"

#include "web/request.h"

err shop_store_view(struct request *r)
{
    const struct store_view *v = snapshot_view_by_code(r->snapshot, request_arg(r, 0));
    if (!v || !snapshot_is_at(r->snapshot, v, r->host) || v->store_id != r->c.view->store_id)
        return ERR_NOT_FOUND;
    view_cookie(r, v);
    return redirect_next(r, R_shop_home);
}
