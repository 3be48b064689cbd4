#include "domain/pdf_sheet.h"

#include "domain/pdf_paper.h"
#include "domain/sales_shown.h"
#include "domain/settings.h"

/* The address stands where a window envelope shows it (DIN 5008 B). */
#define LEFT       (25 * PAPER_MM)
#define RIGHT      (PAPER_WIDTH - 20 * PAPER_MM)
#define WIDTH      (RIGHT - LEFT)
#define TOP        (18 * PAPER_MM)
#define WINDOW     (46 * PAPER_MM)
#define META       (118 * PAPER_MM)
#define TITLE      (98 * PAPER_MM)
#define FOOT       (PAPER_HEIGHT - 29 * PAPER_MM)
#define BOTTOM     (FOOT - 5 * PAPER_MM)
#define GAP        (2 * PAPER_MM)
#define CELL_MOST  70.0 /* a wider amount wraps */
#define FACT_MOST  (45 * PAPER_MM)
#define NAME_LEAST 60.0
#define NAME_MOST  12 /* lines */
#define FOOTERS    3
#define FOOT_LINES 5

static const struct {
    str title, plural, number, date;
    bool priced;
} kinds[DOCUMENT_KIND_COUNT] = {
    [DOCUMENT_INVOICE] = {_("Invoice"), _("Invoices"), _("Invoice Number"), _("Invoice Date"),
                          true},
    [DOCUMENT_SHIPMENT] = {_("Packing Slip"), _("Packing Slips"), _("Shipment Number"),
                           _("Shipment Date"), false},
    [DOCUMENT_CREDIT_MEMO] = {_("Credit Memo"), _("Credit Memos"), _("Credit Memo Number"),
                              _("Credit Memo Date"), true},
};

enum cell { CELL_PRICE, CELL_QTY, CELL_PERCENT, CELL_TAX, CELL_SUBTOTAL, CELL_COUNT };
static const struct {
    str label;
    bool priced;
} cells[CELL_COUNT] = {
    [CELL_PRICE] = {_("Price"), true},       [CELL_QTY] = {_("Qty"), false},
    [CELL_PERCENT] = {_("Tax Rate"), true},  [CELL_TAX] = {_("Tax"), true},
    [CELL_SUBTOTAL] = {_("Subtotal"), true},
};

struct row {
    const struct paper_text *name, *sku, *cells[CELL_COUNT];
    double height;
};

struct sheet {
    struct ctx *c;
    struct paper *p;
    const struct pdf_reader *r;
    enum document_kind kind;
    const struct pdf_document *in;
    const struct document *d;
    struct sales_look look;
    document_items lines; /* as they are shown */
    str title;
    size_t page;
    double y; /* the next free place on the page */
    double widths[CELL_COUNT], name_width;
    const struct paper_text *heads[CELL_COUNT], *name_head;
};

str pdf_title(enum document_kind kind)
{
    return kinds[kind].title;
}

str pdf_plural(enum document_kind kind)
{
    return kinds[kind].plural;
}

static str word(const struct sheet *s, str en)
{
    return tr(s->r->words, en);
}

static str fill(const struct sheet *s, str en, str arg)
{
    return tr_fill(s->c->mem, word(s, en), &arg, 1);
}

static str amount(const struct sheet *s, money m)
{
    return format_money(s->c->mem, s->r->format, m, s->d->currency);
}

static str date(const struct sheet *s, when t)
{
    return format_date(s->c->mem, s->r->format, t, s->r->zone);
}

/* Puts a text and gives the place below it. */
static double put(const struct sheet *s, enum paper_style style, double x, double y, double width,
                  int lines, str text)
{
    const struct paper_text *t = paper_text(s->p, style, text, width, lines);
    paper_put(s->p, s->page, x, y, t);
    return y + t->height;
}

/* One line as wide as it is, up to a limit: beyond it at most these lines. */
static const struct paper_text *fit(const struct sheet *s, enum paper_style style, str text,
                                    double most, int lines)
{
    const struct paper_text *t = paper_text(s->p, style, text, 0, 1);
    return t->width <= most ? t : paper_text(s->p, style, text, most, lines);
}

static void put_right(const struct sheet *s, enum paper_style style, double y, str text)
{
    paper_put_right(s->p, s->page, RIGHT, y, fit(s, style, text, WIDTH, 1));
}

/* ---- the head of the first page ---- */

static str sender(const struct sheet *s)
{
    str rest = s->r->settings->pdf_address, line, all = S("");
    while (str_cut(&rest, '\n', &line)) {
        line = str_trim(line);
        if (line.n)
            all = all.n ? str_format(s->c->mem, "%.*s · %.*s", STR_ARG(all), STR_ARG(line)) : line;
    }
    return all.n ? all : s->r->settings->store_name;
}

static double put_address(const struct sheet *s, double x, double y, double width, str label,
                          const struct customer_address *a)
{
    struct address_lines l = address_lines(s->c, a);
    y = put(s, PAPER_SMALL, x, y, width, 1, word(s, label));
    for (size_t i = 0; i < l.at.n; i++)
        y = put(s, PAPER_PLAIN, x, y, width, 2, l.at.at[i]);
    return put(s, PAPER_PLAIN, x, y, width, 1, format_country(s->r->format, l.country));
}

static double put_fact(const struct sheet *s, double y, str label, str value)
{
    const struct paper_text *t = fit(s, PAPER_PLAIN, value, FACT_MOST, 1);
    paper_put_right(s->p, s->page, RIGHT, y, t);
    const struct paper_text *name =
        paper_text(s->p, PAPER_SMALL, word(s, label), RIGHT - META - t->width - GAP, 1);
    paper_put(s->p, s->page, META, y + (t->height - name->height) / 2, name);
    return y + t->height;
}

static bool shows_order_number(const struct sheet *s)
{
    const struct settings *set = s->r->settings;
    switch (s->kind) {
    case DOCUMENT_INVOICE:
        return set->pdf_invoice_order;
    case DOCUMENT_SHIPMENT:
        return set->pdf_shipment_order;
    case DOCUMENT_CREDIT_MEMO:
        return set->pdf_credit_memo_order;
    case DOCUMENT_KIND_COUNT:
        break;
    }
    return true;
}

static double put_facts(const struct sheet *s, double y)
{
    y = put_fact(s, y, kinds[s->kind].number, s->d->number);
    y = put_fact(s, y, kinds[s->kind].date, date(s, s->d->created_at));
    if (shows_order_number(s))
        y = put_fact(s, y, _("Order Number"), s->d->order_number);
    return put_fact(s, y, _("Order Date"), date(s, s->d->order_created_at));
}

static void put_letterhead(const struct sheet *s)
{
    if (paper_picture(s->p, s->r->settings->pdf_logo, s->page, RIGHT, TOP) == 0)
        put_right(s, PAPER_MARK, TOP, s->r->settings->store_name);
    double width = META - LEFT - 8 * PAPER_MM;
    const struct paper_text *from = fit(s, PAPER_SMALL, sender(s), width, 1);
    paper_put(s->p, s->page, LEFT, WINDOW, from);
    paper_rule(s->p, s->page, LEFT, WINDOW + from->height + 1, from->width, 0.3);
}

static double larger(double a, double b)
{
    return a > b ? a : b;
}

static double put_label(const struct sheet *s, double x, double y, double width, str label,
                        str value)
{
    if (value.n == 0)
        return y;
    y = put(s, PAPER_SMALL, x, y, width, 1, word(s, label));
    return put(s, PAPER_PLAIN, x, y, width, 3, value) + GAP / 2;
}

static double put_tracks(const struct sheet *s, double x, double y, double width)
{
    const document_tracks *tracks = s->in->tracks;
    if (!tracks || tracks->n == 0)
        return y;
    y = put(s, PAPER_SMALL, x, y, width, 1, word(s, _("Tracking Number")));
    for (size_t i = 0; i < tracks->n && i < DOCUMENT_TRACKS_MOST; i++) {
        const struct document_track *t = &tracks->at[i];
        y = put(s, PAPER_PLAIN, x, y, width, 2,
                str_format(s->c->mem, "%.*s: %.*s", STR_ARG(t->title), STR_ARG(t->number)));
    }
    return y;
}

/* The other address, how it is paid, how it travels. */
static double put_ways(const struct sheet *s, double y)
{
    bool slip = s->kind == DOCUMENT_SHIPMENT;
    const struct customer_address *other =
        slip ? &s->in->addresses->billing : &s->in->addresses->shipping;
    double half = WIDTH / 2, width = half - GAP, left = y, x = LEFT;
    if (other->country.n) {
        left = put_address(s, LEFT, y, width, slip ? _("Sold to") : _("Ship to"), other);
        x += half;
    }
    double right = put_label(s, x, y, width, _("Payment Method"), s->d->payment_title);
    right = put_label(s, x, right, width, _("Shipping Method"), s->d->shipping_title);
    return larger(left, put_tracks(s, x, right, width));
}

static void put_head(struct sheet *s)
{
    const struct order_addresses *a = s->in->addresses;
    bool slip = s->kind == DOCUMENT_SHIPMENT && a->shipping.country.n;
    double y = WINDOW + 5 * PAPER_MM, width = META - LEFT - 8 * PAPER_MM;
    put_letterhead(s);
    double end = put_address(s, LEFT, y, width, slip ? _("Ship to") : _("Sold to"),
                             slip ? &a->shipping : &a->billing);
    end = larger(end, put_facts(s, y)) + 4 * PAPER_MM;
    s->y = put(s, PAPER_TITLE, LEFT, larger(end, TITLE), WIDTH, 2, s->title) + 3 * PAPER_MM;
    s->y = put_ways(s, s->y) + 6 * PAPER_MM;
}

/* ---- items ---- */

static bool has_cell(const struct sheet *s, enum cell cell)
{
    return kinds[s->kind].priced || !cells[cell].priced;
}

/* Both sides of the tax: too wide for one line, they stand below each other. */
static str shown(const struct sheet *s, const struct price_shown *p)
{
    if (!p->both)
        return amount(s, p->amount);
    return str_format(s->c->mem, "%.*s %.*s\u00A0%.*s", STR_ARG(amount(s, p->amount)),
                      STR_ARG(word(s, _("Net"))), STR_ARG(amount(s, p->net)));
}

static str cell_text(const struct sheet *s, const struct document_item *i, enum cell cell)
{
    switch (cell) {
    case CELL_PRICE:
        return shown(s, &i->shown.price);
    case CELL_QTY:
        return format_number(s->c->mem, s->r->format, i->qty);
    case CELL_PERCENT:
        return format_percent(s->c->mem, s->r->format, i->tax_ppm);
    case CELL_TAX:
        return amount(s, i->tax);
    case CELL_SUBTOTAL:
        return shown(s, &i->shown.subtotal);
    case CELL_COUNT:
        break;
    }
    return S("");
}

/* Every column of numbers is as wide as what stands in it; the names have the rest. */
static struct row *lay_out_rows(struct sheet *s)
{
    const document_items *items = &s->lines;
    struct row *rows = NEWN(s->c->mem, struct row, items->n);
    s->name_width = WIDTH;
    for (enum cell k = 0; k < CELL_COUNT; k++) {
        if (!has_cell(s, k))
            continue;
        s->heads[k] = fit(s, PAPER_SMALL_STRONG, word(s, cells[k].label), CELL_MOST, 1);
        s->widths[k] = s->heads[k]->width;
        for (size_t i = 0; i < items->n; i++) {
            rows[i].cells[k] = fit(s, PAPER_PLAIN, cell_text(s, &items->at[i], k), CELL_MOST, 3);
            s->widths[k] = larger(s->widths[k], rows[i].cells[k]->width);
        }
        s->widths[k] += 2 * GAP;
        s->name_width -= s->widths[k];
    }
    s->name_head = paper_text(s->p, PAPER_SMALL_STRONG, word(s, _("Product Name")),
                              larger(s->name_width, NAME_LEAST), 1);
    return rows;
}

static void lay_out_names(const struct sheet *s, struct row *rows)
{
    double width = larger(s->name_width, NAME_LEAST);
    for (size_t i = 0; i < s->in->items->n; i++) {
        const struct document_item *item = &s->lines.at[i];
        struct row *r = &rows[i];
        r->name = paper_text(s->p, PAPER_PLAIN, item->name, width, NAME_MOST);
        r->sku = paper_text(s->p, PAPER_SMALL, fill(s, _("SKU: %1"), item->sku), width, 2);
        r->height = r->name->height + r->sku->height;
        for (enum cell k = 0; k < CELL_COUNT; k++)
            if (r->cells[k])
                r->height = larger(r->height, r->cells[k]->height);
        r->height += 2 * GAP;
    }
}

static void put_cells(const struct sheet *s, const struct paper_text *const *texts, double y)
{
    double right = LEFT + s->name_width;
    for (enum cell k = 0; k < CELL_COUNT; k++) {
        if (!texts[k])
            continue;
        right += s->widths[k];
        paper_put_right(s->p, s->page, right, y, texts[k]);
    }
}

static void put_table_head(struct sheet *s)
{
    paper_put(s->p, s->page, LEFT, s->y, s->name_head);
    put_cells(s, s->heads, s->y);
    s->y += s->name_head->height + 2;
    paper_rule(s->p, s->page, LEFT, s->y, WIDTH, 0.8);
}

static void begin_page(struct sheet *s)
{
    s->page++;
    put(s, PAPER_STRONG, LEFT, TOP, WIDTH / 2, 1, s->title);
    const struct paper_text *store =
        paper_text(s->p, PAPER_SMALL, s->r->settings->store_name, WIDTH / 2 - GAP, 1);
    paper_put_right(s->p, s->page, RIGHT, TOP, store);
    s->y = TOP + 10 * PAPER_MM;
}

static void put_items(struct sheet *s)
{
    struct row *rows = lay_out_rows(s);
    lay_out_names(s, rows);
    put_table_head(s);
    for (size_t i = 0; i < s->in->items->n; i++) {
        const struct row *r = &rows[i];
        if (s->y + r->height > BOTTOM) {
            begin_page(s);
            put_table_head(s);
        }
        paper_put(s->p, s->page, LEFT, s->y + GAP, r->name);
        paper_put(s->p, s->page, LEFT, s->y + GAP + r->name->height, r->sku);
        put_cells(s, r->cells, s->y + GAP);
        s->y += r->height;
        paper_rule(s->p, s->page, LEFT, s->y, WIDTH, 0.25);
    }
    s->y += 4 * PAPER_MM;
}

/* ---- totals ---- */

#define TOTAL_LINE 14.0
#define TAX_MOST   (25 * PAPER_MM)

static str row_label(const struct sheet *s, const struct totals_row *row)
{
    if (row->ppm == 0)
        return word(s, row->label);
    str rate = format_percent(s->c->mem, s->r->format, row->ppm);
    return str_format(s->c->mem, "%.*s%s%.*s (%.*s)", STR_ARG(word(s, row->label)),
                      row->tax_name.n ? ": " : "", STR_ARG(row->tax_name), STR_ARG(rate));
}

static double put_totals(const struct sheet *s, double y)
{
    struct totals_rows totals = sales_rows_of_document(s->c->mem, &s->look, s->d, s->in->items);
    double left = LEFT + WIDTH / 2;
    for (size_t i = 0; i < totals.n; i++) {
        const struct totals_row *row = &totals.at[i];
        enum paper_style style = row->grand ? PAPER_STRONG : PAPER_PLAIN;
        if (row->grand) {
            paper_rule(s->p, s->page, left, y + 1, RIGHT - left, 0.8);
            y += 4;
        }
        const struct paper_text *t = paper_text(s->p, style, amount(s, row->amount), 0, 1);
        paper_put_right(s->p, s->page, RIGHT, y, t);
        put(s, style, left, y, RIGHT - left - t->width - GAP, 1, row_label(s, row));
        y += TOTAL_LINE;
    }
    return y;
}

static void put_tax_line(const struct sheet *s, enum paper_style style, double y, const str *texts)
{
    static const double rights[] = {18 * PAPER_MM, 46 * PAPER_MM, 72 * PAPER_MM};
    for (size_t i = 0; i < COUNT(rights); i++)
        paper_put_right(s->p, s->page, LEFT + rights[i], y, fit(s, style, texts[i], TAX_MOST, 1));
}

static double put_taxes(const struct sheet *s, double y)
{
    struct document_taxes taxes = document_taxes(s->d, s->in->items);
    if (taxes.n == 0)
        return y;
    put_tax_line(s, PAPER_SMALL_STRONG, y,
                 (const str[]){word(s, _("Tax Rate")), word(s, _("Net")), word(s, _("Tax"))});
    y += TOTAL_LINE - 2;
    paper_rule(s->p, s->page, LEFT, y - 2, 72 * PAPER_MM, 0.25);
    for (size_t i = 0; i < taxes.n; i++) {
        const struct document_tax *t = &taxes.at[i];
        put_tax_line(s, PAPER_SMALL, y,
                     (const str[]){format_percent(s->c->mem, s->r->format, t->ppm),
                                   amount(s, t->base), amount(s, t->tax)});
        y += TOTAL_LINE - 2;
    }
    return y;
}

static void put_sums(struct sheet *s)
{
    double height = TOTAL_LINE * (TOTALS_ROWS + 1);
    if (s->y + height > BOTTOM)
        begin_page(s);
    double left = put_taxes(s, s->y);
    s->y = larger(left, put_totals(s, s->y));
}

static void put_pieces(struct sheet *s)
{
    if (s->y + TOTAL_LINE > BOTTOM)
        begin_page(s);
    put_right(s, PAPER_STRONG, s->y,
              fill(s, _("Total Qty: %1"), format_number(s->c->mem, s->r->format, s->d->qty)));
    s->y += TOTAL_LINE;
}

/* ---- the foot of every page ---- */

/* The setting's blocks stand beside each other; an empty line parts them. */
static size_t split_foot(const struct sheet *s, str blocks[FOOTERS])
{
    const struct settings *set = s->r->settings;
    str rest = set->pdf_footer, line;
    size_t n = 0;
    bool open = false;
    while (str_cut(&rest, '\n', &line)) {
        line = str_trim(line);
        if (line.n == 0) {
            open = false;
            continue;
        }
        if (!open && n == FOOTERS)
            break;
        blocks[open ? n - 1 : n] =
            open ? str_format(s->c->mem, "%.*s\n%.*s", STR_ARG(blocks[n - 1]), STR_ARG(line))
                 : line;
        n += !open;
        open = true;
    }
    if (n)
        return n;
    blocks[0] = set->pdf_address;
    blocks[1] =
        str_format(s->c->mem, "%.*s\n%.*s", STR_ARG(set->store_email), STR_ARG(set->store_phone));
    return 2;
}

static void put_foot(const struct sheet *s, size_t pages)
{
    str blocks[FOOTERS] = {0}, numbers[] = {
                                   format_number(s->c->mem, s->r->format, (i64)s->page + 1),
                                   format_number(s->c->mem, s->r->format, (i64)pages),
                               };
    size_t n = split_foot(s, blocks);
    paper_rule(s->p, s->page, LEFT, FOOT, WIDTH, 0.25);
    const struct paper_text *page = paper_text(
        s->p, PAPER_SMALL, tr_fill(s->c->mem, word(s, _("Page %1 of %2")), numbers, 2), 0, 1);
    paper_put_right(s->p, s->page, RIGHT, FOOT + GAP, page);
    double width = (WIDTH - page->width - GAP) / (double)n;
    for (size_t i = 0; i < n; i++) {
        double y = FOOT + GAP;
        str rest = blocks[i], line;
        for (int lines = 0; lines < FOOT_LINES && str_cut(&rest, '\n', &line); lines++)
            y = put(s, PAPER_SMALL, LEFT + (double)i * width, y, width - GAP, 1, line);
    }
}

void pdf_sheet_print(struct ctx *c, struct paper *p, const struct pdf_reader *reader,
                     enum document_kind kind, const struct pdf_document *in)
{
    struct sheet s = {.c = c, .p = p, .r = reader, .kind = kind, .in = in, .d = in->document};
    s.look = sales_look(c, s.d->store_view_id);
    s.lines = sales_lines_of_document(c->mem, &s.look, s.d, in->items);
    s.title =
        str_format(c->mem, "%.*s %.*s", STR_ARG(word(&s, kinds[kind].title)), STR_ARG(s.d->number));
    put_head(&s);
    put_items(&s);
    if (kinds[kind].priced)
        put_sums(&s);
    else
        put_pieces(&s);
    size_t pages = s.page + 1;
    for (s.page = 0; s.page < pages; s.page++)
        put_foot(&s, pages);
    paper_flush(p, pages, s.title);
}
