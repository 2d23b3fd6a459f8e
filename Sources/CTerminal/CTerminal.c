#define _GNU_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <termios.h>
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
  if (pipe2(signal_pipe, O_NONBLOCK | O_CLOEXEC) != 0) return -1;
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

static volatile sig_atomic_t is_up;
static int guarded = -1;
static struct termios modes;
static char reset[256];
static size_t reset_count;
static int real_error = -1, kept_error = -1;

static const int crashes[] = {SIGILL, SIGTRAP, SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGSYS};
enum { crash_count = sizeof crashes / sizeof crashes[0] };
static struct sigaction crash_before[crash_count];

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
  if (!is_up) return;
  is_up = 0;
  (void)!write(guarded, reset, reset_count);
  tcsetattr(guarded, TCSANOW, &modes);
  release_error();
}

static void crash(int signal, siginfo_t *info, void *context) {
  (void)context;
  restore();
  // Swift's own handler, which prints the backtrace, gets its turn: the faulting instruction runs
  // again with it in place. What was sent, by abort() or by another process, is sent again.
  for (int i = 0; i < crash_count; i++) {
    if (crashes[i] == signal) sigaction(signal, &crash_before[i], NULL);
  }
  if (info->si_code <= 0 || signal == SIGSYS) raise(signal);
}

int rw_guard_install(int terminal) {
  static int installed;
  if (tcgetattr(terminal, &modes) != 0) return 0;
  guarded = terminal;
  if (installed) return 1;
  installed = 1;
  stack_t stack = {.ss_size = 64 * 1024};
  stack_t current;
  // Swift's backtracer may have set up a stack already: keep that.
  if (sigaltstack(NULL, &current) == 0 && (current.ss_flags & SS_DISABLE)) {
    stack.ss_sp = malloc(stack.ss_size);
    if (stack.ss_sp) sigaltstack(&stack, NULL);
  }
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
  is_up = 1;
}

void rw_guard_lower(void) {
  is_up = 0;
  release_error();
}

