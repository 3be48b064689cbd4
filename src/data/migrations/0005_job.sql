-- What nodes do by themselves, once over all of them (domain/job.h). due_at: not before; leased_until: who has it keeps it.
CREATE TABLE job (name TEXT PRIMARY KEY, due_at BIGINT NOT NULL, leased_until BIGINT NOT NULL, holder TEXT NOT NULL);
