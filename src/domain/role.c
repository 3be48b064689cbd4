#include "domain/role.h"

#include "base/buf.h"
#include "domain/assist.h"
#include "domain/role.sql.h"
#include "domain/role_permits.h"
#include "domain/session.h"

static const struct field fields[] = {
    FIELD(struct role, id, F_PLAIN),         FIELD(struct role, name, F_PLAIN),
    FIELD(struct role, access_all, F_PLAIN), FIELD(struct role, resources, F_PLAIN),
    FIELD(struct role, version, F_PLAIN),    FIELD(struct role, users, F_PLAIN),
    FIELD(struct role, scope_all, F_PLAIN),
};
static const struct record record = RECORD(struct role, fields);

/* What the log shows of a change. */
static const struct field logged_fields[] = {
    FIELD(struct role, name, F_PLAIN),      FIELD(struct role, access_all, F_PLAIN),
    FIELD(struct role, resources, F_PLAIN), FIELD(struct role, scope_all, F_PLAIN),
    FIELD(struct role, websites, F_PLAIN),
};
static const struct record logged = RECORD(struct role, logged_fields);

struct website_id {
    i64 id;
};
static const struct field website_fields[] = {FIELD(struct website_id, id, F_PLAIN)};
static const struct record website_record = RECORD(struct website_id, website_fields);

static err get(struct db *db, struct arena *mem, i64 id, struct role *out)
{
    LIST(struct website_id) sites = {0};
    SCOPED(buf_free) struct buf b = {0};
    TRY(db_one(db, mem, &sql_role_get, ARGS(id), &record, out));
    TRY(db_all(db, mem, &sql_role_websites, ARGS(id), &website_record, &sites));
    for (size_t i = 0; i < sites.n; i++)
        buf_printf(&b, "%s%lld", i ? " " : "", (long long)sites.at[i].id);
    out->websites = str_copy(mem, buf_str(&b));
    return OK;
}

err role_get(struct ctx *c, i64 id, struct role *out)
{
    return get(c->db, c->mem, id, out);
}

err role_all(struct ctx *c, struct roles *out)
{
    return db_all(c->db, c->mem, &sql_role_all, NO_ARGS, &record, out);
}

static const struct list_column columns[] = {
    {.name = "id", .sort = "r.id", .kind = LIST_EXACT},
    {.name = "name", .filter = "lower(r.name)", .sort = "r.name", .kind = LIST_PREFIX},
};
const struct list role_list = {
    .name = "roles",
    .select = S("SELECT r.id, r.name, r.access_all, r.resources, r.version, r.scope_all, "
                "(SELECT count(*) FROM admin_user u WHERE u.role_id = r.id) AS users"),
    .from = S("role r"),
    .key = "r.id",
    .columns = columns,
    .n = COUNT(columns),
};

err role_rows(struct ctx *c, const struct list_query *q, struct roles *rows,
              struct list_answer *answer)
{
    return list_run(c->db, c->mem, &role_list, q, &record, rows, answer);
}

/* ---- sets of resources ---- */

struct permits role_permits_of(const struct role *r)
{
    return role_permits(r->access_all, r->resources);
}

static str resources_of(struct arena *mem, const struct permits *g)
{
    SCOPED(buf_free) struct buf b = {0};
    for (enum permission p = P_FIRST_GRANT; p < P_COUNT; p++) {
        if (!permits_has(g, p))
            continue;
        if (b.n)
            buf_char(&b, ' ');
        buf_put(&b, permission_info(p)->key);
    }
    return str_copy(mem, buf_str(&b));
}

static bool is_below(enum permission p, enum permission top)
{
    while (p >= P_FIRST_GRANT && p != top)
        p = permission_info(p)->parent;
    return p == top;
}

static bool any_below(const struct permits *g, const struct permits *unless, enum permission top)
{
    for (enum permission p = P_FIRST_GRANT; p < P_COUNT; p++)
        if (p != top && is_below(p, top) && permits_has(g, p) &&
            !(unless && permits_has(unless, p)))
            return true;
    return false;
}

static void set_below(struct permits *g, enum permission top, bool on)
{
    for (enum permission p = P_FIRST_GRANT; p < P_COUNT; p++) {
        u64 bit = (u64)1 << (p % 64);
        if (is_below(p, top))
            g->bits[p / 64] = on ? g->bits[p / 64] | bit : g->bits[p / 64] & ~bit;
    }
}

struct permits role_ticks(const struct permits *before, const struct permits *posted)
{
    struct permits ticked = *posted, out = {0};
    for (enum permission p = P_FIRST_GRANT; p < P_COUNT; p++) {
        bool was = permits_has(before, p), is = permits_has(&ticked, p);
        if (is && !was && !any_below(&ticked, NULL, p))
            set_below(&ticked, p, true);
        else if (!is && was && !any_below(&ticked, before, p))
            set_below(&ticked, p, false);
    }
    for (enum permission p = P_FIRST_GRANT; p < P_COUNT; p++)
        if (permits_has(&ticked, p))
            permits_add(&out, p);
    return out;
}

static bool is_within(const struct permits *a, const struct permits *b)
{
    return !(a->bits[0] & ~b->bits[0]) && !(a->bits[1] & ~b->bits[1]);
}

/* ---- nobody grants what they do not hold ---- */

/* The actor's role as it is in this transaction; the program itself holds everything. */
static err own_role(struct work *w, struct role *out)
{
    *out = (struct role){.access_all = true, .scope_all = true};
    if (w->c->actor.who == WHO_SYSTEM)
        return OK;
    *out = (struct role){0};
    err e = db_one(w->db, w->c->mem, &sql_role_of_user, ARGS(w->c->actor.staff_id), &record, out);
    return e == ERR_NOT_FOUND ? ERR_DENIED : e;
}

static err check_within(struct work *w, bool access_all, const struct permits *g, str field)
{
    struct role own;
    TRY(own_role(w, &own));
    struct permits mine = role_permits_of(&own);
    if (own.access_all || (!access_all && is_within(g, &mine)))
        return OK;
    return invalid(w->c, field, _("This role allows more than your own role does."));
}

/* The same for where it may: a role that is bound to websites hands out no others. */
static err check_reach(struct work *w, i64 role_id, str field)
{
    struct role own;
    i64 id;
    TRY(own_role(w, &own));
    if (own.scope_all)
        return OK;
    err e = db_i64(w->db, &sql_role_beyond, ARGS(role_id, own.id), &id);
    if (e)
        return e == ERR_NOT_FOUND ? OK : e;
    return invalid(w->c, field, _("This role reaches websites that your own role does not."));
}

err role_within_own(struct work *w, i64 role_id, str field)
{
    struct role r = {0};
    err e = get(w->db, w->c->mem, role_id, &r);
    if (e == ERR_NOT_FOUND)
        return invalid(w->c, field, _("Please choose a role."));
    TRY(e);
    struct permits g = role_permits_of(&r);
    TRY(check_within(w, r.access_all, &g, field));
    return check_reach(w, role_id, field);
}

/* ---- saving ---- */

static err check_edit(struct ctx *c, const struct role_edit *in)
{
    err e = OK;
    str name = str_trim(in->name);
    if (name.n == 0)
        e = invalid(c, S("name"), _("This is a required field."));
    else if (str_count_chars(name) > ROLE_NAME_MOST)
        e = invalid_with(c, S("name"), _("Use at most %1 characters."),
                         str_format(c->mem, "%d", ROLE_NAME_MOST), S(""), S(""));
    if (in->choosing && !in->access_all && !in->permits.bits[0] && !in->permits.bits[1])
        e = invalid(c, S("resources"), _("Please choose at least one resource."));
    if (in->scoped && in->n_websites == 0)
        e = invalid(c, S("scopes"), _("Please choose at least one website."));
    return e;
}

static str websites_of(struct arena *mem, const struct role_edit *in)
{
    return str_of_ids(mem, in->websites, in->scoped ? in->n_websites : 0);
}

static err check_name(struct work *w, i64 id, str name)
{
    i64 other;
    err e = db_i64(w->db, &sql_role_by_name, ARGS(name), &other);
    if (e == ERR_NOT_FOUND || (e == OK && other == id))
        return OK;
    return e ? e : invalid(w->c, S("name"), _("A role with this name exists already."));
}

static err role_before(struct work *w, i64 id, i64 version, struct role *out)
{
    TRY(get(w->db, w->c->mem, id, out));
    if (version && out->version != version)
        return ERR_CONFLICT;
    struct permits g = role_permits_of(out);
    TRY(check_within(w, out->access_all, &g, S("")));
    return check_reach(w, id, S(""));
}

static err update(struct work *w, const struct role *before, const struct role *after)
{
    i64 changed;
    TRY(db_run(w->db, &sql_role_save,
               ARGS(before->id, before->version, after->name, after->access_all, after->resources,
                    after->scope_all),
               &changed));
    return changed ? OK : ERR_CONFLICT;
}

bool role_has_website(const struct role *r, i64 website_id)
{
    str rest = r->websites, one;
    i64 n;
    while (rest.n && str_cut(&rest, ' ', &one))
        if (str_to_i64(one, 1, INT64_MAX, &n) && n == website_id)
            return true;
    return false;
}

/* Against the actor's role as it is before this change, which may be a change of that very role. */
static err check_websites(struct work *w, const struct role_edit *in)
{
    struct role own, whole = {0};
    TRY(own_role(w, &own));
    if (own.scope_all)
        return OK;
    TRY(get(w->db, w->c->mem, own.id, &whole));
    bool within = in->scoped;
    for (size_t i = 0; i < in->n_websites; i++)
        within &= role_has_website(&whole, in->websites[i]);
    return within ? OK
                  : invalid(w->c, S("scopes"),
                            _("This role reaches websites that your own role does not."));
}

static err put_websites(struct work *w, i64 id, const struct role_edit *in)
{
    TRY(db_run(w->db, &sql_role_forget_websites, ARGS(id), NULL));
    for (size_t i = 0; in->scoped && i < in->n_websites; i++) {
        i64 put;
        TRY(db_run(w->db, &sql_role_put_website, ARGS(id, in->websites[i]), &put));
        if (put == 0)
            return invalid(w->c, S("scopes"), _("Choose one of the values."));
    }
    return OK;
}

static err save_inside(struct work *w, i64 id, const struct role_edit *in, struct role *after)
{
    struct role before = {0};
    if (id)
        TRY(role_before(w, id, in->version, &before));
    TRY(check_within(w, in->access_all, &in->permits, S("resources")));
    TRY(check_websites(w, in));
    TRY(check_name(w, id, after->name));
    if (id)
        TRY(update(w, &before, after));
    else
        TRY(db_put(w->db, &sql_role_put, &record, after, &after->id));
    TRY(put_websites(w, after->id, in));
    work_touch_row(w, ENTITY_ROLE, after->id, &logged, id ? &before : NULL, after);
    work_detail(w, str_format(w->c->mem, "role %lld", (long long)after->id));
    return assist_end_without_right(w);
}

err role_save(struct ctx *c, i64 id, const struct role_edit *in, i64 *saved)
{
    TRY(check_edit(c, in));
    TRY(admin_verify_self(c, S("own_password"), in->own_password));
    struct role after = {
        .id = id,
        .name = str_trim(in->name),
        .access_all = in->access_all,
        .resources = in->access_all ? S("") : resources_of(c->mem, &in->permits),
        .scope_all = !in->scoped,
        .websites = websites_of(c->mem, in),
    };
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_ROLE_SAVE, &w));
    TRY(save_inside(&w, id, in, &after));
    if (w.touches)
        TRY(work_commit(&w));
    *saved = after.id;
    return OK;
}

err role_remove(struct ctx *c, i64 id, str own_password)
{
    TRY(admin_verify_self(c, S("own_password"), own_password));
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_ROLE_DELETE, &w));
    struct role before = {0};
    TRY(role_before(&w, id, 0, &before));
    i64 changed;
    TRY(db_run(w.db, &sql_role_delete, ARGS(id), &changed));
    if (changed == 0)
        return invalid(c, S(""), _("This role has users. Assign another role to them first."));
    work_touch_row(&w, ENTITY_ROLE, id, &logged, &before, NULL);
    work_detail(&w, str_format(c->mem, "role %lld", (long long)id));
    return work_commit(&w);
}

/* ---- users of a role ---- */

static err assign_one(struct work *w, i64 role_id, i64 user_id)
{
    struct ctx *c = w->c;
    i64 old = 0;
    TRY(db_i64(w->db, &sql_role_user_role, ARGS(user_id), &old));
    if (old == role_id)
        return OK;
    if (user_id == c->actor.staff_id)
        return invalid(c, S(""), _("You cannot change your own role."));
    if (old)
        TRY(role_within_own(w, old, S("")));
    TRY(db_run(w->db, &sql_role_assign, ARGS(user_id, role_id), NULL));
    work_touch(w, ENTITY_ADMIN_USER, user_id,
               str_format(c->mem, "[[\"role_id\",\"%lld\",\"%lld\"]]", (long long)old,
                          (long long)role_id));
    return OK;
}

err role_assign(struct ctx *c, i64 id, const i64 *user_ids, size_t n, str own_password)
{
    TRY(admin_verify_self(c, S("own_password"), own_password));
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_ROLE_SAVE, &w));
    TRY(role_within_own(&w, id, S("")));
    for (size_t i = 0; i < n; i++)
        TRY(assign_one(&w, id, user_ids[i]));
    if (!w.touches)
        return OK;
    TRY(assist_end_without_right(&w));
    work_detail(&w, str_format(c->mem, "role %lld", (long long)id));
    return work_commit(&w);
}
