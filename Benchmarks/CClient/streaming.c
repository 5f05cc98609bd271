#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "client.h"
#include "connecting.h"

// What is still to be sent.
struct sending {
  struct client_text head, body;
  int64_t times;
  // Of the head, then of the body.
  size_t sent;
};

static int is_left(const struct sending *sending) { return sending->head.length > 0 || sending->times > 0; }

// Sends as much as goes at once.
static int send_some(struct sending *sending, int descriptor) {
  struct client_text *text = sending->head.length > 0 ? &sending->head : &sending->body;
  ssize_t count = send(descriptor, text->bytes + sending->sent, text->length - sending->sent, MSG_NOSIGNAL);
  if (count < 0) return errno == EAGAIN || errno == EINTR ? 0 : errno;
  sending->sent += (size_t)count;
  if (sending->sent < text->length) return 0;
  sending->sent = 0;
  if (sending->head.length > 0) sending->head.length = 0;
  else sending->times--;
  return 0;
}

// What came, as far as it is kept, and its last bytes.
struct receiving {
  uint8_t *answer;
  size_t capacity, count;
  uint8_t last[5];
};

// The empty chunk, which no text in JSON can contain.
static int is_complete(const struct receiving *receiving) { return memcmp(receiving->last, "0\r\n\r\n", 5) == 0; }

static void keep(struct receiving *receiving, const uint8_t *bytes, size_t count) {
  const size_t size = sizeof receiving->last;
  if (count >= size) {
    memcpy(receiving->last, bytes + count - size, size);
  } else {
    memmove(receiving->last, receiving->last + count, size - count);
    memcpy(receiving->last + size - count, bytes, count);
  }
  if (receiving->answer && receiving->count + count <= receiving->capacity)
    memcpy(receiving->answer + receiving->count, bytes, count);
  receiving->count += count;
}

static int receive_some(struct receiving *receiving, int descriptor) {
  static _Thread_local uint8_t buffer[256 << 10];
  ssize_t count = recv(descriptor, buffer, sizeof buffer, 0);
  if (count < 0) return errno == EAGAIN || errno == EINTR ? 0 : errno;
  if (count == 0) return ECONNRESET;
  keep(receiving, buffer, (size_t)count);
  return 0;
}

int client_stream(const char *socket, struct client_text head, struct client_text body, int64_t times, uint8_t *answer,
                  size_t capacity, size_t *length) {
  *length = 0;
  if (body.length == 0) return EINVAL;
  int descriptor = connect_to(socket);
  if (descriptor < 0) return -descriptor;
  int code = fcntl(descriptor, F_SETFL, O_NONBLOCK) == 0 ? 0 : errno;
  struct sending sending = {.head = head, .body = body, .times = times};
  struct receiving receiving = {.answer = answer, .capacity = capacity};
  while (code == 0 && !is_complete(&receiving)) {
    struct pollfd item = {.fd = descriptor, .events = POLLIN | (is_left(&sending) ? POLLOUT : 0)};
    if (poll(&item, 1, -1) < 0 && errno != EINTR) code = errno;
    if (code == 0 && item.revents & (POLLIN | POLLHUP)) code = receive_some(&receiving, descriptor);
    if (code == 0 && item.revents & POLLOUT) code = send_some(&sending, descriptor);
  }
  close(descriptor);
  *length = receiving.count;
  if (code == 0 && answer && receiving.count > capacity) code = EMSGSIZE;
  return code;
}
