#define _GNU_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

// MARK: signals

static const int caught[] = {SIGWINCH, SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT};
enum { caught_count = sizeof caught / sizeof caught[0] };
static struct sigaction before[caught_count];
static int signal_pipe[2] = {-1, -1};

static void note_signal(int signal) {
  int saved = errno;
  unsigned char byte = (unsigned char)signal;
  // A full pipe has enough to say already.
  (void)!write(signal_pipe[1], &byte, 1);
  errno = saved;
}

static void catch_all(struct sigaction *old) {
  struct sigaction action = {.sa_handler = note_signal, .sa_flags = SA_RESTART};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < caught_count; i++) sigaction(caught[i], &action, old ? &old[i] : NULL);
}

int rw_signals_catch(void) {
  // Made once: a handler may still be about to write when the signals are released.
  if (signal_pipe[0] < 0 && pipe2(signal_pipe, O_NONBLOCK | O_CLOEXEC) != 0) return -1;
  catch_all(before);
  return signal_pipe[0];
}

void rw_signals_renew(void) { catch_all(NULL); }

void rw_signals_release(void) {
  for (int i = 0; i < caught_count; i++) sigaction(caught[i], &before[i], NULL);
}

void rw_signals_stop(void) {
  struct sigaction ignore = {.sa_handler = SIG_IGN}, stop = {.sa_handler = SIG_DFL}, ours;
  // The others first, then this thread by name, so that we stand still before raise() returns.
  sigaction(SIGTSTP, &ignore, &ours);
  kill(0, SIGTSTP);
  sigaction(SIGTSTP, &stop, NULL);
  raise(SIGTSTP);
  sigaction(SIGTSTP, &ours, NULL);
}

// MARK: wake-up

int rw_wake_open(void) { return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC); }

void rw_wake_signal(int descriptor) {
  eventfd_t one = 1;
  (void)!write(descriptor, &one, sizeof one);
}

void rw_wake_clear(int descriptor) {
  eventfd_t count;
  (void)!read(descriptor, &count, sizeof count);
}

// MARK: crash guard

// Restoring is for one thread, however many crash at once.
enum { is_down, is_up, is_restoring };
static atomic_int state = is_down;
static int guarded = -1;
static struct termios modes;
static char reset[256];
static size_t reset_count;
static int real_error = -1, kept_error = -1;

static const int crashes[] = {SIGILL, SIGTRAP, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGSYS};
enum { crash_count = sizeof crashes / sizeof crashes[0] };
static struct sigaction crash_before[crash_count];
static _Atomic(rw_mend) mends;

// Only calls that are safe in a signal handler.
static void release_error(void) {
  if (real_error < 0) return;
  char buffer[4096];
  off_t offset = 0;
  for (ssize_t n; (n = pread(kept_error, buffer, sizeof buffer, offset)) > 0; offset += n) {
    (void)!write(real_error, buffer, (size_t)n);
  }
  dup2(real_error, 2);
  close(real_error);
  close(kept_error);
  real_error = kept_error = -1;
}

static void restore(void) {
  int expected = is_up;
  if (atomic_compare_exchange_strong(&state, &expected, is_restoring)) {
    // The modes first: writing may take as long as nobody reads.
    tcsetattr(guarded, TCSANOW, &modes);
    (void)!write(guarded, reset, reset_count);
    release_error();
    atomic_store(&state, is_down);
    return;
  }
  // Another thread is at it: wait, since this one's end would end the process. Not for ever, since it
  // may be this thread that was at it and crashed.
  struct timespec pause = {.tv_nsec = 1000 * 1000};
  for (int i = 0; i < 1000 && atomic_load(&state) == is_restoring; i++) nanosleep(&pause, NULL);
}

static void crash(int signal, siginfo_t *info, void *context) {
  (void)context;
  // Not by passing on to the handler before: that may be Swift's, which ends the process.
  if (signal == SIGBUS && info->si_code == BUS_ADRERR && atomic_load(&mends)(info->si_addr)) return;
  restore();
  // Swift's own handler, which prints the backtrace, gets its turn: the faulting instruction runs
  // again with it in place. What was sent, by abort() or by another process, is sent again.
  for (int i = 0; i < crash_count; i++) {
    if (crashes[i] == signal) sigaction(signal, &crash_before[i], NULL);
  }
  if (info->si_code <= 0 || signal == SIGSYS) raise(signal);
}

int rw_guard_install(int terminal, rw_mend mend) {
  static int installed;
  if (tcgetattr(terminal, &modes) != 0) return 0;
  guarded = terminal;
  atomic_store(&mends, mend);
  if (installed) return 1;
  installed = 1;
  // Not from the heap: memory may be what is missing when it is needed.
  static char handler_stack[64 * 1024];
  stack_t stack = {.ss_sp = handler_stack, .ss_size = sizeof handler_stack};
  stack_t current;
  // Swift's backtracer may have set up a stack already: keep that.
  if (sigaltstack(NULL, &current) == 0 && (current.ss_flags & SS_DISABLE)) sigaltstack(&stack, NULL);
  struct sigaction action = {
    .sa_sigaction = crash, .sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER};
  sigemptyset(&action.sa_mask);
  for (int i = 0; i < crash_count; i++) sigaction(crashes[i], &action, &crash_before[i]);
  atexit(restore);
  return 1;
}

void rw_guard_set_reset(const char *bytes, size_t count) {
  reset_count = count < sizeof reset ? count : sizeof reset;
  memcpy(reset, bytes, reset_count);
}

void rw_guard_raise(void) {
  if (real_error < 0 && isatty(2)) {
    int file = memfd_create("standard error", MFD_CLOEXEC);
    int real = fcntl(2, F_DUPFD_CLOEXEC, 3);
    if (file >= 0 && real >= 0) {
      // Appending, because other processes may share it.
      fcntl(file, F_SETFL, O_APPEND);
      dup2(file, 2);
      kept_error = file;
      real_error = real;
    }
  }
  atomic_store(&state, is_up);
}

void rw_guard_lower(void) {
  atomic_store(&state, is_down);
  release_error();
}

