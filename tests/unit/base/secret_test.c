#include "text_test.h"

#include "base/map.h"
#include "base/secret.h"

#include <string.h>
#include <time.h>

static str hex(struct hash h)
{
    return hash_hex(mem, h);
}

static bool all_in(str s, const char *alphabet)
{
    for (size_t i = 0; i < s.n; i++)
        if (!strchr(alphabet, s.at[i]))
            return false;
    return true;
}

static const char base64url[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

static void R07_tokens_are_random_and_never_repeat(void **state)
{
    (void)state;
    enum { TOKENS = 2000 };
    struct map *seen = map_new(mem, TOKENS);
    for (int i = 0; i < TOKENS; i++) {
        str token = secret_token(mem);
        assert_int_equal(token.n, 43); /* 256 bits */
        assert_true(all_in(token, base64url));
        assert_null(map_find(seen, token));
        map_put(seen, token, mem);
    }
}

static void labels_are_short_and_readable_and_never_repeat(void **state)
{
    (void)state;
    enum { LABELS = 2000 };
    struct map *seen = map_new(mem, LABELS);
    for (int i = 0; i < LABELS; i++) {
        str label = secret_label(mem);
        assert_int_equal(label.n, 16);
        assert_true(all_in(label, "abcdefghijklmnopqrstuvwxyz234567"));
        assert_null(map_find(seen, label));
        map_put(seen, label, mem);
    }
}

static void R12_a_secret_of_one_purpose_is_refused_for_another(void **state)
{
    (void)state;
    str token = secret_token(mem);
    str as_session = hex(secret_hash(S("session"), token)),
        as_reset = hex(secret_hash(S("reset"), token));
    assert_true(secret_eq(as_session, hex(secret_hash(S("session"), token))));
    assert_false(secret_eq(as_session, as_reset));
    /* Nor can letters move from the one to the other. */
    assert_false(secret_eq(hex(secret_hash(S("ab"), S("c"))), hex(secret_hash(S("a"), S("bc")))));
}

static void the_hash_is_blake2b_of_purpose_zero_and_token(void **state)
{
    (void)state;
    /* printf 'session\0token' | b2sum -l 256 */
    assert_text(hex(secret_hash(S("session"), S("token"))),
                "c2741e647cb11f9e480cc36e05fe58817c188df848922e81cb54727a1abb629e");
}

static void a_signature_needs_its_key_and_its_text(void **state)
{
    (void)state;
    byte key[SECRET_BYTES] = {1}, other[SECRET_BYTES] = {2};
    str signature = hex(secret_mac(key, S("text")));
    assert_true(secret_eq(signature, hex(secret_mac(key, S("text")))));
    assert_false(secret_eq(signature, hex(secret_mac(other, S("text")))));
    assert_false(secret_eq(signature, hex(secret_mac(key, S("texts")))));
    assert_int_equal(hex(secret_mac(key, (str){0})).n, 64);
}

static void R08_the_empty_secret_equals_nothing(void **state)
{
    (void)state;
    assert_false(secret_eq(S(""), S("")));
    assert_false(secret_eq((str){0}, (str){0}));
    assert_false(secret_eq(S(""), S("a")));
    assert_false(secret_eq(S("a"), S("")));
}

static void R25_secrets_are_equal_only_as_a_whole(void **state)
{
    (void)state;
    assert_true(secret_eq(S("abc"), S("abc")));
    assert_false(secret_eq(S("abc"), S("abd")));
    assert_false(secret_eq(S("abc"), S("xbc")));
    assert_false(secret_eq(S("abc"), S("ab")));
    assert_false(secret_eq(S("abc"), S("abcd")));
    assert_false(secret_eq((str){"ab\0", 3}, S("ab")));
    assert_true(secret_eq((str){"a\0b", 3}, (str){"a\0b", 3}));
    assert_false(secret_eq((str){"a\0b", 3}, (str){"a\0c", 3}));
}

static void a_password_fits_its_hash_and_no_other(void **state)
{
    (void)state;
    str hash = password_hash(mem, S("Grüße aus Chemnitz"));
    assert_true(str_starts(hash, S("$argon2id$v=19$m=19456,t=2,p=1$")));
    assert_true(password_ok(hash, S("Grüße aus Chemnitz")));
    assert_false(password_ok(hash, S("grüße aus Chemnitz")));
    assert_false(password_ok(hash, S("Grüße aus Chemnitz ")));
    assert_false(str_eq(hash, password_hash(mem, S("Grüße aus Chemnitz")))); /* salted */
}

static void R08_the_empty_password_fits_nothing(void **state)
{
    (void)state;
    assert_false(password_ok(password_hash(mem, S("")), S("")));
    assert_false(password_ok(S(""), S("")));
    assert_false(password_ok(S(""), S("a")));
    assert_false(password_ok((str){0}, (str){0}));
}

/* Of this thread alone, so that a busy machine does not count. */
static i64 cpu_time(void)
{
    struct timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return (i64)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static i64 time_of_check(str hash, str password)
{
    i64 least = INT64_MAX;
    for (int i = 0; i < 3; i++) {
        i64 begun = cpu_time();
        assert_false(password_ok(hash, password));
        i64 took = cpu_time() - begun;
        least = took < least ? took : least;
    }
    return least;
}

static void R16_an_unknown_account_costs_as_much_as_a_wrong_password(void **state)
{
    (void)state;
    i64 real = time_of_check(password_hash(mem, S("right")), S("wrong"));
    static const char *const hashes[] = {
        "",
        "x",
        "$argon2id$",
        "$argon2id$v=19$m=19456,t=2,p=1$",
        "$argon2i$v=19$m=16,t=2,p=1$AAAA$AAAA",
        "$2y$10$abcdefghijklmnopqrstuv",
    };
    for (size_t i = 0; i < COUNT(hashes); i++) {
        i64 took = time_of_check(str_from(hashes[i]), S("wrong"));
        if (took < real / 2 || took > real * 2)
            fail_msg("\"%s\": %lld µs instead of %lld", hashes[i], (long long)took,
                     (long long)real);
    }
}

static void R37_damaged_hashes_fit_nothing(void **state)
{
    (void)state;
    str hash = password_hash(mem, S("secret"));
    char *at = NEWN(mem, char, 400);
    memset(at, '$', 400);
    memcpy(at, hash.at, hash.n);
    assert_false(password_ok(str_head(hash, hash.n - 1), S("secret")));
    assert_false(password_ok((str){at, 400}, S("secret")));
    assert_false(password_ok((str){at, hash.n + 1}, S("secret")));
    at[hash.n] = 0;
    assert_false(password_ok((str){at, hash.n + 1}, S("secret")));
    assert_true(password_ok((str){at, hash.n}, S("secret")));
}

static void a_form_token_is_never_shown_twice_the_same(void **state)
{
    (void)state;
    struct hash h = secret_hash(S("form"), S("session")), back;
    str one = secret_mask(mem, h), two = secret_mask(mem, h);
    assert_false(str_eq(one, two));
    assert_int_equal(one.n, 86);
    assert_true(secret_unmask(one, &back));
    assert_true(secret_eq(hex(back), hex(h)));
    assert_true(secret_unmask(two, &back));
    assert_true(secret_eq(hex(back), hex(h)));
}

static void R37_wrong_form_tokens_are_refused(void **state)
{
    (void)state;
    struct hash h = secret_hash(S("form"), S("session")), back;
    str good = secret_mask(mem, h);
    assert_false(secret_unmask((str){0}, &back));
    assert_false(secret_unmask(S(""), &back));
    assert_false(secret_unmask(str_head(good, 85), &back));
    assert_false(secret_unmask(str_join(mem, good, S("A")), &back));
    assert_false(secret_unmask(str_join(mem, good, S("=")), &back));
    assert_false(secret_unmask(str_join(mem, good, (str){"\0", 1}), &back));
    assert_false(secret_unmask(str_join(mem, S("+/"), str_skip(good, 2)), &back));
    assert_false(secret_unmask(str_join(mem, S(" "), str_skip(good, 1)), &back));
    assert_false(secret_unmask(secret_token(mem), &back)); /* another kind of token */
}

static int start(void **state)
{
    secret_start();
    return arena_before(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(R07_tokens_are_random_and_never_repeat),
        cmocka_unit_test(labels_are_short_and_readable_and_never_repeat),
        cmocka_unit_test(R12_a_secret_of_one_purpose_is_refused_for_another),
        cmocka_unit_test(the_hash_is_blake2b_of_purpose_zero_and_token),
        cmocka_unit_test(a_signature_needs_its_key_and_its_text),
        cmocka_unit_test(R08_the_empty_secret_equals_nothing),
        cmocka_unit_test(R25_secrets_are_equal_only_as_a_whole),
        cmocka_unit_test(a_password_fits_its_hash_and_no_other),
        cmocka_unit_test(R08_the_empty_password_fits_nothing),
        cmocka_unit_test(R16_an_unknown_account_costs_as_much_as_a_wrong_password),
        cmocka_unit_test(R37_damaged_hashes_fit_nothing),
        cmocka_unit_test(a_form_token_is_never_shown_twice_the_same),
        cmocka_unit_test(R37_wrong_form_tokens_are_refused),
    };
    return cmocka_run_group_tests(tests, start, arena_after);
}
