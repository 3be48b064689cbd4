/* The program's log: one line of JSON an event on standard error. Never a password, a token or a cookie. */
#pragma once

#include "base/base.h"

/* "what" is a fixed phrase to grep for; the rest is detail. A line longer than 4 KB is cut. Thread-safe. */
void log_info(const char *what, const char *format, ...) PRINTF(2, 3);
void log_warn(const char *what, const char *format, ...) PRINTF(2, 3);
void log_error(const char *what, const char *format, ...) PRINTF(2, 3);

/* Logs and returns ERR_BROKEN: the one line for a place that turns a foreign error into ours. */
err log_broken(const char *what, const char *format, ...) PRINTF(2, 3);

/* One structured line, already JSON and without line ends (the access log). */
void log_line(str json);

void log_quiet(bool on); /* tests: swallow everything below error */
