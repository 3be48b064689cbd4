#include "domain/payment.h"

#include "base/i18n.h"
#include "domain/method.h"
#include "domain/settings.h"

/* A new way to pay is a line here. */
static const struct payment_method *const methods[] = {
    &pay_checkmo, &pay_banktransfer, &pay_cashondelivery, &pay_purchaseorder, &pay_free,
};

static const struct payment_method *find(str key)
{
    for (size_t i = 0; i < COUNT(methods); i++)
        if (str_eq(methods[i]->key, key))
            return methods[i];
    return NULL;
}

static bool fits(const struct payment_method *m, const struct payment_settings *s,
                 const struct payment_facts *f)
{
    if (!s->enabled || m->of_nothing != (f->total.minor == 0))
        return false;
    if (f->country.n && !method_country(s->countries, f->country))
        return false;
    return f->total.minor >= s->least.minor && (!s->most.minor || f->total.minor <= s->most.minor);
}

static struct payment_choice choice_of(const struct ctx *c, const struct payment_method *m)
{
    return (struct payment_choice){
        .key = m->key,
        .title = payment_title(c, m->key),
        .note = m->note ? m->note(c) : (str){0},
        .number = m->number,
    };
}

struct payment_choices payment_choices(const struct ctx *c, const struct payment_facts *f)
{
    struct payment_choices all = {{NEWN(c->mem, struct payment_choice, COUNT(methods)), 0}};
    i64 sorts[COUNT(methods)];
    for (size_t i = 0; i < COUNT(methods); i++) {
        struct payment_settings s = methods[i]->settings(c->settings);
        if (!fits(methods[i], &s, f))
            continue;
        size_t at = all.at.n++;
        for (; at > 0 && sorts[at - 1] > s.sort; at--) {
            sorts[at] = sorts[at - 1];
            all.at.at[at] = all.at.at[at - 1];
        }
        sorts[at] = s.sort;
        all.at.at[at] = choice_of(c, methods[i]);
    }
    return all;
}

err payment_check(struct ctx *c, str key, const struct payment_facts *f, str number)
{
    const struct payment_method *m = find(key);
    struct payment_settings s = {0};
    if (m)
        s = m->settings(c->settings);
    if (!m || !fits(m, &s, f))
        return invalid(c, S("payment_method"), _("Please choose a payment method."));
    if (m->number.n == 0)
        return OK;
    if (str_trim(number).n == 0)
        return invalid_with(c, S("po_number"), _("%1 is required."), tr(c->view->words, m->number),
                            (str){0}, (str){0});
    if (str_count_chars(number) > PAYMENT_NUMBER_MOST)
        return invalid(c, S("po_number"), _("This text is too long."));
    return OK;
}

str payment_title(const struct ctx *c, str key)
{
    const struct payment_method *m = find(key);
    return m ? method_words(c, m->settings(c->settings).title) : key;
}

str payment_status(const struct ctx *c, str key)
{
    const struct payment_method *m = find(key);
    return m ? m->settings(c->settings).status : S("");
}

str payment_note(const struct ctx *c, str key)
{
    const struct payment_method *m = find(key);
    return m && m->note ? m->note(c) : (str){0};
}
