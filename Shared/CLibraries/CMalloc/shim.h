#include <stddef.h>

#ifdef __GLIBC__
#include <malloc.h>

// The constants of mallopt and the calls are glibc's own; elsewhere the allocator looks after itself.
static inline void parley_malloc_limit_arenas(int count) { mallopt(M_ARENA_MAX, count); }
static inline void parley_malloc_give_back(void) { malloc_trim(0); }
#else
static inline void parley_malloc_limit_arenas(int count) { (void)count; }
static inline void parley_malloc_give_back(void) {}
#endif
