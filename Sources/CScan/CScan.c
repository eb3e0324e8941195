#include "CScan.h"

/* Where the bytes that give JSON its structure are among 64. */
typedef struct {
  uint64_t quote, backslash, open, close, colon;
} cscan_look;

#ifdef CSCAN_SCALAR

static inline cscan_look cscan_look_at(const uint8_t *p) {
  cscan_look b = {0, 0, 0, 0, 0};
  for (int i = 0; i < 64; i++) {
    b.quote |= (uint64_t)(p[i] == '"') << i;
    b.backslash |= (uint64_t)(p[i] == '\\') << i;
    b.open |= (uint64_t)((p[i] | 0x20) == '{') << i;
    b.close |= (uint64_t)((p[i] | 0x20) == '}') << i;
    b.colon |= (uint64_t)(p[i] == ':') << i;
  }
  return b;
}

#else

typedef uint8_t cscan_v64 __attribute__((ext_vector_type(64), aligned(1)));
typedef _Bool cscan_b64 __attribute__((ext_vector_type(64)));

#define CSCAN_BITS(condition) \
  __builtin_bit_cast(uint64_t, __builtin_convertvector((condition), cscan_b64))

static inline __attribute__((always_inline)) cscan_look cscan_look_at(const uint8_t *p) {
  const cscan_v64 v = *(const cscan_v64 *)p;
  const cscan_v64 folded = v | 0x20; /* '[' and ']' become '{' and '}' */
  const cscan_look b = {CSCAN_BITS(v == '"'), CSCAN_BITS(v == '\\'), CSCAN_BITS(folded == '{'),
                        CSCAN_BITS(folded == '}'), CSCAN_BITS(v == ':')};
  return b;
}

#endif

/* Bit i is the exclusive or of the bits 0 to i. */
static inline __attribute__((always_inline)) uint64_t cscan_prefix_xor(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

/* The bytes that a backslash takes the meaning from; carries into the byte after the first n. */
static inline __attribute__((always_inline)) uint64_t cscan_escaped(uint64_t backslash, uint64_t *carry,
                                                                    size_t n) {
  if ((backslash | *carry) == 0) return 0;
  /* In a run of backslashes every other one escapes its neighbour. Adding the runs that start on
     an odd bit to the backslashes carries past each such run, and so turns their parity. */
  const uint64_t even = 0x5555555555555555;
  const uint64_t free = backslash & ~*carry;
  const uint64_t follows = free << 1 | *carry;
  uint64_t turned;
  const uint64_t over = __builtin_add_overflow(free, free & ~even & ~follows, &turned);
  const uint64_t escaped = (even ^ (turned << 1)) & follows;
  *carry = n == 64 ? over : (escaped >> n) & 1;
  return escaped;
}

static inline __attribute__((always_inline)) cscan_block cscan_structure(cscan_state *state,
                                                                         const uint8_t *p, size_t n) {
  const cscan_look b = cscan_look_at(p);
  const uint64_t quotes = b.quote & ~cscan_escaped(b.backslash, &state->escape, n);
  const uint64_t strings = cscan_prefix_xor(quotes) ^ state->inside;
  state->inside = (uint64_t)((int64_t)strings >> 63);
  const cscan_block structure = {b.open & ~strings, b.close & ~strings, b.colon & ~strings};
  return structure;
}

static inline __attribute__((always_inline)) size_t cscan_follow_any(
    cscan_state *state, const uint8_t *p, size_t count, int64_t shallow, int64_t maximum,
    cscan_block *block) {
  cscan_state now = *state;
  size_t i = 0;
  for (; i < count; i++) {
    const cscan_block b = cscan_structure(&now, p + 64 * i, 64);
    const int64_t rise = __builtin_popcountll(b.open), fall = __builtin_popcountll(b.close);
    if (now.depth - fall <= shallow || now.depth + rise > maximum) {
      *block = b;
      break;
    }
    now.depth += rise - fall;
  }
  *state = now;
  return i;
}

#if defined(__x86_64__) && !defined(CSCAN_SCALAR)
/* The same for newer machines: wider vectors, and an instruction that counts bits. */
__attribute__((target("arch=x86-64-v3"))) static size_t cscan_follow_v3(
    cscan_state *state, const uint8_t *p, size_t count, int64_t shallow, int64_t maximum,
    cscan_block *block) {
  return cscan_follow_any(state, p, count, shallow, maximum, block);
}
#endif

size_t cscan_follow(cscan_state *state, const uint8_t *p, size_t count, int64_t shallow,
                    int64_t maximum, cscan_block *block) {
#if defined(__x86_64__) && !defined(CSCAN_SCALAR)
  /* Asked on every call and not resolved by the loader: resolvers run before a sanitizer does. */
  if (__builtin_cpu_supports("x86-64-v3")) {
    return cscan_follow_v3(state, p, count, shallow, maximum, block);
  }
#endif
  return cscan_follow_any(state, p, count, shallow, maximum, block);
}

void cscan_follow_part(cscan_state *state, const uint8_t *p, size_t n, cscan_block *block) {
  uint8_t padded[64];
  for (size_t i = 0; i < 64; i++) padded[i] = i < n ? p[i] : ' ';
  *block = cscan_structure(state, padded, n);
}
