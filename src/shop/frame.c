#include "shop/frame.h"

#include "base/buf.h"
#include "domain/assist.h"
#include "domain/category.h"
#include "domain/session.h"
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

/* The same page in another store view (ST-08): path and query stay, the base changes. A form that is shown again has
 * no page of its own path, so it leads home. */
static str same_page(struct request *r, const struct store_view *view)
{
    str home = url_for_view(r, view, r->assist_label, R_shop_home, NULL, 0);
    if (r->method != GET)
        return home;
    struct buf b = {0};
    buf_put(&b, str_ends(home, S("/")) ? str_head(home, home.n - 1) : home);
    str rest = str_skip(r->page_path, 1), part;
    if (rest.n == 0)
        buf_char(&b, '/');
    while (rest.n && str_cut(&rest, '/', &part)) {
        buf_char(&b, '/');
        buf_url(&b, part);
    }
    if (r->query.n) {
        buf_char(&b, '?');
        buf_put(&b, r->query);
    }
    str s = str_copy(r->c.mem, buf_str(&b));
    buf_free(&b);
    return s;
}

/* Enabled views of this store, in order (ST-06); none where there is nothing to choose. */
static void fill_languages(struct request *r, struct shop_frame *f)
{
    const struct snapshot *s = r->snapshot;
    f->languages.at = NEWN(r->c.mem, struct shop_language, s->views.n);
    for (size_t i = 0; i < s->views.n; i++) {
        const struct store_view *v = &s->views.at[i];
        if (!v->enabled || v->store_id != r->c.view->store_id)
            continue;
        f->languages.at[f->languages.n++] = (struct shop_language){
            .name = v->name,
            .href = same_page(r, v),
            .lang = v->words->lang,
            .here = v->id == r->c.view->id,
        };
    }
    if (f->languages.n < 2)
        f->languages.n = 0;
}

static void fill_person(struct request *r, struct shop_frame *f)
{
    if (r->assist) {
        f->customer_name = r->assist->customer_name;
        f->cart_count = r->assist->cart_count;
    } else if (r->session) {
        f->customer_name = r->session->customer_name;
        f->cart_count = r->session->cart_count;
    }
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
    fill_person(r, f);
    TRY(fill_nav(r, category_slug, f));
    fill_languages(r, f);
    *out = f;
    return OK;
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
