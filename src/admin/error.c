/* What the back office says when there is no page: in its frame for who is signed in, bare for strangers. */
#include "admin/home_pages.h"
#include "templates/templates.h"

err admin_error(struct request *r, const struct error_page *p)
{
    if (actor_is_staff(&r->c.actor))
        return RENDER(r, admin_error, p);
    return RENDER(r, admin_error_bare, p);
}
