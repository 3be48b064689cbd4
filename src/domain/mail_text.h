/* The plain text of a letter, made of the HTML that our own templates print: paragraphs and rows become lines, cells stand
 * side by side, entities are read. Not for HTML of others. */
#pragma once

#include "base/base.h"

struct arena;

str mail_text(struct arena *mem, str page);
