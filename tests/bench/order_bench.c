/* How many orders a second: order_bench STORE puts a product into the cart and places the order, with 1, 8 and 64 buyers
 * at once, durable; and a loop of single commits, each with its fsync. On SQLite also both as on a slow disk, whose fsync
 * takes SLOW_DISK, and 64 buyers without any fsync. Writes JSON.
 * The program's own fdatasync below is what SQLite calls: it does more or less than the kernel's. */
#include "base/arena.h"
#include "data/db.h"
#include "data/writer.h"
#include "domain/cart.h"
#include "domain/checkout.h"
#include "domain/order_place.h"
#include "domain/settings.h"

#include <malloc.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define BUYERS_MOST 64
#define SECONDS     3
#define WARM_UP                                                                                    \
    SECOND /* before it, new connections prepare their statements: a server's have done so long ago */
#define ORDERS_MOST 40000

#define SLOW_DISK 4000 /* µs: 250 commits a second, as plain servers' disks make them */

enum disk { DISK_OWN, DISK_SLOW, DISK_NONE };

static _Atomic int disk = DISK_OWN;

static int sync_by(long call, int fd)
{
    int kind = atomic_load(&disk);
    if (kind == DISK_SLOW)
        usleep(SLOW_DISK);
    return kind == DISK_NONE ? 0 : (int)syscall(call, fd);
}

int fdatasync(int fd)
{
    return sync_by(SYS_fdatasync, fd);
}

int fsync(int fd)
{
    return sync_by(SYS_fsync, fd);
}

/* Gives up for a race of the engine: as in the gate, the same begins again. */
#define RACES_MOST 20
#define AGAIN(c, e, call)                                                                          \
    for (int i_ = 0; i_ == 0 || (i_ < RACES_MOST && (e) == ERR_CONFLICT && (c)->raced); i_++) {    \
        (c)->raced = false;                                                                        \
        (e) = (call);                                                                              \
    }

static void must(err e, const char *what)
{
    if (e == OK)
        return;
    fprintf(stderr, "order_bench: %s: error %d\n", what, (int)e);
    exit(1);
}

struct buyer {
    struct ctx c;
    str slug;
    i64 since, until; /* of the monotonic clock, µs: what counts */
    size_t placed;
    i64 *took; /* µs of each order_place */
};

static struct checkout_step step_of_anna(void)
{
    return (struct checkout_step){
        .address = {.first_name = S("Anna"),
                    .last_name = S("Berger"),
                    .street1 = S("Am Anger 5"),
                    .postcode = S("38640"),
                    .city = S("Goslar"),
                    .country = S("DE"),
                    .phone = S("05321 1")},
        .shipping_method = S("flatrate"),
    };
}

static void buy(struct buyer *b)
{
    struct ctx *c = &b->c;
    struct cart k;
    struct order o;
    str token;
    struct checkout_step step = step_of_anna();
    err e;
    c->now = time_now();
    AGAIN(c, e, cart_add(c, b->slug, 1, &token));
    must(e, "cannot add to the cart");
    AGAIN(c, e, checkout_save(c, &step));
    must(e, "cannot save the address");
    must(cart_get(c, &k), "cannot read the cart");
    struct order_placing in = {
        .cart_id = k.id, .billing_same = true, .payment_method = S("checkmo")};
    i64 begun = time_monotonic();
    AGAIN(c, e, order_place(c, &in, &o));
    must(e, "cannot place the order");
    if (begun >= b->since && b->placed < ORDERS_MOST)
        b->took[b->placed++] = time_monotonic() - begun;
    arena_empty(c->mem);
}

static void *buyer_run(void *arg)
{
    struct buyer *b = arg;
    while (time_monotonic() < b->until)
        buy(b);
    return NULL;
}

static int by_size(const void *a, const void *b)
{
    i64 x = *(const i64 *)a, y = *(const i64 *)b;
    return x < y ? -1 : x > y;
}

struct result {
    double a_second, p50_ms, p99_ms;
};

/* As the housekeeper of a server does. */
static void *checkpoint_run(void *arg)
{
    struct buyer *b = arg;
    while (time_monotonic() < b->until) {
        usleep(500000);
        store_checkpoint(b->c.store);
    }
    return NULL;
}

static struct result measure(struct buyer *all, size_t n)
{
    pthread_t threads[BUYERS_MOST], keeper;
    static i64 took[ORDERS_MOST];
    size_t placed = 0;
    i64 begun = time_monotonic() + WARM_UP;
    all[0].until = begun + SECONDS * SECOND;
    must(pthread_create(&keeper, NULL, checkpoint_run, &all[0]) ? ERR_BROKEN : OK, "no thread");
    for (size_t i = 0; i < n; i++) {
        all[i].placed = 0;
        all[i].since = begun;
        all[i].until = begun + SECONDS * SECOND;
        must(pthread_create(&threads[i], NULL, buyer_run, &all[i]) ? ERR_BROKEN : OK, "no thread");
    }
    for (size_t i = 0; i < n; i++) {
        pthread_join(threads[i], NULL);
        for (size_t k = 0; k < all[i].placed && placed < ORDERS_MOST; k++)
            took[placed++] = all[i].took[k];
    }
    double seconds = (double)(time_monotonic() - begun) / SECOND;
    pthread_join(keeper, NULL);
    qsort(took, placed, sizeof took[0], by_size);
    return (struct result){(double)placed / seconds, (double)took[placed / 2] / 1000,
                           (double)took[placed * 99 / 100] / 1000};
}

/* The smallest durable change, one after the other. */
static double single_commits(struct store *store)
{
    static const struct sql tick = {
        .name = "bench:tick",
        .text = S(
            "UPDATE stock SET qty = qty + 1 WHERE product_id = (SELECT min(product_id) FROM stock)")};
    i64 begun = time_monotonic();
    size_t n = 0;
    while (time_monotonic() < begun + SECONDS * SECOND) {
        SCOPED(write_end) struct write w = {0};
        must(write_begin(store, &w), "cannot write");
        must(db_run(w.db, &tick, NO_ARGS, NULL), "cannot update");
        must(write_commit(&w), "cannot commit");
        n++;
    }
    return (double)n / SECONDS;
}

/* Each buyer is a customer of the demo store and buys a product of their own kind: eight share one. */
static void make_buyers(struct store *store, struct arena *mem, struct buyer *all)
{
    static const struct sql slug = {
        .name = "bench:slug",
        .text =
            S("SELECT slug FROM product WHERE active AND visible ORDER BY id LIMIT 1 OFFSET $1"),
        .n = 1};
    static const struct sql stock = {.name = "bench:stock",
                                     .text = S("UPDATE stock SET qty = 1000000")};
    SCOPED(write_end) struct write w = {0};
    must(write_begin(store, &w), "cannot write");
    must(db_run(w.db, &stock, NO_ARGS, NULL), "cannot fill the stock");
    must(write_commit(&w), "cannot commit");
    const struct snapshot *s = snapshot_take();
    for (size_t i = 0; i < BUYERS_MOST; i++) {
        struct ctx *c = &all[i].c;
        *c = (struct ctx){
            .mem = arena_new(0),
            .store = store,
            .settings = &s->first->settings,
            .view = s->first,
            .ip = S("203.0.113.7"),
            .user_agent = S("bench"),
            .request_id = S("bench"),
            .actor = {.who = WHO_CUSTOMER, .customer_id = (i64)i + 1},
        };
        must(db_open(store, &c->db), "cannot read the store");
        must(db_str(c->db, mem, &slug, ARGS((i64)i / 8), &all[i].slug), "no product");
        all[i].took = NEWN(mem, i64, ORDERS_MOST);
    }
}

int main(int argc, char **argv)
{
    struct arena *mem = arena_new(0);
    struct store *store;
    struct db *db;
    str why = S("");
    static struct buyer buyers[BUYERS_MOST];
    if (argc < 2)
        must(ERR_INVALID, "order_bench STORE");
    mallopt(M_TRIM_THRESHOLD, 64 << 20); /* as a server does */
    mallopt(M_MMAP_THRESHOLD, 8 << 20);
    must(store_open(str_from(argv[1]), false, &store, mem, &why), "cannot open the store");
    must(db_open(store, &db), "cannot read the store");
    must(snapshot_load(db), "no settings");
    make_buyers(store, mem, buyers);
    struct result one = measure(buyers, 1), eight = measure(buyers, 8), all = measure(buyers, 64);
    double single = single_commits(store), slow_single = 0;
    struct result slow = {0}, unsynced = {0};
    if (!store_is_shared(store)) {
        atomic_store(&disk, DISK_SLOW);
        slow = measure(buyers, 64);
        slow_single = single_commits(store);
        atomic_store(&disk, DISK_NONE);
        unsynced = measure(buyers, 64);
    }
    printf(
        "{\"one\": %.1f, \"eight\": %.1f, \"all\": %.1f, \"unsynced\": %.1f, \"single\": %.1f, "
        "\"slow\": %.1f, \"slow_single\": %.1f, "
        "\"p99_one\": %.2f, \"p99_eight\": %.2f, \"p50_all\": %.2f, \"p99_all\": %.2f}\n",
        one.a_second, eight.a_second, all.a_second, unsynced.a_second, single, slow.a_second,
        slow_single, one.p99_ms, eight.p99_ms, all.p50_ms, all.p99_ms);
    for (size_t i = 0; i < BUYERS_MOST; i++)
        db_close(buyers[i].c.db);
    db_close(db);
    store_close(store);
    return 0;
}
