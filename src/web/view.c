#include "web/view.h"

#include "web/form.h"

void view_form_token(struct view *v)
{
    view_hole(v, HOLE_TOKEN, (str){0});
}

void hole_token(struct view *v, str arg)
{
    (void)arg;
    buf_html(v->out, form_token(v->r));
}
