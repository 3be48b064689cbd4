/* Forms with files out of any body: every part lies within the body, names are what they have to be, nothing comes
 * twice. The boundary is "B". */
#include "fuzz.h"

#include "base/arena.h"
#include "base/str.h"
#include "web/multipart.h"

#define FIELDS 20

static bool is_within(str part, str whole)
{
    return part.n == 0 || (part.at >= whole.at && part.at + part.n <= whole.at + whole.n);
}

static bool is_name(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((byte)s.at[i] < 0x20 || s.at[i] == 0x7f || s.at[i] == '"' || s.at[i] == '\\')
            return false;
    return s.n > 0 && str_is_utf8(s);
}

static void check_file(const struct multipart *m, size_t k, str body)
{
    const struct upload *f = &m->files[k];
    FUZZ_CHECK(is_name(f->field) && is_name(f->name) && !str_has(f->name, S("/")));
    FUZZ_CHECK(is_within(f->bytes, body) && !str_has(f->bytes, S("\r\n--B")));
    for (size_t i = 0; i < k; i++)
        FUZZ_CHECK(!str_eq(m->files[i].field, f->field));
    for (size_t i = 0; i < m->n_fields; i++)
        FUZZ_CHECK(!str_eq(m->fields[i].name, f->field) || str_ends(f->field, S("[]")));
}

int LLVMFuzzerTestOneInput(const byte *at, size_t n)
{
    static struct arena *mem;
    if (!mem)
        mem = arena_new(0);
    arena_empty(mem);
    str body = {(const char *)at, n};
    struct multipart m = {0};
    int status = multipart_parse(mem, S("multipart/form-data; boundary=B"), body, FIELDS, &m);
    FUZZ_CHECK(status == 0 || status == 400 || status == 413);
    if (status)
        return 0;
    FUZZ_CHECK(m.n_fields <= FIELDS && m.n_files <= MULTIPART_FILES);
    FUZZ_CHECK(str_starts(body, S("--B")) && str_has(body, S("--B--")));
    for (size_t i = 0; i < m.n_fields; i++)
        FUZZ_CHECK(is_name(m.fields[i].name) && is_within(m.fields[i].value, body) &&
                   str_is_utf8(m.fields[i].value));
    for (size_t i = 0; i < m.n_files; i++)
        check_file(&m, i, body);
    return 0;
}
