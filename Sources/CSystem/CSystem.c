#define _GNU_SOURCE
#include "CSystem.h"

static _Thread_local void *thread_loop;

void *cs_thread_loop(void) { return thread_loop; }
void cs_set_thread_loop(void *loop) { thread_loop = loop; }

int cs_accept(int descriptor, struct sockaddr_storage *address, socklen_t *count) {
  return accept4(descriptor, (struct sockaddr *)address, count, SOCK_NONBLOCK | SOCK_CLOEXEC);
}
