#ifndef CSYSTEM_PROCESS_H
#define CSYSTEM_PROCESS_H
#include <signal.h>
#include <sys/resource.h>

/* SIG_IGN is a cast of a number to a function, and the RUSAGE_* and RLIMIT_* constants are enums
   of glibc that are macros as well: the importer has none of them. */
static inline void cs_ignore_sigpipe(void) { signal(SIGPIPE, SIG_IGN); }

static inline int cs_resource_usage(struct rusage *usage) { return getrusage(RUSAGE_SELF, usage); }

static inline int cs_get_open_file_limit(struct rlimit *limit) {
  return getrlimit(RLIMIT_NOFILE, limit);
}

static inline int cs_set_open_file_limit(const struct rlimit *limit) {
  return setrlimit(RLIMIT_NOFILE, limit);
}
#endif
