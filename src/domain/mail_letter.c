#include "domain/mail_letter.h"

#include "domain/mail_text.h"
#include "domain/settings.h"

#define LINES_MOST  200
#define COPIES_MOST 20

void letter_begin(struct letter *l, struct work *w, i64 store_view_id, str lang)
{
    *l = (struct letter){.c = *w->c, .s = snapshot_take()};
    const struct store_view *view = snapshot_view(l->s, store_view_id);
    if (view) {
        l->c.view = view;
        l->c.settings = &view->settings;
    }
    view = l->c.view;
    const struct words *words = lang.n ? words_find(lang) : view->words;
    l->v = (struct view){
        .out = &l->html,
        .mem = l->c.mem,
        .words = words,
        .format = words == view->words ? view->format : format_find(words->locale),
        .zone = view->zone,
        .currency = view->currency,
    };
}

void letter_head(struct letter *l, str to, str subject, str a1, str a2)
{
    struct arena *mem = l->c.mem;
    const struct settings *s = l->c.settings;
    str args[] = {a1, a2};
    l->head = (struct mail_letter){
        .subject = tr_fill(mem, tr(l->v.words, subject), args, COUNT(args)),
        .lang = l->v.words->lang,
        .to = to,
        .store_name = s->store_name,
        .store_phone = s->store_phone,
        .store_email = s->store_email,
    };
}

void letter_end(struct letter *l)
{
    buf_free(&l->html);
    snapshot_drop(l->s);
}

err letter_queue(struct work *w, struct letter *l, struct mail *m)
{
    struct arena *mem = l->c.mem;
    if (m->from_address.n == 0) {
        m->from_name = l->c.settings->general_contact_name;
        m->from_address = l->c.settings->store_email;
    }
    m->to_name = l->head.to;
    m->subject = l->head.subject;
    m->html = str_copy(mem, buf_str(&l->html));
    m->body = mail_text(mem, m->html);
    m->lang = l->head.lang;
    return mail_queue(w, m);
}

/* ---- mails about orders ---- */

#define SWITCH(kind_, m)                                                                           \
    {                                                                                              \
        .kind = S(kind_), .enabled = offsetof(struct settings, m),                                 \
        .sender = offsetof(struct settings, m##_sender),                                           \
        .copy_to = offsetof(struct settings, m##_copy_to),                                         \
        .copy_method = offsetof(struct settings, m##_copy_method),                                 \
    }
static const struct sales_mail {
    str kind;
    size_t enabled, sender, copy_to, copy_method; /* offsets in struct settings */
} sales_mails[] = {
    SWITCH("order_new", order_mail),
    SWITCH("order_update", order_update_mail),
    SWITCH("invoice_new", invoice_mail),
    SWITCH("invoice_update", invoice_update_mail),
    SWITCH("shipment_new", shipment_mail),
    SWITCH("shipment_update", shipment_update_mail),
    SWITCH("credit_memo_new", credit_memo_mail),
    SWITCH("credit_memo_update", credit_memo_update_mail),
};

static const struct sales_mail *sales_mail_find(str kind)
{
    for (size_t i = 0; i < COUNT(sales_mails); i++)
        if (str_eq(sales_mails[i].kind, kind))
            return &sales_mails[i];
    return NULL;
}

static str text_at(const struct settings *s, size_t offset)
{
    return *(const str *)((const byte *)s + offset);
}

bool sales_mail_on(const struct ctx *c, i64 store_view_id, str kind)
{
    const struct sales_mail *k = sales_mail_find(kind);
    const struct snapshot *s = snapshot_take();
    const struct store_view *view = snapshot_view(s, store_view_id);
    const struct settings *of = view ? &view->settings : c->settings;
    bool on = k && mail_written(c) && *(const bool *)((const byte *)of + k->enabled);
    snapshot_drop(s);
    return on;
}

static void put_sender(const struct settings *s, str sender, struct mail *m)
{
    const struct {
        str key, name, email;
    } all[] = {
        {S("general"), s->general_contact_name, s->store_email},
        {S("sales"), s->sales_contact_name, s->sales_email},
        {S("support"), s->support_contact_name, s->support_email},
        {S("custom1"), s->custom1_contact_name, s->custom1_email},
        {S("custom2"), s->custom2_contact_name, s->custom2_email},
    };
    for (size_t i = 0; i < COUNT(all); i++)
        if (str_eq(all[i].key, sender)) {
            m->from_name = all[i].name;
            m->from_address = all[i].email;
        }
}

/* A copy is a row of its own: an address that does not work keeps the customer's mail from nothing. What is no address is
 * left out. */
static err queue_copies(struct work *w, const struct mail *m, str to, bool blind)
{
    size_t n = 0;
    for (str part; n < COPIES_MOST && str_cut(&to, ',', &part);) {
        str address = str_trim(part);
        if (!mail_address_ok(address))
            continue;
        struct mail copy = *m;
        copy.copy = true;
        copy.rcpt = address;
        if (!blind) {
            copy.to_name = S("");
            copy.to_address = address;
            copy.message_id = (str){0};
        }
        TRY(mail_queue(w, &copy));
        n++;
    }
    return OK;
}

err letter_queue_sales(struct work *w, struct letter *l, struct mail *m)
{
    const struct settings *s = l->c.settings;
    const struct sales_mail *k = sales_mail_find(m->kind);
    if (!k) /* sales_mail_on says no to kinds that are none */
        return ERR_BROKEN;
    put_sender(s, text_at(s, k->sender), m);
    m->message_id = mail_new_id(l->c.mem, m->from_address);
    TRY(letter_queue(w, l, m));
    return queue_copies(w, m, text_at(s, k->copy_to), str_eq(text_at(s, k->copy_method), S("bcc")));
}

mail_lines letter_lines(struct arena *mem, str text)
{
    mail_lines all = {.at = NEWN(mem, str, LINES_MOST)};
    text = str_trim(text);
    for (str line; all.n < LINES_MOST - 1 && str_cut(&text, '\n', &line);)
        all.at[all.n++] = str_trim(line);
    if (text.n)
        all.at[all.n++] = text;
    return all;
}
