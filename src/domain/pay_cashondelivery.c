/* Cash on delivery: the buyer reads the shop's instructions. */
#include "domain/payment.h"
#include "domain/settings.h"

static struct payment_settings settings(const struct settings *s)
{
    return (struct payment_settings){PAYMENT_SETTINGS(s, cashondelivery),
                                     PAYMENT_BOUNDS(s, cashondelivery)};
}

static str note(const struct ctx *c)
{
    return c->settings->cashondelivery_note;
}

const struct payment_method pay_cashondelivery = {
    .key = S("cashondelivery"), .settings = settings, .note = note};
