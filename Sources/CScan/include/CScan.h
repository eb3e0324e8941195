#ifndef CSCAN_H
#define CSCAN_H

/* Byte scans that Swift's vectors cannot express: SIMD there has no movemask. Pure functions over
   borrowed memory, inlined into their callers. Every vector form has a scalar twin with the same
   answers; -DCSCAN_SCALAR builds the twin on any machine. */

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__) && !defined(CSCAN_SCALAR)
#include <emmintrin.h>
#define CSCAN_SSE2 1
#endif

/// How many bytes at `p` are plain text of a JSON string: no quote, backslash or control character.
static inline size_t cscan_plain(const uint8_t *p, size_t n) {
  size_t i = 0;
#ifdef CSCAN_SSE2
  const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\'), low = _mm_set1_epi8(0x1F);
  for (; i + 16 <= n; i += 16) {
    const __m128i v = _mm_loadu_si128((const __m128i *)(p + i));
    const __m128i stop = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(v, quote), _mm_cmpeq_epi8(v, backslash)),
        _mm_cmpeq_epi8(_mm_min_epu8(v, low), v));
    const int mask = _mm_movemask_epi8(stop);
    if (mask != 0) return i + (size_t)__builtin_ctz((unsigned)mask);
  }
#endif
  for (; i < n; i++) {
    if (p[i] == '"' || p[i] == '\\' || p[i] < 0x20) break;
  }
  return i;
}

#endif
