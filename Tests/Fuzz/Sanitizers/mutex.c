/* Tells Thread Sanitizer of locks it cannot see. The fast path of Swift's Mutex is inlined into our code and instrumented; the slow
   paths, taken when another thread holds the lock or waits for it, end in the kernel (FUTEX_LOCK_PI, FUTEX_UNLOCK_PI) by way of
   libswiftSynchronization, which is not instrumented. Preloaded, this stands before them and adds the edge from unlock to lock. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdint.h>

#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

extern void __tsan_acquire(void *address) __attribute__((weak));
extern void __tsan_release(void *address) __attribute__((weak));

typedef __attribute__((swiftcall)) void slow_lock(uint32_t, __attribute__((swift_context)) void *);
typedef __attribute__((swiftcall)) void slow_unlock(__attribute__((swift_context)) void *);

slow_lock lock_slow __asm__(LOCK_SLOW);
slow_unlock unlock_slow __asm__(UNLOCK_SLOW);

__attribute__((swiftcall)) void lock_slow(uint32_t thread, __attribute__((swift_context)) void *mutex) {
    static slow_lock *next;
    if (!next) next = (slow_lock *)dlsym(RTLD_NEXT, LOCK_SLOW);
    next(thread, mutex);
    if (__tsan_acquire) __tsan_acquire(mutex);
}

__attribute__((swiftcall)) void unlock_slow(__attribute__((swift_context)) void *mutex) {
    static slow_unlock *next;
    if (!next) next = (slow_unlock *)dlsym(RTLD_NEXT, UNLOCK_SLOW);
    if (__tsan_release) __tsan_release(mutex);
    next(mutex);
}
