/* The scope that a Configuration page edits: out of the address or the form, and the switcher that chooses it. */
#pragma once

#include "admin/config_pages.h"

/* The form's field "scope", else the address's. ERR_NOT_FOUND: no such website or store view. */
MUST err config_scope_read(struct request *r, struct scope *out);
/* Fills the page's switcher, note and scope. */
void config_scope_fill(struct request *r, struct scope scope, struct admin_config *page);
/* 303 to the section's page in the scope. */
MUST err config_scope_back(struct request *r, struct scope scope, str section);
