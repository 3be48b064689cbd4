#include "domain/demo_story.h"

#include "domain/document_make.h"
#include "domain/order_act.h"

static err make(struct ctx *c, enum document_kind kind, const struct order *o)
{
    struct document made;
    struct document_new in = {.kind = kind, .order_id = o->id, .all = true};
    c->now.us += HOUR;
    return document_make(c, &in, &made);
}

static err ship(struct ctx *c, const struct order *o)
{
    struct document made;
    struct document_track track = {
        .carrier = S("dhl"),
        .title = document_carrier_label(S("dhl")),
        .number = str_format(c->mem, "00340434164%09lld", (long long)o->id),
    };
    struct document_new in = {
        .kind = DOCUMENT_SHIPMENT, .order_id = o->id, .all = true, .tracks = &track, .tracks_n = 1};
    if (o->virtual)
        return OK;
    c->now.us += DAY / 4;
    return document_make(c, &in, &made);
}

/* A piece of the first item, into stock again. */
static err give_back(struct ctx *c, const struct order *o)
{
    struct document made;
    order_items items = {0};
    TRY(order_items_of(c, o->id, &items));
    struct document_line line = {.order_item_id = items.at[0].id, .qty = 1, .to_stock = true};
    struct document_new in = {
        .kind = DOCUMENT_CREDIT_MEMO, .order_id = o->id, .lines = &line, .n = 1};
    c->now.us += HOUR;
    return document_make(c, &in, &made);
}

err demo_story(struct ctx *c, i64 k, const struct order *o)
{
    i64 kind = k % DEMO_STORIES;
    c->now.us = o->created_at.us + HOUR;
    if (kind == DEMO_HELD)
        return order_hold(c, o->id, o->version);
    if (kind == DEMO_CANCELED)
        return order_cancel(c, o->id, o->version);
    TRY(make(c, DOCUMENT_INVOICE, o));
    if (kind == DEMO_INVOICED)
        return OK;
    TRY(ship(c, o));
    return kind == DEMO_GIVEN_BACK ? give_back(c, o) : OK;
}
