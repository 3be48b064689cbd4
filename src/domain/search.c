#include "domain/search.h"

#include "data/list.h"
#include "domain/search.sql.h"
#include "domain/settings.h"

#define WEIGHT_SKU         10
#define WEIGHT_NAME        8
#define WEIGHT_BRIEF       4
#define WEIGHT_DESCRIPTION 1
#define TEXT_WORDS_MOST    400

/* Long words are cut at a whole character. */
static str cut_word(str word)
{
    word = str_head(word, SEARCH_LETTERS_MOST);
    while (word.n && !str_is_utf8(word))
        word.n--;
    return word;
}

static bool has(const struct words_of *w, str word)
{
    for (size_t i = 0; i < w->at.n; i++)
        if (str_eq(w->at.at[i], word))
            return true;
    return false;
}

struct words_of search_words_of(struct arena *mem, const str *texts, size_t n, size_t most)
{
    str *found = NEWN(mem, str, most);
    struct words_of out = {.at.at = NEWN(mem, str, n * most)};
    for (size_t t = 0; t < n; t++) {
        size_t words = list_words(mem, texts[t], found, most);
        for (size_t i = 0; i < words; i++) {
            str word = cut_word(found[i]);
            if (word.n && !has(&out, word))
                out.at.at[out.at.n++] = word;
        }
    }
    return out;
}

struct words_of search_words(struct arena *mem, str text, size_t most)
{
    return search_words_of(mem, &text, 1, most);
}

str search_end(struct arena *mem, str prefix)
{
    return str_join(mem, prefix, S("\xF4\x8F\xBF\xBF"));
}

/* The values of :found and :count: the view, five words with their ends, two numbers. */
static struct args search_args(struct ctx *c, const struct words_of *words, i64 a, i64 b)
{
    struct val *v = NEWN(c->mem, struct val, 3 + 2 * SEARCH_WORDS_MOST);
    size_t n = 0;
    v[n++] = val_i64(c->view->id);
    for (size_t i = 0; i < SEARCH_WORDS_MOST; i++) {
        str word = i < words->at.n ? words->at.at[i] : S("");
        v[n++] = val_str(word);
        v[n++] = val_str(word.n ? search_end(c->mem, word) : S(""));
    }
    v[n++] = val_i64(a);
    v[n++] = val_i64(b);
    return (struct args){v, n};
}

err search_products(struct ctx *c, str typed, i64 page, i64 per_page, product_list *out, i64 *count)
{
    struct words_of words = search_words(c->mem, typed, SEARCH_WORDS_MOST);
    *out = (product_list){0};
    *count = 0;
    if (words.at.n == 0)
        return OK;
    struct args args = search_args(c, &words, SEARCH_FOUND_MOST, 0);
    args.n--;
    TRY(db_i64(c->db, &sql_search_count, args, count));
    i64 skip = (page - 1) * per_page;
    if (skip >= SEARCH_FOUND_MOST)
        return OK;
    args = search_args(c, &words, per_page, skip);
    return db_all(c->db, c->mem, &sql_search_found, args, &product_shown_record, out);
}

static err put_words(struct work *w, const struct product_text *t, str text, i64 weight)
{
    struct words_of words = search_words(w->c->mem, text, TEXT_WORDS_MOST);
    for (size_t i = 0; i < words.at.n; i++)
        TRY(db_run(w->db, &sql_search_put,
                   ARGS(words.at.at[i], t->store_view_id, t->product_id, weight), NULL));
    return OK;
}

err search_put(struct work *w, const struct product *p, const struct product_text *shown)
{
    TRY(put_words(w, shown, p->sku, WEIGHT_SKU));
    TRY(put_words(w, shown, shown->name, WEIGHT_NAME));
    TRY(put_words(w, shown, shown->brief, WEIGHT_BRIEF));
    return put_words(w, shown, shown->description, WEIGHT_DESCRIPTION);
}

err search_forget(struct work *w, i64 product_id)
{
    return db_run(w->db, &sql_search_forget, ARGS(product_id), NULL);
}
