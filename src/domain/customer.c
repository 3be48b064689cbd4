#include "domain/customer.h"

#include "base/i18n.h"
#include "base/secret.h"
#include "data/list.h"
#include "domain/account.h"
#include "domain/assist.h"
#include "domain/consent.h"
#include "domain/customer.sql.h"
#include "domain/customer_group.h"
#include "domain/customer_mail.h"
#include "domain/one_time.h"
#include "domain/reach.h"
#include "domain/session.h"
#include "domain/settings.h"

#define WORDS_MOST 64

static const struct field fields[] = {
    FIELD(struct customer, id, F_PLAIN),
    FIELD(struct customer, ref, F_PLAIN),
    FIELD(struct customer, website_id, F_PLAIN),
    FIELD(struct customer, store_view_id, F_PLAIN),
    FIELD(struct customer, group_id, F_PLAIN),
    FIELD(struct customer, first_name, F_PLAIN),
    FIELD(struct customer, last_name, F_PLAIN),
    FIELD(struct customer, name_fold, F_PLAIN),
    FIELD(struct customer, email, F_PLAIN),
    FIELD(struct customer, email_fold, F_PLAIN),
    FIELD(struct customer, password_hash, F_NULL0 | F_HIDDEN),
    FIELD(struct customer, active, F_PLAIN),
    FIELD(struct customer, confirmed, F_PLAIN),
    FIELD(struct customer, newsletter, F_PLAIN),
    FIELD(struct customer, tax_vat, F_NULL0),
    FIELD(struct customer, tax_vat_fold, F_NULL0),
    FIELD(struct customer, gender, F_NULL0),
    FIELD(struct customer, birthday, F_NULL0),
    FIELD(struct customer, created_at, F_PLAIN),
    FIELD(struct customer, last_login_at, F_NULL0),
    FIELD(struct customer, failures, F_PLAIN),
    FIELD(struct customer, locked_until, F_NULL0),
    FIELD(struct customer, default_billing_id, F_NULL0),
    FIELD(struct customer, default_shipping_id, F_NULL0),
    FIELD(struct customer, bill_phone, F_NULL0),
    FIELD(struct customer, bill_postcode, F_NULL0),
    FIELD(struct customer, bill_postcode_fold, F_NULL0),
    FIELD(struct customer, bill_country, F_NULL0),
    FIELD(struct customer, bill_region, F_NULL0),
    FIELD(struct customer, bill_region_fold, F_NULL0),
    FIELD(struct customer, assist_allowed, F_PLAIN),
    FIELD(struct customer, version, F_PLAIN),
};
const struct record customer_record = RECORD(struct customer, fields);

/* What the log tells of a change: not the columns that follow from others. */
static const struct field told_fields[] = {
    FIELD(struct customer, ref, F_PLAIN),           FIELD(struct customer, website_id, F_PLAIN),
    FIELD(struct customer, store_view_id, F_PLAIN), FIELD(struct customer, group_id, F_PLAIN),
    FIELD(struct customer, first_name, F_PLAIN),    FIELD(struct customer, last_name, F_PLAIN),
    FIELD(struct customer, email, F_PLAIN),         FIELD(struct customer, password_hash, F_HIDDEN),
    FIELD(struct customer, active, F_PLAIN),        FIELD(struct customer, confirmed, F_PLAIN),
    FIELD(struct customer, newsletter, F_PLAIN),    FIELD(struct customer, tax_vat, F_NULL0),
    FIELD(struct customer, gender, F_NULL0),        FIELD(struct customer, birthday, F_NULL0),
    FIELD(struct customer, failures, F_PLAIN),      FIELD(struct customer, locked_until, F_NULL0),
};
static const struct record told_record = RECORD(struct customer, told_fields);

static void tell(struct work *w, const struct customer *before, const struct customer *after)
{
    work_touch_row(w, ENTITY_CUSTOMER, (after ? after : before)->id, &told_record, before, after);
}

/* ---- reading ---- */

err customer_get(struct ctx *c, i64 id, struct customer *out)
{
    TRY(db_one(c->db, c->mem, &sql_customer_get, ARGS(id), &customer_record, out));
    return reach_website(c, c->db, out->website_id);
}

err customer_by_ref(struct ctx *c, str ref, struct customer *out)
{
    TRY(db_one(c->db, c->mem, &sql_customer_by_ref, ARGS(ref), &customer_record, out));
    return reach_website(c, c->db, out->website_id);
}

err customer_by_email(struct ctx *c, i64 website_id, str email, struct customer *out)
{
    return db_one(c->db, c->mem, &sql_customer_by_email,
                  ARGS(website_id, str_fold(c->mem, str_trim(email)), accounts_shared(c->settings)),
                  &customer_record, out);
}

err customer_self(struct ctx *c, struct customer *out)
{
    return c->actor.customer_id ? customer_get(c, c->actor.customer_id, out) : ERR_DENIED;
}

err customer_read(struct work *w, i64 id, struct customer *out)
{
    TRY(db_one(w->db, w->c->mem, &sql_customer_get, ARGS(id), &customer_record, out));
    return reach_website(w->c, w->db, out->website_id);
}

void customer_read_ahead(struct work *w, i64 id)
{
    db_ahead(w->db, &sql_customer_get, ARGS(id));
}

str customer_name(struct arena *mem, const struct customer *k)
{
    return str_format(mem, "%.*s %.*s", STR_ARG(k->first_name), STR_ARG(k->last_name));
}

when customer_birthday(when day, const struct zone *zone)
{
    if (!day.us)
        return day;
    struct civil c = time_civil(day, zone);
    c.hour = 12;
    c.minute = c.second = 0;
    return time_from_civil(c, NULL);
}

bool customer_locked(const struct ctx *c, const struct customer *k)
{
    return k->locked_until.us > c->now.us;
}

const struct words *customer_words(const struct ctx *c, const struct customer *k)
{
    const struct snapshot *s = snapshot_take();
    const struct store_view *v = snapshot_view(s, k->store_view_id);
    const struct words *words = v ? v->words : c->view->words;
    snapshot_drop(s);
    return words;
}

struct sales {
    i64 orders;
    money lifetime;
};
static const struct field sales_fields[] = {
    FIELD(struct sales, orders, F_PLAIN),
    FIELD(struct sales, lifetime, F_PLAIN),
};
static const struct record sales_record = RECORD(struct sales, sales_fields);

static const struct field facts_fields[] = {
    FIELD(struct customer_facts, group_name, F_PLAIN),
    FIELD(struct customer_facts, website_name, F_PLAIN),
    FIELD(struct customer_facts, view_name, F_PLAIN),
    FIELD(struct customer_facts, seen_at, F_PLAIN),
    FIELD(struct customer_facts, online, F_PLAIN),
};
static const struct record facts_record = RECORD(struct customer_facts, facts_fields);

err customer_facts(struct ctx *c, const struct customer *k, struct customer_facts *out)
{
    struct customer_facts f = {0};
    struct sales s = {0};
    i64 since = c->now.us - c->settings->online_minutes * MINUTE;
    TRY(db_one(c->db, c->mem, &sql_customer_facts, ARGS(k->id, since), &facts_record, &f));
    TRY(db_one(c->db, c->mem, &sql_customer_sales, ARGS(k->id), &sales_record, &s));
    f.orders = s.orders;
    f.lifetime = s.lifetime;
    f.average.minor = s.orders ? s.lifetime.minor / s.orders : 0;
    *out = f;
    return OK;
}

/* ---- checks ---- */

static err check_name(struct ctx *c, str field, str label, str name)
{
    if (name.n == 0)
        return invalid_with(c, field, _("%1 is required."), label, (str){0}, (str){0});
    if (str_count_chars(name) > CUSTOMER_NAME_MOST)
        return invalid(c, field, _("This text is too long."));
    return OK;
}

/* Something before and behind one @, a dot or more behind it, no blanks: the mail server knows the rest. */
static bool is_email(str s)
{
    str host = s, user;
    if (!str_cut(&host, '@', &user) || user.n == 0 || host.n < 3 || str_has(host, S("@")))
        return false;
    for (size_t i = 0; i < s.n; i++)
        if ((byte)s.at[i] <= ' ' || s.at[i] == '<' || s.at[i] == '>' || s.at[i] == ',' ||
            s.at[i] == '"')
            return false;
    return !str_starts(host, S(".")) && !str_ends(host, S(".")) && !str_has(host, S(".."));
}

err customer_check(struct ctx *c, str first_name, str last_name, str email)
{
    err e = check_name(c, S("first_name"), _("First Name"), first_name);
    err e2 = check_name(c, S("last_name"), _("Last Name"), last_name);
    e = e ? e : e2;
    if (email.n == 0)
        return invalid_with(c, S("email"), _("%1 is required."), _("Email"), (str){0}, (str){0});
    if (email.n > CUSTOMER_EMAIL_MOST || !is_email(email))
        return invalid(c, S("email"), _("Enter an email address such as name@example.com."));
    return e;
}

static err check_free(struct work *w, i64 website_id, str email_fold, i64 but)
{
    i64 n;
    TRY(db_i64(w->db, &sql_customer_is_taken,
               ARGS(website_id, email_fold, but, accounts_shared(w->c->settings)), &n));
    if (n)
        return invalid(w->c, S("email"), _("There is already an account with this email address."));
    return OK;
}

/* ---- making ---- */

static str name_fold(struct arena *mem, str first_name, str last_name)
{
    return str_fold(mem, str_format(mem, "%.*s %.*s", STR_ARG(first_name), STR_ARG(last_name)));
}

/* Name and e-mail address each have room for their words: lists count on the first of either. */
static err put_words_of(struct work *w, i64 id, str text)
{
    str words[WORDS_MOST];
    size_t n = list_words(w->c->mem, text, words, WORDS_MOST);
    for (size_t i = 0; i < n; i++)
        TRY(db_run(w->db, &sql_customer_word, ARGS(words[i], id), NULL));
    return OK;
}

static err put_words(struct work *w, i64 id, str name, str email)
{
    TRY(put_words_of(w, id, name));
    return put_words_of(w, id, email);
}

err customer_add(struct work *w, const struct customer_new *in, i64 *id)
{
    struct arena *mem = w->c->mem;
    struct customer k = {
        .ref = secret_label(mem),
        .website_id = in->website_id,
        .store_view_id = in->store_view_id,
        .group_id = in->group_id ? in->group_id : customer_group_default(w->c),
        .first_name = in->first_name,
        .last_name = in->last_name,
        .name_fold = name_fold(mem, in->first_name, in->last_name),
        .email = in->email,
        .email_fold = str_fold(mem, in->email),
        .password_hash = in->password_hash,
        .active = true,
        .confirmed = !in->unconfirmed,
        .newsletter = in->newsletter,
        .tax_vat = in->tax_vat,
        .tax_vat_fold = str_fold(mem, in->tax_vat),
        .gender = in->gender,
        .birthday = in->birthday,
        .created_at = in->created_at.us ? in->created_at : w->c->now,
    };
    TRY(check_free(w, k.website_id, k.email_fold, 0));
    TRY(db_put(w->db, &sql_customer_insert, &customer_record, &k, &k.id));
    TRY(put_words(w, k.id, k.name_fold, k.email_fold));
    *id = k.id;
    return OK;
}

struct creation {
    const struct customer_new *in;
    bool consent;
    str page, ref;
};

static err create(struct work *w, void *arg)
{
    struct creation *a = arg;
    struct customer k;
    i64 id;
    TRY(customer_add(w, a->in, &id));
    TRY(customer_read(w, id, &k));
    work_subject(w, id);
    tell(w, NULL, &k);
    if (a->consent)
        TRY(consent_set(w, id, true));
    TRY(account_mail_reset(w, &k, a->page, true));
    a->ref = k.ref;
    return OK;
}

err customer_create(struct ctx *c, const struct customer_new *in, bool consent, str page, str *ref)
{
    struct creation a = {in, consent, page, {0}};
    TRY(reach_website(c, c->db, in->website_id));
    TRY(customer_check(c, in->first_name, in->last_name, in->email));
    TRY(work_try(c, ACT_CUSTOMER_SAVE, create, &a));
    *ref = a.ref;
    return OK;
}

/* ---- changing ---- */

static err put_row(struct work *w, const struct customer *before, struct customer *after)
{
    struct arena *mem = w->c->mem;
    after->name_fold = name_fold(mem, after->first_name, after->last_name);
    after->email_fold = str_fold(mem, after->email);
    after->tax_vat_fold = str_fold(mem, after->tax_vat);
    TRY(check_free(w, after->website_id, after->email_fold, after->id));
    i64 id;
    err e = db_put(w->db, &sql_customer_update, &customer_record, after, &id);
    if (e == ERR_NOT_FOUND)
        return ERR_CONFLICT;
    TRY(e);
    tell(w, before, after);
    if (str_eq(before->name_fold, after->name_fold) &&
        str_eq(before->email_fold, after->email_fold))
        return OK;
    TRY(db_run(w->db, &sql_customer_words_clear, ARGS(after->id), NULL));
    return put_words(w, after->id, after->name_fold, after->email_fold);
}

err customer_rename(struct work *w, const struct customer *before, str first_name, str last_name,
                    str email)
{
    struct customer after = *before;
    after.first_name = first_name;
    after.last_name = last_name;
    after.email = email;
    TRY(put_row(w, before, &after));
    if (str_eq(before->email, email))
        return OK;
    TRY(customer_mail_email(w, before, &after));
    TRY(one_time_forget(w, before->id));
    return assist_end_by_customer(w, before->id, ASSIST_PASSWORD);
}

err customer_put_password(struct work *w, i64 id, str hash, i64 keep)
{
    static const struct field password_field[] = {FIELD(struct customer, password_hash, F_HIDDEN)};
    static const struct record password_record = RECORD(struct customer, password_field);
    struct customer before = {.password_hash = S("old")}, after = {.password_hash = S("new")};
    TRY(db_run(w->db, &sql_customer_put_password, ARGS(id, hash), NULL));
    work_touch_row(w, ENTITY_CUSTOMER, id, &password_record, &before, &after);
    TRY(one_time_forget(w, id));
    TRY(assist_end_by_customer(w, id, ASSIST_PASSWORD));
    return customer_sessions_end(w, id, keep, ASSIST_PASSWORD);
}

static err save(struct work *w, const struct customer_edit *in)
{
    struct customer before, after;
    TRY(customer_read(w, in->id, &before));
    if (before.version != in->version)
        return ERR_CONFLICT;
    after = before;
    after.group_id = in->group_id;
    after.first_name = in->first_name;
    after.last_name = in->last_name;
    after.email = in->email;
    after.tax_vat = in->tax_vat;
    after.gender = in->gender;
    after.birthday = in->birthday;
    after.newsletter = in->newsletter;
    after.active = in->active;
    TRY(put_row(w, &before, &after));
    if (!str_eq(before.email, after.email)) {
        TRY(customer_mail_email(w, &before, &after));
        TRY(one_time_forget(w, in->id));
    }
    if (before.active && !after.active) {
        TRY(assist_end_by_customer(w, in->id, ASSIST_INACTIVE));
        TRY(customer_sessions_end(w, in->id, 0, ASSIST_INACTIVE));
    }
    return in->has_consent ? consent_set(w, in->id, in->consent) : OK;
}

err customer_save(struct ctx *c, const struct customer_edit *in)
{
    TRY(customer_check(c, in->first_name, in->last_name, in->email));
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_CUSTOMER_SAVE, &w));
    work_subject(&w, in->id);
    TRY(save(&w, in));
    return w.touches ? work_commit(&w) : OK;
}

err customer_delete(struct ctx *c, i64 id)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_CUSTOMER_DELETE, &w));
    struct customer before;
    TRY(customer_read(&w, id, &before));
    work_subject(&w, id);
    TRY(assist_end_by_customer(&w, id, ASSIST_NO_CUSTOMER));
    TRY(customer_sessions_end(&w, id, 0, ASSIST_NO_CUSTOMER));
    TRY(one_time_forget(&w, id));
    TRY(db_run(w.db, &sql_customer_orders_stay, ARGS(id), NULL));
    TRY(db_run(w.db, &sql_customer_delete, ARGS(id), NULL));
    tell(&w, &before, NULL);
    return work_commit(&w);
}

/* Changes one member. One that is as it should be is not written. */
static err put_member(struct ctx *c, i64 id, void (*change)(struct customer *k, i64 to), i64 to)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_CUSTOMER_SAVE, &w));
    struct customer before, after;
    TRY(customer_read(&w, id, &before));
    after = before;
    change(&after, to);
    if (before.newsletter == after.newsletter && before.group_id == after.group_id)
        return OK;
    work_subject(&w, id);
    TRY(db_run(w.db, &sql_customer_put_lists, ARGS(id, after.newsletter, after.group_id), NULL));
    tell(&w, &before, &after);
    return work_commit(&w);
}

static void set_newsletter(struct customer *k, i64 to)
{
    k->newsletter = to != 0;
}

static void set_group(struct customer *k, i64 to)
{
    k->group_id = to;
}

err customer_subscribe(struct ctx *c, i64 id, bool newsletter)
{
    return put_member(c, id, set_newsletter, newsletter);
}

err customer_put_group(struct ctx *c, i64 id, i64 group_id)
{
    return put_member(c, id, set_group, group_id);
}

err customer_unlock(struct ctx *c, i64 id)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_CUSTOMER_UNLOCK, &w));
    struct customer before, after;
    TRY(customer_read(&w, id, &before));
    after = before;
    after.failures = 0;
    after.locked_until.us = 0;
    work_subject(&w, id);
    TRY(db_run(w.db, &sql_customer_unlock, ARGS(id), NULL));
    tell(&w, &before, &after);
    return w.touches ? work_commit(&w) : OK;
}

err customer_force_sign_in(struct ctx *c, i64 id)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_CUSTOMER_FORCE, &w));
    struct customer k;
    TRY(customer_read(&w, id, &k));
    work_subject(&w, id);
    TRY(customer_sessions_end(&w, id, 0, ASSIST_FORCED));
    work_touch(&w, ENTITY_CUSTOMER, id, S(""));
    return work_commit(&w);
}

err customer_send_reset(struct ctx *c, i64 id, str page)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_CUSTOMER_RESET, &w));
    struct customer k;
    TRY(customer_read(&w, id, &k));
    work_subject(&w, id);
    TRY(account_mail_reset(&w, &k, page, false));
    work_touch(&w, ENTITY_CUSTOMER, id, S(""));
    return work_commit(&w);
}
