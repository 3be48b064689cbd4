#include "domain/account.h"

#include "base/i18n.h"
#include "base/secret.h"
#include "domain/cart.h"
#include "domain/consent.h"
#include "domain/customer.h"
#include "domain/customer.sql.h"
#include "domain/customer_mail.h"
#include "domain/one_time.h"
#include "domain/password.h"
#include "domain/session.h"
#include "domain/settings.h"
#include "domain/throttle.h"

#define CONFIRM_LIFE (2 * DAY)

static const str reset_purpose = S("customer-reset");
static const str confirm_purpose = S("customer-confirm");

/* ---- mails ---- */

err account_mail_reset(struct work *w, const struct customer *k, str page, bool welcome)
{
    struct customer_mail_code mail = {.page = page, .hours = w->c->settings->reset_hours};
    TRY(one_time_put(w, reset_purpose, k->id, mail.hours * HOUR, &mail.code));
    return welcome ? customer_mail_invited(w, k, &mail) : customer_mail_reset(w, k, &mail);
}

static err mail_confirm(struct work *w, const struct customer *k, str page)
{
    struct customer_mail_code mail = {.page = page, .hours = CONFIRM_LIFE / HOUR};
    TRY(one_time_put(w, confirm_purpose, k->id, CONFIRM_LIFE, &mail.code));
    return customer_mail_confirm(w, k, &mail);
}

/* ---- register ---- */

struct registering {
    const struct registration *in;
    str page, hash, token;
};

static err enter(struct work *w, i64 id, str *token)
{
    i64 session, visitor = w->c->actor.session_id;
    TRY(shop_session_open(w, id, token, &session));
    return visitor ? cart_merge(w, visitor, id) : OK;
}

static err do_register(struct work *w, void *arg)
{
    struct registering *a = arg;
    struct ctx *c = w->c;
    bool must_confirm = c->settings->require_confirmation;
    struct customer_new fresh = {
        .website_id = c->view->website_id,
        .store_view_id = c->view->id,
        .first_name = a->in->first_name,
        .last_name = a->in->last_name,
        .email = a->in->email,
        .password_hash = a->hash,
        .newsletter = a->in->newsletter,
        .unconfirmed = must_confirm,
    };
    i64 id;
    struct customer k;
    TRY(customer_add(w, &fresh, &id));
    TRY(customer_read(w, id, &k));
    work_subject(w, id);
    work_touch_row(w, ENTITY_CUSTOMER, id, &customer_record, NULL, &k);
    if (a->in->consent)
        TRY(consent_first(w, id));
    if (must_confirm)
        return mail_confirm(w, &k, a->page);
    TRY(customer_mail_welcome(w, &k));
    return enter(w, id, &a->token);
}

err account_register(struct ctx *c, const struct registration *in, str page, str *token)
{
    err e = customer_check(c, in->first_name, in->last_name, in->email);
    err e2 = password_check(c, S("password"), in->password, in->confirm, in->email);
    if (e || e2)
        return e ? e : e2;
    struct registering a = {.in = in, .page = page, .hash = password_hash(c->mem, in->password)};
    TRY(work_try(c, ACT_REGISTER, do_register, &a));
    *token = a.token;
    return OK;
}

/* ---- codes ---- */

static const struct throttle code_by_email = {S("code.email"), 10, 0};
static const struct throttle code_by_ip = {S("code.ip"), 50, 0};

static err wrong_code(struct ctx *c)
{
    return invalid(c, S("code"),
                   _("This code is wrong, was used already or is too old. Ask for a new one."));
}

/* Every try counts before it is looked at, for known and unknown addresses alike. */
static err count_try(struct ctx *c, enum action action, str email)
{
    SCOPED(work_end) struct work w = {0};
    bool by_email, by_ip;
    TRY(work_begin(c, action, &w));
    TRY(throttle_take(&w, &code_by_email, str_fold(c->mem, email), &by_email));
    TRY(throttle_take(&w, &code_by_ip, c->ip, &by_ip));
    if (!by_email || !by_ip)
        return invalid(c, S("code"), _("Too many tries. Please wait an hour and try again."));
    return work_commit(&w);
}

/* Takes the code of the account with this address. ERR_NOT_FOUND: whatever is wrong. */
static err take_code(struct work *w, str purpose, str email, str code, struct customer *k)
{
    struct ctx inside = *w->c;
    inside.db = w->db;
    TRY(customer_by_email(&inside, w->c->view->website_id, email, k));
    work_subject(w, k->id);
    return one_time_take(w, purpose, k->id, code);
}

err account_confirm(struct ctx *c, str email, str code)
{
    TRY(count_try(c, ACT_EMAIL_CONFIRM, email));
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_EMAIL_CONFIRM, &w));
    struct customer k;
    err e = take_code(&w, confirm_purpose, email, code, &k);
    if (e == ERR_NOT_FOUND)
        return wrong_code(c);
    TRY(e);
    struct customer after = k;
    after.confirmed = true;
    TRY(db_run(w.db, &sql_customer_put_confirmed, ARGS(k.id), NULL));
    work_touch_row(&w, ENTITY_CUSTOMER, k.id, &customer_record, &k, &after);
    TRY(customer_mail_welcome(&w, &k));
    return work_commit(&w);
}

/* ---- asking for codes ---- */

static const struct throttle again_by_email = {S("confirm.email"), 5, 10 * MINUTE};
static const struct throttle again_by_ip = {S("confirm.ip"), 20, 0};

/* Counts the question by address and by caller. The account is looked up in the same work in either case, so that what
 * is answered and how long it takes do not tell whether there is one (SF-09). */
static err ask(struct work *w, str email, const struct throttle *by_email,
               const struct throttle *by_ip, struct customer *k, bool *known)
{
    struct ctx *c = w->c;
    bool email_free, ip_free;
    TRY(throttle_take(w, by_email, str_fold(c->mem, email), &email_free));
    TRY(throttle_take(w, by_ip, c->ip, &ip_free));
    if (!email_free || !ip_free)
        return invalid(c, S(""), _("Too many requests. Please wait some minutes and try again."));
    struct ctx inside = *c;
    inside.db = w->db;
    err e = customer_by_email(&inside, c->view->website_id, email, k);
    *known = e == OK;
    return e == ERR_NOT_FOUND ? OK : e;
}

err account_confirm_again(struct ctx *c, str email, str page)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_EMAIL_CONFIRM, &w));
    struct customer k;
    bool known = false;
    TRY(ask(&w, email, &again_by_email, &again_by_ip, &k, &known));
    if (known && !k.confirmed && k.active)
        TRY(mail_confirm(&w, &k, page));
    return work_commit(&w);
}

err account_forgot(struct ctx *c, str email, str page)
{
    const struct throttle by_email = {S("forgot.email"), c->settings->reset_per_hour, 10 * MINUTE};
    const struct throttle by_ip = {S("forgot.ip"), c->settings->reset_per_hour, 0};
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_PASSWORD_FORGOT, &w));
    struct customer k;
    bool known = false;
    TRY(ask(&w, email, &by_email, &by_ip, &k, &known));
    if (known && k.active)
        TRY(account_mail_reset(&w, &k, page, false));
    return work_commit(&w);
}

err account_reset(struct ctx *c, str email, str code, str password, str confirm)
{
    TRY(password_check(c, S("password"), password, confirm, email));
    TRY(count_try(c, ACT_PASSWORD_RESET, email));
    str hash = password_hash(c->mem, password);
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_PASSWORD_RESET, &w));
    struct customer k;
    err e = take_code(&w, reset_purpose, email, code, &k);
    if (e == ERR_NOT_FOUND)
        return wrong_code(c);
    TRY(e);
    TRY(customer_put_password(&w, k.id, hash, 0));
    /* Who read the code reads the mails of this address. */
    TRY(db_run(w.db, &sql_customer_put_confirmed, ARGS(k.id), NULL));
    TRY(customer_mail_password(&w, &k));
    return work_commit(&w);
}

/* ---- the account page ---- */

static const struct throttle wrong_password = {S("account.password"), 10, 0};

static err count_wrong_password(struct ctx *c, str who)
{
    SCOPED(work_end) struct work w = {0};
    bool counted;
    TRY(work_begin(c, ACT_ACCOUNT_PASSWORD, &w));
    TRY(throttle_take(&w, &wrong_password, who, &counted));
    return counted ? work_commit(&w) : OK;
}

/* Whoever found an open session must not find out the password by trying. */
static err verify(struct ctx *c, i64 id, str password)
{
    str who = str_format(c->mem, "%lld", (long long)id), hash = {0};
    bool open;
    TRY(throttle_open(c, &wrong_password, who, &open));
    if (!open)
        return invalid(c, S("current_password"),
                       _("Too many tries. Please wait an hour and try again."));
    if (password.n == 0)
        return invalid(c, S("current_password"), _("This is a required field."));
    TRY(db_str(c->db, c->mem, &sql_customer_password, ARGS(id), &hash));
    if (password_ok(hash, password))
        return OK;
    TRY(count_wrong_password(c, who));
    return invalid(c, S("current_password"), _("The current password is wrong."));
}

/* work_begin refuses the action and writes that to the log. */
static err refuse(struct ctx *c, enum action action)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, action, &w));
    return ERR_DENIED;
}

/* Each part of the form is an action of its own: who may change names may not change the password (R22). */
static err check_rights(struct ctx *c, const struct account_edit *in)
{
    const struct {
        bool wanted;
        enum action action;
    } parts[] = {
        {in->change_email, ACT_ACCOUNT_EMAIL},
        {in->change_password, ACT_ACCOUNT_PASSWORD},
        {in->has_consent, ACT_CONSENT_CHANGE},
    };
    for (size_t i = 0; i < COUNT(parts); i++)
        if (parts[i].wanted && !actor_may(&c->actor, parts[i].action))
            return refuse(c, parts[i].action);
    return OK;
}

static err check_edit(struct ctx *c, const struct customer *k, const struct account_edit *in)
{
    str email = in->change_email ? in->email : k->email;
    err e = customer_check(c, in->first_name, in->last_name, email);
    if (in->change_password) {
        err e2 = password_check(c, S("password"), in->password, in->confirm, email);
        e = e ? e : e2;
    }
    if (in->change_email || in->change_password) {
        err e3 = verify(c, k->id, in->current_password);
        e = e ? e : e3;
    }
    return e;
}

static err save(struct work *w, const struct account_edit *in, i64 id, str hash)
{
    struct ctx *c = w->c;
    struct customer before;
    TRY(customer_read(w, id, &before));
    TRY(customer_rename(w, &before, in->first_name, in->last_name,
                        in->change_email ? in->email : before.email));
    if (hash.n) {
        TRY(customer_put_password(w, id, hash, c->actor.session_id));
        TRY(customer_mail_password(w, &before));
    }
    return in->has_consent ? consent_set(w, id, in->consent) : OK;
}

err account_save(struct ctx *c, const struct account_edit *in)
{
    struct customer k;
    TRY(customer_self(c, &k));
    TRY(check_rights(c, in));
    TRY(check_edit(c, &k, in));
    str hash = in->change_password ? password_hash(c->mem, in->password) : S("");
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_ACCOUNT_SAVE, &w));
    TRY(save(&w, in, k.id, hash));
    return w.touches ? work_commit(&w) : OK;
}

err account_newsletter(struct ctx *c, bool subscribed)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_NEWSLETTER_SAVE, &w));
    struct customer before, after;
    TRY(customer_read(&w, c->actor.customer_id, &before));
    after = before;
    after.newsletter = subscribed;
    if (before.newsletter == subscribed)
        return OK;
    TRY(db_run(w.db, &sql_customer_put_newsletter, ARGS(before.id, subscribed), NULL));
    work_touch_row(&w, ENTITY_CUSTOMER, before.id, &customer_record, &before, &after);
    return work_commit(&w);
}
