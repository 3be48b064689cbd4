/* Purchase order: the buyer's company pays against a number of its own, which stands on the order (PM-04). */
#include "base/i18n.h"
#include "domain/payment.h"
#include "domain/settings.h"

static struct payment_settings settings(const struct settings *s)
{
    return (struct payment_settings){PAYMENT_SETTINGS(s, purchaseorder),
                                     PAYMENT_BOUNDS(s, purchaseorder)};
}

const struct payment_method pay_purchaseorder = {
    .key = S("purchaseorder"), .settings = settings, .number = _("Purchase Order Number")};
