/* What the pages of Login as Customer print. */
#pragma once

#include "admin/frame.h"

struct admin_assist_page {
    str title;
    bool may_start;
    str why;                   /* English: why it may not */
    str name, email;           /* of the customer; "" when the reader may not see them */
    str back, from;            /* the page it came from, and its key */
    str consent_href;          /* where the permission can be set; "": not for this reader */
    struct part_options views; /* Manual Selection */
    str view;                  /* the one offered first */
    bool ask_reason, need_reason;
    str kind, arg;  /* which form this is: "customer", "order", "invoice" …, and its argument */
    str asked_from; /* "Invoice #000000001"; "": the customer's own page */
};

struct part_assist_fields {
    struct part_options views;
    str view, back, from;
    bool ask_reason, need_reason;
};

struct admin_handover_page {
    str host;   /* where the storefront is */
    str action; /* of the form */
    str secret;
};

struct admin_back_page {
    str href; /* the page that the session came from */
};
