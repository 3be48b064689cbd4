/* What the pages of the outbox print. */
#pragma once

#include "admin/frame.h"
#include "domain/mail.h"
#include "web/grid.h"

struct admin_mails {
    struct grid_page grid;
    bool disabled, no_server; /* why mails do not leave */
};

struct mail_fact {
    str label, value; /* label: English */
    str href;         /* "": no link */
};
struct admin_mail {
    struct mail mail;
    LIST(struct mail_fact) facts;
    bool may_again, forgotten;
};
