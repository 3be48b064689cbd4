#include "text_test.h"

#include <stdint.h>
#include <string.h>

static void memory_is_zeroed_and_aligned(void **state)
{
    (void)state;
    for (size_t n = 1; n < 200; n += 7) {
        byte *at = NEWN(mem, byte, n);
        assert_int_equal((uintptr_t)at % 16, 0);
        for (size_t i = 0; i < n; i++)
            assert_int_equal(at[i], 0);
        memset(at, 0xAA, n);
    }
}

static void memory_is_zeroed_again_after_it_was_emptied(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    byte *first = NEWN(a, byte, 64);
    memset(first, 0xAA, 64);
    arena_empty(a);
    byte *again = NEWN(a, byte, 64);
    assert_ptr_equal(first, again);
    for (size_t i = 0; i < 64; i++)
        assert_int_equal(again[i], 0);
    arena_free(a);
}

static void pieces_do_not_overlap(void **state)
{
    (void)state;
    enum { PIECES = 2000 };
    struct arena *a = arena_new(0);
    uint32_t *at[PIECES];
    for (uint32_t i = 0; i < PIECES; i++) {
        at[i] = NEWN(a, uint32_t, 1 + i % 50);
        for (uint32_t k = 0; k < 1 + i % 50; k++)
            at[i][k] = i;
    }
    for (uint32_t i = 0; i < PIECES; i++)
        for (uint32_t k = 0; k < 1 + i % 50; k++)
            assert_int_equal(at[i][k], i);
    arena_free(a);
}

static void a_piece_larger_than_a_block_fits(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    byte *small = NEWN(a, byte, 10);
    byte *large = NEWN(a, byte, (size_t)1 << 20);
    memset(large, 1, (size_t)1 << 20);
    assert_int_equal(small[0], 0);
    arena_free(a);
}

static void use_is_counted_and_forgotten(void **state)
{
    (void)state;
    struct arena *a = arena_new(1000);
    assert_int_equal(arena_used(a), 0);
    NEWN(a, byte, 10);
    assert_int_equal(arena_used(a), 16);
    NEWN(a, byte, 100000);
    assert_true(arena_used(a) >= 100016);
    arena_empty(a);
    assert_int_equal(arena_used(a), 0);
    arena_free(a);
}

static void nothing_is_freed_without_harm(void **state)
{
    (void)state;
    arena_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_is_zeroed_and_aligned),
        cmocka_unit_test(memory_is_zeroed_again_after_it_was_emptied),
        cmocka_unit_test(pieces_do_not_overlap),
        cmocka_unit_test(a_piece_larger_than_a_block_fits),
        cmocka_unit_test(use_is_counted_and_forgotten),
        cmocka_unit_test(nothing_is_freed_without_harm),
    };
    return RUN(tests);
}
