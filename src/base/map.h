/* A map from text to pointer, in an arena. For small tables made once; keys are not copied. */
#pragma once

#include "base/base.h"

struct arena;
struct map;

struct map *map_new(struct arena *mem, size_t expect);
void map_put(struct map *m, str key, void *value); /* replaces */
void *map_find(const struct map *m, str key);      /* NULL: not there */
