#include "text_test.h"

#include "web/pack.h"

#include <string.h>
#include <zlib.h>

static void a_coding_is_taken_when_it_is_named_and_not_refused(void **state)
{
    (void)state;
    static const struct {
        const char *header;
        bool gzip;
    } rows[] = {
        {"gzip", true},           {"GZIP", true},      {"deflate, gzip", true},
        {"br,gzip;q=0.5", true},  {"gzip;q=0", false}, {"gzip; q=0.0", false},
        {"gzip;q=0.001", true},   {"", false},         {"*", false},
        {"x-gzip", false},        {"identity", false}, {"gzip ;q=0", false},
        {"br, gzip ; q=1", true}, {"gzipped", false},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_int_equal(accepts_coding(str_from(rows[i].header), S("gzip")), rows[i].gzip);
}

static void what_is_packed_comes_out_the_same_again_and_again(void **state)
{
    (void)state;
    struct packer *p = packer_new();
    struct buf packed = {0};
    for (size_t n = 0; n < 100000; n = n * 7 + 1) {
        char *text = NEWN(mem, char, n + 1), *back = NEWN(mem, char, n + 1);
        for (size_t i = 0; i < n; i++)
            text[i] = (char)(i * i % 251);
        assert_int_equal(packer_gzip(p, (str){text, n}, &packed), OK);
        z_stream z = {.next_in = (Bytef *)packed.at, .avail_in = (uInt)packed.n};
        z.next_out = (Bytef *)back;
        z.avail_out = (uInt)n + 1;
        assert_int_equal(inflateInit2(&z, 31), Z_OK);
        assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
        assert_int_equal(z.total_out, n);
        assert_memory_equal(text, back, n);
        inflateEnd(&z);
    }
    buf_free(&packed);
    packer_free(p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_coding_is_taken_when_it_is_named_and_not_refused),
        cmocka_unit_test(what_is_packed_comes_out_the_same_again_and_again),
    };
    return RUN(tests);
}
