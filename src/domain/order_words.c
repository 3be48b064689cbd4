#include "domain/order_words.h"

#include "domain/order.sql.h"
#include "domain/search.h"

#define WORDS_MOST 40

/* An address of an order as a row of its table. */
struct address_row {
    i64 order_id;
    str kind, first_name, last_name, company, street1, street2, city, region, postcode, country,
        phone, vat_id;
};
static const struct field row_fields[] = {
    FIELD(struct address_row, order_id, F_PLAIN),   FIELD(struct address_row, kind, F_PLAIN),
    FIELD(struct address_row, first_name, F_PLAIN), FIELD(struct address_row, last_name, F_PLAIN),
    FIELD(struct address_row, company, F_NULL0),    FIELD(struct address_row, street1, F_PLAIN),
    FIELD(struct address_row, street2, F_NULL0),    FIELD(struct address_row, city, F_PLAIN),
    FIELD(struct address_row, region, F_NULL0),     FIELD(struct address_row, postcode, F_PLAIN),
    FIELD(struct address_row, country, F_PLAIN),    FIELD(struct address_row, phone, F_PLAIN),
    FIELD(struct address_row, vat_id, F_NULL0),
};
static const struct record row_record = RECORD(struct address_row, row_fields);

/* Eight in a statement; the last is named again to fill it. */
static err put_words(struct work *w, i64 order_id, const struct words_of *words)
{
    enum { EACH = 8 };
    for (size_t i = 0; i < words->at.n; i += EACH) {
        struct val values[1 + EACH] = {VAL(order_id)};
        for (size_t k = 0; k < EACH; k++)
            values[1 + k] = VAL(words->at.at[i + k < words->at.n ? i + k : words->at.n - 1]);
        TRY(db_send(w->db, &sql_order_words, (struct args){values, COUNT(values)}));
    }
    return OK;
}

/* Each text has room for its words: lists count on the first of any. */
err order_words_put(struct work *w, const struct order *o)
{
    const str texts[] = {o->number, o->customer_name, o->bill_name, o->ship_name, o->email};
    struct words_of words = search_words_of(w->c->mem, texts, COUNT(texts), WORDS_MOST);
    return put_words(w, o->id, &words);
}

err order_address_put(struct work *w, i64 order_id, str kind, const struct customer_address *a)
{
    struct address_row row = {
        order_id, kind,      a->first_name, a->last_name, a->company, a->street1, a->street2,
        a->city,  a->region, a->postcode,   a->country,   a->phone,   a->vat_id,
    };
    return db_send_row(w->db, &sql_order_address_put, &row_record, &row);
}

str order_name_of(struct arena *mem, const struct customer_address *a)
{
    return str_trim(str_format(mem, "%.*s %.*s", STR_ARG(a->first_name), STR_ARG(a->last_name)));
}
