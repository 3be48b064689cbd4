/* Secrets: random, hashes, passwords, signatures. A thin face on libsodium; nobody else includes it. */
#pragma once

#include "base/base.h"

struct arena;

#define SECRET_BYTES 32
struct hash {
    byte at[32];
};

void secret_start(void); /* once a process, before anything else here */

void secret_random(void *at, size_t n);
str secret_token(struct arena *mem); /* 256 random bits, 43 characters of base64url (R07) */
/* Has the form of one: nothing else reaches the database (R08, R37). */
bool secret_is_token(str token);
str secret_label(struct arena *mem); /* 80 random bits, 16 characters a-z2-7: names, not proofs */

/* BLAKE2b-256 of purpose, a zero byte, token: what the database keeps. Two purposes never share a hash (R12). */
struct hash secret_hash(str purpose, str token);
str hash_hex(struct arena *mem, struct hash h); /* 64 characters */
struct hash secret_mac(const byte key[SECRET_BYTES], str text);

bool secret_eq(
    str a,
    str b); /* constant time in the longer length; the empty text equals nothing (R08, R25) */

/* Argon2id, m=19 MiB, t=2: 24 ms of one core. Only on the slow pool, never on a loop. */
str password_hash(struct arena *mem, str password);
bool password_ok(
    str hash, str password); /* an empty or unknown hash costs the same time and says false (R16) */

/* Form tokens: secret XOR a fresh pad, base64url (BREACH: two pages never show the same bytes). */
str secret_mask(struct arena *mem, struct hash h);
bool secret_unmask(str masked, struct hash *h) MUST;
