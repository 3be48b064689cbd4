/* States and provinces of the countries that have a list: addresses keep the code of ISO 3166-2 without the country
 * ("NI", "CA"); elsewhere the region is free text. */
#pragma once

#include "base/base.h"

struct region {
    str code, name;
};
struct region_list {
    const struct region *at;
    size_t n; /* 0: the country has no list */
};
struct region_list regions_of(str country);
/* A code or a name, in any case, gives the code. false: the country has a list and this is not in it. */
bool region_find(str country, str typed, str *code) MUST;
/* What people read: the name of a code, else the text itself. */
str region_name(str country, str region);
