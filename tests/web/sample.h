/* A few pages of a made-up shop, so that the gate and the server are tested without the real ones. */
#pragma once

#include "web/route.h"

/* While it holds, POST /slow and POST /password do not come to their ends: so that many are under way for sure. */
void sample_hold(bool hold);
int sample_inside(void); /* how many of them are under way */

enum {
    SAMPLE_HOME = 1,
    SAMPLE_SIGN_IN,
    SAMPLE_SIGN_IN_POST,
    SAMPLE_PRODUCT,
    SAMPLE_ACCOUNT,
    SAMPLE_ACCOUNT_SAVE,
    SAMPLE_ADDRESS,
    SAMPLE_SLOW,
    SAMPLE_PASSWORD,
    SAMPLE_BIG,
    SAMPLE_FAIL,
    SAMPLE_CACHED,
    SAMPLE_REDIRECT,
    SAMPLE_ECHO,
    SAMPLE_WRITE,
    SAMPLE_ADMIN_HOME,
    SAMPLE_ADMIN_SIGN_IN,
    SAMPLE_ADMIN_CUSTOMERS,
    SAMPLE_ADMIN_SAVE,
    SAMPLE_HEALTH,
    SAMPLE_STATIC,
    SAMPLE_STATIC_IN,
    SAMPLE_COUNT,
};
