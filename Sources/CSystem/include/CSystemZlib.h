#ifndef CSYSTEM_ZLIB_H
#define CSYSTEM_ZLIB_H

#include <zlib.h>

/// Begins a stream of gzip (RFC 1952) with a window of 32 KiB.
static inline int cs_gzip_begin(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

/// Begins reading a stream of gzip.
static inline int cs_gunzip_begin(z_stream *stream) {
  return inflateInit2(stream, 15 + 16);
}

#endif
