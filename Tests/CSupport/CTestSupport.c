/* In C for what glibc hides from Swift: it declares them with _GNU_SOURCE only. */
#define _GNU_SOURCE
#include "CTestSupport.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

int ct_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno; }

int ct_spawn(pid_t *child, const struct ct_start *start) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  if (start->input >= 0)
    posix_spawn_file_actions_adddup2(&actions, start->input, 0);
  else
    posix_spawn_file_actions_addopen(&actions, 0, start->input_path, O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, start->output_path, O_WRONLY | O_APPEND, 0);
  posix_spawn_file_actions_addopen(&actions, 2, start->errors_path, O_WRONLY | O_APPEND, 0);
  posix_spawn_file_actions_addclosefrom_np(&actions, 3);
  if (start->folder) posix_spawn_file_actions_addchdir_np(&actions, start->folder);
  int code = posix_spawn(child, start->path, &actions, &attributes, start->arguments, start->environment);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return code;
}

int ct_await(pid_t child) {
  siginfo_t facts = {0};
  while (waitid(P_PID, child, &facts, WEXITED | WNOWAIT) != 0 && errno == EINTR) {
  }
  return facts.si_code == CLD_EXITED ? facts.si_status : 128 + facts.si_status;
}

void ct_reap(pid_t child) {
  while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {
  }
}
