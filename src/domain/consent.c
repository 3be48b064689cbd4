#include "domain/consent.h"

#include "base/i18n.h"
#include "domain/assist.h"
#include "domain/consent.sql.h"
#include "domain/settings.h"

static const struct field fields[] = {
    FIELD(struct consent, customer_id, F_PLAIN), FIELD(struct consent, allowed, F_PLAIN),
    FIELD(struct consent, changed_at, F_PLAIN),  FIELD(struct consent, staff_id, F_NULL0),
    FIELD(struct consent, staff_name, F_NULL0),  FIELD(struct consent, shown, F_PLAIN),
    FIELD(struct consent, lang, F_PLAIN),
};
const struct record consent_record = RECORD(struct consent, fields);

static err read_consent(struct db *db, struct arena *mem, i64 customer_id, struct consent *out)
{
    struct consent k = {.customer_id = customer_id};
    err e = db_one(db, mem, &sql_consent_get, ARGS(customer_id), &consent_record, &k);
    if (e && e != ERR_NOT_FOUND)
        return e;
    *out = k;
    return OK;
}

err consent_get(struct ctx *c, i64 customer_id, struct consent *out)
{
    return read_consent(c->db, c->mem, customer_id, out);
}

/* The setting's text in the reader's language while it is the program's own; a text of the shop is in its language. */
static str shown_text(const struct ctx *c, str path, str text)
{
    return str_eq(text, setting_find(path)->fallback) ? tr(c->view->words, text) : text;
}

str consent_title(const struct ctx *c)
{
    return shown_text(c, S("login_as_customer/general/shopping_assistance_checkbox_title"),
                      c->settings->assist_title);
}

str consent_tooltip(const struct ctx *c)
{
    return shown_text(c, S("login_as_customer/general/shopping_assistance_checkbox_tooltip"),
                      c->settings->assist_tooltip);
}

static struct consent proof_of(const struct ctx *c, i64 customer_id, bool allowed)
{
    bool staff = actor_is_staff(&c->actor);
    str title = consent_title(c), tooltip = consent_tooltip(c);
    return (struct consent){
        .customer_id = customer_id,
        .allowed = allowed,
        .changed_at = c->now,
        .staff_id = c->actor.staff_id,
        .staff_name = c->actor.staff_name,
        .shown = staff ? title : str_format(c->mem, "%.*s\n%.*s", STR_ARG(title), STR_ARG(tooltip)),
        .lang = c->view->words->lang,
    };
}

static bool may_change(const struct ctx *c, i64 customer_id)
{
    if (actor_is_staff(&c->actor))
        return actor_may(&c->actor, ACT_CUSTOMER_CONSENT);
    if (c->actor.who == WHO_SYSTEM)
        return true;
    return actor_may(&c->actor, ACT_CONSENT_CHANGE) && c->actor.customer_id == customer_id;
}

err consent_set(struct work *w, i64 customer_id, bool allowed)
{
    struct ctx *c = w->c;
    struct consent before;
    TRY(read_consent(w->db, c->mem, customer_id, &before));
    if (before.allowed == allowed)
        return OK;
    if (!may_change(c, customer_id))
        return invalid(c, S("consent"),
                       _("You may not change the permission for remote shopping assistance."));
    struct consent after = proof_of(c, customer_id, allowed);
    TRY(db_put(w->db, &sql_consent_put, &consent_record, &after, NULL));
    TRY(db_run(w->db, &sql_consent_mirror, ARGS(customer_id, allowed), NULL));
    work_touch_row(w, ENTITY_CONSENT, customer_id, &consent_record, &before, &after);
    return allowed ? OK : assist_end_by_customer(w, customer_id, ASSIST_NO_CONSENT);
}

err consent_first(struct work *w, i64 customer_id)
{
    struct consent given = proof_of(w->c, customer_id, true);
    TRY(db_put(w->db, &sql_consent_first, &consent_record, &given, NULL));
    return db_run(w->db, &sql_consent_mirror, ARGS(customer_id, true), NULL);
}
