/* The words of a language: every user-visible text is English in the source and translated by po/xx.po.
 * At build, tools/words makes src-generated tables: message id (a hash of the English) to text. Immutable. */
#pragma once

#include "base/base.h"
#include "base/buf.h"

struct arena;

/* One language: its texts, sorted by the English, and its plural rule. */
struct word {
    str en;
    str to[2]; /* one, other; to[1] is empty for a text without a plural */
};
struct words {
    str lang; /* "de" */
    str locale; /* "de-DE": the formats that go with the language unless a store view says otherwise */
    str name; /* "Deutsch" */
    const struct word *at;
    size_t n;
};

const struct words *words_find(str lang); /* "de", "de-AT" → de; unknown → English. Never NULL */
const struct words *
words_at(size_t i); /* the i-th shipped language (en first), NULL past the end */
/* The best shipped language for an Accept-Language header; English when none fits. */
const struct words *words_accept(str accept_language);

/* The translation, or the English itself where the catalogue lacks it. */
str tr(const struct words *w, str en);
str tr_n(const struct words *w, str one, str other, i64 n);

/* Replaces %1 … %9 by args and %% by %. The text is trusted, the args are what they are (escape later). */
str tr_fill(struct arena *mem, str text, const str *args, size_t n);

/* Marks a text for the catalogue and gives it as str: _("Sign In"). Translated where it is shown, by whoever
 * knows the reader's language: messages in a ctx are English until a page prints them. */
#define _(en) S(en)
