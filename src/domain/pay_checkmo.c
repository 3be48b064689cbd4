/* Check or money order: the buyer is told whom to pay and where to send it (PM-03). */
#include "base/i18n.h"
#include "domain/payment.h"
#include "domain/settings.h"

static struct payment_settings settings(const struct settings *s)
{
    return (struct payment_settings){PAYMENT_SETTINGS(s, checkmo), PAYMENT_BOUNDS(s, checkmo)};
}

static str note(const struct ctx *c)
{
    const struct words *words = c->view->words;
    str to = c->settings->checkmo_payable, where = c->settings->checkmo_address, text = {0};
    if (to.n)
        text = tr_fill(c->mem, tr(words, _("Make Check Payable to: %1")), &to, 1);
    if (where.n)
        text = str_format(c->mem, "%.*s%s%.*s\n%.*s", STR_ARG(text), text.n ? "\n" : "",
                          STR_ARG(tr(words, _("Send Check to:"))), STR_ARG(where));
    return text;
}

const struct payment_method pay_checkmo = {.key = S("checkmo"), .settings = settings, .note = note};
