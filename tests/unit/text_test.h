/* What tests of text share: cmocka with its headers, an arena a program, and texts that are compared as such. */
#pragma once

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

/* clang-format off */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
/* clang-format on */

static struct arena *mem;

static inline int arena_before(void **state)
{
    (void)state;
    mem = arena_new(0);
    return 0;
}

static inline int arena_after(void **state)
{
    (void)state;
    arena_free(mem);
    return 0;
}

/* Both as C text, so that a failure prints them. */
#define assert_text(got, want) assert_string_equal(str_z(mem, (got)), (want))

#define RUN(tests) cmocka_run_group_tests(tests, arena_before, arena_after)
