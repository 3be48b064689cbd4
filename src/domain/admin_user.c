#include "domain/admin_user.h"

#include "domain/admin_user.sql.h"
#include "domain/assist.h"
#include "domain/password.h"
#include "domain/role.h"
#include "domain/session.h"
#include "domain/settings.h"

static const struct field fields[] = {
    FIELD(struct admin_user, id, F_PLAIN),
    FIELD(struct admin_user, user_name, F_PLAIN),
    FIELD(struct admin_user, user_name_fold, F_PLAIN),
    FIELD(struct admin_user, first_name, F_PLAIN),
    FIELD(struct admin_user, last_name, F_PLAIN),
    FIELD(struct admin_user, email, F_PLAIN),
    FIELD(struct admin_user, email_fold, F_PLAIN),
    FIELD(struct admin_user, password_hash, F_HIDDEN),
    FIELD(struct admin_user, lang, F_PLAIN),
    FIELD(struct admin_user, active, F_PLAIN),
    FIELD(struct admin_user, role_id, F_NULL0),
    FIELD(struct admin_user, role_name, F_PLAIN),
    FIELD(struct admin_user, expires_at, F_NULL0),
    FIELD(struct admin_user, created_at, F_PLAIN),
    FIELD(struct admin_user, last_login_at, F_NULL0),
    FIELD(struct admin_user, locked_until, F_NULL0),
    FIELD(struct admin_user, version, F_PLAIN),
};
static const struct record record = RECORD(struct admin_user, fields);

/* What the log shows of a change. A new password shows as changed, never as text (AL-12). */
static const struct field logged_fields[] = {
    FIELD(struct admin_user, user_name, F_PLAIN),
    FIELD(struct admin_user, first_name, F_PLAIN),
    FIELD(struct admin_user, last_name, F_PLAIN),
    FIELD(struct admin_user, email, F_PLAIN),
    FIELD(struct admin_user, password_hash, F_HIDDEN),
    FIELD(struct admin_user, lang, F_PLAIN),
    FIELD(struct admin_user, active, F_PLAIN),
    FIELD(struct admin_user, role_id, F_NULL0),
    FIELD(struct admin_user, expires_at, F_NULL0),
};
static const struct record logged = RECORD(struct admin_user, logged_fields);

bool admin_user_open(const struct ctx *c, const struct admin_user *u)
{
    return u->active && u->role_id && !staff_expired(u->expires_at, c->now);
}

err admin_user_get(struct ctx *c, i64 id, struct admin_user *out)
{
    return db_one(c->db, c->mem, &sql_admin_user_get, ARGS(id), &record, out);
}

err admin_user_by_name(struct ctx *c, str user_name, struct admin_user *out)
{
    return db_one(c->db, c->mem, &sql_admin_user_by_name,
                  ARGS(str_fold(c->mem, str_trim(user_name))), &record, out);
}

static const struct list_column columns[] = {
    {.name = "id", .sort = "u.id", .kind = LIST_EXACT},
    {.name = "user_name",
     .filter = "u.user_name_fold",
     .sort = "u.user_name_fold",
     .kind = LIST_PREFIX},
    {.name = "first_name",
     .filter = "lower(u.first_name)",
     .sort = "u.first_name",
     .kind = LIST_PREFIX},
    {.name = "last_name",
     .filter = "lower(u.last_name)",
     .sort = "u.last_name",
     .kind = LIST_PREFIX},
    {.name = "email", .filter = "u.email_fold", .sort = "u.email_fold", .kind = LIST_PREFIX},
    {.name = "active", .filter = "u.active", .kind = LIST_YES_NO},
    {.name = "role", .filter = "u.role_id", .kind = LIST_EXACT},
};
const struct list admin_user_list = {
    .name = "users",
    .select = S(
        "SELECT u.id, u.user_name, u.first_name, u.last_name, u.email, u.lang, u.active, u.role_id, "
        "r.name AS role_name, u.expires_at, u.created_at, u.last_login_at, u.locked_until, u.version"),
    .from = S("admin_user u"),
    .joins = S("LEFT JOIN role r ON r.id = u.role_id"),
    .key = "u.id",
    .columns = columns,
    .n = COUNT(columns),
};

err admin_user_rows(struct ctx *c, const struct list_query *q, struct admin_users *rows,
                    struct list_answer *answer)
{
    return list_run(c->db, c->mem, &admin_user_list, q, &record, rows, answer);
}

/* ---- checking ---- */

static err check_text(struct ctx *c, str field, str value, int most)
{
    if (value.n == 0)
        return invalid(c, field, _("This is a required field."));
    if (str_count_chars(value) <= (size_t)most)
        return OK;
    return invalid_with(c, field, _("Use at most %1 characters."), str_format(c->mem, "%d", most),
                        S(""), S(""));
}

static bool has_letter_and_digit(str s)
{
    bool letter = false, digit = false;
    for (size_t i = 0; i < s.n; i++) {
        char ch = s.at[i];
        digit |= ch >= '0' && ch <= '9';
        letter |= (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (byte)ch >= 0x80;
    }
    return letter && digit;
}

static err check_password(struct ctx *c, const struct admin_user_edit *in)
{
    i64 least = c->settings->admin_password_length;
    if (!str_is_utf8(in->password) || in->password.n > PASSWORD_MOST)
        return invalid(c, S("password"), _("This password is too long."));
    if (str_count_chars(in->password) < (size_t)least || !has_letter_and_digit(in->password))
        return invalid_with(c, S("password"),
                            _("Use at least %1 characters, both letters and digits."),
                            str_format(c->mem, "%lld", (long long)least), S(""), S(""));
    if (!str_eq(in->password, in->confirm))
        return invalid(c, S("confirm"), _("The two passwords differ."));
    return OK;
}

static bool is_shipped(str lang)
{
    for (size_t i = 0; words_at(i); i++)
        if (str_eq(words_at(i)->lang, lang))
            return true;
    return false;
}

static bool is_user_name(str s)
{
    for (size_t i = 0; i < s.n; i++)
        if ((byte)s.at[i] <= ' ' || s.at[i] == 0x7F)
            return false;
    return true;
}

static bool is_email(str s)
{
    str rest = s, name;
    return str_cut(&rest, '@', &name) && name.n && rest.n && is_user_name(s) &&
           !str_has(rest, S("@"));
}

static err check_names_of(struct ctx *c, const struct admin_user_edit *in)
{
    err name = check_text(c, S("user_name"), in->user_name, ADMIN_NAME_MOST);
    if (name == OK && !is_user_name(in->user_name))
        name = invalid(c, S("user_name"), _("A user name has no spaces."));
    err first = check_text(c, S("first_name"), in->first_name, ADMIN_NAME_MOST);
    err last = check_text(c, S("last_name"), in->last_name, ADMIN_NAME_MOST);
    err email = check_text(c, S("email"), in->email, ADMIN_EMAIL_MOST);
    if (email == OK && !is_email(in->email))
        email = invalid(c, S("email"), _("Please enter a valid email address."));
    return name || first || last || email ? ERR_INVALID : OK;
}

/* Every wrong field gets its message. */
static err check_edit(struct ctx *c, const struct admin_user_edit *in, bool fresh)
{
    err e = check_names_of(c, in);
    if (fresh && in->password.n == 0)
        e = invalid(c, S("password"), _("This is a required field."));
    else if (in->password.n || in->confirm.n)
        e = check_password(c, in) ? ERR_INVALID : e;
    if (!is_shipped(in->lang))
        e = invalid(c, S("lang"), _("Choose one of the values."));
    return e;
}

static err check_unique(struct work *w, const struct sql *q, str fold, i64 id, str field,
                        str message)
{
    i64 other;
    err e = db_i64(w->db, q, ARGS(fold), &other);
    if (e == ERR_NOT_FOUND || (e == OK && other == id))
        return OK;
    return e ? e : invalid(w->c, field, message);
}

/* ---- saving ---- */

static struct admin_user edited(struct ctx *c, i64 id, const struct admin_user_edit *in)
{
    return (struct admin_user){
        .id = id,
        .user_name = in->user_name,
        .user_name_fold = str_fold(c->mem, in->user_name),
        .first_name = in->first_name,
        .last_name = in->last_name,
        .email = in->email,
        .email_fold = str_fold(c->mem, in->email),
        .lang = in->lang,
        .active = in->active,
        .role_id = in->role_id,
        .expires_at = in->expires_at,
        .created_at = c->now,
        .version = in->version,
    };
}

static err read_before(struct work *w, i64 id, i64 version, struct admin_user *before)
{
    TRY(db_one(w->db, w->c->mem, &sql_admin_user_get, ARGS(id), &record, before));
    return version && before->version != version ? ERR_CONFLICT : OK;
}

/* Nobody locks themselves out; and what makes somebody stronger is checked where it is saved. */
static err check_own(struct work *w, const struct admin_user *before,
                     const struct admin_user *after)
{
    struct ctx *c = w->c;
    if (!before->id || before->id != c->actor.staff_id)
        return OK;
    if (!after->active || staff_expired(after->expires_at, c->now))
        return invalid(c, S("active"), _("You cannot deactivate your own account."));
    if (after->role_id != before->role_id)
        return invalid(c, S("role_id"), _("You cannot change your own role."));
    return OK;
}

static err check_rights(struct work *w, const struct admin_user *before,
                        const struct admin_user *after)
{
    bool self = before->id && before->id == w->c->actor.staff_id;
    if (self)
        return OK;
    if (before->role_id)
        TRY(role_within_own(w, before->role_id, S("")));
    return before->role_id == after->role_id && before->id
               ? OK
               : role_within_own(w, after->role_id, S("role_id"));
}

static err check_names(struct work *w, const struct admin_user *u)
{
    TRY(check_unique(w, &sql_admin_user_id_by_name, u->user_name_fold, u->id, S("user_name"),
                     _("A user with this user name exists already.")));
    return check_unique(w, &sql_admin_user_id_by_email, u->email_fold, u->id, S("email"),
                        _("A user with this email address exists already."));
}

/* A new password, a lost account: the sessions go, but for the one that asks. */
static err end_sessions(struct work *w, const struct admin_user *before,
                        const struct admin_user *after)
{
    struct ctx *c = w->c;
    bool self = before->id == c->actor.staff_id;
    if (!admin_user_open(c, after))
        TRY(admin_sessions_end(w, before->id, 0, ASSIST_STAFF_INACTIVE));
    else if (after->password_hash.n)
        TRY(admin_sessions_end(w, before->id, self ? c->actor.session_id : 0,
                               ASSIST_STAFF_PASSWORD));
    return assist_end_without_right(w);
}

static err update(struct work *w, const struct admin_user *before, struct admin_user *after)
{
    i64 id;
    err e = db_put(w->db, &sql_admin_user_save, &record, after, &id);
    if (e)
        return e == ERR_NOT_FOUND ? ERR_CONFLICT : e;
    if (after->password_hash.n)
        TRY(db_run(w->db, &sql_admin_user_password, ARGS(after->id, after->password_hash), NULL));
    return end_sessions(w, before, after);
}

static err save_inside(struct work *w, struct admin_user *after)
{
    struct admin_user before = {0};
    if (after->id)
        TRY(read_before(w, after->id, after->version, &before));
    TRY(check_own(w, &before, after));
    TRY(check_rights(w, &before, after));
    TRY(check_names(w, after));
    if (before.id) {
        after->version = before.version;
        TRY(update(w, &before, after));
    } else {
        TRY(db_put(w->db, &sql_admin_user_put, &record, after, &after->id));
    }
    work_touch_row(w, ENTITY_ADMIN_USER, after->id, &logged, before.id ? &before : NULL, after);
    work_detail(w, str_format(w->c->mem, "admin_user %lld", (long long)after->id));
    return OK;
}

static err save(struct ctx *c, enum action action, struct admin_user *after)
{
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, action, &w));
    TRY(save_inside(&w, after));
    return w.touches ? work_commit(&w) : OK;
}

/* Hashing takes its time: it is done before the one writer is held. */
static err prepare(struct ctx *c, const struct admin_user_edit *in, struct admin_user *u)
{
    TRY(check_edit(c, in, u->id == 0));
    TRY(admin_verify_self(c, S("own_password"), in->own_password));
    if (in->password.n)
        u->password_hash = password_hash(c->mem, in->password);
    return OK;
}

err admin_user_save(struct ctx *c, i64 id, const struct admin_user_edit *in, i64 *saved)
{
    struct admin_user u = edited(c, id, in);
    TRY(prepare(c, in, &u));
    TRY(save(c, ACT_USER_SAVE, &u));
    *saved = u.id;
    return OK;
}

err admin_account_save(struct ctx *c, const struct admin_user_edit *in)
{
    struct admin_user now = {0};
    TRY(admin_user_get(c, c->actor.staff_id, &now));
    struct admin_user u = edited(c, now.id, in);
    u.role_id = now.role_id;
    u.active = now.active;
    u.expires_at = now.expires_at;
    TRY(prepare(c, in, &u));
    return save(c, ACT_MY_ACCOUNT_SAVE, &u);
}

err admin_user_remove(struct ctx *c, i64 id, str own_password)
{
    if (id == c->actor.staff_id)
        return invalid(c, S(""), _("You cannot delete your own account."));
    TRY(admin_verify_self(c, S("own_password"), own_password));
    SCOPED(work_end) struct work w = {0};
    TRY(work_begin(c, ACT_USER_DELETE, &w));
    struct admin_user before = {0};
    TRY(read_before(&w, id, 0, &before));
    if (before.role_id)
        TRY(role_within_own(&w, before.role_id, S("")));
    TRY(admin_sessions_end(&w, id, 0, ASSIST_STAFF_INACTIVE));
    TRY(db_run(w.db, &sql_admin_user_delete, ARGS(id), NULL));
    work_touch_row(&w, ENTITY_ADMIN_USER, id, &logged, &before, NULL);
    work_detail(&w, str_format(c->mem, "admin_user %lld", (long long)id));
    return work_commit(&w);
}
