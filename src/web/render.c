#include "domain/session.h"
#include "domain/settings.h"
#include "web/view.h"

/* The back office speaks the language of its user; the sign-in page that of the browser. */
static void admin_language(struct request *r, struct view *v)
{
    str lang = r->session ? r->session->lang : (str){0};
    v->words = lang.n ? words_find(lang) : words_accept(request_header(r, S("accept-language")));
    v->format = format_find(lang.n ? lang : v->words->locale);
}

static void shop_language(struct request *r, struct view *v)
{
    v->words = r->c.view->words;
    v->format = r->c.view->format;
}

struct view *render_view(struct request *r)
{
    struct view *v = NEW(r->c.mem, struct view);
    *v = (struct view){.out = &r->out.body, .mem = r->c.mem, .r = r};
    v->zone = r->c.view->zone;
    v->currency = exchange_currency(&r->c);
    if (r->surface == SURFACE_ADMIN)
        admin_language(r, v);
    else
        shop_language(r, v);
    /* What this request itself has to say stands on the page that it ends with. */
    struct flash **last = &r->flash;
    while (*last)
        last = &(*last)->next;
    *last = r->flash_next;
    r->flash_next = NULL;
    buf_clear(&r->out.body);
    buf_room(&r->out.body, (size_t)16 * 1024);
    return v;
}

err render_done(struct request *r, int unused)
{
    (void)unused;
    r->out.status = 200;
    r->out.type = S("text/html; charset=utf-8");
    return OK;
}
