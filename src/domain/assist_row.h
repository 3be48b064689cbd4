/* What the files of Login as Customer share: the purposes of its secrets (R12), and the policy of one session. */
#pragma once

#include "base/str.h"
#include "domain/assist.h"

#define ASSIST_SESSION  S("assist-session")
#define ASSIST_HANDOVER S("assist-handover")
#define ASSIST_NONCE    S("assist-nonce")

/* Whether the session of a label may go on. ERR_NOT_FOUND: there is none. */
MUST err assist_judge(struct ctx *c, str label, i64 *id, enum assist_cause *cause);
