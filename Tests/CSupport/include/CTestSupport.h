#ifndef CTESTSUPPORT_H
#define CTESTSUPPORT_H
#include <sys/types.h>

/* The ends of a new pipe that no program inherits; 0, or an errno. */
int ct_pipe(int ends[2]);

/* What a program is started with. */
struct ct_start {
  const char *path;
  char *const *arguments;
  char *const *environment;
  /* Where it runs; NULL is where this process does. */
  const char *folder;
  /* A descriptor to read from, or else -1 and a path. */
  int input;
  const char *input_path;
  const char *output_path;
  const char *errors_path;
};

/* Starts a program; no signal is blocked or ignored in it, and it has no other descriptor of ours. 0, or
   an errno. */
int ct_spawn(pid_t *child, const struct ct_start *start);

/* Blocks until a child has ended, and leaves its id to it; its exit code, or 128 and the signal's number. */
int ct_await(pid_t child);

/* Takes leave of a child that has ended. */
void ct_reap(pid_t child);
#endif
