// Nothing to call: mutex.c takes its place when the tests are built with --sanitize=thread.
