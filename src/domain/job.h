/* What the program does by itself at intervals, once over all nodes: a row a job. A node takes a job that is due for a
 * while (its lease) by one statement; while one has it no other gets it, and if that node dies another one takes it when
 * the lease ends. Nodes compare their own clocks: keep them together (NTP). What only one process can do, such as writing
 * down what it keeps in memory, is no job. */
#pragma once

#include "domain/ctx.h"

struct job {
    str name;
    i64 every; /* µs from one beginning to the next */
    i64 lease; /* µs: longer than it can take, and how long nobody does it after a node died */
    err (*run)(struct ctx *c);
};

/* Runs it if it is due and nobody else has it; OK if not. One that fails is due again after `every`. On SQLite, where one
 * process serves, it runs each time without a row. */
MUST err job_run(struct ctx *c, const struct job *job);

/* The two halves of it. *holder: proof for job_done, "": it is not due, or somebody has it. */
MUST err job_take(struct ctx *c, const struct job *job, str *holder);
/* Others may take it once it is due. A holder whose lease ended gives back nothing. */
MUST err job_done(struct ctx *c, const struct job *job, str holder);
