/* Sockets that listen, before anything answers on them. */
#pragma once

#include "base/base.h"

struct arena;

/* Listens on "127.0.0.1:8080", "[::1]:8080" or ":8080" (all addresses). ERR_INVALID: that is no address, ERR_BROKEN: the
 * machine said no; *why is one line for a person. port: the one that was given, for 0. */
MUST err listen_open(struct arena *mem, str text, int *fd, int *port, str *why);

/* ERR_BROKEN, says so by errno in *why ("cannot WHAT 127.0.0.1:8080: …"), and closes fd unless it is -1. */
MUST err listen_fails(struct arena *mem, str text, int fd, const char *what, str *why);

/* Before fd is closed: who wants to connect hears nothing, asks again after a second, and is refused then. Who has begun
 * to, or waits to be accepted, still comes in; closing at once would cut them off with their request on its way. */
void listen_let_nobody_in(int fd);
/* Connections that wait to be accepted. */
size_t listen_waiting(int fd);

/* As many open files as so many connections need; warns when the machine does not allow them. */
void listen_room(i64 connections);
