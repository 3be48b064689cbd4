#include "sample.h"

#include "base/log.h"
#include "domain/settings.h"
#include "web/error.h"
#include "web/form.h"
#include "web/request.h"
#include "web/view.h"

#include <unistd.h>

struct sample_form {
    str name, email;
    i64 qty;
};
static const struct form_field sample_fields[] = {
    {FORM_INPUT(struct sample_form, name), FORM_TEXT, .label = "Name", .required = true,
     .most = 20},
    {FORM_INPUT(struct sample_form, email), FORM_EMAIL, .label = "Email"},
    {FORM_INPUT(struct sample_form, qty), FORM_NUMBER, .label = "Quantity", .least = 1, .most = 99},
};
static const struct form sample_form = {sample_fields, COUNT(sample_fields)};

/* What a compiled template would do. */
static err page(struct request *r, str text)
{
    struct view *v = render_view(r);
    buf_put(v->out, S("<!DOCTYPE html><title>"));
    buf_html(v->out, tr(v->words, text));
    buf_put(v->out, S("</title>"));
    for (const struct flash *f = r->flash; f; f = f->next) {
        buf_put(v->out, S("<p class=flash>"));
        buf_html(v->out, tr_fill(v->mem, tr(v->words, f->message), f->args, 2));
        buf_put(v->out, S("</p>"));
    }
    for (const struct problem *p = r->c.problems; p; p = p->next) {
        buf_printf(v->out, "<p class=problem id=\"%.*s\">", STR_ARG(p->field));
        buf_html(v->out, tr_fill(v->mem, p->message, p->args, 3));
        buf_put(v->out, S("</p>"));
    }
    return render_done(r, 0);
}

static err home(struct request *r)
{
    return page(r, S("home"));
}

static err sign_in(struct request *r)
{
    TRY(page(r, S("sign in")));
    buf_put(&r->out.body, S("<input name=next value=\""));
    buf_html(&r->out.body, request_next(r));
    buf_put(&r->out.body, S("\">"));
    return OK;
}

static err sign_in_post(struct request *r)
{
    flash(r, FLASH_OK, _("Welcome back."));
    return redirect_next(r, (enum route_id)SAMPLE_HOME);
}

static err product(struct request *r)
{
    TRY(page(r, request_arg(r, 0)));
    str args[] = {request_arg(r, 0)};
    buf_printf(&r->out.body, "<a href=\"%.*s\">",
               STR_ARG(url_for(r, (enum route_id)SAMPLE_PRODUCT, args, 1)));
    return OK;
}

static err account(struct request *r)
{
    TRY(page(r, S("account")));
    buf_put(&r->out.body, S("<input name=name value=\""));
    buf_html(&r->out.body, form_value(r, S("name"), S("stored name")));
    buf_put(&r->out.body, S("\">"));
    return OK;
}

static err account_save(struct request *r)
{
    struct sample_form f = {0};
    TRY(form_read(r, &sample_form, &f));
    flash_with(r, FLASH_OK, _("Saved %1."), f.name, (str){0});
    return redirect(r, (enum route_id)SAMPLE_ADDRESS, f.name);
}

static _Atomic bool held;
static _Atomic int inside;

void sample_hold(bool hold)
{
    held = hold;
}

int sample_inside(void)
{
    return inside;
}

static err wait_and_say(struct request *r, int ms, str what)
{
    inside++;
    usleep((useconds_t)ms * 1000);
    while (held)
        usleep(1000);
    inside--;
    return page(r, what);
}

static err slow(struct request *r)
{
    return wait_and_say(r, 300, S("slow done"));
}

static err password(struct request *r)
{
    return wait_and_say(r, 200, S("password done"));
}

static err big(struct request *r)
{
    TRY(page(r, S("big")));
    for (int i = 0; i < 20000; i++)
        buf_put(&r->out.body, S("<p>a line of text</p>\n"));
    return OK;
}

static err fail(struct request *r)
{
    str how = request_arg(r, 0);
    response_cookie(r, S("leftover"), S("1"), S("/"), 0, false);
    if (str_eq(how, S("invalid")))
        return ERR_INVALID;
    if (str_eq(how, S("denied")))
        return ERR_DENIED;
    if (str_eq(how, S("conflict")))
        return ERR_CONFLICT;
    if (str_eq(how, S("broken")))
        return ERR_BROKEN;
    return ERR_NOT_FOUND;
}

static err cached(struct request *r)
{
    if (query_str(r, S("cookie"), 1).n)
        response_cookie(r, S("x"), S("1"), S("/"), 0, false);
    return page(r, S("cached"));
}

static err redirect_out(struct request *r)
{
    return redirect_stored(r, query_str(r, S("to"), 200));
}

static err echo(struct request *r)
{
    TRY(page(r, S("echo")));
    buf_printf(&r->out.body, "ip=%.*s https=%d view=%.*s base=%.*s page=%.*s", STR_ARG(r->c.ip),
               r->https, STR_ARG(r->c.view->code), STR_ARG(r->base), STR_ARG(r->page_path));
    buf_printf(&r->out.body, " fields=%zu", r->n_fields);
    return OK;
}

/* A GET that tries to write: the connection must not let it (R39). */
static err write_in_get(struct request *r)
{
    static const struct sql q = {.name = "sample", .text = S("UPDATE setting SET value = 'x'")};
    return db_run(r->c.db, &q, NO_ARGS, NULL);
}

static err error(struct request *r, const struct error_page *p, str frame)
{
    struct view *v = render_view(r);
    if (query_str(r, S("error"), 8).n)
        return log_broken("sample", "the error page fails too");
    buf_put(v->out, frame);
    buf_put(v->out, S("<h1>"));
    buf_html(v->out, tr(v->words, p->title));
    buf_put(v->out, S("</h1>"));
    buf_html(v->out, tr_fill(v->mem, tr(v->words, p->text), &p->arg, 1));
    buf_put(v->out, p->incident);
    return render_done(r, 0);
}

err shop_error(struct request *r, const struct error_page *p)
{
    return error(r, p, S("<shop frame>"));
}

err admin_error(struct request *r, const struct error_page *p)
{
    return error(r, p, S("<admin frame>"));
}

#define ROW(id, method_, surface_, path_, action_, handler_, ...)                                  \
    [SAMPLE_##id] = {.method = method_,                                                            \
                     .surface = SURFACE_##surface_,                                                \
                     .path = S(path_),                                                             \
                     .action = ACT_##action_,                                                      \
                     .handler = handler_,                                                          \
                     .flags = __VA_ARGS__,                                                         \
                     .name = S(#handler_)}

struct route route_table[] = {
    ROW(HOME, GET, SHOP, "/", PAGE_VIEW, home, PLAIN),
    ROW(SIGN_IN, GET, SHOP, "/sign-in", SIGN_IN_VIEW, sign_in, PLAIN),
    ROW(SIGN_IN_POST, POST, SHOP, "/sign-in", SIGN_IN, sign_in_post, SLOW),
    ROW(PRODUCT, GET, SHOP, "/p/:slug", PAGE_VIEW, product, PLAIN),
    ROW(ACCOUNT, GET, SHOP, "/form", PAGE_VIEW, account, PLAIN),
    ROW(ACCOUNT_SAVE, POST, SHOP, "/form", CART_CHANGE, account_save, PLAIN),
    ROW(ADDRESS, GET, SHOP, "/form/:name", PAGE_VIEW, product, PLAIN),
    ROW(SLOW, POST, SHOP, "/slow", CART_CHANGE, slow, PLAIN),
    ROW(PASSWORD, POST, SHOP, "/password", SIGN_IN, password, SLOW),
    ROW(BIG, GET, SHOP, "/big", PAGE_VIEW, big, PLAIN),
    ROW(FAIL, GET, SHOP, "/fail/:how", PAGE_VIEW, fail, PLAIN),
    ROW(CACHED, GET, SHOP, "/cached", PAGE_VIEW, cached, CACHED, .params = S("cookie")),
    ROW(REDIRECT, GET, SHOP, "/out", PAGE_VIEW, redirect_out, PLAIN),
    ROW(ECHO, GET, SHOP, "/echo", PAGE_VIEW, echo, PLAIN),
    ROW(WRITE, GET, SHOP, "/write", PAGE_VIEW, write_in_get, PLAIN),
    ROW(ADMIN_HOME, GET, ADMIN, "/", ADMIN_HOME, home, PLAIN),
    ROW(ADMIN_SIGN_IN, GET, ADMIN, "/sign-in", ADMIN_SIGN_IN_VIEW, sign_in, PLAIN),
    ROW(ADMIN_CUSTOMERS, GET, ADMIN, "/customers", CUSTOMERS_LIST, home, PLAIN),
    ROW(ADMIN_SAVE, POST, ADMIN, "/customers/:ref", CUSTOMER_SAVE, account_save, PLAIN),
    ROW(HEALTH, GET, OPEN, "/healthz", HEALTH, web_health, RAW),
    ROW(STATIC, GET, OPEN, "/static/:hash/:name", STATIC, web_static, RAW | IMMUTABLE),
    ROW(STATIC_IN, GET, OPEN, "/static/:hash/:folder/:name", STATIC, web_static_in,
        RAW | IMMUTABLE),
};
const size_t route_table_n = COUNT(route_table);

void (*const hole_table[HOLE_COUNT])(struct view *v, str arg) = {[HOLE_TOKEN] = hole_token};
