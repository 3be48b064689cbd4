/* A mail server on loopback, in threads of the test, that fails as it is told. It keeps what it was given. */
#pragma once

#include "base/base.h"

enum smtp_mood {
    SMTP_TAKES,          /* 250 */
    SMTP_BUSY,           /* 451 behind DATA */
    SMTP_KNOWS_NOT,      /* 550 at RCPT */
    SMTP_REFUSES,        /* 554 behind the text */
    SMTP_TAKES_AND_GOES, /* has the whole text, closes without an answer */
    SMTP_HANGS,          /* has the whole text, never answers */
};
#define SMTP_MAILS 32

struct smtp_mail {
    char from[300], rcpt[300];
    char text[32 * 1024]; /* as sent, dots undone */
    bool taken;           /* told so */
};
struct smtp_server;
struct smtp_server *smtp_server_start(void);
int smtp_server_port(const struct smtp_server *s);
/* The moods of the next mails, in their order; afterwards it takes them. */
void smtp_server_moods(struct smtp_server *s, const enum smtp_mood *moods, size_t n);
size_t smtp_server_got(struct smtp_server *s); /* mails whose text came whole */
struct smtp_mail smtp_server_mail(struct smtp_server *s, size_t i);
void smtp_server_stop(struct smtp_server *s);
