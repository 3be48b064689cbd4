#include "base/i18n.h"

#include "base/arena.h"
#include "base/i18n_tables.h"
#include "base/str.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

static const struct words english = {
    .lang = {"en", 2}, .locale = {"en-US", 5}, .name = {"English", 7}};

/* A page makes some 60 look-ups, so each language gets a hash index over its sorted words when the first is asked
 * for: a power of two of slots, at most half of them used, holding 1 + the word's place. */
struct index {
    uint32_t *slots;
    size_t mask;
};

static struct index *indexes; /* beside words_table */
static struct arena *kept;    /* their memory, as long as the process */
static pthread_once_t once = PTHREAD_ONCE_INIT;

static u64 eight_bytes(const char *at)
{
    u64 u;
    memcpy(&u, at, sizeof u);
    return u;
}

static u64 mix(u64 h, u64 u)
{
    h = (h ^ u) * 0x9E3779B97F4A7C15u;
    return h ^ h >> 29;
}

static u64 hash(str s)
{
    u64 h = s.n;
    if (s.n < 8) {
        u64 u = 0;
        for (size_t i = 0; i < s.n; i++)
            u = u << 8 | (byte)s.at[i];
        return mix(h, u);
    }
    for (size_t i = 0; i + 8 <= s.n; i += 8)
        h = mix(h, eight_bytes(s.at + i));
    return mix(h, eight_bytes(s.at + s.n - 8));
}

static struct index index_of(struct arena *mem, const struct words *w)
{
    size_t room = 8;
    while (room < 2 * w->n)
        room *= 2;
    struct index x = {NEWN(mem, uint32_t, room), room - 1};
    for (size_t i = 0; i < w->n; i++) {
        size_t at = hash(w->at[i].en) & x.mask;
        while (x.slots[at])
            at = (at + 1) & x.mask;
        x.slots[at] = (uint32_t)i + 1;
    }
    return x;
}

static void make_indexes(void)
{
    kept = arena_new(0);
    indexes = NEWN(kept, struct index, words_table_n);
    for (size_t i = 0; i < words_table_n; i++)
        indexes[i] = index_of(kept, &words_table[i]);
}

static const struct word *word_find(const struct words *w, str en)
{
    if (w == &english)
        return NULL;
    pthread_once(&once, make_indexes);
    size_t language = (size_t)(w - words_table);
    assert(language < words_table_n);
    struct index x = indexes[language];
    for (size_t at = hash(en) & x.mask; x.slots[at]; at = (at + 1) & x.mask) {
        const struct word *word = &w->at[x.slots[at] - 1];
        if (str_eq(word->en, en))
            return word;
    }
    return NULL;
}

/* The pseudo-locale is for tests of the interface: nobody meets it who did not ask for it. */
static bool is_hidden(const struct words *w)
{
    return str_eq(w->lang, S("en-XA")) && !getenv("KONTOR_PSEUDO");
}

/* The pseudo-locale stands last, so that hiding it leaves no gap. */
const struct words *words_at(size_t i)
{
    if (i == 0)
        return &english;
    if (i > words_table_n || is_hidden(&words_table[i - 1]))
        return NULL;
    return &words_table[i - 1];
}

static const struct words *shipped(str lang)
{
    const struct words *w;
    for (size_t i = 0; (w = words_at(i)); i++)
        if (str_eq_nocase(w->lang, lang))
            return w;
    return NULL;
}

/* As asked, or without what stands behind the last hyphen, and so on: de-AT, de. NULL: not shipped. */
static const struct words *closest(str lang)
{
    while (lang.n) {
        const struct words *w = shipped(lang);
        if (w)
            return w;
        do
            lang.n--;
        while (lang.n && lang.at[lang.n] != '-');
    }
    return NULL;
}

const struct words *words_find(str lang)
{
    const struct words *w = closest(lang);
    return w ? w : &english;
}

/* The weight of "…;q=0.8" in thousandths; 1000 without one, 0 for what cannot be read. */
static i64 weight(str params)
{
    str param, whole;
    while (str_cut(&params, ';', &param)) {
        param = str_trim(param);
        if (!str_starts(param, S("q=")) && !str_starts(param, S("Q=")))
            continue;
        str digits = str_skip(param, 2);
        if (!str_cut(&digits, '.', &whole) || digits.n > 3)
            return 0;
        i64 q, thousandths = 0;
        if (!str_to_i64(whole, 0, 1, &q))
            return 0;
        for (size_t i = 0; i < 3; i++) {
            char c = i < digits.n ? digits.at[i] : '0';
            if (c < '0' || c > '9')
                return 0;
            thousandths = 10 * thousandths + (c - '0');
        }
        return q ? 1000 : thousandths;
    }
    return 1000;
}

const struct words *words_accept(str accept_language)
{
    const struct words *best = &english;
    i64 best_weight = 0;
    str range, lang;
    while (str_cut(&accept_language, ',', &range)) {
        if (!str_cut(&range, ';', &lang))
            continue;
        lang = str_trim(lang);
        i64 q = weight(range);
        if (q <= best_weight)
            continue;
        const struct words *w = str_eq(lang, S("*")) ? &english : closest(lang);
        if (!w)
            continue;
        best = w;
        best_weight = q;
    }
    return best;
}

str tr(const struct words *w, str en)
{
    const struct word *word = word_find(w, en);
    return word && word->to[0].n ? word->to[0] : en;
}

/* Every language we ship says "one" for 1 alone. */
str tr_n(const struct words *w, str one, str other, i64 n)
{
    const struct word *word = word_find(w, one);
    size_t form = n != 1;
    if (word && word->to[form].n)
        return word->to[form];
    return form ? other : one;
}

/* The argument that "%…" at s[i] stands for; NULL if it stands for itself. */
static const str *argument(str s, size_t i, const str *args, size_t n)
{
    if (s.at[i] != '%' || i + 1 == s.n || s.at[i + 1] < '1' || s.at[i + 1] > '9')
        return NULL;
    size_t place = (size_t)(s.at[i + 1] - '1');
    return place < n ? &args[place] : NULL;
}

str tr_fill(struct arena *mem, str text, const str *args, size_t n)
{
    size_t room = text.n;
    for (size_t i = 0; i < text.n; i++) {
        const str *arg = argument(text, i, args, n);
        room += arg ? arg->n : 0;
    }
    char *at = NEWN(mem, char, room);
    size_t used = 0;
    for (size_t i = 0; i < text.n; i++) {
        const str *arg = argument(text, i, args, n);
        if (arg && arg->n)
            memcpy(at + used, arg->at, arg->n);
        if (arg) {
            used += arg->n;
            i++;
            continue;
        }
        at[used++] = text.at[i];
        if (text.at[i] == '%' && i + 1 < text.n && text.at[i + 1] == '%')
            i++;
    }
    return (str){at, used};
}
