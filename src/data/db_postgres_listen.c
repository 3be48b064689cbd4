#include "base/log.h"
#include "base/str.h"
#include "data/db_postgres.h"

#include <poll.h>

#define ROUND_MS 1000

err postgres_listen(struct db *db)
{
    TRY(db_script(db, "LISTEN kontor"));
    db->listening = true;
    return OK;
}

static void pass_on(struct db *db, void (*tell)(struct db *db, str text))
{
    PGnotify *n;
    while ((n = PQnotifies(db->link))) {
        tell(db, str_from(n->extra));
        PQfreemem(n);
    }
}

/* A server that went away without a word would never become readable: each round asks it something. */
static err ask_if_there(struct db *db)
{
    return db_script(db, "SELECT 1");
}

err postgres_hear(struct db *db, int wake, void (*tell)(struct db *db, str text), bool *stop)
{
    struct pollfd fds[] = {{.fd = PQsocket(db->link), .events = POLLIN},
                           {.fd = wake, .events = POLLIN}};
    int ready = poll(fds, 2, ROUND_MS);
    *stop = fds[1].revents != 0;
    if (*stop)
        return OK;
    if (ready == 0)
        TRY(ask_if_there(db));
    if (!PQconsumeInput(db->link))
        return ERR_AWAY;
    pass_on(db, tell);
    /* What was told may have asked the database, and lost it. */
    return !db->lost && PQstatus(db->link) == CONNECTION_OK ? OK : ERR_AWAY;
}
