#include "mail_folder.h"

#include "base/buf.h"
#include "base/log.h"
#include "domain/mail.h"
#include "domain/settings.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define AT_ONCE 100

static void put_header(struct buf *b, str name, str value)
{
    buf_put(b, name);
    buf_put(b, S(": "));
    buf_put(b, value);
    buf_put(b, S("\r\n"));
}

static str write_message(struct ctx *c, const struct mail *m, struct buf *b)
{
    put_header(b, S("From"), c->settings->store_email);
    put_header(b, S("To"),
               str_format(c->mem, "%.*s <%.*s>", STR_ARG(m->to_name), STR_ARG(m->to_address)));
    put_header(b, S("Subject"), m->subject);
    put_header(b, S("Date"), time_iso(c->mem, m->created_at));
    put_header(b, S("Message-ID"),
               str_format(c->mem, "<mail-%lld@kontor.invalid>", (long long)m->id));
    put_header(b, S("Content-Language"), m->lang);
    put_header(b, S("Content-Type"), S("text/plain; charset=utf-8"));
    put_header(b, S("Content-Transfer-Encoding"), S("8bit"));
    buf_put(b, S("\r\n"));
    buf_put(b, m->body);
    return buf_str(b);
}

static err write_file(struct ctx *c, str folder, const struct mail *m)
{
    const char *path =
        str_z(c->mem, str_format(c->mem, "%.*s/%08lld.eml", STR_ARG(folder), (long long)m->id));
    const char *part = str_z(c->mem, str_format(c->mem, "%s.part", path));
    SCOPED(buf_free) struct buf b = {0};
    str text = write_message(c, m, &b);
    FILE *f = fopen(part, "wb");
    if (!f)
        return log_broken("mail folder", "%s: %s", part, strerror(errno));
    bool whole = fwrite(text.at, 1, text.n, f) == text.n;
    whole = fclose(f) == 0 && whole;
    if (!whole || rename(part, path))
        return log_broken("mail folder", "%s: %s", path, strerror(errno));
    return OK;
}

err mail_folder_deliver(struct ctx *c, str folder)
{
    mail_list waiting = {0};
    TRY(mail_waiting(c, AT_ONCE, &waiting));
    if (waiting.n && mkdir(str_z(c->mem, folder), 0700) && errno != EEXIST)
        return log_broken("mail folder", "%.*s: %s", STR_ARG(folder), strerror(errno));
    for (size_t i = 0; i < waiting.n; i++) {
        TRY(write_file(c, folder, &waiting.at[i]));
        err e = mail_sent(c, waiting.at[i].id);
        if (e && e != ERR_CONFLICT)
            return e;
    }
    return OK;
}
