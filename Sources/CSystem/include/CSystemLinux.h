#ifndef CSYSTEM_LINUX_H
#define CSYSTEM_LINUX_H
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

/* epoll_event is packed and holds a union, which the importer cannot reach into. */
static inline int cs_epoll_add(int epoll, int descriptor, uint32_t events, uint64_t data) {
  struct epoll_event event = {.events = events, .data = {.u64 = data}};
  return epoll_ctl(epoll, EPOLL_CTL_ADD, descriptor, &event);
}
static inline uint32_t cs_epoll_events(const struct epoll_event *events, int index) {
  return events[index].events;
}
static inline uint64_t cs_epoll_data(const struct epoll_event *events, int index) {
  return events[index].data.u64;
}

static const uint32_t CS_EPOLL_READABLE = EPOLLIN;
static const uint32_t CS_EPOLL_WRITABLE = EPOLLOUT;
static const uint32_t CS_EPOLL_HANGUP = EPOLLRDHUP | EPOLLHUP | EPOLLERR;
/* Both sides ended, or a reset: nothing can be sent any more. */
static const uint32_t CS_EPOLL_BROKEN = EPOLLHUP | EPOLLERR;
static const uint32_t CS_EPOLL_STREAM = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;

/* The loop that owns the calling thread, or NULL. */
void *cs_thread_loop(void);
void cs_set_thread_loop(void *loop);

static inline char **cs_environment(void) {
  extern char **environ;
  return environ;
}

static inline int cs_errno(void) { return errno; }

static inline void cs_close(int descriptor) { close(descriptor); }

static inline ssize_t cs_send(int descriptor, const void *bytes, size_t count) {
  return send(descriptor, bytes, count, MSG_NOSIGNAL);
}

static inline int cs_bind(int descriptor, const struct sockaddr_storage *address, socklen_t count) {
  return bind(descriptor, (const struct sockaddr *)address, count);
}
static inline int cs_connect(int descriptor, const struct sockaddr_storage *address,
                             socklen_t count) {
  return connect(descriptor, (const struct sockaddr *)address, count);
}
/* accept4 with both flags. What needs _GNU_SOURCE is in the .c file: in a header it would change the
   C library's own declarations under Swift's importer. */
int cs_accept(int descriptor, struct sockaddr_storage *address, socklen_t *count);
static inline int cs_getsockname(int descriptor, struct sockaddr_storage *address,
                                 socklen_t *count) {
  return getsockname(descriptor, (struct sockaddr *)address, count);
}
static inline int cs_stream_socket(int family) {
  return socket(family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
}
static inline int cs_set_option(int descriptor, int level, int name, int value) {
  return setsockopt(descriptor, level, name, &value, sizeof value);
}
/* Makes the coming close a reset. */
static inline int cs_reset_on_close(int descriptor) {
  struct linger at_once = {.l_onoff = 1, .l_linger = 0};
  return setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}
static inline int cs_socket_error(int descriptor) {
  int value = 0;
  socklen_t count = sizeof value;
  return getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &value, &count) ? errno : value;
}
/* Whether bytes or an end wait to be read; says nothing of bytes a TLS session holds. */
static inline int cs_peek(int descriptor) {
  char byte;
  ssize_t n = recv(descriptor, &byte, 1, MSG_PEEK | MSG_DONTWAIT);
  return n >= 0 || (errno != EAGAIN && errno != EWOULDBLOCK);
}
#endif
