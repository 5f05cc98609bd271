#ifndef WAYMARK_ANSWER_H
#define WAYMARK_ANSWER_H

#include "client.h"

// How many bytes the answer has that begins here, head and body; 0: more of it has to come to say so. `succeeded` is set to
// whether it says that all went well.
size_t answer_length(enum client_protocol protocol, const uint8_t *bytes, size_t count, int *succeeded);

#endif
