#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

pid_t child_start(char *const arguments[], char *const environment[], const char *output) {
  int written = open(output, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (written < 0) return -errno;
  int read = open("/dev/null", O_RDONLY | O_CLOEXEC);
  pid_t parent = getpid();
  pid_t child = read < 0 ? -1 : fork();
  if (child == 0) {
    // Only what is allowed between fork and exec. A group of its own, so that Ctrl-C reaches whoever started it only.
    setpgid(0, 0);
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) _exit(1);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    dup2(read, 0);
    dup2(written, 1);
    dup2(written, 2);
    execve(arguments[0], arguments, environment);
    _exit(127);
  }
  int code = errno;
  if (read >= 0) close(read);
  close(written);
  return child < 0 ? -code : child;
}

int64_t child_processor_time(pid_t process) {
  clockid_t clock;
  int code = clock_getcpuclockid(process, &clock);
  struct timespec time;
  if (code != 0) return -code;
  if (clock_gettime(clock, &time) != 0) return -errno;
  return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}
