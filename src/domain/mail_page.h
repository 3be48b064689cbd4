/* What the templates of mails print. Every text of a letter stands in its template; the plain text is made of its HTML
 * (mail_text.h), so that the two never differ. */
#pragma once

#include "domain/document.h"
#include "domain/order.h"

/* {% layout mail_letter &p.letter %} … {% end %}: head and foot of every letter. */
struct mail_letter {
    str subject, lang;
    str to; /* the name in the greeting */
    str store_name, store_phone, store_email;
};

typedef LIST(str) mail_lines; /* of a text with line breaks */
struct mail_totals {
    const struct totals_row *at;
    size_t n;
};

struct mail_order_page {
    struct mail_letter letter;
    const struct order *order;
    order_items items;
    struct mail_totals totals;
    struct address_lines billing, shipping;
    bool shipped, guest;
    str check_payable;        /* payment by check: to whom, */
    mail_lines check_address; /* and where to */
};

struct mail_order_update_page {
    struct mail_letter letter;
    const struct order *order;
    str status; /* translated */
    mail_lines comment;
    bool guest;
};

struct mail_track {
    str carrier, title, number;
};
struct mail_document_page {
    struct mail_letter letter;
    const struct order *order;
    const struct document *document;
    document_items items;
    struct mail_totals totals;
    LIST(struct mail_track) tracks;
    mail_lines comment;
    bool guest;
};

/* Letters about the account itself. */
struct mail_account_page {
    struct mail_letter letter;
    str code;  /* "abcde-fghij" */
    str page;  /* where it is entered: an address, or a path where none is configured */
    str email; /* the new address */
    i64 hours; /* how long the code works */
};
