/* What the files of Login as Customer share: the purposes of its secrets (R12). */
#pragma once

#include "base/str.h"

#define ASSIST_SESSION  S("assist-session")
#define ASSIST_HANDOVER S("assist-handover")
#define ASSIST_NONCE    S("assist-nonce")
