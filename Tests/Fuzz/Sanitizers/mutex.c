/* Tells Thread Sanitizer of locks it cannot see. The fast path of Swift's Mutex is inlined into our code and instrumented; the slow path,
   taken when another thread holds the lock, is inside libswiftSynchronization, which is not. Preloaded, this stands before it and adds
   the edge from the unlock, which is an instrumented release of the same word, to this lock. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

extern void __tsan_acquire(void *address) __attribute__((weak));

typedef __attribute__((swiftcall)) void slow_lock(uint32_t, __attribute__((swift_context)) void *);

slow_lock lock_slow __asm__("$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");

__attribute__((swiftcall)) void lock_slow(uint32_t thread, __attribute__((swift_context)) void *mutex) {
    static slow_lock *next;
    if (!next) next = (slow_lock *)dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");
    next(thread, mutex);
    if (__tsan_acquire) __tsan_acquire(mutex);
}
