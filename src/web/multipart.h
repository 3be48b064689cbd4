/* multipart/form-data: forms with files, exactly as browsers write them (RFC 7578). Whatever two readers could take
 * differently is refused: text before the first boundary or behind the last, headers that no browser sends, names and
 * fields that come twice. A file's name is only a name, its type is what the client says: neither is used as a path or
 * believed. Pure; bytes are views into the body. */
#pragma once

#include "web/head.h"

struct arena;

#define MULTIPART_FILES 4
#define MULTIPART_NAME  ((size_t)100) /* bytes of a field's name */

struct upload {
    str field, name, type; /* name: without a path; type: "" if none was said */
    str bytes;
};
struct multipart {
    struct pair *fields;
    size_t n_fields;
    struct upload files[MULTIPART_FILES]; /* chosen ones only */
    size_t n_files;
};

/* Whether a Content-Type says so, in whatever way. */
bool multipart_is(str content_type);
/* 0, or 400: not well formed; 413: more than most fields, or too many files. */
int multipart_parse(struct arena *mem, str content_type, str body, size_t most,
                    struct multipart *out);
