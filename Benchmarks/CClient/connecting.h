#ifndef WAYMARK_CONNECTING_H
#define WAYMARK_CONNECTING_H

#include "client.h"

// A connection to a Unix socket, or a negative errno.
int connect_to(const char *path);

// Sends all of it, on a socket that blocks.
int send_all(int descriptor, struct client_text text);

int64_t nanoseconds_now(void);

#endif
