#include "web/view.h"

#include "web/form.h"

void view_form_token(struct view *v)
{
    buf_html(v->out, form_token(v->r));
}
