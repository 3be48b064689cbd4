/* What proves that a form came from a page of ours : a token made of a secret that belongs to the session, masked anew
 * for each page. Without a session there is nothing to prove; the day and the server's key make it. */
#pragma once

#include "web/request.h"

/* Whose forms the request's pages have; session NULL: a visitor's. Lives as long as the request. */
void form_token_begin(struct request *r, const struct hash *session);
str form_token_new(struct request *r); /* for a page */
/* The form that was sent has one. */
bool form_token_fits(struct request *r);
