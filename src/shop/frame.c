#include "shop/frame.h"

#include "domain/assist.h"
#include "domain/category.h"
#include "domain/settings.h"

static err fill_nav(struct request *r, str category_slug, struct shop_frame *f)
{
    category_list menu = {0};
    TRY(category_menu(&r->c, &menu));
    f->nav.at = NEWN(r->c.mem, struct shop_link, menu.n);
    for (size_t i = 0; i < menu.n; i++) {
        const struct category_shown *k = &menu.at[i];
        f->nav.at[f->nav.n++] =
            (struct shop_link){k->name, k->slug, str_eq(k->slug, category_slug)};
    }
    return OK;
}

static err make(struct request *r, str category_slug, str query, const struct shop_frame **out)
{
    struct shop_frame *f = NEW(r->c.mem, struct shop_frame);
    *f = (struct shop_frame){
        .lang = r->c.view->words->lang,
        .store_name = r->c.settings->store_name,
        .store_email = r->c.settings->store_email,
        .store_phone = r->c.settings->store_phone,
        .query = query,
        .assist = r->assist,
    };
    TRY(fill_nav(r, category_slug, f));
    *out = f;
    return OK;
}

void shop_frame_ahead(struct request *r)
{
    category_menu_ahead(&r->c);
}

err shop_frame(struct request *r, const struct shop_frame **out)
{
    return make(r, (str){0}, (str){0}, out);
}

err shop_frame_in(struct request *r, str category_slug, const struct shop_frame **out)
{
    return make(r, category_slug, (str){0}, out);
}

err shop_frame_found(struct request *r, str query, const struct shop_frame **out)
{
    return make(r, (str){0}, query, out);
}
