#define _GNU_SOURCE
#include "answer.h"

#include <string.h>
#include <strings.h>

static size_t number(const uint8_t *bytes, const uint8_t *end) {
  size_t value = 0;
  while (bytes < end && *bytes == ' ') bytes++;
  for (; bytes < end && *bytes >= '0' && *bytes <= '9'; bytes++) value = value * 10 + (size_t)(*bytes - '0');
  return value;
}

// Of a head and a body of the length that the head says.
static size_t http_length(const uint8_t *bytes, size_t count, int *succeeded) {
  static const char name[] = "\ncontent-length:";
  const size_t name_length = sizeof name - 1;
  const uint8_t *end = memmem(bytes, count, "\r\n\r\n", 4);
  if (!end || end < bytes + 12) return 0;
  *succeeded = bytes[9] == '2';
  size_t length = (size_t)(end - bytes) + 4;
  for (const uint8_t *line = bytes; (line = memchr(line, '\n', (size_t)(end - line))) != NULL; line++) {
    if ((size_t)(end - line) > name_length && strncasecmp((const char *)line, name, name_length) == 0)
      return length + number(line + name_length, end);
  }
  return length;
}

// `$5`, the value of so many bytes, each with the end of a line.
static size_t redis_length(const uint8_t *bytes, size_t count, int *succeeded) {
  const uint8_t *end = memmem(bytes, count, "\r\n", 2);
  if (!end) return 0;
  *succeeded = bytes[0] == '$' && bytes[1] != '-';
  size_t line = (size_t)(end - bytes) + 2;
  return *succeeded ? line + number(bytes + 1, end) + 2 : line;
}

size_t answer_length(enum client_protocol protocol, const uint8_t *bytes, size_t count, int *succeeded) {
  size_t length = protocol == client_redis ? redis_length(bytes, count, succeeded) : http_length(bytes, count, succeeded);
  return length <= count ? length : 0;
}
