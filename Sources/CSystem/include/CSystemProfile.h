#ifndef CSYSTEM_PROFILE_H
#define CSYSTEM_PROFILE_H
#include <stddef.h>
#include <stdint.h>

/* Begins to take samples of what runs, so many for each second on a processor, into room for so many
   words. Returns 0, or an errno. One profile at a time: the caller sees to that. */
int cs_profile_begin(int hertz, size_t words);

/* Ends it. What was taken stays until cs_profile_free: for each sample how many addresses it has, and
   these, the innermost first; 0 ends them. */
const uintptr_t *cs_profile_end(void);
void cs_profile_free(void);
#endif
