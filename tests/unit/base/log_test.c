#include "text_test.h"

#include "base/json.h"
#include "base/log.h"

#include <string.h>
#include <unistd.h>

/* What was written to standard error between the two calls. */
static int pipe_ends[2], kept_stderr;

static void listen_begin(void)
{
    assert_int_equal(pipe(pipe_ends), 0);
    kept_stderr = dup(STDERR_FILENO);
    dup2(pipe_ends[1], STDERR_FILENO);
    close(pipe_ends[1]);
}

static str listen_end(void)
{
    dup2(kept_stderr, STDERR_FILENO);
    close(kept_stderr);
    char *at = NEWN(mem, char, 20000);
    size_t n = 0;
    ssize_t got;
    while ((got = read(pipe_ends[0], at + n, 20000 - n)) > 0)
        n += (size_t)got;
    close(pipe_ends[0]);
    return (str){at, n};
}

static const struct jval *parsed(str line)
{
    const struct jval *v;
    assert_true(str_ends(line, S("\n")));
    assert_int_equal(json_parse(mem, line, 20000, &v), OK);
    return v;
}

static void an_event_is_one_line_of_json(void **state)
{
    (void)state;
    listen_begin();
    log_info("started", "port %d, \"quoted\"\nsecond line \xFF ü", 8080);
    const struct jval *v = parsed(listen_end());
    assert_text(json_get(v, S("level"))->s, "info");
    assert_text(json_get(v, S("what"))->s, "started");
    assert_text(json_get(v, S("text"))->s, "port 8080, \"quoted\"\nsecond line \uFFFD ü");
    assert_int_equal(json_get(v, S("time"))->s.n, 20);
}

static void a_long_line_is_cut_and_still_json(void **state)
{
    (void)state;
    char text[9000];
    for (size_t i = 0; i + 2 < sizeof text; i += 3)
        memcpy(text + i, "ü\"", 3);
    text[sizeof text - 1] = 0;
    for (size_t shift = 0; shift < 8; shift++) {
        listen_begin();
        log_error("long", "%s", text + 3 * (shift / 4));
        str line = listen_end();
        assert_true(line.n <= 4096 && line.n > 4000);
        parsed(line);
    }
}

static void a_foreign_error_becomes_broken(void **state)
{
    (void)state;
    listen_begin();
    err e = log_broken("disk", "full");
    assert_text(json_get(parsed(listen_end()), S("level"))->s, "error");
    assert_int_equal(e, ERR_BROKEN);
}

static void quiet_swallows_everything_below_error(void **state)
{
    (void)state;
    log_quiet(true);
    listen_begin();
    log_info("a", "x");
    log_warn("b", "x");
    log_line(S("{}"));
    log_error("c", "x");
    str said = listen_end();
    log_quiet(false);
    assert_text(json_get(parsed(said), S("what"))->s, "c");
}

static void a_finished_line_is_written_as_it_is(void **state)
{
    (void)state;
    listen_begin();
    log_line(S("{\"status\":200}"));
    assert_text(listen_end(), "{\"status\":200}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_event_is_one_line_of_json),
        cmocka_unit_test(a_long_line_is_cut_and_still_json),
        cmocka_unit_test(a_foreign_error_becomes_broken),
        cmocka_unit_test(quiet_swallows_everything_below_error),
        cmocka_unit_test(a_finished_line_is_written_as_it_is),
    };
    return RUN(tests);
}
