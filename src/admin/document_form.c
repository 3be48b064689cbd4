#include "admin/document_form.h"

#include "base/arena.h"
#include "base/str.h"
#include "domain/order_comment.h"
#include "web/form.h"

#define AMOUNT_MOST (INT64_C(1) << 50)
#define QTY_MOST    1000000
#define ROW_MOST    999

/* ---- what all lines have in common ---- */

struct common {
    i64 version, seen;
    str comment;
    bool visible, mail, with_shipment, update, update_qtys, update_totals, add_track;
    money shipping, adjustment_refund, adjustment_fee;
};
static const struct form_field common_fields[] = {
    {FORM_INPUT(struct common, version), .type = FORM_NUMBER, .label = "Version", .required = true,
     .least = 1, .most = INT64_MAX},
    {FORM_INPUT(struct common, seen), .type = FORM_NUMBER, .label = "Grand Total", .least = -1,
     .most = AMOUNT_MOST},
    {FORM_INPUT(struct common, comment), .type = FORM_LINES, .label = "Comment",
     .most = ORDER_COMMENT_MOST},
    {FORM_INPUT(struct common, visible), .type = FORM_CHECK, .label = "Append Comments"},
    {FORM_INPUT(struct common, mail), .type = FORM_CHECK, .label = "Email Copy"},
    {FORM_INPUT(struct common, with_shipment), .type = FORM_CHECK, .label = "Create Shipment"},
    {FORM_INPUT(struct common, update), .type = FORM_CHECK, .label = "Update"},
    {FORM_INPUT(struct common, update_qtys), .type = FORM_CHECK, .label = "Update Qty's"},
    {FORM_INPUT(struct common, update_totals), .type = FORM_CHECK, .label = "Update Totals"},
    {FORM_INPUT(struct common, add_track), .type = FORM_CHECK, .label = "Add Tracking Number"},
    {FORM_INPUT(struct common, shipping), .type = FORM_MONEY, .label = "Refund Shipping",
     .most = AMOUNT_MOST},
    {FORM_INPUT(struct common, adjustment_refund), .type = FORM_MONEY, .label = "Adjustment Refund",
     .most = AMOUNT_MOST},
    {FORM_INPUT(struct common, adjustment_fee), .type = FORM_MONEY, .label = "Adjustment Fee",
     .most = AMOUNT_MOST},
};
static const struct form common_form = {common_fields, COUNT(common_fields)};

/* ---- quantities ---- */

struct typed_line {
    i64 qty;
    bool to_stock;
};

static err read_line(struct request *r, str id, struct document_line *out)
{
    struct typed_line typed = {0};
    struct form_field fields[] = {
        {.name = str_z(r->c.mem, str_join(r->c.mem, S("qty_"), id)),
         .at = offsetof(struct typed_line, qty),
         .type = FORM_NUMBER,
         .label = "Qty",
         .required = true,
         .least = 0,
         .most = QTY_MOST,
         .error = "Please enter a whole number of pieces, at least 0."},
        {.name = str_z(r->c.mem, str_join(r->c.mem, S("stock_"), id)),
         .at = offsetof(struct typed_line, to_stock),
         .type = FORM_CHECK,
         .label = "Return to Stock"},
    };
    struct form form = {fields, COUNT(fields)};
    TRY(form_read(r, &form, &typed));
    out->qty = typed.qty;
    out->to_stock = typed.to_stock;
    return OK;
}

/* An item that the order does not have is the domain's to refuse: 0 is none. */
static err read_lines(struct request *r, struct document_typed *out)
{
    struct document_line *lines = NEWN(r->c.mem, struct document_line, r->n_fields + 1);
    size_t n = 0;
    err worst = OK;
    for (size_t i = 0; i < r->n_fields; i++) {
        str name = r->fields[i].name;
        if (!str_starts(name, S("qty_")))
            continue;
        str id = str_skip(name, 4);
        struct document_line *line = &lines[n++];
        *line = (struct document_line){0};
        err e = str_to_i64(id, 1, INT64_MAX, &line->order_item_id) ? read_line(r, id, line) : OK;
        worst = e ? e : worst;
    }
    out->in.lines = lines;
    out->in.n = n;
    return worst;
}

/* ---- tracking numbers ---- */

struct document_track_names document_track_names(struct arena *mem, i64 row)
{
    return (struct document_track_names){
        .carrier = str_format(mem, "carrier_%lld", (long long)row),
        .title = str_format(mem, "title_%lld", (long long)row),
        .number = str_format(mem, "number_%lld", (long long)row),
        .drop = str_format(mem, "drop_%lld", (long long)row),
    };
}

static err read_track(struct request *r, i64 row, struct document_track *out)
{
    struct arena *mem = r->c.mem;
    struct document_track_names names = document_track_names(mem, row);
    struct form_field fields[] = {
        {.name = str_z(mem, names.carrier),
         .at = offsetof(struct document_track, carrier),
         .type = FORM_CHOICE,
         .label = "Carrier",
         .required = true,
         .choices = document_carriers},
        {.name = str_z(mem, names.title),
         .at = offsetof(struct document_track, title),
         .type = FORM_TEXT,
         .label = "Title",
         .most = 100},
        {.name = str_z(mem, names.number),
         .at = offsetof(struct document_track, number),
         .type = FORM_TEXT,
         .label = "Number",
         .required = true,
         .most = 100},
    };
    struct form form = {fields, COUNT(fields)};
    *out = (struct document_track){0};
    return form_read(r, &form, out);
}

static bool has_field(const struct request *r, str name)
{
    for (size_t i = 0; i < r->n_fields; i++)
        if (str_eq(r->fields[i].name, name))
            return true;
    return false;
}

/* The button of a row that is to go was pressed. */
static bool drops_a_row(const struct request *r)
{
    for (size_t i = 0; i < r->n_fields; i++)
        if (str_starts(r->fields[i].name, S("drop_")))
            return true;
    return false;
}

static err read_tracks(struct request *r, struct document_typed *out)
{
    struct document_track *tracks = NEWN(r->c.mem, struct document_track, DOCUMENT_TRACKS_MOST + 1);
    err worst = OK;
    for (size_t i = 0; i < r->n_fields && out->n_rows < DOCUMENT_TRACKS_MOST; i++) {
        str name = r->fields[i].name;
        i64 row;
        if (!str_starts(name, S("number_")) || !str_to_i64(str_skip(name, 7), 1, ROW_MOST, &row) ||
            has_field(r, document_track_names(r->c.mem, row).drop))
            continue;
        if (out->reads_tracks && read_track(r, row, &tracks[out->n_rows]))
            worst = ERR_INVALID;
        out->rows[out->n_rows++] = row;
    }
    if (out->reads_tracks) {
        out->in.tracks = tracks;
        out->in.tracks_n = out->n_rows;
    }
    return worst;
}

/* A row more, behind the last one. */
static void add_row(struct document_typed *out)
{
    i64 last = 0;
    for (size_t i = 0; i < out->n_rows; i++)
        last = out->rows[i] > last ? out->rows[i] : last;
    if (out->n_rows < DOCUMENT_TRACKS_MOST && last < ROW_MOST)
        out->rows[out->n_rows++] = last + 1;
}

err document_form_read(struct request *r, enum document_kind kind, struct document_typed *out)
{
    struct common typed = {0};
    struct order order;
    i64 order_id;
    *out = (struct document_typed){0};
    TRY(request_arg_id(r, 0, &order_id));
    TRY(order_get(&r->c, order_id, &order));
    err e = form_read_in(r, &common_form, order.base_currency, &typed);
    out->in = (struct document_new){
        .kind = kind,
        .order_id = order_id,
        .version = typed.version,
        .shipping = typed.shipping,
        .adjustment_refund = typed.adjustment_refund,
        .adjustment_fee = typed.adjustment_fee,
        .comment = typed.comment,
        .visible = typed.visible,
        .mail = typed.mail,
        .with_shipment = kind == DOCUMENT_INVOICE && typed.with_shipment,
    };
    out->seen = typed.seen;
    out->update = typed.update || typed.update_qtys || typed.update_totals;
    out->changes_rows = typed.add_track || drops_a_row(r);
    out->reads_tracks = kind == DOCUMENT_SHIPMENT || out->in.with_shipment;
    err lines = read_lines(r, out);
    err tracks = read_tracks(r, out);
    if (typed.add_track)
        add_row(out);
    return e ? e : lines ? lines : tracks;
}
