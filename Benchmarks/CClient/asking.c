#include <errno.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "answer.h"
#include "client.h"
#include "connecting.h"

// Of the longest answer.
enum { room = 256 << 10 };

struct connection {
  int descriptor;
  uint8_t *answer;
  size_t count;
  int64_t asked;
};

struct asking {
  const struct client_plan *plan;
  int64_t end;
  size_t next;
  int32_t waiting;
  int64_t *latencies;
  size_t capacity;
  struct client_figures *figures;
};

static int is_over(const struct asking *asking, int64_t now) {
  return now >= asking->end || (asking->plan->stop && client_is_stopped(asking->plan->stop));
}

static int ask(struct asking *asking, struct connection *connection, int64_t now) {
  connection->count = 0;
  connection->asked = now;
  asking->waiting++;
  struct client_text request = asking->plan->requests[asking->next];
  if (++asking->next == asking->plan->request_count) asking->next = 0;
  return send_all(connection->descriptor, request);
}

static void note(struct asking *asking, const struct connection *connection, int succeeded, int64_t now) {
  struct client_figures *figures = asking->figures;
  size_t number = (size_t)(figures->answers + figures->refusals);
  if (number < asking->capacity) asking->latencies[number] = now - connection->asked;
  if (succeeded) figures->answers++;
  else figures->refusals++;
  figures->bytes += (int64_t)connection->count;
  asking->waiting--;
}

// Reads what is there; where an answer is complete, asks again.
static int receive(struct asking *asking, struct connection *connection) {
  ssize_t count = recv(connection->descriptor, connection->answer + connection->count, room - connection->count, 0);
  if (count < 0) return errno == EINTR ? 0 : errno;
  if (count == 0) return ECONNRESET;
  connection->count += (size_t)count;
  int succeeded = 0;
  size_t length = answer_length(asking->plan->protocol, connection->answer, connection->count, &succeeded);
  if (length == 0) return connection->count == room ? EMSGSIZE : 0;
  if (length != connection->count) return EBADMSG;
  int64_t now = nanoseconds_now();
  note(asking, connection, succeeded, now);
  return is_over(asking, now) ? 0 : ask(asking, connection, now);
}

static int wait_for_one(struct asking *asking, struct connection *connection) {
  int code = 0;
  while (code == 0 && asking->waiting > 0) code = receive(asking, connection);
  return code;
}

static int wait_for_many(struct asking *asking, struct connection *connections) {
  enum { most = 64 };
  struct epoll_event events[most];
  int poll = epoll_create1(EPOLL_CLOEXEC);
  if (poll < 0) return errno;
  int code = 0;
  for (int32_t i = 0; code == 0 && i < asking->plan->connections; i++) {
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = &connections[i]};
    if (epoll_ctl(poll, EPOLL_CTL_ADD, connections[i].descriptor, &event) != 0) code = errno;
  }
  while (code == 0 && asking->waiting > 0) {
    int count = epoll_wait(poll, events, most, -1);
    if (count < 0 && errno != EINTR) code = errno;
    for (int i = 0; code == 0 && i < count; i++) code = receive(asking, events[i].data.ptr);
  }
  close(poll);
  return code;
}

static int open_all(const struct client_plan *plan, struct connection *connections) {
  for (int32_t i = 0; i < plan->connections; i++) {
    connections[i].answer = malloc(room);
    if (!connections[i].answer) return ENOMEM;
    connections[i].descriptor = connect_to(plan->socket);
    if (connections[i].descriptor < 0) return -connections[i].descriptor;
  }
  return 0;
}

static void close_all(const struct client_plan *plan, struct connection *connections) {
  for (int32_t i = 0; i < plan->connections; i++) {
    if (connections[i].descriptor >= 0) close(connections[i].descriptor);
    free(connections[i].answer);
  }
  free(connections);
}

int client_ask(const struct client_plan *plan, int64_t *latencies, size_t capacity, struct client_figures *figures) {
  *figures = (struct client_figures){0};
  if (plan->connections < 1 || plan->request_count < 1) return EINVAL;
  struct connection *connections = calloc((size_t)plan->connections, sizeof *connections);
  if (!connections) return ENOMEM;
  for (int32_t i = 0; i < plan->connections; i++) connections[i].descriptor = -1;
  int code = open_all(plan, connections);
  int64_t began = nanoseconds_now();
  struct asking asking = {
    .plan = plan, .end = began + plan->span, .latencies = latencies, .capacity = capacity, .figures = figures};
  for (int32_t i = 0; code == 0 && i < plan->connections; i++) code = ask(&asking, &connections[i], nanoseconds_now());
  if (code == 0)
    code = plan->connections == 1 ? wait_for_one(&asking, connections) : wait_for_many(&asking, connections);
  figures->nanoseconds = nanoseconds_now() - began;
  close_all(plan, connections);
  return code;
}

int client_fetch(const char *socket, enum client_protocol protocol, struct client_text request, uint8_t *answer,
                 size_t capacity, size_t *length) {
  int descriptor = connect_to(socket);
  if (descriptor < 0) return -descriptor;
  int code = send_all(descriptor, request);
  *length = 0;
  int succeeded;
  while (code == 0 && answer_length(protocol, answer, *length, &succeeded) == 0) {
    ssize_t count = recv(descriptor, answer + *length, capacity - *length, 0);
    if (count > 0) *length += (size_t)count;
    else if (count == 0) code = *length == capacity ? EMSGSIZE : ECONNRESET;
    else if (errno != EINTR) code = errno;
  }
  close(descriptor);
  return code;
}

void client_stop(int32_t *stop) { __atomic_store_n(stop, 1, __ATOMIC_RELAXED); }

int client_is_stopped(const int32_t *stop) { return __atomic_load_n(stop, __ATOMIC_RELAXED); }
