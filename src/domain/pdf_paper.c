#include "domain/pdf_paper.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/log.h"
#include "base/str.h"
#include "base/time.h"

#include <cairo-pdf.h>
#include <fcntl.h>
#include <fontconfig/fontconfig.h>
#include <pango/pangocairo.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TEXT_MOST    2000 /* bytes */
#define PICTURE_MOST (1 << 20)
#define LEADING      1.1F
#define GREY         0.33
#define HAIR         0.5 /* points; thinner rules are grey */

/* Families behind the first stand in for characters that it has not. */
#define FAMILIES "Inter, DejaVu Sans, Liberation Sans"
/* No configuration of the user or the system: the same fonts give the same bytes for everyone. */
#define FONT_CONFIG                                                                                \
    "<fontconfig><dir>/usr/share/fonts</dir><dir>/usr/local/share/fonts</dir>"                     \
    "<cachedir>/var/cache/fontconfig</cachedir></fontconfig>"

static const struct {
    double size;
    PangoWeight weight;
    bool grey;
} styles[] = {
    [PAPER_PLAIN] = {9, PANGO_WEIGHT_NORMAL, false},
    [PAPER_STRONG] = {9, PANGO_WEIGHT_SEMIBOLD, false},
    [PAPER_SMALL] = {7.5, PANGO_WEIGHT_NORMAL, true},
    [PAPER_SMALL_STRONG] = {7.5, PANGO_WEIGHT_SEMIBOLD, false},
    [PAPER_TITLE] = {15, PANGO_WEIGHT_BOLD, false},
    [PAPER_MARK] = {20, PANGO_WEIGHT_BOLD, false},
};
_Static_assert(COUNT(styles) == PAPER_STYLE_COUNT, "every style has a look");

/* Made once a process, used under the lock: loading fonts costs more than a hundred pages. */
static struct {
    pthread_mutex_t lock;
    PangoContext *context;
    PangoFontDescription *fonts[PAPER_STYLE_COUNT];
    PangoAttrList *features;
} engine = {.lock = PTHREAD_MUTEX_INITIALIZER};

struct text {
    struct paper_text t; /* the caller's; first */
    PangoLayout *layout;
    bool grey;
    struct text *next;
};

/* What stands on a page: a text, a picture, or a rule. */
struct mark {
    size_t page;
    double x, y, width, thick;
    const struct text *text;
    cairo_surface_t *picture;
    struct mark *next;
};

struct paper {
    struct arena *mem;
    cairo_surface_t *surface;
    cairo_t *cairo;
    size_t pages; /* printed already */
    struct text *texts;
    struct mark *marks, **last;
    str picture_path;
    cairo_surface_t *picture; /* of picture_path; NULL: there is none */
};

/* ---- fonts ---- */

static bool has_font(FcConfig *config)
{
    FcFontSet *all = FcConfigGetFonts(config, FcSetSystem);
    return all && all->nfont > 0;
}

/* Becomes the process's configuration, so that Pango reads no other. */
static bool read_fonts(void)
{
    FcConfig *config = FcConfigCreate();
    bool read = config &&
                FcConfigParseAndLoadFromMemory(config, (const FcChar8 *)FONT_CONFIG, FcTrue) &&
                FcConfigBuildFonts(config) && has_font(config) && FcConfigSetCurrent(config);
    if (config)
        FcConfigDestroy(config);
    return read;
}

static void make_context(void)
{
    PangoFontMap *map = pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT);
    pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map), 72);
    engine.context = pango_font_map_create_context(map);
    g_object_unref(map);
    cairo_font_options_t *options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    pango_cairo_context_set_font_options(engine.context, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(engine.context, FALSE);
}

/* At the end of the process, so that what checks for leaks finds none. */
static void end_engine(void)
{
    for (size_t i = 0; i < PAPER_STYLE_COUNT; i++)
        pango_font_description_free(engine.fonts[i]);
    pango_attr_list_unref(engine.features);
    g_object_unref(engine.context);
    cairo_debug_reset_static_data();
}

static err start_engine(void)
{
    if (engine.context)
        return OK;
    if (!read_fonts())
        return log_broken("pdf", "no fonts in /usr/share/fonts");
    make_context();
    for (size_t i = 0; i < PAPER_STYLE_COUNT; i++) {
        PangoFontDescription *d = pango_font_description_new();
        pango_font_description_set_family_static(d, FAMILIES);
        pango_font_description_set_absolute_size(d, styles[i].size * PANGO_SCALE);
        pango_font_description_set_weight(d, styles[i].weight);
        engine.fonts[i] = d;
    }
    /* Digits of one width; "12x4" and "->" stay the letters that they are. */
    engine.features = pango_attr_list_new();
    pango_attr_list_insert(engine.features, pango_attr_font_features_new("tnum, calt=0"));
    pango_attr_list_insert(engine.features, pango_attr_insert_hyphens_new(FALSE));
    if (atexit(end_engine))
        return log_broken("pdf", "atexit");
    return OK;
}

/* ---- the file ---- */

/* A character of one line that leaves its neighbours as they are: no line ends, no changes of direction. */
static gunichar printable(gunichar u)
{
    bool ends = u == 0x2028 || u == 0x2029 || g_unichar_iscntrl(u);
    bool turns = (u >= 0x202A && u <= 0x202E) || (u >= 0x2066 && u <= 0x2069);
    return ends || turns ? ' ' : u;
}

/* NUL-terminated, too; *n without it. */
static const char *clean(struct arena *mem, str s, size_t *n)
{
    char *at = NEWN(mem, char, 3 * (s.n < TEXT_MOST ? s.n : TEXT_MOST) + 4);
    size_t from = 0, to = 0;
    while (from < s.n && from < TEXT_MOST) {
        gunichar u = g_utf8_get_char_validated(s.at + from, (gssize)(s.n - from));
        bool valid = u < (gunichar)-2;
        from += valid ? (size_t)g_unichar_to_utf8(u, NULL) : 1;
        to += (size_t)g_unichar_to_utf8(valid ? printable(u) : 0xFFFD, at + to);
    }
    *n = to;
    return at;
}

static cairo_status_t put_bytes(void *out, const unsigned char *at, unsigned n)
{
    buf_put(out, (str){(const char *)at, n});
    return CAIRO_STATUS_SUCCESS;
}

err paper_begin(struct arena *mem, struct buf *out, const struct paper_about *about,
                struct paper **p)
{
    pthread_mutex_lock(&engine.lock);
    struct paper *made = NEW(mem, struct paper);
    *p = made;
    *made = (struct paper){.mem = mem, .last = &made->marks};
    TRY(start_engine());
    size_t n;
    made->surface = cairo_pdf_surface_create_for_stream(put_bytes, out, PAPER_WIDTH, PAPER_HEIGHT);
    const struct {
        cairo_pdf_metadata_t key;
        str value;
    } facts[] = {
        {CAIRO_PDF_METADATA_TITLE, about->title},
        {CAIRO_PDF_METADATA_AUTHOR, about->author},
        {CAIRO_PDF_METADATA_CREATOR, str_from("Kontor")},
        {CAIRO_PDF_METADATA_CREATE_DATE, time_iso(mem, about->made)},
    };
    for (size_t i = 0; i < COUNT(facts); i++)
        cairo_pdf_surface_set_metadata(made->surface, facts[i].key, clean(mem, facts[i].value, &n));
    made->cairo = cairo_create(made->surface);
    return OK;
}

err paper_finish(struct paper *p)
{
    cairo_surface_finish(p->surface);
    cairo_status_t status = cairo_status(p->cairo);
    if (status == CAIRO_STATUS_SUCCESS)
        status = cairo_surface_status(p->surface);
    if (status != CAIRO_STATUS_SUCCESS)
        return log_broken("pdf", "%s", cairo_status_to_string(status));
    return OK;
}

static void forget(struct paper *p)
{
    for (struct text *t = p->texts; t; t = t->next)
        g_object_unref(t->layout);
    for (struct mark *m = p->marks; m; m = m->next)
        cairo_surface_destroy(m->picture);
    p->texts = NULL;
    p->marks = NULL;
    p->last = &p->marks;
}

void paper_end(struct paper **paper)
{
    struct paper *p = *paper;
    if (!p)
        return;
    forget(p);
    cairo_surface_destroy(p->picture);
    cairo_destroy(p->cairo);
    cairo_surface_destroy(p->surface);
    *paper = NULL;
    pthread_mutex_unlock(&engine.lock);
}

/* ---- text ---- */

const struct paper_text *paper_text(struct paper *p, enum paper_style style, str text, double width,
                                    int lines_most)
{
    struct text *t = NEW(p->mem, struct text);
    size_t n;
    const char *at = clean(p->mem, text, &n);
    t->layout = pango_layout_new(engine.context);
    t->grey = styles[style].grey;
    pango_layout_set_font_description(t->layout, engine.fonts[style]);
    pango_layout_set_attributes(t->layout, engine.features);
    pango_layout_set_line_spacing(t->layout, LEADING);
    pango_layout_set_text(t->layout, at, (int)n);
    if (width > 0) {
        pango_layout_set_width(t->layout, (int)(width * PANGO_SCALE));
        pango_layout_set_wrap(t->layout, PANGO_WRAP_WORD_CHAR);
        pango_layout_set_height(t->layout, -lines_most);
        pango_layout_set_ellipsize(t->layout, PANGO_ELLIPSIZE_END);
    }
    PangoRectangle r;
    pango_layout_get_extents(t->layout, NULL, &r);
    t->t.width = (double)r.width / PANGO_SCALE;
    t->t.height = (double)r.height / PANGO_SCALE;
    t->next = p->texts;
    p->texts = t;
    return &t->t;
}

/* ---- marks ---- */

static void add_mark(struct paper *p, struct mark mark)
{
    struct mark *m = NEW(p->mem, struct mark);
    *m = mark;
    *p->last = m;
    p->last = &m->next;
}

void paper_put(struct paper *p, size_t page, double x, double y, const struct paper_text *t)
{
    const struct text *text = (const struct text *)(const void *)t;
    add_mark(p, (struct mark){.page = page, .x = x, .y = y, .text = text});
}

void paper_put_right(struct paper *p, size_t page, double right, double y,
                     const struct paper_text *t)
{
    paper_put(p, page, right - t->width, y, t);
}

void paper_rule(struct paper *p, size_t page, double x, double y, double width, double thick)
{
    add_mark(p, (struct mark){.page = page, .x = x, .y = y, .width = width, .thick = thick});
}

/* ---- the picture ---- */

struct bytes {
    str rest;
};

static cairo_status_t take_bytes(void *from, unsigned char *to, unsigned n)
{
    struct bytes *b = from;
    if (b->rest.n < n)
        return CAIRO_STATUS_READ_ERROR;
    memcpy(to, b->rest.at, n);
    b->rest = str_skip(b->rest, n);
    return CAIRO_STATUS_SUCCESS;
}

static u64 big_endian(const char *at)
{
    const byte *b = (const byte *)at;
    return (u64)b[0] << 24 | (u64)b[1] << 16 | (u64)b[2] << 8 | b[3];
}

/* The size stands at a fixed place, so that nothing large is unpacked. */
static bool is_small_png(str s)
{
    if (s.n < 24 || !str_starts(s, S("\x89PNG\r\n\x1a\n")) || memcmp(s.at + 12, "IHDR", 4) != 0)
        return false;
    u64 width = big_endian(s.at + 16), height = big_endian(s.at + 20);
    return width > 0 && width <= PAPER_PICTURE_WIDTH && height > 0 &&
           height <= PAPER_PICTURE_HEIGHT;
}

/* Plain files only: what a device or a pipe says may never end. */
static str read_small_file(struct arena *mem, int fd)
{
    struct stat about;
    if (fstat(fd, &about) || !S_ISREG(about.st_mode) || about.st_size > PICTURE_MOST)
        return S("");
    char *at = NEWN(mem, char, (size_t)about.st_size + 1);
    ssize_t n = read(fd, at, (size_t)about.st_size);
    return (str){at, n > 0 ? (size_t)n : 0};
}

static cairo_surface_t *read_picture(struct arena *mem, str path)
{
    int fd = open(str_z(mem, path), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW);
    if (fd < 0)
        return NULL;
    struct bytes b = {read_small_file(mem, fd)};
    close(fd);
    if (!is_small_png(b.rest))
        return NULL;
    cairo_surface_t *made = cairo_image_surface_create_from_png_stream(take_bytes, &b);
    if (cairo_surface_status(made) == CAIRO_STATUS_SUCCESS)
        return made;
    cairo_surface_destroy(made);
    return NULL;
}

double paper_picture(struct paper *p, str path, size_t page, double right, double y)
{
    if (path.n == 0)
        return 0;
    if (!str_eq(path, p->picture_path)) {
        cairo_surface_destroy(p->picture);
        p->picture = read_picture(p->mem, path);
        p->picture_path = path;
        if (!p->picture)
            log_warn("logo", "no PNG of at most %d x %d pixels: %.*s", PAPER_PICTURE_WIDTH,
                     PAPER_PICTURE_HEIGHT, STR_ARG(path));
    }
    if (!p->picture)
        return 0;
    double scale = 72.0 / 300, width = cairo_image_surface_get_width(p->picture) * scale;
    add_mark(p, (struct mark){.page = page,
                              .x = right - width,
                              .y = y,
                              .thick = scale,
                              .picture = cairo_surface_reference(p->picture)});
    return cairo_image_surface_get_height(p->picture) * scale;
}

/* ---- printing ---- */

static void print_mark(cairo_t *cairo, const struct mark *m)
{
    if (m->picture) {
        cairo_save(cairo);
        cairo_translate(cairo, m->x, m->y);
        cairo_scale(cairo, m->thick, m->thick);
        cairo_set_source_surface(cairo, m->picture, 0, 0);
        cairo_paint(cairo);
        cairo_restore(cairo);
        return;
    }
    bool grey = m->text ? m->text->grey : m->thick < HAIR;
    double light = grey ? GREY : 0;
    cairo_set_source_rgb(cairo, light, light, light);
    if (m->text) {
        cairo_move_to(cairo, m->x, m->y);
        pango_cairo_show_layout(cairo, m->text->layout);
        return;
    }
    cairo_rectangle(cairo, m->x, m->y, m->width, m->thick);
    cairo_fill(cairo);
}

static void add_outline(struct paper *p, str title)
{
    size_t n;
    const char *name = clean(p->mem, title, &n);
    str place = str_format(p->mem, "page=%zu pos=[0 0]", p->pages + 1);
    cairo_pdf_surface_add_outline(p->surface, CAIRO_PDF_OUTLINE_ROOT, name, str_z(p->mem, place),
                                  0);
}

void paper_flush(struct paper *p, size_t pages, str title)
{
    add_outline(p, title);
    for (size_t page = 0; page < pages; page++) {
        for (const struct mark *m = p->marks; m; m = m->next)
            if (m->page == page)
                print_mark(p->cairo, m);
        cairo_show_page(p->cairo);
    }
    p->pages += pages;
    forget(p);
}
