/* The first page, and the dashboard: what was ordered, drawn as bars by the server. */
#include "admin/home_pages.h"
#include "domain/settings.h"
#include "templates/templates.h"

#define CHART_WIDTH  720
#define CHART_HEIGHT 160
#define BAR_GAP      4

err admin_home(struct request *r)
{
    enum route_id first = admin_first_page(&r->c.actor);
    return first == ROUTE_NONE ? ERR_DENIED : redirect(r, first);
}

static const struct {
    str key, label;
} ranges[] = {
    [REPORT_24_HOURS] = {S("24h"), _("Last 24 Hours")},
    [REPORT_7_DAYS] = {S("7d"), _("Last 7 Days")},
    [REPORT_MONTH] = {S("1m"), _("Current Month")},
    [REPORT_YEAR] = {S("1y"), _("Year to Date")},
    [REPORT_2_YEARS] = {S("2y"), _("Two Years to Date")},
};

static enum report_range range_of(struct request *r)
{
    str key = query_str(r, S("range"), 8);
    for (size_t i = 0; i < COUNT(ranges); i++)
        if (str_eq(key, ranges[i].key))
            return (enum report_range)i;
    return REPORT_7_DAYS;
}

static str bar_label(struct view *v, enum report_range range, when at)
{
    struct civil c = time_civil(at, v->zone);
    if (range == REPORT_24_HOURS)
        return view_time(v, at);
    if (range == REPORT_YEAR || range == REPORT_2_YEARS)
        return str_format(v->mem, "%02d/%04d", c.month, c.year);
    return view_date(v, at);
}

static i64 value_of(const struct report_bar *b, bool amounts)
{
    return amounts ? b->amount.minor : b->orders;
}

/* 0 for nothing, at least one unit for something, the whole height for the most. */
static i64 height_of(i64 value, i64 most)
{
    if (value <= 0 || most <= 0)
        return 0;
    i64 h = (i64)((__int128)value * CHART_HEIGHT / most);
    return h ? h : 1;
}

static void draw(struct view *v, enum report_range range, const struct report *rep,
                 struct admin_dashboard *page)
{
    i64 most = 0, step = CHART_WIDTH / (i64)rep->n;
    for (size_t i = 0; i < rep->n; i++)
        if (value_of(&rep->bars[i], page->amounts) > most)
            most = value_of(&rep->bars[i], page->amounts);
    page->bars.at = (void *)NEWN(v->mem, struct dashboard_bar, rep->n);
    page->bars.n = rep->n;
    for (size_t i = 0; i < rep->n; i++) {
        i64 height = height_of(value_of(&rep->bars[i], page->amounts), most);
        page->bars.at[i] = (struct dashboard_bar){
            .x = (i64)i * step,
            .y = CHART_HEIGHT - height,
            .width = step - BAR_GAP,
            .height = height,
            .label = bar_label(v, range, rep->bars[i].at),
            .orders = rep->bars[i].orders,
            .amount = rep->bars[i].amount,
        };
    }
    page->most =
        page->amounts ? view_money(v, (money){most}, page->currency) : view_number(v, most);
}

static void offer_ranges(struct view *v, enum report_range range, struct admin_dashboard *page)
{
    page->ranges.at = (void *)NEWN(v->mem, struct dashboard_choice, COUNT(ranges));
    page->ranges.n = COUNT(ranges);
    for (size_t i = 0; i < COUNT(ranges); i++)
        page->ranges.at[i] = (struct dashboard_choice){ranges[i].key, tr(v->words, ranges[i].label),
                                                       i == (size_t)range};
    page->range = ranges[range].key;
}

err admin_dashboard(struct request *r)
{
    struct ctx *c = &r->c;
    struct view *v = render_view(r);
    enum report_range range = range_of(r);
    struct report rep;
    struct admin_dashboard page = {
        .currency = c->view->currency,
        .amounts = !str_eq(query_str(r, S("chart"), 16), S("orders")),
        .width = CHART_WIDTH,
        .height = CHART_HEIGHT,
        .sees_orders = actor_may(&c->actor, ACT_ORDERS_LIST),
        .sees_customers = actor_may(&c->actor, ACT_CUSTOMERS_LIST),
    };
    TRY(report_lifetime(c, &page.lifetime));
    TRY(report_of(c, range, &rep));
    if (page.sees_orders)
        TRY(report_last_orders(c, &page.orders));
    if (page.sees_customers)
        TRY(report_new_customers(c, &page.customers));
    TRY(report_bestsellers(c, &page.bestsellers));
    if (page.lifetime.orders)
        page.average.minor = page.lifetime.amount.minor / page.lifetime.orders;
    page.total = rep.total;
    offer_ranges(v, range, &page);
    draw(v, range, &rep, &page);
    return RENDER(r, admin_dashboard, &page);
}
