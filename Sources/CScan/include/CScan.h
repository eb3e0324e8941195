#ifndef CSCAN_H
#define CSCAN_H

/* Byte scans that Swift's vectors cannot express: SIMD there has no movemask. Pure functions over
   borrowed memory, inlined into their callers. Every vector form has a scalar twin with the same
   answers; -DCSCAN_SCALAR builds the twin on any machine.

   The vectors are clang's own and not those of <emmintrin.h>: that header draws the C library in
   under other feature macros than CSystem's, and a Swift module cannot import both. */

#include <stddef.h>
#include <stdint.h>

#if defined(__SSE2__) && !defined(CSCAN_SCALAR)
#define CSCAN_SSE2 1
typedef uint8_t cscan_v16 __attribute__((vector_size(16), aligned(1)));

/* One bit for each byte whose top bit is set. */
static inline uint32_t cscan_movemask(cscan_v16 v) {
  typedef char chars __attribute__((vector_size(16)));
  return (uint32_t)__builtin_ia32_pmovmskb128((chars)v);
}
#endif

/// How many bytes at `p` are plain text of a JSON string: no quote, backslash or control character.
static inline size_t cscan_plain(const uint8_t *p, size_t n) {
  size_t i = 0;
#ifdef CSCAN_SSE2
  for (; i + 16 <= n; i += 16) {
    const cscan_v16 v = *(const cscan_v16 *)(p + i);
    const uint32_t mask = cscan_movemask((cscan_v16)((v == '"') | (v == '\\') | (v < 0x20)));
    if (mask != 0) return i + (size_t)__builtin_ctz(mask);
  }
#endif
  for (; i < n; i++) {
    if (p[i] == '"' || p[i] == '\\' || p[i] < 0x20) break;
  }
  return i;
}

/// Where `n` bytes at `p` stop being UTF-8: the offset of the first ill-formed sequence, or `n`.
///
/// Source: Unicode 15, table 3-7, well-formed UTF-8 byte sequences.
static inline size_t cscan_utf8(const uint8_t *p, size_t n) {
  size_t i = 0;
  while (i < n) {
#ifdef CSCAN_SSE2
    while (i + 16 <= n && cscan_movemask(*(const cscan_v16 *)(p + i)) == 0) i += 16;
    if (i == n) break;
#endif
    const uint8_t lead = p[i];
    if (lead < 0x80) {
      i++;
      continue;
    }
    uint8_t low = 0x80, high = 0xBF; /* what the second byte may be */
    size_t more;
    if (lead >= 0xC2 && lead <= 0xDF) {
      more = 1;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
      more = 2;
      if (lead == 0xE0) low = 0xA0;  /* overlong */
      if (lead == 0xED) high = 0x9F; /* surrogates */
    } else if (lead >= 0xF0 && lead <= 0xF4) {
      more = 3;
      if (lead == 0xF0) low = 0x90;  /* overlong */
      if (lead == 0xF4) high = 0x8F; /* past U+10FFFF */
    } else {
      return i;
    }
    if (n - i <= more || p[i + 1] < low || p[i + 1] > high) return i;
    for (size_t k = 2; k <= more; k++) {
      if ((p[i + k] & 0xC0) != 0x80) return i;
    }
    i += more + 1;
  }
  return n;
}

/// What is carried from one block of 64 bytes to the next.
typedef struct {
  uint64_t inside; ///< All ones while the next byte is inside a string.
  uint64_t escape; ///< One when the next byte is escaped.
  int64_t depth;   ///< How many brackets are open.
} cscan_state;

/// The structure of one block outside its strings: bit i stands for byte i.
typedef struct {
  uint64_t open, close, colon;
} cscan_block;

/// Follows blocks of 64 bytes to the first one that needs a closer look, and answers its index.
///
/// That is a block where `shallow` brackets or fewer may be open, or more than `maximum`. Its
/// structure is in `block`, and `state` is that after it except for the depth, which is that before
/// it. Brackets are of either kind. When no block needs a closer look the answer is `count`.
size_t cscan_follow(cscan_state *state, const uint8_t *p, size_t count, int64_t shallow,
                    int64_t maximum, cscan_block *block);

/// Follows fewer than 64 bytes; always to be looked at closer.
void cscan_follow_part(cscan_state *state, const uint8_t *p, size_t n, cscan_block *block);

#endif
