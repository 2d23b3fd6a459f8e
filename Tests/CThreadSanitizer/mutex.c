// The slow path of Swift's Mutex lies in a library that the thread sanitizer does not see into: where
// two threads wait for one another, it would take every access under the lock for a race. These stand
// before the library's functions and tell it what they do.

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

void __tsan_acquire(void *address);
void __tsan_release(void *address);

#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *self

typedef SWIFT void (*lock_function)(uint32_t thread, SELF);
typedef SWIFT void (*unlock_function)(SELF);

SWIFT void rewind_lock(uint32_t thread, SELF) __asm__(LOCK);
SWIFT void rewind_unlock(SELF) __asm__(UNLOCK);

SWIFT void rewind_lock(uint32_t thread, SELF) {
  ((lock_function)dlsym(RTLD_NEXT, LOCK))(thread, self);
  __tsan_acquire(self);
}

SWIFT void rewind_unlock(SELF) {
  __tsan_release(self);
  ((unlock_function)dlsym(RTLD_NEXT, UNLOCK))(self);
}

#endif
#endif
