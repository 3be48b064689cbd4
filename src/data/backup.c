#include "data/backup.h"

#include "base/arena.h"
#include "base/str.h"
#include "data/engine.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static void close_scoped(struct db **db)
{
    db_close(*db);
}

err store_check(struct store *s, struct arena *mem, str *why)
{
    *why = S("");
    str fault;
    SCOPED(close_scoped) struct db *db = NULL;
    TRY(db_open(s, &db));
    err e = db_str(db, mem, &s->engine->faults, NO_ARGS, &fault);
    if (e)
        return e == ERR_NOT_FOUND ? OK : e;
    *why = str_format(mem, "the database is damaged: %.*s", STR_ARG(fault));
    return ERR_BROKEN;
}

static err is_there(struct arena *mem, str path, str *why)
{
    *why = str_format(mem, "%.*s is there already; a backup overwrites nothing", STR_ARG(path));
    return ERR_CONFLICT;
}

/* The name of a new file is lasting once its folder is. */
static bool sync_folder(struct arena *mem, str path)
{
    while (path.n && path.at[path.n - 1] != '/')
        path.n--;
    int fd = open(path.n ? str_z(mem, path) : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool done = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return done;
}

static err give_name(struct arena *mem, const char *part, str path, str *why)
{
    if (renameat2(AT_FDCWD, part, AT_FDCWD, str_z(mem, path), RENAME_NOREPLACE) == 0 &&
        sync_folder(mem, path))
        return OK;
    if (errno == EEXIST)
        return is_there(mem, path, why);
    *why = str_format(mem, "cannot write %.*s: %m", STR_ARG(path));
    return ERR_BROKEN;
}

err store_backup(struct store *s, str path, struct arena *mem, str *why)
{
    *why = S("");
    if (!s->engine->copy) {
        *why = S("PostgreSQL makes its own copies: use pg_dump");
        return ERR_INVALID;
    }
    if (access(str_z(mem, path), F_OK) == 0)
        return is_there(mem, path, why);
    const char *part =
        str_z(mem, str_format(mem, "%.*s.part%lld", STR_ARG(path), (long long)getpid()));
    int fd = open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        *why = str_format(mem, "cannot write %s: %m", part);
        return ERR_BROKEN;
    }
    close(fd);
    err e = s->engine->copy(s, part, mem, why);
    if (!e)
        e = give_name(mem, part, path, why);
    if (e)
        (void)unlink(part);
    return e;
}
