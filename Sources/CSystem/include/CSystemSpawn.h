#ifndef CSYSTEM_SPAWN_H
#define CSYSTEM_SPAWN_H
#include <poll.h>
#include <sys/types.h>
#include <sys/wait.h>

/* Two ends of a pipe that no other program inherits. */
int cs_pipe(int ends[2]);

/* Starts a program, without a shell, in a process group of its own. It reads nothing, and writes into
   the two descriptors; no signal is blocked or ignored in it, and it has no other descriptor of ours.
   Answers 0 or an errno. */
int cs_spawn(pid_t *child, const char *path, char *const arguments[], char *const environment[],
             int output, int errors);
#endif
