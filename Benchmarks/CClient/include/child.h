#ifndef WAYMARK_CHILD_H
#define WAYMARK_CHILD_H

#include <stdint.h>
#include <sys/types.h>

// Starts a program that is told to end (SIGTERM) when the thread that called this does. What it writes goes to the file
// at `output`. Returns its process, or a negative errno.
pid_t child_start(char *const arguments[], char *const environment[], const char *output);

// The processor time of a process with all its threads in nanoseconds, or a negative errno.
int64_t child_processor_time(pid_t process);

#endif
