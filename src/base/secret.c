#include "base/secret.h"

#include "base/arena.h"
#include "base/str.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TOKEN_LENGTH  43
#define ARGON2_PASSES 2
#define ARGON2_BYTES  ((size_t)19 * 1024 * 1024)

/* Well-formed, with the cost of a real one; no password is known to fit. */
static const char nobodys_hash[] =
    "$argon2id$v=19$m=19456,t=2,p=1$a29udG9yLWR1bW15LXNhbA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

_Static_assert(sizeof nobodys_hash <= crypto_pwhash_STRBYTES, "copied as a hash");
_Static_assert(SECRET_BYTES == crypto_generichash_BYTES, "BLAKE2b-256");

void secret_start(void)
{
    if (sodium_init() >= 0)
        return;
    fprintf(stderr, "kontor: libsodium cannot start\n");
    abort();
}

void secret_random(void *at, size_t n)
{
    randombytes_buf(at, n);
}

static str base64url(struct arena *mem, const byte *at, size_t n)
{
    size_t room = sodium_base64_ENCODED_LEN(n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    char *text = NEWN(mem, char, room);
    sodium_bin2base64(text, room, at, n, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    return (str){text, room - 1};
}

str secret_token(struct arena *mem)
{
    byte random[SECRET_BYTES];
    secret_random(random, sizeof random);
    str token = base64url(mem, random, sizeof random);
    sodium_memzero(random, sizeof random);
    return token;
}

str secret_label(struct arena *mem)
{
    static const char digits[] = "abcdefghijklmnopqrstuvwxyz234567";
    byte random[16];
    secret_random(random, sizeof random);
    char *label = NEWN(mem, char, sizeof random);
    for (size_t i = 0; i < sizeof random; i++)
        label[i] = digits[random[i] & 31];
    return (str){label, sizeof random};
}

static void feed(crypto_generichash_state *state, str s)
{
    crypto_generichash_update(state, (const byte *)s.at, s.n);
}

bool secret_is_token(str token)
{
    if (token.n != TOKEN_LENGTH)
        return false;
    for (size_t i = 0; i < token.n; i++) {
        char ch = token.at[i];
        bool ok = (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
                  (ch >= '0' && ch <= '9') || ch == '-' || ch == '_';
        if (!ok)
            return false;
    }
    return true;
}

struct hash secret_hash(str purpose, str token)
{
    /* A zero byte inside the purpose would let "a" + "b\0c" and "a\0b" + "c" meet. */
    assert(purpose.n && !memchr(purpose.at, 0, purpose.n));
    struct hash h;
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, sizeof h.at);
    feed(&state, purpose);
    feed(&state, (str){"", 1});
    feed(&state, token);
    crypto_generichash_final(&state, h.at, sizeof h.at);
    return h;
}

str hash_hex(struct arena *mem, struct hash h)
{
    size_t room = 2 * sizeof h.at + 1;
    char *text = NEWN(mem, char, room);
    sodium_bin2hex(text, room, h.at, sizeof h.at);
    return (str){text, room - 1};
}

struct hash secret_mac(const byte key[SECRET_BYTES], str text)
{
    struct hash h;
    crypto_generichash(h.at, sizeof h.at, (const byte *)text.at, text.n, key, SECRET_BYTES);
    return h;
}

bool secret_eq(str a, str b)
{
    size_t n = a.n > b.n ? a.n : b.n;
    volatile byte differs = a.n != b.n;
    for (size_t i = 0; i < n; i++) {
        byte x = i < a.n ? (byte)a.at[i] : 0;
        byte y = i < b.n ? (byte)b.at[i] : 0;
        differs = (byte)(differs | (x ^ y));
    }
    return n > 0 && !differs;
}

str password_hash(struct arena *mem, str password)
{
    char *hash = NEWN(mem, char, crypto_pwhash_STRBYTES);
    if (crypto_pwhash_str_alg(hash, password.at ? password.at : "", password.n, ARGON2_PASSES,
                              ARGON2_BYTES, crypto_pwhash_ALG_ARGON2ID13)) {
        fprintf(stderr, "kontor: out of memory (password)\n");
        abort();
    }
    return str_from(hash);
}

bool password_ok(str hash, str password)
{
    char z[crypto_pwhash_STRBYTES] = {0};
    if (hash.n && hash.n < sizeof z)
        memcpy(z, hash.at, hash.n);
    bool usable = strlen(z) == hash.n && str_starts(hash, S("$argon2id$")) &&
                  crypto_pwhash_str_needs_rehash(z, ARGON2_PASSES, ARGON2_BYTES) >= 0;
    if (!usable)
        memcpy(z, nobodys_hash, sizeof nobodys_hash);
    bool fits = crypto_pwhash_str_verify(z, password.at ? password.at : "", password.n) == 0;
    return usable && fits && password.n > 0;
}

str secret_mask(struct arena *mem, struct hash h)
{
    byte both[2 * sizeof h.at];
    byte *pad = both, *masked = both + sizeof h.at;
    secret_random(pad, sizeof h.at);
    for (size_t i = 0; i < sizeof h.at; i++)
        masked[i] = h.at[i] ^ pad[i];
    return base64url(mem, both, sizeof both);
}

bool secret_unmask(str masked, struct hash *h)
{
    byte both[2 * sizeof h->at];
    size_t n;
    const char *end;
    if (!masked.at || sodium_base642bin(both, sizeof both, masked.at, masked.n, NULL, &n, &end,
                                        sodium_base64_VARIANT_URLSAFE_NO_PADDING))
        return false;
    if (n != sizeof both || end != masked.at + masked.n)
        return false;
    for (size_t i = 0; i < sizeof h->at; i++)
        h->at[i] = both[i] ^ both[sizeof h->at + i];
    return true;
}
