/* Nothing to pay: the only way for an order that costs nothing, and for no other (PM-05). */
#include "domain/payment.h"
#include "domain/settings.h"

static struct payment_settings settings(const struct settings *s)
{
    return (struct payment_settings){PAYMENT_SETTINGS(s, free)};
}

const struct payment_method pay_free = {.key = S("free"), .settings = settings, .of_nothing = true};
