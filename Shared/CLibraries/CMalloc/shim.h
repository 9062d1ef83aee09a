#ifndef CMALLOC_SHIM_H
#define CMALLOC_SHIM_H

#include <malloc.h>

/// `mallopt` is glibc's alone and not part of what Swift sees of it.
static inline int pitcrew_limit_arenas(int count) { return mallopt(M_ARENA_MAX, count); }

#endif
