#include "data/list.h"

#include "base/str.h"

/* The bytes of the letter or digit at the front, 0 if it is neither (or the rest of a sign). Beyond ASCII all but signs
 * counts as a letter: U+0080 to U+00BF, U+2000 to U+2BFF and U+3000 to U+303F are signs (quotes, dashes, spaces). */
static size_t letter(str s)
{
    byte c = (byte)s.at[0], next = s.n > 1 ? (byte)s.at[1] : 0;
    if (c < 0x80)
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (c <= 0xC2 || (c == 0xE2 && next < 0xB0) || (c == 0xE3 && next == 0x80))
        return 0;
    return c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

size_t list_words(struct arena *mem, str text, str *words, size_t most)
{
    str rest = str_fold(mem, text);
    size_t n = 0;
    while (rest.n && n < most) {
        size_t length = 0, more;
        while (length < rest.n && (more = letter(str_skip(rest, length))))
            length += more;
        if (length)
            words[n++] = str_head(rest, length);
        rest = str_skip(rest, length ? length : 1);
    }
    return n;
}
