#include "domain/demo_voucher.h"

#include "domain/product.h"
#include "domain/work.h"

err demo_voucher(struct ctx *c, i64 category_id, i64 view_de)
{
    struct product_text texts[] = {
        {.store_view_id = 0,
         .name = S("Gift Voucher “Time Off”"),
         .brief = S("Twenty-five euros for somebody who knows best."),
         .description = S("Twenty-five euros for somebody who knows best. Comes by email.")},
        {.store_view_id = view_de,
         .name = S("Gutschein „Auszeit“"),
         .brief = S("Fünfundzwanzig Euro für jemanden, der es am besten weiß."),
         .description =
             S("Fünfundzwanzig Euro für jemanden, der es am besten weiß. Kommt per E-Mail.")},
    };
    struct product_place place = {category_id, 1000};
    struct product_new in = {
        .product = {.sku = S("HW-9001"),
                    .slug = S("gift-voucher-time-off"),
                    .active = true,
                    .visible = true,
                    .virtual = true,
                    .price = {2500},
                    .tax_class = S("standard"),
                    .picture = S("products/HW-8004.svg"),
                    .created_at = {c->now.us - 400 * DAY}},
        .texts = texts,
        .n_texts = COUNT(texts),
        .places = &place,
        .n_places = 1,
        .stock = 500,
    };
    i64 id;
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_CATALOG_SAVE, &w));
    TRY(product_create(&w, &in, &id));
    return work_commit(&w);
}
