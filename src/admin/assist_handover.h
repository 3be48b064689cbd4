/* Leg 1 of a handover to the storefront's host (domain/assist_handover.h): the page whose form carries the secret. */
#pragma once

#include "domain/assist.h"
#include "web/request.h"

MUST err assist_hand_over(struct request *r, const struct assist_started *s);
