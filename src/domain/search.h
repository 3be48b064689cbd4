/* Finding products by words. Every typed word must begin a word of the product's SKU, name or texts in the store view's
 * language; a find in the name weighs more than one in the description, equal ones go by name. */
#pragma once

#include "domain/product.h"

#define SEARCH_WORDS_MOST   5    /* further ones are ignored */
#define SEARCH_LETTERS_MOST 40   /* of a word; further ones are ignored */
#define SEARCH_FOUND_MOST   5000 /* as many are ranked; each of their pages costs the same */

/* The products of a page (from 1). *count stops at SEARCH_FOUND_MOST. Without a word: none. */
MUST err search_products(struct ctx *c, str typed, i64 page, i64 per_page, product_list *out,
                         i64 *count);

/* The words of a text, folded, each once: for tables of words. */
struct words_of {
    LIST(str) at;
};
struct words_of search_words(struct arena *mem, str text, size_t most);
/* The same of several texts, of each so many; a word that stands in two of them counts once. */
struct words_of search_words_of(struct arena *mem, const str *texts, size_t n, size_t most);
/* The text behind all texts that begin with `prefix`: word >= prefix AND word < search_end(prefix). */
str search_end(struct arena *mem, str prefix);

/* Puts a product's words of one store view in place of the present ones; for product_index. */
MUST err search_put(struct work *w, const struct product *p, const struct product_text *shown);
MUST err search_forget(struct work *w, i64 product_id);
