/* A role's stored resources as a set. */
#pragma once

#include "base/str.h"
#include "domain/access.h"

/* resources: keys of permissions.def separated by spaces; unknown keys (an older program's) grant nothing. */
struct permits role_permits(bool access_all, str resources);
