#include "domain/one_time.h"

#include "base/buf.h"
#include "base/secret.h"
#include "domain/one_time.sql.h"

/* The subject is part of what is hashed: a code of one account is noise for another. */
static struct hash hash_of(struct arena *mem, str purpose, i64 subject_id, str code)
{
    return secret_hash(purpose, str_format(mem, "%lld:%.*s", (long long)subject_id, STR_ARG(code)));
}

/* As people type it: in any case, with blanks and hyphens, 0 for o and 1 for l. */
static str as_made(struct arena *mem, str typed)
{
    typed = str_head(typed, 64);
    char *at = NEWN(mem, char, typed.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < typed.n; i++) {
        char ch = typed.at[i];
        if (ch == ' ' || ch == '-' || ch == '\t' || ch == '\r' || ch == '\n')
            continue;
        if (ch >= 'A' && ch <= 'Z')
            ch = (char)(ch - 'A' + 'a');
        at[n++] = ch == '0' ? 'o' : ch == '1' ? 'l' : ch;
    }
    return (str){at, n};
}

static err put(struct work *w, str purpose, i64 subject_id, i64 life_us, str made)
{
    struct ctx *c = w->c;
    struct hash h = hash_of(c->mem, purpose, subject_id, made);
    TRY(db_run(w->db, &sql_one_time_clear, ARGS(purpose, subject_id), NULL));
    return db_run(w->db, &sql_one_time_put,
                  ARGS(&h, purpose, subject_id, c->now.us, c->now.us + life_us), NULL);
}

static err take(struct work *w, str purpose, i64 subject_id, str made)
{
    struct ctx *c = w->c;
    struct hash h = hash_of(c->mem, purpose, subject_id, made);
    i64 n;
    TRY(db_run(w->db, &sql_one_time_take, ARGS(&h, purpose, subject_id, c->now.us), &n));
    return n == 1 ? OK : ERR_NOT_FOUND;
}

err one_time_put(struct work *w, str purpose, i64 subject_id, i64 life_us, str *code)
{
    *code = str_head(secret_label(w->c->mem), ONE_TIME_CODE);
    return put(w, purpose, subject_id, life_us, *code);
}

err one_time_take(struct work *w, str purpose, i64 subject_id, str code)
{
    str made = as_made(w->c->mem, code);
    return made.n == ONE_TIME_CODE ? take(w, purpose, subject_id, made) : ERR_NOT_FOUND;
}

err one_time_secret_put(struct work *w, str purpose, i64 subject_id, i64 life_us, str *secret)
{
    *secret = secret_token(w->c->mem);
    return put(w, purpose, subject_id, life_us, *secret);
}

err one_time_secret_take(struct work *w, str purpose, i64 subject_id, str secret)
{
    return secret.n && secret.n < 100 ? take(w, purpose, subject_id, secret) : ERR_NOT_FOUND;
}

err one_time_forget(struct work *w, i64 subject_id)
{
    return db_run(w->db, &sql_one_time_forget, ARGS(subject_id), NULL);
}
