/* Compression of answers as they are made. One packer a thread: its tables are kept between answers. */
#pragma once

#include "base/buf.h"

struct packer;

struct packer *packer_new(void);
/* A thread's own, made at its first use. */
struct packer *packer_own(struct packer **p);
void packer_free(struct packer *p);

/* gzip, level 1, into out (emptied first). */
MUST err packer_gzip(struct packer *p, str in, struct buf *out);

/* The coding is acceptable by an Accept-Encoding header: named, and not with q=0. */
bool accepts_coding(str accept_encoding, str coding);
