#include "web/pack.h"

#include "base/log.h"
#include "base/str.h"

#include <stdlib.h>
#define ZLIB_CONST
#include <zlib.h>

struct packer {
    z_stream z;
};

#define GZIP_WINDOW (15 + 16)
#define LEAST_WORK  1

struct packer *packer_new(void)
{
    struct packer *p = calloc(1, sizeof *p);
    if (!p ||
        deflateInit2(&p->z, LEAST_WORK, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        abort();
    return p;
}

struct packer *packer_own(struct packer **p)
{
    if (!*p)
        *p = packer_new();
    return *p;
}

void packer_free(struct packer *p)
{
    if (p)
        deflateEnd(&p->z);
    free(p);
}

err packer_gzip(struct packer *p, str in, struct buf *out)
{
    buf_clear(out);
    deflateReset(&p->z);
    buf_room(out, deflateBound(&p->z, in.n));
    p->z.next_in = (const Bytef *)in.at;
    p->z.avail_in = (uInt)in.n;
    p->z.next_out = (Bytef *)out->at;
    p->z.avail_out = (uInt)(out->room - out->n);
    if (deflate(&p->z, Z_FINISH) != Z_STREAM_END)
        return log_broken("gzip", "%s", p->z.msg ? p->z.msg : "no room");
    out->n = p->z.total_out;
    return OK;
}

static bool is_refused(str parameters)
{
    str one;
    while (str_cut(&parameters, ';', &one)) {
        one = str_trim(one);
        if (!str_starts(one, S("q=0")) && !str_starts(one, S("Q=0")))
            continue;
        one = str_skip(one, 3);
        for (size_t i = 0; i < one.n; i++)
            if (one.at[i] != '.' && one.at[i] != '0')
                return false;
        return true;
    }
    return false;
}

bool accepts_coding(str accept_encoding, str coding)
{
    str one, name;
    while (str_cut(&accept_encoding, ',', &one)) {
        str_cut(&one, ';', &name);
        if (str_eq_nocase(str_trim(name), coding))
            return !is_refused(one);
    }
    return false;
}
