// What the terminal needs from the system below Swift's reach: signal handlers, which may only do
// what is safe at any instant, and descriptors that Glibc's module does not offer.
#pragma once

#include <stdbool.h>
#include <stddef.h>

// MARK: signals

// Catches SIGWINCH, TERM, INT, HUP, QUIT, TSTP and CONT. Returns a descriptor that yields one byte,
// the signal's number, for each; -1 on failure. Handlers, not a mask: threads that are there
// already, and processes started later, are not touched by them.
int rw_signals_catch(void);
// Catches them again, after a library has put its own handlers there.
void rw_signals_renew(void);
// Puts back what was there before `rw_signals_catch`.
void rw_signals_release(void);
// Stops the process group as Ctrl-Z does; returns when it goes on. Where nobody could make it go on
// (an orphaned group) the kernel ignores this.
void rw_signals_stop(void);

// MARK: wake-up

// A descriptor that becomes readable when signalled from any thread; -1 on failure.
int rw_wake_open(void);
void rw_wake_signal(int descriptor);
void rw_wake_clear(int descriptor);

// MARK: crash guard

// Puts something where reading found nothing at an address; false where that cannot be. Called in a
// signal handler.
typedef bool (*rw_mend)(void *address);
// Remembers the terminal's modes and, from now on, restores it when the process crashes or exits
// while the guard is up; a bus error that `mend` mends is no crash. False where the descriptor is no
// terminal.
int rw_guard_install(int terminal, rw_mend mend);
// What the terminal is sent then, at most 256 bytes.
void rw_guard_set_reset(const char *bytes, size_t count);
// From here on the terminal is not as it was found. Standard error, if it is a terminal, is kept in
// memory until `rw_guard_lower`, which prints it.
void rw_guard_raise(void);
void rw_guard_lower(void);
