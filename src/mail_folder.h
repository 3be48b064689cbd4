/* Sends mail into a folder, a file a mail (RFC 5322), instead of over SMTP: for the demo and for tests. */
#pragma once

#include "domain/ctx.h"

/* Everything that waits. A mail is marked as sent after its file is whole; a crash in between writes the same file
 * again. A blind copy names its recipient as Bcc. */
MUST err mail_folder_deliver(struct ctx *c, str folder);
