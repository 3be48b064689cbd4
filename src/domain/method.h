/* What ways to pay and ways to ship have in common. Pure. */
#pragma once

#include "base/base.h"

struct ctx;

/* Whether a list of country codes, separated by spaces, holds the country. An empty list holds all. */
bool method_country(str countries, str country);
/* A title or text out of the settings: the built-in one is translated, what a person typed is not. */
str method_words(const struct ctx *c, str text);
