// Says whether this is glibc.
#include <stdlib.h>

#ifdef __GLIBC__
#include <malloc.h>

// The call is glibc's own; elsewhere the allocator looks after itself.
static inline void parley_malloc_give_back(void) { malloc_trim(0); }
#else
static inline void parley_malloc_give_back(void) {}
#endif
