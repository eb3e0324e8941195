#ifndef CSYSTEM_BIO_H
#define CSYSTEM_BIO_H
#include "CSystemTLS.h"
#include <stdint.h>

/* The two ends of a TLS session without a socket: ciphertext that came in and is not yet read, and
   ciphertext to be sent. Both buffers belong to the caller; the BIO only moves positions. */
struct cs_pipe {
  const uint8_t *in;
  size_t in_position;
  size_t in_count;
  int in_ended;
  uint8_t *out;
  size_t out_count;
  size_t out_capacity;
};

/* Gives `ssl` a BIO over `pipe`. Returns 1, or 0 when memory is short. */
int cs_pipe_attach(SSL *ssl, struct cs_pipe *pipe);

enum { CS_TLS_CLOSED = 0, CS_TLS_WANT_READ = -1, CS_TLS_WANT_WRITE = -2, CS_TLS_FAILED = -3 };

static inline int cs_tls_outcome(SSL *ssl, int result) {
  switch (SSL_get_error(ssl, result)) {
  case SSL_ERROR_WANT_READ:
    return CS_TLS_WANT_READ;
  case SSL_ERROR_WANT_WRITE:
    return CS_TLS_WANT_WRITE;
  case SSL_ERROR_ZERO_RETURN:
    return CS_TLS_CLOSED;
  default:
    return CS_TLS_FAILED;
  }
}

/* The error queue is a thread's, and a loop thread serves many sessions: it is emptied first. */
static inline int cs_tls_read(SSL *ssl, void *bytes, int count) {
  ERR_clear_error();
  int result = SSL_read(ssl, bytes, count);
  return result > 0 ? result : cs_tls_outcome(ssl, result);
}

static inline int cs_tls_write(SSL *ssl, const void *bytes, int count) {
  ERR_clear_error();
  int result = SSL_write(ssl, bytes, count);
  return result > 0 ? result : cs_tls_outcome(ssl, result);
}

static inline int cs_tls_handshake(SSL *ssl) {
  ERR_clear_error();
  int result = SSL_do_handshake(ssl);
  return result == 1 ? 1 : cs_tls_outcome(ssl, result);
}

static inline void cs_tls_shutdown(SSL *ssl) {
  ERR_clear_error();
  SSL_shutdown(ssl);
}

#endif
