/* Bank transfer: the buyer reads the shop's instructions. */
#include "domain/payment.h"
#include "domain/settings.h"

static struct payment_settings settings(const struct settings *s)
{
    return (struct payment_settings){PAYMENT_SETTINGS(s, banktransfer),
                                     PAYMENT_BOUNDS(s, banktransfer)};
}

static str note(const struct ctx *c)
{
    return c->settings->banktransfer_note;
}

const struct payment_method pay_banktransfer = {
    .key = S("banktransfer"), .settings = settings, .note = note};
