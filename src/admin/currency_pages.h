/* What the pages of Stores › Currency Rates print. */
#pragma once

#include "admin/frame.h"
#include "domain/currency_rate.h"

struct currency_rate_line {
    str base, currency, name, rate; /* name: of its field; rate: as it is typed, "": none */
};
struct currency_rates_page {
    LIST(struct currency_rate_line) lines;
    bool may_save;
};
struct currency_import_page {
    str csv;
};
