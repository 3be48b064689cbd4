/* The head of a request as it was sent, out of what the HTTP library leaves of it.
 *
 * The library parses a head in place: it ends the method, the target, each name and each value with a NUL where the
 * separator stood, and decodes the query where it lies. All bytes are still there, in one block that begins with the
 * method and is as long as the library says. So what was sent can be put together again and read by a strict parser.
 * One thing cannot be seen: NUL LF at a line's end looks like CR LF. */
#pragma once

#include "base/buf.h"

/* method and version point into the block of `size` bytes that begins with the method; target: as it was sent.
 * false: the block is not what the library would leave of a well-formed head. */
bool head_sent(struct buf *out, str target, const char *method, const char *version,
               size_t size) MUST;
