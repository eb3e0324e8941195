#include "CSystemBIO.h"
#include <pthread.h>
#include <string.h>

static BIO_METHOD *method;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static int pipe_read(BIO *bio, char *bytes, int count) {
  struct cs_pipe *pipe = BIO_get_data(bio);
  BIO_clear_retry_flags(bio);
  size_t left = pipe->in_count - pipe->in_position;
  if (left == 0) {
    if (pipe->in_ended) return 0;
    BIO_set_retry_read(bio);
    return -1;
  }
  size_t n = left < (size_t)count ? left : (size_t)count;
  memcpy(bytes, pipe->in + pipe->in_position, n);
  pipe->in_position += n;
  return (int)n;
}

static int pipe_write(BIO *bio, const char *bytes, int count) {
  struct cs_pipe *pipe = BIO_get_data(bio);
  BIO_clear_retry_flags(bio);
  size_t room = pipe->out_capacity - pipe->out_count;
  if (room == 0) {
    BIO_set_retry_write(bio);
    return -1;
  }
  size_t n = room < (size_t)count ? room : (size_t)count;
  memcpy(pipe->out + pipe->out_count, bytes, n);
  pipe->out_count += n;
  return (int)n;
}

static long pipe_ctrl(BIO *bio, int command, long number, void *pointer) {
  (void)number;
  (void)pointer;
  struct cs_pipe *pipe = BIO_get_data(bio);
  switch (command) {
  case BIO_CTRL_FLUSH:
  case BIO_CTRL_PUSH:
  case BIO_CTRL_POP:
    return 1;
  case BIO_CTRL_EOF:
    return pipe->in_ended && pipe->in_position == pipe->in_count;
  default:
    return 0;
  }
}

static int pipe_create(BIO *bio) {
  BIO_set_init(bio, 1);
  return 1;
}

static void make_method(void) {
  method = BIO_meth_new(BIO_get_new_index() | BIO_TYPE_SOURCE_SINK, "pipe");
  if (!method) return;
  BIO_meth_set_read(method, pipe_read);
  BIO_meth_set_write(method, pipe_write);
  BIO_meth_set_ctrl(method, pipe_ctrl);
  BIO_meth_set_create(method, pipe_create);
}

int cs_pipe_attach(SSL *ssl, struct cs_pipe *pipe) {
  pthread_once(&once, make_method);
  if (!method) return 0;
  BIO *bio = BIO_new(method);
  if (!bio) return 0;
  BIO_set_data(bio, pipe);
  SSL_set_bio(ssl, bio, bio);
  return 1;
}
