#include "legs.h"

#include "domain/scope.h"

void set_at(struct house *h, struct scope scope, const char *path, const char *value)
{
    struct setting_change change = {.row = setting_find(str_from(path)), .value = str_from(value)};
    assert_ok(settings_save_at(as_program(h->w), scope, &change, 1));
}

void set(struct house *h, const char *path, const char *value)
{
    set_at(h, (struct scope){0}, path, value);
}

struct second second_website(struct house *h)
{
    struct second s;
    struct ctx *c = as_program(h->w);
    struct website_edit site = {.name = S("US Website"), .code = S("us"), .currency = S("USD")};
    assert_ok(website_save(c, &site, &s.website));
    struct store_edit store = {
        .website_id = s.website, .name = S("US Store"), .code = S("us_store")};
    assert_ok(store_save(c, &store, &s.store));
    struct view_edit view = {
        .store_id = s.store, .name = S("American"), .code = S("us_en"), .enabled = true};
    assert_ok(store_view_save(c, &view, &s.view));
    bool more = true;
    while (more)
        assert_ok(store_view_fill(c, &more));
    set_at(h, (struct scope){SCOPE_VIEW, s.view}, "web/unsecure/base_url", "http://us.test/");
    return s;
}

struct browser *at_host(struct browser *b, const char *host)
{
    b->host = str_from(host);
    return b;
}

struct answer get_at(struct browser *b, const char *host, str path)
{
    return browser_get(at_host(b, host), str_z(b->t->mem, path));
}

str attribute(struct answer a, const char *from)
{
    str rest = a.body, begin = str_from(from), value;
    while (rest.n && !str_starts(rest, begin))
        rest = str_skip(rest, 1);
    rest = str_skip(rest, begin.n);
    assert_true(str_cut(&rest, '"', &value));
    return value;
}

str path_of(str url)
{
    for (int slashes = 0; url.n; url = str_skip(url, 1))
        if (url.at[0] == '/' && ++slashes == 3)
            return url;
    return url;
}

static str host_of(str url)
{
    str scheme, host;
    assert_true(str_cut(&url, '/', &scheme) && str_cut(&url, '/', &scheme));
    assert_true(str_cut(&url, '/', &host));
    return host;
}

str label_of(str url)
{
    while (url.n && !str_starts(url, S("/assist/")))
        url = str_skip(url, 1);
    url = str_skip(url, S("/assist/").n);
    for (size_t i = 0; i < url.n; i++)
        if (url.at[i] == '?' || url.at[i] == '/')
            url.n = i;
    return url;
}

struct answer arrive(struct browser *b, const char *host, str action, str secret,
                     const char *origin)
{
    str headers = str_format(
        b->t->mem,
        "Content-Type: application/x-www-form-urlencoded\r\nSec-Fetch-Site: cross-site\r\n%s%s%s",
        origin ? "Origin: " : "", origin ? origin : "", origin ? "\r\n" : "");
    return browser_send(at_host(b, host), "POST", str_z(b->t->mem, action), headers,
                        str_format(b->t->mem, "secret=%.*s", STR_ARG(secret)));
}

/* "0; url=/…" */
static str refresh_path(const struct answer *a)
{
    str to = answer_header(a, "Refresh"), begin = S("0; url=");
    assert_true(str_starts(to, begin));
    to = str_skip(to, begin.n);
    return str_starts(to, S("http")) ? path_of(to) : to;
}

struct opened open_assist(struct browser *admin, struct browser *shop, const char *path,
                          const char *fields)
{
    struct arena *mem = admin->t->mem;
    struct answer one = browser_post(at_host(admin, "admin.test"), path, fields);
    assert_int_equal(one.status, 200);
    str url = str_join(mem, S("http://"), attribute(one, "action=\"http://"));
    const char *host = str_z(mem, host_of(url));
    str secret = attribute(one, "name=\"secret\" value=\"");
    struct answer two = arrive(shop, host, path_of(url), secret, "http://admin.test");
    assert_int_equal(two.status, 303);
    struct answer three = get_at(admin, "admin.test", path_of(two.location));
    assert_int_equal(three.status, 303);
    struct answer four = get_at(shop, host, path_of(three.location));
    assert_int_equal(four.status, 200);
    return (struct opened){
        .host = str_from(host),
        .label = label_of(two.location),
        .page = get_at(shop, host, refresh_path(&four)),
    };
}

struct answer close_assist(struct browser *admin, struct browser *shop, const struct opened *o)
{
    struct arena *mem = admin->t->mem;
    at_host(shop, str_z(mem, o->host));
    struct answer a =
        browser_post(shop, at(admin->t, "/assist/%.*s/close-session", STR_ARG(o->label)), "");
    assert_int_equal(a.status, 303);
    a = get_at(admin, "admin.test", path_of(a.location));
    assert_int_equal(a.status, 200);
    return get_at(admin, "admin.test", refresh_path(&a));
}
