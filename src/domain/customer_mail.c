#include "domain/customer_mail.h"

#include "base/i18n.h"
#include "domain/mail_letter.h"
#include "domain/one_time.h"
#include "templates/mail.h"

/* Codes are read from a mail and typed: "abcde-fghij". */
static str code_shown(struct arena *mem, str code)
{
    str second = str_skip(code, ONE_TIME_CODE / 2);
    return str_format(mem, "%.*s-%.*s", STR_ARG(str_head(code, ONE_TIME_CODE / 2)),
                      STR_ARG(second));
}

struct about {
    str kind, subject;
    void (*print)(struct view *v, const struct mail_account_page *p);
};

static err send(struct work *w, const struct customer *k, const struct about *a, str to,
                struct mail_account_page page)
{
    SCOPED(letter_end) struct letter l;
    letter_begin(&l, w, k->store_view_id, (str){0});
    letter_head(&l, customer_name(w->c->mem, k), a->subject, (str){0}, (str){0});
    page.letter = l.head;
    a->print(&l.v, &page);
    struct mail m = {
        .kind = a->kind,
        .to_address = to,
        .customer_id = k->id,
        .secret = page.code.n != 0,
    };
    return letter_queue(w, &l, &m);
}

static err send_code(struct work *w, const struct customer *k, const struct about *a,
                     const struct customer_mail_code *code)
{
    return send(w, k, a, k->email,
                (struct mail_account_page){
                    .code = code_shown(w->c->mem, code->code),
                    .page = code->page,
                    .hours = code->hours,
                });
}

err customer_mail_welcome(struct work *w, const struct customer *k)
{
    static const struct about about = {S("customer_welcome"), _("Welcome to our store"),
                                       t_mail_customer_welcome};
    return send(w, k, &about, k->email, (struct mail_account_page){0});
}

err customer_mail_invited(struct work *w, const struct customer *k,
                          const struct customer_mail_code *code)
{
    static const struct about about = {S("customer_welcome"), _("Welcome to our store"),
                                       t_mail_customer_invited};
    return send_code(w, k, &about, code);
}

err customer_mail_reset(struct work *w, const struct customer *k,
                        const struct customer_mail_code *code)
{
    static const struct about about = {S("customer_reset"), _("Set a new password"),
                                       t_mail_customer_reset};
    return send_code(w, k, &about, code);
}

err customer_mail_confirm(struct work *w, const struct customer *k,
                          const struct customer_mail_code *code)
{
    static const struct about about = {S("customer_confirm"), _("Confirm your email address"),
                                       t_mail_customer_confirm};
    return send_code(w, k, &about, code);
}

err customer_mail_password(struct work *w, const struct customer *k)
{
    static const struct about about = {S("customer_password"), _("Your password was changed"),
                                       t_mail_customer_password};
    return send(w, k, &about, k->email, (struct mail_account_page){0});
}

err customer_mail_email(struct work *w, const struct customer *before, const struct customer *after)
{
    static const struct about about = {S("customer_email"), _("Your email address was changed"),
                                       t_mail_customer_email};
    struct mail_account_page page = {.email = after->email};
    TRY(send(w, after, &about, before->email, page));
    return send(w, after, &about, after->email, page);
}
