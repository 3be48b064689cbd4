/* A mail as it travels (RFC 5322): headers, and plain text beside HTML. The same row always gives the same bytes. */
#pragma once

#include "base/buf.h"
#include "domain/mail.h"

/* m is as mail_queue wrote it: its addresses are addresses. */
void mail_message(struct buf *out, struct arena *mem, const struct mail *m);
