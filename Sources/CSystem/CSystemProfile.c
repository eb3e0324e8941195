#define _GNU_SOURCE
#include "CSystemProfile.h"
#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <ucontext.h>
#include <unistd.h>

enum { deepest = 64 };

static uintptr_t *samples;
static size_t capacity;
static atomic_size_t used;
static atomic_int is_on;
static atomic_int inside;

/* Only what signal-safety(7) allows, no lock and no allocation. */
static size_t stack(const ucontext_t *context, uintptr_t *addresses) {
#if defined(__x86_64__)
  uintptr_t pointer = (uintptr_t)context->uc_mcontext.gregs[REG_RBP];
  addresses[0] = (uintptr_t)context->uc_mcontext.gregs[REG_RIP];
#elif defined(__aarch64__)
  uintptr_t pointer = (uintptr_t)context->uc_mcontext.regs[29];
  addresses[0] = (uintptr_t)context->uc_mcontext.pc;
#else
#error "where a frame begins is not known for this processor"
#endif
  size_t depth = 1;
  while (depth < deepest && pointer != 0 && pointer % sizeof(uintptr_t) == 0) {
    /* What is no frame pointer, as in code that was built without, is a number like any other: the
       kernel reads what is there, and says so where nothing is. */
    uintptr_t frame[2];
    struct iovec here = {frame, sizeof frame}, there = {(void *)pointer, sizeof frame};
    if (process_vm_readv(getpid(), &here, 1, &there, 1, 0) != sizeof frame) break;
    if (frame[1] < 4096) break;
    addresses[depth++] = frame[1];
    if (frame[0] <= pointer) break;
    pointer = frame[0];
  }
  return depth;
}

static void take(int signal, siginfo_t *info, void *context) {
  (void)signal, (void)info;
  int error = errno;
  atomic_fetch_add(&inside, 1);
  if (atomic_load(&is_on)) {
    uintptr_t addresses[deepest];
    size_t depth = stack(context, addresses);
    size_t at = atomic_fetch_add(&used, depth + 1);
    /* The last word stays 0. */
    if (at + depth + 1 < capacity) {
      for (size_t index = 0; index < depth; index++) samples[at + 1 + index] = addresses[index];
      samples[at] = depth;
    }
  }
  atomic_fetch_sub(&inside, 1);
  errno = error;
}

static int tick(int microseconds) {
  struct itimerval timer = {{0, microseconds}, {0, microseconds}};
  return setitimer(ITIMER_PROF, &timer, NULL) == 0 ? 0 : errno;
}

int cs_profile_begin(int hertz, size_t words) {
  samples = calloc(words, sizeof *samples);
  if (samples == NULL) return ENOMEM;
  capacity = words;
  atomic_store(&used, 0);
  atomic_store(&is_on, 1);
  struct sigaction action = {.sa_sigaction = take, .sa_flags = SA_SIGINFO | SA_RESTART};
  sigfillset(&action.sa_mask);
  int error = sigaction(SIGPROF, &action, NULL) == 0 ? tick(1000000 / hertz) : errno;
  if (error != 0) {
    cs_profile_end();
    cs_profile_free();
  }
  return error;
}

const uintptr_t *cs_profile_end(void) {
  tick(0);
  atomic_store(&is_on, 0);
  /* The handler stays: a signal may still be on its way, and would end the program by default. */
  struct timespec pause = {0, 1000000};
  while (atomic_load(&inside) != 0) nanosleep(&pause, NULL);
  return samples;
}

void cs_profile_free(void) {
  free(samples);
  samples = NULL;
}
