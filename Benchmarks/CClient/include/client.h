#ifndef WAYMARK_CLIENT_H
#define WAYMARK_CLIENT_H

#include <stddef.h>
#include <stdint.h>

// A client as light as they come, the same for whatever answers on a Unix socket: it sends what is given, and looks at
// nothing of an answer but where it ends and whether it says that all went well. All functions return 0 or an errno.

struct client_text {
  const uint8_t *bytes;
  size_t length;
};

enum client_protocol { client_http, client_redis };

struct client_plan {
  const char *socket;
  enum client_protocol protocol;
  // Sent one after the other, again and again, each when the answer to the one before has come on its connection.
  const struct client_text *requests;
  size_t request_count;
  int32_t connections;
  // No more is sent after so many nanoseconds, or once the flag is set where there is one.
  int64_t span;
  const int32_t *stop;
};

struct client_figures {
  // That say all went well; that do not.
  int64_t answers, refusals;
  // Of all answers, heads included.
  int64_t bytes;
  // Until the last answer had come.
  int64_t nanoseconds;
};

// `latencies` has room for the nanoseconds of so many answers; more are not noted.
int client_ask(const struct client_plan *plan, int64_t *latencies, size_t capacity, struct client_figures *figures);

// Asks once. `answer` has room for so many bytes; `length` is set to those that came.
int client_fetch(const char *socket, enum client_protocol protocol, struct client_text request, uint8_t *answer,
                 size_t capacity, size_t *length);

// Sends a head and so many times the body, and reads the answer in chunks meanwhile. `answer` is NULL, or has room for so
// many bytes of it as they came; `length` is set to all that came.
int client_stream(const char *socket, struct client_text head, struct client_text body, int64_t times, uint8_t *answer,
                  size_t capacity, size_t *length);

// A flag that one thread sets and another one looks at.
void client_stop(int32_t *stop);
int client_is_stopped(const int32_t *stop);

#endif
