#include "shop/error_pages.h"

#include "templates/templates.h"
#include "web/site.h"
#include "web/view.h"

err shop_error(struct request *r, const struct error_page *p)
{
    struct shop_error_page page = {
        .e = p, .assisted = r->assist_label.n != 0, .back_office = r->site->admin_path};
    TRY(shop_frame(r, &page.frame));
    page.text = view_words(render_view(r), p->text, &p->arg, 1);
    return RENDER(r, shop_error, &page);
}
