#define _GNU_SOURCE
#include "CSandbox.h"

#include <errno.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define THIS_ARCHITECTURE AUDIT_ARCH_AARCH64
#endif

int rw_limit_memory(uint64_t bytes) {
  // The engine reserves address space by the tens of gigabytes, which counts as data.
  FILE *status = fopen("/proc/self/status", "re");
  if (!status) return -1;
  char line[256];
  unsigned long long kilobytes = 0;
  int found = 0;
  while (!found && fgets(line, sizeof line, status))
    found = sscanf(line, "VmData: %llu kB", &kilobytes) == 1;
  fclose(status);
  if (!found) return -1;
  rlim_t limit = (rlim_t)kilobytes * 1024 + bytes;
  struct rlimit data = {limit, limit};
  struct rlimit none = {0, 0};
  setrlimit(RLIMIT_CORE, &none);
  return setrlimit(RLIMIT_DATA, &data);
}

static void *watch(void *argument) {
  struct pollfd end = {(int)(intptr_t)argument, 0, 0};  // Nothing is asked for: only its end is told.
  while (poll(&end, 1, -1) <= 0) {
  }
  _exit(0);
}

int rw_end_with(int descriptor) {
  pthread_t thread;
  if (pthread_create(&thread, 0, watch, (void *)(intptr_t)descriptor)) return -1;
  return pthread_detach(thread);
}

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define ANSWER(what) BPF_STMT(BPF_RET | BPF_K, (what))
#define REFUSE(code) ANSWER(SECCOMP_RET_ERRNO | (code))
#define ALLOW(name) \
  BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_##name, 0, 1), ANSWER(SECCOMP_RET_ALLOW)
#define DENY(name, code) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_##name, 0, 1), REFUSE(code)

int rw_enter_sandbox(void) {
#ifndef THIS_ARCHITECTURE
  errno = ENOSYS;
  return -1;
#else
  struct sock_filter filter[] = {
      LOAD(arch),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, THIS_ARCHITECTURE, 1, 0),
      ANSWER(SECCOMP_RET_KILL_PROCESS),
      LOAD(nr),
      // What the engine, its collector and its compiler call once a context is there.
      ALLOW(read), ALLOW(write), ALLOW(madvise), ALLOW(mmap), ALLOW(munmap), ALLOW(mremap),
      ALLOW(mprotect), ALLOW(brk), ALLOW(futex), ALLOW(sched_yield), ALLOW(clock_gettime),
      ALLOW(clock_nanosleep), ALLOW(nanosleep), ALLOW(gettimeofday), ALLOW(pread64), ALLOW(ppoll),
#ifdef __NR_poll
      ALLOW(poll),
#endif
      ALLOW(restart_syscall), ALLOW(rt_sigaction), ALLOW(rt_sigprocmask), ALLOW(rt_sigreturn),
      ALLOW(rt_sigsuspend), ALLOW(sigaltstack), ALLOW(sched_setscheduler), ALLOW(sched_getaffinity),
      ALLOW(rseq), ALLOW(set_robust_list), ALLOW(gettid), ALLOW(getpid), ALLOW(getrusage),
      ALLOW(eventfd2), ALLOW(membarrier), ALLOW(exit), ALLOW(exit_group),
      // Files look as if they were not there.
      DENY(openat, ENOENT), DENY(readlinkat, ENOENT), DENY(newfstatat, ENOENT), DENY(prctl, EPERM),
#ifdef __NR_open
      DENY(open, ENOENT), DENY(readlink, ENOENT), DENY(access, ENOENT), DENY(stat, ENOENT),
#endif
      DENY(getrandom, ENOSYS), DENY(sysinfo, ENOSYS), DENY(statx, ENOENT), DENY(ioctl, ENOTTY),
      // Glibc falls back to clone, whose flags can be looked at.
      DENY(clone3, ENOSYS),
      // Threads, but no processes.
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_clone, 0, 4), LOAD(args[0]),
      BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 0, 1), ANSWER(SECCOMP_RET_ALLOW),
      REFUSE(EPERM),
      // Signals to threads of this process alone.
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_tgkill, 0, 4), LOAD(args[0]),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)getpid(), 0, 1), ANSWER(SECCOMP_RET_ALLOW),
      REFUSE(EPERM),
      ANSWER(SECCOMP_RET_KILL_PROCESS),
  };
  struct sock_fprog program = {sizeof filter / sizeof filter[0], filter};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)) return -1;
  // For all threads at once, since the engine has some already.
  return (int)syscall(__NR_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program);
#endif
}
