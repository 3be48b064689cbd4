#include "web/error.h"

#include "base/log.h"
#include "web/request.h"
#include "web/view.h"

#include <pthread.h>
#include <stdio.h>

static const struct {
    int status;
    str title, text;
} words[] = {
    {400, _("Bad Request"), _("The request could not be understood.")},
    {401, _("Session ended"), _("This session is over. Please sign in again.")},
    {403, _("Access denied"), _("You are not allowed to do this.")},
    {404, _("Page not found"),
     _("There is no page at this address. It may have moved, or the link is wrong.")},
    {405, _("Not possible this way"), _("This address cannot be used in this way.")},
    {408, _("Request Timeout"), _("The request took too long.")},
    {409, _("Somebody else was faster"),
     _("Somebody else has changed this in the meantime. Nothing was saved.")},
    {411, _("Length Required"), _("The request does not say how long it is.")},
    {413, _("Too much data"), _("More was sent than can be accepted.")},
    {414, _("Address too long"), _("The address is too long.")},
    {415, _("Unsupported Media Type"), _("The form was sent in a way that is not supported.")},
    {417, _("Expectation Failed"), _("The request could not be understood.")},
    {422, _("Please check your entries"), _("Something about the entries is not right.")},
    {429, _("Too many requests"),
     _("Too much was asked for at once. Please wait a moment and try again.")},
    {431, _("Request too large"), _("The head of the request is too large.")},
    {500, _("Something went wrong"), _("This is our mistake, not yours. Nothing was saved.")},
    {503, _("Please try again in a moment"),
     _("The store is very busy right now. Nothing was saved.")},
    {505, _("HTTP Version Not Supported"), _("The request could not be understood.")},
};

static size_t find(int status)
{
    for (size_t i = 0; i < COUNT(words); i++)
        if (words[i].status == status)
            return i;
    return find(500);
}

/* As the tree of a role's resources shows it: "Sales › Operations › Orders › View". "": it is no resource. */
static str path_of_resource(struct request *r, enum permission p)
{
    str path = {0};
    if (p < P_FIRST_GRANT)
        return path;
    struct view *v = render_view(r);
    for (; p >= P_FIRST_GRANT; p = permission_info(p)->parent) {
        str label = view_tr(v, permission_info(p)->label);
        path = path.n ? str_format(r->c.mem, "%.*s › %.*s", STR_ARG(label), STR_ARG(path)) : label;
    }
    return path;
}

struct error_page error_page(struct request *r, int status)
{
    size_t i = find(status);
    bool nobody = r->c.actor.who == WHO_VISITOR || r->c.actor.who == WHO_NOBODY;
    struct error_page p = {
        .status = words[i].status,
        .title = words[i].title,
        .text = words[i].text,
        .incident = status == 500 ? r->c.request_id : (str){0},
        .search = status == 404 && r->surface == SURFACE_SHOP,
        .sign_in = status == 401 || (status == 403 && nobody),
        .problems = r->c.problems,
    };
    if (status == 403 && !nobody && r->match.route) {
        p.arg = path_of_resource(r, action_info(r->match.route->action)->who);
        if (p.arg.n)
            p.text = _(
                "You need the right \"%1\" for this. An administrator can grant it in your role.");
    }
    return p;
}

static char last_resorts[COUNT(words)][768];

static void make_last_resorts(void)
{
    for (size_t i = 0; i < COUNT(words); i++)
        snprintf(
            last_resorts[i], sizeof last_resorts[i],
            "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>%.*s</title>"
            "<link rel=\"stylesheet\" href=\"%.*s\"></head>"
            "<body class=\"sf\"><main class=\"wrap\"><h1>%.*s</h1><p>%.*s</p><p><a href=\"/\">Home</a></p></main>"
            "</body></html>\n",
            STR_ARG(words[i].title), STR_ARG(static_url(S("app.css"))), STR_ARG(words[i].title),
            STR_ARG(words[i].text));
}

str error_last_resort(int status)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, make_last_resorts);
    return str_from(last_resorts[find(status)]);
}

/* Cookies that the gate takes back go out with the error too. */
static void forget_answer(struct request *r)
{
    struct response old = r->out;
    r->out = (struct response){.body = old.body, .close = old.close};
    buf_clear(&r->out.body);
    if (r->match.route && r->handled)
        return;
    for (size_t i = 0; i < old.n_headers; i++)
        if (str_eq(old.headers[i].name, S("Set-Cookie")))
            r->out.headers[r->out.n_headers++] = old.headers[i];
}

static err render(struct request *r, const struct error_page *p)
{
    if (!r->snapshot || !r->c.db)
        return ERR_BROKEN;
    return r->surface == SURFACE_ADMIN ? admin_error(r, p) : shop_error(r, p);
}

static void answer(struct request *r, struct error_page p)
{
    forget_answer(r);
    if (render(r, &p)) {
        if (r->snapshot && p.status != 503) /* the database is away: the log says so once */
            log_error("error page failed", "status %d, request %.*s", p.status,
                      STR_ARG(r->c.request_id));
        forget_answer(r);
        r->out.type = S("text/html; charset=utf-8");
        r->out.still = error_last_resort(p.status);
    }
    r->out.status = p.status;
}

void error_answer(struct request *r, int status)
{
    answer(r, error_page(r, status));
}

void error_answer_saying(struct request *r, int status, str text)
{
    struct error_page p = error_page(r, status);
    p.text = text;
    answer(r, p);
}
