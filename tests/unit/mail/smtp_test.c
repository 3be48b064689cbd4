/* The outbox over SMTP to a server that fails as it is told; the clock is the ctx's. */
#include "mail_sender.h"

#include "domain/mail.h"
#include "smtp_server.h"
#include "unit/domain/world.h"
#include "unit/test_store.h"

#include <pthread.h>
#include <stdio.h>
#include <time.h>

struct post {
    struct world *w;
    struct smtp_server *server;
    struct smtp *smtp;
};

static struct post post_begin(struct test_store *t)
{
    struct post p = {.w = world_make(t), .server = smtp_server_start()};
    struct smtp_secret none = {0};
    assert_ok(smtp_new(&none, &p.smtp));
    p.w->settings.smtp_host = S("127.0.0.1");
    p.w->settings.smtp_port = smtp_server_port(p.server);
    p.w->settings.smtp_security = S("none");
    return p;
}

static void post_end(struct post *p)
{
    smtp_free(p->smtp);
    smtp_server_stop(p->server);
}

static void moody(struct post *p, enum smtp_mood mood)
{
    smtp_server_moods(p->server, &mood, 1);
}

static void a_mail(struct post *p, struct mail m)
{
    struct work w = {0};
    m.kind = S("order_update");
    m.to_address = m.to_address.n ? m.to_address : S("anna@example.com");
    m.body = m.body.n ? m.body : S("Hallo\n");
    m.lang = S("de");
    assert_ok(work_begin(&p->w->c, ACT_STORE_SETUP, &w));
    assert_ok(mail_queue(&w, &m));
    work_touch(&w, ENTITY_MAIL, 0, (str){0});
    assert_ok(work_commit(&w));
    work_end(&w);
}

static void deliver(struct post *p)
{
    assert_ok(mail_smtp_deliver(&p->w->c, p->smtp, 20));
}

static void later(struct post *p, i64 by)
{
    p->w->c.now.us += by;
}

static bool mail_has(struct post *p, size_t i, const char *part)
{
    struct smtp_mail m = smtp_server_mail(p->server, i);
    return str_has(str_from(m.text), str_from(part));
}

static str message_id(struct post *p, size_t i)
{
    struct smtp_mail m = smtp_server_mail(p->server, i);
    str text = str_from(m.text), line;
    while (str_cut(&text, '\n', &line))
        if (str_starts(line, S("Message-ID:")))
            return str_copy(p->w->c.mem, str_trim(str_skip(line, 11)));
    return (str){0};
}

#define STATE(p, state) number_of((p)->w, "SELECT count(*) FROM mail WHERE state = '" state "'")

static void what_waits_is_sent_once_to_its_recipient(struct test_store *t)
{
    struct post p = post_begin(t);
    a_mail(&p, (struct mail){.subject = S("One")});
    a_mail(&p, (struct mail){.subject = S("Two"), .rcpt = S("boss@example.com"), .copy = true});
    deliver(&p);
    deliver(&p);
    assert_int_equal(smtp_server_got(p.server), 2);
    assert_int_equal(STATE(&p, "sent"), 2);
    assert_string_equal(smtp_server_mail(p.server, 0).rcpt, "<anna@example.com>");
    assert_string_equal(smtp_server_mail(p.server, 0).from, "<shop@example.com>");
    assert_string_equal(smtp_server_mail(p.server, 1).rcpt, "<boss@example.com>");
    assert_true(mail_has(&p, 1, "To: <anna@example.com>"));
    assert_false(mail_has(&p, 1, "boss"));
    post_end(&p);
}

static void a_busy_server_is_asked_again_after_a_minute(struct test_store *t)
{
    struct post p = post_begin(t);
    a_mail(&p, (struct mail){.subject = S("One")});
    moody(&p, SMTP_BUSY);
    deliver(&p);
    assert_int_equal(STATE(&p, "waiting"), 1);
    assert_int_equal(
        number_of(p.w, "SELECT count(*) FROM mail WHERE last_error LIKE '451%' AND tries = 1"), 1);
    later(&p, MINUTE - SECOND);
    deliver(&p);
    assert_int_equal(smtp_server_got(p.server), 0);
    later(&p, 15 * SECOND);
    deliver(&p);
    assert_int_equal(smtp_server_got(p.server), 1);
    assert_int_equal(STATE(&p, "sent"), 1);
    post_end(&p);
}

static void a_final_refusal_is_not_repeated_and_does_not_keep_others(struct test_store *t)
{
    struct post p = post_begin(t);
    const enum smtp_mood moods[] = {SMTP_KNOWS_NOT, SMTP_REFUSES, SMTP_TAKES};
    for (size_t i = 0; i < COUNT(moods); i++)
        a_mail(&p, (struct mail){.subject = S("One")});
    smtp_server_moods(p.server, moods, COUNT(moods));
    deliver(&p);
    assert_int_equal(STATE(&p, "failed"), 2);
    assert_int_equal(STATE(&p, "sent"), 1);
    assert_int_equal(number_of(p.w, "SELECT count(*) FROM mail WHERE last_error LIKE '55%'"), 2);
    later(&p, DAY);
    deliver(&p);
    assert_int_equal(smtp_server_got(p.server), 2); /* the refused text and the good one */
    post_end(&p);
}

static void without_an_answer_it_goes_again_with_the_same_id(struct test_store *t)
{
    struct post p = post_begin(t);
    a_mail(&p, (struct mail){.subject = S("One")});
    moody(&p, SMTP_TAKES_AND_GOES);
    deliver(&p);
    assert_int_equal(STATE(&p, "waiting"), 1);
    later(&p, 2 * MINUTE);
    deliver(&p);
    assert_int_equal(smtp_server_got(p.server), 2);
    assert_int_equal(STATE(&p, "sent"), 1);
    assert_true(message_id(&p, 0).n > 10);
    assert_str_equal(message_id(&p, 0), message_id(&p, 1));
    post_end(&p);
}

/* The server said yes, and the program died before it wrote that down: the claim stays and runs out. */
static void after_a_crash_it_goes_again_with_the_same_id(struct test_store *t)
{
    struct post p = post_begin(t);
    struct mail m;
    a_mail(&p, (struct mail){.subject = S("One")});
    assert_ok(mail_claim(&p.w->c, &m));
    str id = str_copy(t->mem, m.message_id);
    deliver(&p);
    assert_int_equal(smtp_server_got(p.server), 0);
    later(&p, MAIL_LEASE);
    deliver(&p);
    assert_int_equal(smtp_server_got(p.server), 1);
    assert_str_equal(message_id(&p, 0), id);
    post_end(&p);
}

static void a_server_that_is_down_takes_one_try_a_round(struct test_store *t)
{
    struct post p = post_begin(t);
    a_mail(&p, (struct mail){.subject = S("One")});
    a_mail(&p, (struct mail){.subject = S("Two")});
    p.w->settings.smtp_port = 1;
    deliver(&p);
    assert_int_equal(number_of(p.w, "SELECT sum(tries) FROM mail"), 1);
    p.w->settings.smtp_port = smtp_server_port(p.server);
    later(&p, 2 * MINUTE);
    deliver(&p);
    assert_int_equal(STATE(&p, "sent"), 2);
    post_end(&p);
}

static void ML06_disabled_or_without_a_host_nothing_leaves(struct test_store *t)
{
    struct post p = post_begin(t);
    a_mail(&p, (struct mail){.subject = S("One")});
    p.w->settings.mail_disabled = true;
    deliver(&p);
    a_mail(&p, (struct mail){.subject = S("Two")});
    p.w->settings.mail_disabled = false;
    p.w->settings.smtp_host = S("");
    deliver(&p);
    assert_int_equal(smtp_server_got(p.server), 0);
    assert_int_equal(number_of(p.w, "SELECT count(*) FROM mail"), 1);
    assert_int_equal(STATE(&p, "waiting"), 1);
    post_end(&p);
}

static void no_header_can_be_added_from_outside(struct test_store *t)
{
    struct post p = post_begin(t);
    a_mail(&p, (struct mail){
                   .to_name = S("Anna\r\nBcc: thief@example.com\r\n\"<x@example.com>, \""),
                   .subject = S("Hi\r\nX-Evil: yes\n\nBody"),
               });
    a_mail(&p, (struct mail){.to_address = S("anna@example.com>\r\nRCPT TO:<thief@example.com"),
                             .subject = S("Two")});
    a_mail(&p, (struct mail){.from_address = S("a@b\r\nQUIT"), .subject = S("Three")});
    deliver(&p);
    assert_int_equal(smtp_server_got(p.server), 1);
    assert_int_equal(STATE(&p, "failed"), 2);
    assert_false(mail_has(&p, 0, "\nBcc:"));
    assert_false(mail_has(&p, 0, "\nX-Evil"));
    assert_true(mail_has(
        &p, 0, "\nTo: \"Anna  Bcc: thief@example.com  \\\"<x@example.com>, \\\"\"\n <anna@"));
    assert_true(mail_has(&p, 0, "\nSubject: Hi  X-Evil: yes  Body\n"));
    post_end(&p);
}

static void umlauts_travel_in_encoded_words_and_both_texts_as_parts(struct test_store *t)
{
    struct post p = post_begin(t);
    a_mail(&p, (struct mail){.to_name = S("Käthe Größe"),
                             .subject = S("Ihre Bestellung für Käthe: schöne Grüße aus Goslar"),
                             .body = S("Grüße = €\n.\nEnde\n"),
                             .html = S("<p>Grüße</p>")});
    deliver(&p);
    assert_true(mail_has(&p, 0, "\nTo: =?utf-8?B?S8OkdGhlIEdyw7bDn2U=?=\n <anna@example.com>\n"));
    assert_true(mail_has(&p, 0, "\nSubject: =?utf-8?B?"));
    assert_true(mail_has(&p, 0, "\nContent-Type: multipart/alternative;"));
    assert_true(mail_has(&p, 0, "Gr=C3=BC=C3=9Fe =3D =E2=82=AC\n=2E\nEnde\n"));
    assert_true(mail_has(&p, 0, "<p>Gr=C3=BC=C3=9Fe</p>\n"));
    assert_true(mail_has(&p, 0, "\nAuto-Submitted: auto-generated\n"));
    struct smtp_mail m = smtp_server_mail(p.server, 0);
    for (const char *c = m.text; *c; c++)
        assert_true((byte)*c < 128);
    post_end(&p);
}

static void *stop_soon(void *arg)
{
    nanosleep(&(struct timespec){.tv_nsec = 300 * 1000 * 1000}, NULL);
    smtp_stop(arg);
    return NULL;
}

static void a_stop_does_not_wait_for_a_server_that_hangs(struct test_store *t)
{
    struct post p = post_begin(t);
    pthread_t other;
    a_mail(&p, (struct mail){.subject = S("One")});
    moody(&p, SMTP_HANGS);
    i64 begun = time_monotonic();
    assert_int_equal(pthread_create(&other, NULL, stop_soon, p.smtp), 0);
    deliver(&p);
    pthread_join(other, NULL);
    assert_true(time_monotonic() - begun < 20 * SECOND);
    assert_int_equal(number_of(p.w, "SELECT tries FROM mail"), 0);
    assert_int_equal(STATE(&p, "waiting"), 1);
    post_end(&p);
}

/* The sender reads its settings out of the database. */
static struct mail_sender *a_sender(struct test_store *t, const struct post *p)
{
    struct smtp_secret none = {0};
    struct mail_sender *s;
    test_script(t, str_format(t->mem,
                              "INSERT INTO setting (scope, scope_id, path, value) VALUES "
                              "('default', 0, 'system/smtp/host', '127.0.0.1'), "
                              "('default', 0, 'system/smtp/port', '%d'), "
                              "('default', 0, 'system/smtp/security', 'none');\n",
                              smtp_server_port(p->server)));
    assert_ok(mail_sender_start(t->store, S(""), &none, &s));
    return s;
}

static void a_mail_that_hangs_does_not_keep_the_others(struct test_store *t)
{
    struct post p = post_begin(t);
    moody(&p, SMTP_HANGS);
    for (int i = 0; i < 6; i++)
        a_mail(&p, (struct mail){.subject = S("One")});
    struct mail_sender *s = a_sender(t, &p);
    while (STATE(&p, "sent") < 5) /* the one that hangs would do so for 60 seconds */
        nanosleep(&(struct timespec){.tv_nsec = 20 * 1000 * 1000}, NULL);
    assert_int_equal(STATE(&p, "waiting"), 1);
    mail_sender_stop(s);
    assert_int_equal(number_of(p.w, "SELECT tries FROM mail WHERE state = 'waiting'"), 0);
    assert_int_equal(smtp_server_got(p.server), 6);
    post_end(&p);
}

static const struct test tests[] = {
    TEST(what_waits_is_sent_once_to_its_recipient),
    TEST(a_busy_server_is_asked_again_after_a_minute),
    TEST(a_final_refusal_is_not_repeated_and_does_not_keep_others),
    TEST(without_an_answer_it_goes_again_with_the_same_id),
    TEST(after_a_crash_it_goes_again_with_the_same_id),
    TEST(a_server_that_is_down_takes_one_try_a_round),
    TEST(ML06_disabled_or_without_a_host_nothing_leaves),
    TEST(no_header_can_be_added_from_outside),
    TEST(umlauts_travel_in_encoded_words_and_both_texts_as_parts),
    TEST(a_stop_does_not_wait_for_a_server_that_hangs),
    TEST(a_mail_that_hangs_does_not_keep_the_others),
};

int main(void)
{
    return run_on_both(tests, COUNT(tests));
}
