/* Sends mail over SMTP (libcurl): what is due, one after the other over one connection. */
#pragma once

#include "domain/ctx.h"

struct smtp;

/* What no database holds. */
struct smtp_secret {
    str password; /* of the setting "User Name"; "": none */
    str ca_file;  /* certificates of authorities in PEM; "": the system's */
};

MUST err smtp_new(const struct smtp_secret *secret, struct smtp **out);
void smtp_free(struct smtp *s);
/* From any thread: what is being sent ends at once. One struct smtp is for one thread. */
void smtp_stop(struct smtp *s);

/* Claims and sends what is due, at most `most` of them; stops early when the server cannot be reached, for the others would
 * fail alike. A 4xx answer and everything that may pass is tried again later, a 5xx answer is final. Without a host in the
 * settings it does nothing. */
MUST err mail_smtp_deliver(struct ctx *c, struct smtp *s, int most);
