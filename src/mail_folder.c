#include "mail_folder.h"

#include "base/buf.h"
#include "base/log.h"
#include "domain/mail.h"
#include "mail_message.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define AT_ONCE 100

static err write_file(struct ctx *c, str folder, const struct mail *m)
{
    const char *path =
        str_z(c->mem, str_format(c->mem, "%.*s/%08lld.eml", STR_ARG(folder), (long long)m->id));
    const char *part = str_z(c->mem, str_format(c->mem, "%s.part", path));
    SCOPED(buf_free) struct buf b = {0};
    if (!str_eq(m->rcpt, m->to_address))
        buf_printf(&b, "Bcc: <%.*s>\r\n", STR_ARG(m->rcpt));
    mail_message(&b, c->mem, m);
    str text = buf_str(&b);
    FILE *f = fopen(part, "wb");
    if (!f)
        return log_broken("mail folder", "%s: %s", part, strerror(errno));
    bool whole = fwrite(text.at, 1, text.n, f) == text.n;
    whole = fclose(f) == 0 && whole;
    if (!whole || rename(part, path))
        return log_broken("mail folder", "%s: %s", path, strerror(errno));
    return OK;
}

static err deliver_one(struct ctx *c, str folder)
{
    struct mail m;
    TRY(mail_claim(c, &m));
    if (mkdir(str_z(c->mem, folder), 0700) && errno != EEXIST)
        return log_broken("mail folder", "%.*s: %s", STR_ARG(folder), strerror(errno));
    TRY(write_file(c, folder, &m));
    err e = mail_sent(c, m.id);
    return e == ERR_CONFLICT ? OK : e;
}

err mail_folder_deliver(struct ctx *c, str folder)
{
    err e = OK;
    for (int i = 0; i < AT_ONCE && e == OK; i++)
        e = deliver_one(c, folder);
    return e == ERR_NOT_FOUND ? OK : e;
}
