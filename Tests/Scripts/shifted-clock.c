/* A wall clock that is off by SHIFTED_CLOCK seconds, for programs started with this in LD_PRELOAD. What measures spans
   (the monotonic clock) and what the file system says stay as they are. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

static time_t shift(void) {
  static time_t seconds;
  static int known;
  if (!known) {
    const char *text = getenv("SHIFTED_CLOCK");
    seconds = text ? strtoll(text, 0, 10) : 0;
    known = 1;
  }
  return seconds;
}

int clock_gettime(clockid_t clock, struct timespec *now) {
  int result = syscall(SYS_clock_gettime, clock, now);
  if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) now->tv_sec += shift();
  return result;
}

int gettimeofday(struct timeval *now, void *zone) {
  struct timespec precise;
  (void)zone;
  if (clock_gettime(CLOCK_REALTIME, &precise) != 0) return -1;
  now->tv_sec = precise.tv_sec;
  now->tv_usec = precise.tv_nsec / 1000;
  return 0;
}

time_t time(time_t *result) {
  struct timespec now;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
  if (result) *result = now.tv_sec;
  return now.tv_sec;
}

/* The instants up to which a call waits are told to the system, whose clock is not off. Those of the monotonic clock are
   told apart by being small: it counts from when the machine started. */
static struct timespec system_time(const struct timespec *instant) {
  struct timespec result = *instant;
  if (result.tv_sec > 1000000000) result.tv_sec -= shift();
  return result;
}

int sem_timedwait(sem_t *semaphore, const struct timespec *instant) {
  static int (*real)(sem_t *, const struct timespec *);
  struct timespec until = system_time(instant);
  if (!real) real = dlsym(RTLD_NEXT, "sem_timedwait");
  return real(semaphore, &until);
}

int pthread_cond_timedwait(pthread_cond_t *condition, pthread_mutex_t *mutex, const struct timespec *instant) {
  static int (*real)(pthread_cond_t *, pthread_mutex_t *, const struct timespec *);
  struct timespec until = system_time(instant);
  if (!real) real = dlsym(RTLD_NEXT, "pthread_cond_timedwait");
  return real(condition, mutex, &until);
}
