/* What the templates of pages call beside base/view.h. */
#pragma once

#include "base/view.h"
#include "web/hole.h"
#include "web/request.h"

void view_form_token(struct view *v); /* the hidden field's value (R34) */
