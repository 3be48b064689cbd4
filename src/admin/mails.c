/* System › Mail: the outbox, one mail as it looks, and sending a failed one again. */
#include "admin/mail_pages.h"
#include "domain/order.h"
#include "domain/settings.h"
#include "templates/templates.h"

static const struct grid_column columns[] = {
    {.name = "time", .label = _("Time"), .look = GRID_NOWRAP},
    {.name = "to", .label = _("To"), .look = GRID_KEY},
    {.name = "subject", .label = _("Subject")},
    {.name = "kind", .label = _("Kind"), .look = GRID_LOW},
    {.name = "order", .label = _("Order #"), .look = GRID_LOW},
    {.name = "state", .label = _("State")},
    {.name = "tries", .label = _("Tries"), .look = GRID_RIGHT | GRID_LOW},
};
static const struct grid mails_grid = {
    .label = _("Mail"),
    .list = &mail_list_all,
    .columns = columns,
    .n = COUNT(columns),
    .style = GRID_OLD,
    .desc = true,
    .empty = _("No emails yet."),
};

/* ---- the list ---- */

static struct part_options options_of(struct grid_page *p, const struct choice *choices)
{
    size_t n = 0;
    while (choices[n].key.n)
        n++;
    struct part_options all = {NEWN(p->v->mem, struct part_option, n), n};
    for (size_t i = 0; i < n; i++)
        all.at[i] = (struct part_option){choices[i].key, grid_tr(p, choices[i].label)};
    return all;
}

static struct grid_cell state_cell(struct grid_page *p, const struct mail_row *m)
{
    bool sent = str_eq(m->state, S("sent")), failed = str_eq(m->state, S("failed"));
    struct grid_cell cell = grid_badge(sent     ? S("ok")
                                       : failed ? S("bad")
                                                : S("info"),
                                       sent     ? S("check")
                                       : failed ? S("x")
                                                : S("clock"),
                                       grid_tr(p, mail_label(mail_states, m->state)));
    cell.sub = m->last_error;
    return cell;
}

static struct grid_cell to_cell(struct grid_page *p, const struct mail_row *m)
{
    struct grid_cell cell = grid_text(m->to_address);
    cell.sub = m->to_name;
    if (!str_eq(m->rcpt, m->to_address))
        cell.sub = view_words(p->v, _("Blind copy to %1"), &m->rcpt, 1);
    return cell;
}

static struct grid_cell order_cell(struct grid_page *p, const struct mail_row *m)
{
    str id = str_format(p->v->mem, "%lld", (long long)m->order_id);
    bool may = m->order_id && actor_may(&p->r->c.actor, ACT_ORDER_VIEW);
    return may ? grid_link(m->order_number, url_for(p->r, R_admin_order, &id, 1))
               : grid_text(m->order_number);
}

static void put_row(struct grid_page *p, const struct mail_row *m)
{
    str id = str_format(p->v->mem, "%lld", (long long)m->id);
    grid_row(p, m->subject);
    grid_put(p, "time", grid_moment(m->created_at));
    grid_put(p, "to", to_cell(p, m));
    grid_put(p, "subject", grid_link(m->subject, url_for(p->r, R_admin_mail, &id, 1)));
    grid_put(p, "kind", grid_text(grid_tr(p, mail_label(mail_kinds, m->kind))));
    grid_put(p, "order", order_cell(p, m));
    grid_put(p, "state", state_cell(p, m));
    grid_put(p, "tries", grid_count(m->tries));
}

/* Who sends into a folder needs no server: only a mail that nobody took for a while tells. */
static bool waits_for_server(const struct ctx *c, const struct mail_row *m)
{
    return c->settings->smtp_host.n == 0 && str_eq(m->state, S("waiting")) &&
           c->now.us - m->created_at.us > MINUTE;
}

err admin_mails(struct request *r)
{
    struct admin_mails page = {.disabled = r->c.settings->mail_disabled};
    mail_rows rows;
    TRY(grid_read(r, &mails_grid, &page.grid));
    grid_options(&page.grid, "kind", options_of(&page.grid, mail_kinds));
    grid_options(&page.grid, "state", options_of(&page.grid, mail_states));
    TRY(mail_find(&r->c, &page.grid.query, &rows, &page.grid.answer));
    for (size_t i = 0; i < rows.n; i++) {
        put_row(&page.grid, &rows.at[i]);
        page.no_server |= waits_for_server(&r->c, &rows.at[i]);
    }
    grid_done(&page.grid);
    return RENDER(r, admin_mails, &page);
}

/* ---- one mail ---- */

static void add(struct admin_mail *page, str label, str value)
{
    if (value.n)
        page->facts.at[page->facts.n++] = (struct mail_fact){.label = label, .value = value};
}

static str person(struct arena *mem, str name, str address)
{
    return name.n ? str_format(mem, "%.*s <%.*s>", STR_ARG(name), STR_ARG(address)) : address;
}

static err add_order(struct request *r, struct admin_mail *page)
{
    struct order o;
    str id = str_format(r->c.mem, "%lld", (long long)page->mail.order_id);
    if (page->mail.order_id == 0 || !actor_may(&r->c.actor, ACT_ORDER_VIEW))
        return OK;
    TRY(order_get(&r->c, page->mail.order_id, &o));
    add(page, _("Order"), str_join(r->c.mem, S("#"), o.number));
    page->facts.at[page->facts.n - 1].href = url_for(r, R_admin_order, &id, 1);
    return OK;
}

static err add_facts(struct request *r, struct view *v, struct admin_mail *page)
{
    const struct mail *m = &page->mail;
    bool waits = str_eq(m->state, S("waiting"));
    add(page, _("From"), person(v->mem, m->from_name, m->from_address));
    add(page, _("To"), person(v->mem, m->to_name, m->to_address));
    if (!str_eq(m->rcpt, m->to_address))
        add(page, _("Blind Copy"), m->rcpt);
    add(page, _("Kind"), tr(v->words, mail_label(mail_kinds, m->kind)));
    TRY(add_order(r, page));
    add(page, _("Created"), view_full(v, m->created_at));
    add(page, _("State"), tr(v->words, mail_label(mail_states, m->state)));
    add(page, _("Tries"), view_number(v, m->tries));
    add(page, _("Next Try"), waits ? view_full(v, m->next_try_at) : (str){0});
    add(page, _("Sent"), view_full(v, m->sent_at));
    add(page, _("Failed"), view_full(v, m->failed_at));
    add(page, _("Last Error"), m->last_error);
    add(page, _("Message-ID"), m->message_id);
    return OK;
}

/* The frame shows a page of this server. */
static str policy_with_frame(struct arena *mem)
{
    return str_join(mem, static_policy(), S("; frame-src 'self'"));
}

err admin_mail(struct request *r)
{
    i64 id;
    struct admin_mail page = {0};
    TRY(request_arg_id(r, 0, &id));
    TRY(mail_get(&r->c, id, &page.mail));
    struct view *v = render_view(r);
    page.facts.at = (void *)NEWN(v->mem, struct mail_fact, 16);
    page.forgotten = page.mail.secret;
    page.may_again = str_eq(page.mail.state, S("failed")) && !page.mail.secret &&
                     actor_may(&r->c.actor, ACT_MAIL_AGAIN);
    TRY(add_facts(r, v, &page));
    r->out.policy = policy_with_frame(r->c.mem);
    return RENDER(r, admin_mail, &page);
}

/* What stands in a mail is not ours to trust: no script, no form, no address is loaded, whoever opens this page. */
err admin_mail_html(struct request *r)
{
    i64 id;
    struct mail m;
    TRY(request_arg_id(r, 0, &id));
    TRY(mail_get(&r->c, id, &m));
    if (m.html.n == 0)
        return ERR_NOT_FOUND;
    r->out.policy =
        S("default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; "
          "form-action 'none'; frame-ancestors 'self'; sandbox");
    return response_bytes(r, S("text/html; charset=utf-8"), S(""), m.html);
}

err admin_mail_again_post(struct request *r)
{
    i64 id;
    TRY(request_arg_id(r, 0, &id));
    err e = mail_again(&r->c, id);
    if (e && e != ERR_CONFLICT)
        return e;
    if (e)
        flash(r, FLASH_WARN, _("This email has not failed, or was sent again already."));
    else
        flash(r, FLASH_OK, _("The email will be sent again."));
    return redirect(r, R_admin_mail, request_arg(r, 0));
}
