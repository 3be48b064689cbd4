/* What the pages of transactions print. */
#pragma once

#include "admin/order_pages.h"
#include "domain/transaction.h"

struct transaction_line {
    const struct transaction *t;
    str kind, method; /* English; the title of the method */
};
struct order_transactions_page {
    struct order_head head;
    LIST(struct transaction_line) lines;
};
