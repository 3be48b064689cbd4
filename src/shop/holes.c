/* The holes of the storefront's pages: what is said to one person alone. */
#include "web/hole.h"

#include "domain/assist.h"
#include "domain/exchange.h"
#include "domain/remember.h"
#include "domain/session.h"
#include "domain/settings.h"
#include "shop/person.h"
#include "templates/templates.h"
#include "web/view.h"

static struct shop_person person_of(const struct request *r)
{
    if (r->assist)
        return (struct shop_person){.name = r->assist->customer_name,
                                    .cart_count = r->assist->cart_count,
                                    .assist = r->assist};
    struct shop_person p = {0};
    if (r->session)
        p = (struct shop_person){.name = r->session->customer_name,
                                 .cart_count = r->session->cart_count};
    const struct remembered *known = r->c.remembered;
    if (known)
        p.remembered = known->name;
    if (known && remember_has_cart(&r->c))
        p.cart_count = known->cart_count;
    return p;
}

/* Enabled views of this store, in order (ST-06); none where there is nothing to choose. */
static void fill_languages(struct request *r, struct shop_person *p)
{
    const struct snapshot *s = r->snapshot;
    p->languages.at = NEWN(r->c.mem, struct shop_language, s->views.n);
    for (size_t i = 0; i < s->views.n; i++) {
        const struct store_view *v = &s->views.at[i];
        if (!v->enabled || v->store_id != r->c.view->store_id)
            continue;
        p->languages.at[p->languages.n++] = (struct shop_language){
            .name = v->name,
            .href = url_here_in(r, v),
            .lang = v->words->lang,
            .here = v->id == r->c.view->id,
        };
    }
    if (p->languages.n < 2)
        p->languages.n = 0;
}

static void fill_currencies(struct request *r, struct shop_person *p)
{
    const struct store_view *v = r->c.view;
    if (v->currencies.n < 2)
        return;
    p->currencies.at = NEWN(r->c.mem, struct shop_currency, v->currencies.n);
    for (size_t i = 0; i < v->currencies.n; i++) {
        str code = v->currencies.at[i].currency;
        p->currencies.at[p->currencies.n++] =
            (struct shop_currency){code, str_eq(code, exchange_currency(&r->c))};
    }
    p->back = request_back_here(r);
}

void hole_support(struct view *v, str arg)
{
    (void)arg;
    if (!v->r->assist)
        return;
    view_put_words(v, _("[Support]"), NULL, 0);
    buf_char(v->out, ' ');
}

void hole_banner(struct view *v, str arg)
{
    (void)arg;
    if (v->r->assist)
        t_parts_assist(v, v->r->assist);
}

/* From there it leads back to this page; a form that is shown again has no address to come back to. */
static str mini_cart_of(struct request *r)
{
    if (!r->c.settings->mini_cart)
        return (str){0};
    str url = url_for(r, R_shop_mini_cart, NULL, 0), back = request_back_here(r);
    return back.n ? str_join(r->c.mem, str_join(r->c.mem, url, S("?")), back) : url;
}

void hole_cart(struct view *v, str arg)
{
    (void)arg;
    struct shop_person p = person_of(v->r);
    p.mini_cart = mini_cart_of(v->r);
    t_shop_hole_cart(v, &p);
}

void hole_languages(struct view *v, str arg)
{
    (void)arg;
    struct shop_person p = {0};
    fill_languages(v->r, &p);
    t_shop_hole_languages(v, &p);
}

void hole_currencies(struct view *v, str arg)
{
    (void)arg;
    struct shop_person p = {0};
    fill_currencies(v->r, &p);
    t_shop_hole_currencies(v, &p);
}

/* A hole that is a template over the person. */
#define PERSON_HOLE(name)                                                                          \
    void hole_##name(struct view *v, str arg)                                                      \
    {                                                                                              \
        (void)arg;                                                                                 \
        struct shop_person p = person_of(v->r);                                                    \
        t_shop_hole_##name(v, &p);                                                                 \
    }
PERSON_HOLE(robots)
PERSON_HOLE(welcome)
PERSON_HOLE(account)
PERSON_HOLE(messages)
PERSON_HOLE(orders)
