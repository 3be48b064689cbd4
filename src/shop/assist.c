/* Close Session: ends the assist session and leads back to the page of the back office that it came from. */
#include "domain/assist.h"

#include "web/request.h"

err shop_assist_close(struct request *r)
{
    str return_path;
    TRY(assist_close(&r->c, &return_path));
    session_cookie(r, COOKIE_ASSIST, r->assist_label, S(""));
    flash(r, FLASH_OK, _("The session as the customer is closed."));
    return redirect_stored(r, return_path);
}
