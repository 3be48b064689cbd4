/* What the files of settings share: a stored value, as the table has it. */
#pragma once

#include "data/record.h"

struct setting_stored {
    str scope; /* "default", "website", "store_view" */
    i64 scope_id;
    str path, value;
};
extern const struct record setting_stored_record;
