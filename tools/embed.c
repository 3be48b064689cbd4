/* Makes a C table of files for web/static.h: contents, fingerprints, precompressed forms. Style sheets refer to other
 * files by name; the addresses are put in here.
 *   embed OUT.c ROOT FILE…     names are the paths below ROOT */
#include <assert.h>
#include <brotli/encode.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

struct bytes {
    unsigned char *at;
    size_t n;
};

struct file {
    const char *path, *name, *type;
    bool is_text;
    struct bytes plain, gzip, brotli;
    char hash[17], integrity[64];
};

static _Noreturn void fail(const char *path, const char *why)
{
    fprintf(stderr, "embed: %s: %s\n", path, why);
    exit(1);
}

static void *take(size_t n)
{
    void *p = malloc(n ? n : 1);
    if (!p)
        fail("memory", "none left");
    return p;
}

static struct bytes read_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    if (!f)
        fail(path, "cannot be read");
    fseek(f, 0, SEEK_END);
    long n = ftell(f);
    rewind(f);
    struct bytes b = {take((size_t)n + 1), (size_t)n};
    if (n < 0 || fread(b.at, 1, b.n, f) != b.n)
        fail(path, "cannot be read");
    fclose(f);
    b.at[b.n] = 0;
    return b;
}

static const struct {
    const char *ending, *type;
    bool is_text;
} types[] = {
    {".css", "text/css; charset=utf-8", true},
    {".js", "text/javascript; charset=utf-8", true},
    {".svg", "image/svg+xml", true},
    {".txt", "text/plain; charset=utf-8", true},
    {".woff2", "font/woff2", false},
    {".png", "image/png", false},
    {".jpg", "image/jpeg", false},
    {".webp", "image/webp", false},
    {".avif", "image/avif", false},
    {".ico", "image/x-icon", false},
};

static void find_type(struct file *f)
{
    const char *dot = strrchr(f->name, '.');
    for (size_t i = 0; dot && i < sizeof types / sizeof types[0]; i++)
        if (strcmp(dot, types[i].ending) == 0) {
            f->type = types[i].type;
            f->is_text = types[i].is_text;
            return;
        }
    fail(f->path, "has an ending without a type: add it to tools/embed.c");
}

static void fingerprint(struct file *f)
{
    unsigned char sha[crypto_hash_sha256_BYTES];
    char hex[2 * sizeof sha + 1];
    crypto_hash_sha256(sha, f->plain.at, f->plain.n);
    sodium_bin2hex(hex, sizeof hex, sha, sizeof sha);
    memcpy(f->hash, hex, 16);
    f->hash[16] = 0;
    strcpy(f->integrity, "sha256-");
    sodium_bin2base64(f->integrity + 7, sizeof f->integrity - 7, sha, sizeof sha,
                      sodium_base64_VARIANT_ORIGINAL);
}

static const struct file *find(const struct file *files, size_t n, const char *name, size_t length)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(files[i].name) == length && memcmp(files[i].name, name, length) == 0)
            return &files[i];
    return NULL;
}

/* url("x.woff2") becomes url("/static/<hash>/x.woff2"). An unknown name stops the build. */
static void put_addresses(struct file *css, const struct file *files, size_t n)
{
    const char *rest = (const char *)css->plain.at;
    char *out = NULL;
    size_t out_n = 0;
    FILE *stream = open_memstream(&out, &out_n);
    const char *url;
    while (stream && (url = strstr(rest, "url(\""))) {
        const char *name = url + 5;
        const char *end = strchr(name, '"');
        if (!end)
            fail(css->path, "url(\" without an end");
        const struct file *to = find(files, n, name, (size_t)(end - name));
        if (!to)
            fail(css->path, "url(\"…\") names no file of assets");
        if (!to->hash[0])
            fail(css->path, "a style sheet cannot refer to another one");
        fwrite(rest, 1, (size_t)(name - rest), stream);
        fprintf(stream, "/static/%s/%s", to->hash, to->name);
        rest = end;
    }
    if (!stream)
        fail("memory", "none left");
    fputs(rest, stream);
    fclose(stream);
    if (strstr(out, "url(") && strstr(out, "url(") != strstr(out, "url(\""))
        fail(css->path, "write url(\"…\") with double quotes");
    free(css->plain.at);
    css->plain = (struct bytes){(unsigned char *)out, out_n};
}

static struct bytes gzip(struct bytes in)
{
    z_stream z = {0};
    if (deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
        fail("gzip", "cannot start");
    struct bytes out = {take(deflateBound(&z, in.n)), deflateBound(&z, in.n)};
    z.next_in = in.at;
    z.avail_in = (uInt)in.n;
    z.next_out = out.at;
    z.avail_out = (uInt)out.n;
    if (deflate(&z, Z_FINISH) != Z_STREAM_END)
        fail("gzip", "cannot finish");
    out.n = z.total_out;
    deflateEnd(&z);
    return out;
}

static struct bytes brotli(struct bytes in)
{
    size_t room = BrotliEncoderMaxCompressedSize(in.n) + 1024;
    struct bytes out = {take(room), room};
    if (!BrotliEncoderCompress(11, 22, BROTLI_MODE_TEXT, in.n, in.at, &out.n, out.at))
        fail("brotli", "cannot finish");
    return out; /* NOLINT(clang-analyzer-unix.Malloc): the caller's, until the program ends */
}

static void pack(struct file *f)
{
    if (!f->is_text)
        return;
    f->gzip = gzip(f->plain);
    f->brotli = brotli(f->plain);
    if (f->gzip.n + 64 >= f->plain.n)
        f->gzip.n = 0;
    if (f->brotli.n + 64 >= f->plain.n)
        f->brotli.n = 0;
}

/* Three octal digits always, so that no digit that follows joins in. */
static void write_bytes(FILE *out, const char *what, size_t k, struct bytes b)
{
    fprintf(out, "static const char %s_%zu[] =\n    \"", what, k);
    for (size_t i = 0; i < b.n; i++) {
        if (i && i % 64 == 0)
            fputs("\"\n    \"", out);
        bool plain = b.at[i] >= ' ' && b.at[i] < 127 && !strchr("\"\\?", b.at[i]);
        if (plain)
            fputc(b.at[i], out);
        else
            fprintf(out, "\\%03o", b.at[i]);
    }
    fputs("\";\n", out);
}

static void write_file(FILE *out, const char *what, size_t k, struct bytes b)
{
    if (b.n)
        fprintf(out, "     .%s = {%s_%zu, %zu},\n", what, what, k, b.n);
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct file *)a)->name, ((const struct file *)b)->name);
}

static void write_table(FILE *out, const struct file *files, size_t n)
{
    fputs("/* Made by tools/embed from assets/. */\n#include \"web/static.h\"\n\n", out);
    for (size_t i = 0; i < n; i++) {
        write_bytes(out, "plain", i, files[i].plain);
        if (files[i].gzip.n)
            write_bytes(out, "gzip", i, files[i].gzip);
        if (files[i].brotli.n)
            write_bytes(out, "brotli", i, files[i].brotli);
    }
    fputs("\nconst struct static_file static_files[] = {\n", out);
    for (size_t i = 0; i < n; i++) {
        const struct file *f = &files[i];
        fprintf(
            out,
            "    {.name = S(\"%s\"),\n     .hash = S(\"%s\"),\n     .url = S(\"/static/%s/%s\"),\n",
            f->name, f->hash, f->hash, f->name);
        fprintf(out, "     .type = S(\"%s\"),\n     .sha256 = S(\"%s\"),\n", f->type, f->integrity);
        fprintf(out, "     .plain = {plain_%zu, %zu},\n", i, f->plain.n);
        write_file(out, "gzip", i, f->gzip);
        write_file(out, "brotli", i, f->brotli);
        fputs("    },\n", out);
    }
    fputs("};\nconst size_t static_files_n = sizeof static_files / sizeof static_files[0];\n", out);
}

static bool is_css(const struct file *f)
{
    return strcmp(f->type, "text/css; charset=utf-8") == 0;
}

int main(int argc, char **argv)
{
    if (argc < 4 || sodium_init() < 0)
        fail("usage", "embed OUT.c ROOT FILE…");
    size_t n = (size_t)argc - 3, root = strlen(argv[2]);
    struct file *files = take(n * sizeof *files);
    memset(files, 0, n * sizeof *files);
    for (size_t i = 0; i < n; i++) {
        files[i].path = argv[3 + i];
        if (strncmp(files[i].path, argv[2], root) != 0 || files[i].path[root] != '/')
            fail(files[i].path, "is not below the root");
        files[i].name = files[i].path + root + 1;
        find_type(&files[i]);
        files[i].plain = read_file(files[i].path);
        if (!is_css(&files[i]))
            fingerprint(&files[i]);
    }
    qsort(files, n, sizeof *files, by_name);
    for (size_t i = 0; i < n; i++) {
        if (is_css(&files[i])) {
            put_addresses(&files[i], files, n);
            fingerprint(&files[i]);
        }
        pack(&files[i]);
    }
    FILE *out = fopen(argv[1], "wb");
    if (!out)
        fail(argv[1], "cannot be written");
    write_table(out, files, n);
    if (fclose(out))
        fail(argv[1], "cannot be written");
    for (size_t i = 0; i < n; i++) {
        free(files[i].plain.at);
        free(files[i].gzip.at);
        free(files[i].brotli.at);
    }
    free(files);
    return 0;
}
