/* The frame of every storefront page: head, header, footer. Who looks at it is said in holes (holes.c). A page's struct
 * holds a pointer to it, its handler asks for it, its template opens with the layout:
 *
 *     TRY(shop_frame(r, &page.frame));
 *     {% layout parts_shop { .frame = p.frame, .title = _("My Account") } %} … {% end %}
 *
 * Reads only; the facts live in the request's arena. */
#pragma once

#include "base/base.h"
#include "domain/assist.h"
#include "web/request.h"

struct shop_link {
    str name, slug;
    bool here;
};

struct shop_frame {
    str lang;
    str store_name, store_email, store_phone;
    str query; /* what was searched for */
    LIST(struct shop_link) nav;
    const struct assist_view *assist; /* staff acts for the customer; NULL: nobody does */
};

/* What the layout parts_shop takes. */
struct shop_page {
    const struct shop_frame *frame;
    str title;
    str description; /* for search engines; may be empty */
};

/* Before a page's own reads: the frame will be asked for, its reads can travel with them (db_ahead). */
void shop_frame_ahead(struct request *r);
MUST err shop_frame(struct request *r, const struct shop_frame **out);
/* The same with this navigation entry marked; "": none. */
MUST err shop_frame_in(struct request *r, str category_slug, const struct shop_frame **out);
/* The same for a page that searches: the field shows again what was typed. */
MUST err shop_frame_found(struct request *r, str query, const struct shop_frame **out);
