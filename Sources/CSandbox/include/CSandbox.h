#ifndef C_SANDBOX_H
#define C_SANDBOX_H

#include <stdint.h>

// What a child does to itself before it runs a stranger's script. In C: the filter's instructions are
// macros, and the limits' numbers enums, that Swift does not see.

/// Lets this process take at most so many bytes of memory more than it has now; 0 where that is done.
int rw_limit_memory(uint64_t bytes);

/// Takes from this process, all its threads, what a script has no need of: files, the network, other
/// processes. 0 where that is done; it cannot be undone.
int rw_enter_sandbox(void);

/// Ends this process as soon as the other end of a pipe, or the process that held it, is gone.
///
/// Starts a thread, so it is called before the sandbox is entered.
int rw_end_with(int descriptor);

#endif
