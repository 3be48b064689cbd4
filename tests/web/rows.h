/* What stands in the database, as text: to say that nothing changed, or whose rows did. */
#pragma once

#include "test_store.h"

/* All rows of all tables, a line each. `without`: names of tables to leave out, separated by blanks. */
str rows_all(struct test_store *t, const char *without);
/* The rows that belong to an account: it, its sessions, addresses, carts, orders, mails … */
str rows_of_customer(struct test_store *t, i64 customer_id);
/* One table's rows: "cart", "customer_id = 7". */
str rows_where(struct test_store *t, const char *table, str where);
/* The first column of the first row. */
i64 rows_number(struct test_store *t, const char *sql);
str rows_text(struct test_store *t, const char *sql);
