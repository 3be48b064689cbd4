#include "domain/method.h"

#include "base/i18n.h"
#include "domain/ctx.h"
#include "domain/settings.h"

bool method_country(str countries, str country)
{
    if (str_trim(countries).n == 0)
        return true;
    for (str code; str_cut(&countries, ' ', &code);)
        if (code.n && str_eq_nocase(code, country))
            return true;
    return false;
}

str method_words(const struct ctx *c, str text)
{
    return tr(c->view->words, text);
}
