/* Threads that send the outbox: over SMTP, or into a folder. Of their own, because a mail server may be slow; several,
 * because one mail that hangs must not keep the others. */
#pragma once

#include "mail_smtp.h"

struct store;

/* folder "": over SMTP with the settings' host. */
struct mail_sender;
MUST err mail_sender_start(struct store *store, str folder, const struct smtp_secret *secret,
                           struct mail_sender **out);
void mail_sender_stop(struct mail_sender *s); /* what is being sent goes back to the outbox */
