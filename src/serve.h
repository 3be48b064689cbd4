/* A running server with its housekeeper, from the first address to SIGTERM. */
#pragma once

#include "options.h"

struct store;

/* The exit status. The store stays the caller's. */
int serve(struct store *store, const struct options *o, struct arena *mem);
/* The same, and says who can sign in; mails go to a folder beside the database. */
int serve_demo(struct store *store, const struct options *o, struct arena *mem);
