// CRC-32C (Castagnoli), the checksum of every block and tensor of a checkpoint, and its masked form.
//
// Two implementations of one function: tables (anywhere) and the crc32 instruction of SSE4.2 on three streams at once
// (the instruction takes three cycles but starts every cycle). The best is chosen once, by CPU, while the program runs.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "thaw/core/config.hpp"

#if defined(__x86_64__)
#include <nmmintrin.h>
#include <wmmintrin.h>
#endif

namespace thaw::bundle {

/// The CRC-32C of the bytes that gave `crc` followed by `n` bytes at `data`. The CRC of no bytes is 0.
THAW_LAZY std::uint32_t crc32c_extend(std::uint32_t crc, const void* data, std::size_t n) noexcept;
THAW_LAZY std::uint32_t crc32c_extend(std::uint32_t crc, std::string_view bytes) noexcept {
  return crc32c_extend(crc, bytes.data(), bytes.size());
}
inline std::uint32_t crc32c(std::string_view bytes) noexcept { return crc32c_extend(0, bytes.data(), bytes.size()); }

/// Copies `n` bytes and returns the extended CRC of them, going through memory once. The areas must not overlap.
THAW_LAZY std::uint32_t crc32c_copy(std::uint32_t crc, void* to, const void* from, std::size_t n) noexcept;

/// The stored form: a CRC over bytes that contain CRCs would be weak, so they are rotated and offset
/// (tsl/lib/hash/crc32c.h).
constexpr std::uint32_t crc32c_mask(std::uint32_t crc) noexcept { return (crc >> 15 | crc << 17) + 0xa282ead8u; }
constexpr std::uint32_t crc32c_unmask(std::uint32_t masked) noexcept {
  const std::uint32_t rotated = masked - 0xa282ead8u;
  return rotated >> 17 | rotated << 15;
}

namespace detail {

inline constexpr std::uint32_t crc32c_polynomial = 0x82f63b78u;  // reflected: bit i is the coefficient of x^(31-i)

struct crc32c_tables {
  std::uint32_t of[8][256];  // of[k][b]: the CRC of byte b followed by k zero bytes
};
constexpr crc32c_tables make_crc32c_tables() noexcept {
  crc32c_tables t{};
  for (std::uint32_t b = 0; b < 256; ++b) {
    std::uint32_t c = b;
    for (int bit = 0; bit < 8; ++bit) c = c >> 1 ^ ((0u - (c & 1u)) & crc32c_polynomial);
    t.of[0][b] = c;
  }
  for (std::size_t k = 1; k < 8; ++k)
    for (std::size_t b = 0; b < 256; ++b) t.of[k][b] = t.of[k - 1][b] >> 8 ^ t.of[0][t.of[k - 1][b] & 0xffu];
  return t;
}
inline constexpr crc32c_tables crc32c_table = make_crc32c_tables();

inline std::uint32_t crc32c_portable(std::uint32_t crc, const void* data, std::size_t n) noexcept {
  const auto& t = crc32c_table.of;
  const auto* p = static_cast<const unsigned char*>(data);
  std::uint32_t c = ~crc;
  for (; n >= 8; n -= 8, p += 8) {
    const std::uint32_t low = c ^ (static_cast<std::uint32_t>(p[0]) | static_cast<std::uint32_t>(p[1]) << 8 |
                                   static_cast<std::uint32_t>(p[2]) << 16 | static_cast<std::uint32_t>(p[3]) << 24);
    c = t[7][low & 0xffu] ^ t[6][low >> 8 & 0xffu] ^ t[5][low >> 16 & 0xffu] ^ t[4][low >> 24] ^ t[3][p[4]] ^
        t[2][p[5]] ^ t[1][p[6]] ^ t[0][p[7]];
  }
  for (; n != 0; --n, ++p) c = c >> 8 ^ t[0][(c ^ *p) & 0xffu];
  return ~c;
}

#if defined(__x86_64__)
// a * b modulo the polynomial; 0x80000000 is 1.
constexpr std::uint32_t crc32c_multiply(std::uint32_t a, std::uint32_t b) noexcept {
  std::uint32_t product = 0;
  for (int i = 31; i >= 0; --i) {
    if ((b >> i & 1u) != 0) product ^= a;
    a = a >> 1 ^ ((0u - (a & 1u)) & crc32c_polynomial);
  }
  return product;
}
// x^n modulo the polynomial.
constexpr std::uint32_t crc32c_power(std::uint64_t n) noexcept {
  std::uint32_t result = 0x80000000u, square = 0x40000000u;
  for (; n != 0; n >>= 1, square = crc32c_multiply(square, square))
    if ((n & 1u) != 0) result = crc32c_multiply(result, square);
  return result;
}

#define THAW_CRC_TARGET __attribute__((target("sse4.2,pclmul")))

// crc * x^(8 * Bytes): the effect of `Bytes` zero bytes. The carry-less product of two reflected 32-bit values is off
// by x, and the crc32 instruction multiplies by x^32, hence 33.
template <std::uint64_t Bytes>
THAW_CRC_TARGET inline std::uint64_t crc32c_shift(std::uint64_t crc) noexcept {
  constexpr std::uint32_t factor = crc32c_power(8 * Bytes - 33);
  const __m128i product = _mm_clmulepi64_si128(_mm_cvtsi64_si128(static_cast<long long>(crc)),
                                               _mm_cvtsi64_si128(static_cast<long long>(factor)), 0);
  return _mm_crc32_u64(0, static_cast<unsigned long long>(_mm_cvtsi128_si64(product)));
}

THAW_CRC_TARGET inline std::uint64_t crc32c_word(std::uint64_t crc, const unsigned char* p) noexcept {
  unsigned long long word;
  std::memcpy(&word, p, sizeof word);
  return _mm_crc32_u64(crc, word);
}

// Three neighbouring runs of `Run` bytes each, as often as they fit.
template <std::size_t Run>
THAW_CRC_TARGET inline std::uint64_t crc32c_runs(std::uint64_t c, const unsigned char*& p, std::size_t& n) noexcept {
  for (; n >= 3 * Run; n -= 3 * Run, p += 3 * Run) {
    std::uint64_t second = 0, third = 0;
    for (std::size_t i = 0; i < Run; i += 8) {
      c = crc32c_word(c, p + i);
      second = crc32c_word(second, p + Run + i);
      third = crc32c_word(third, p + 2 * Run + i);
    }
    c = crc32c_shift<2 * Run>(c) ^ crc32c_shift<Run>(second) ^ third;
  }
  return c;
}

THAW_CRC_TARGET inline std::uint32_t crc32c_sse42(std::uint32_t crc, const void* data, std::size_t n) noexcept {
  const auto* p = static_cast<const unsigned char*>(data);
  std::uint64_t c = ~crc;
  c = crc32c_runs<4096>(c, p, n);
  c = crc32c_runs<256>(c, p, n);
  for (; n >= 8; n -= 8, p += 8) c = crc32c_word(c, p);
  for (; n != 0; --n, ++p) c = _mm_crc32_u8(static_cast<unsigned>(c), *p);
  return ~static_cast<std::uint32_t>(c);
}
#undef THAW_CRC_TARGET
#endif

struct crc32c_variant {
  const char* name;
  std::uint32_t (*extend)(std::uint32_t, const void*, std::size_t) noexcept;
  bool (*supported)() noexcept;
};
// Best first; the last runs anywhere.
inline constexpr crc32c_variant crc32c_variants[] = {
#if defined(__x86_64__)
    {"sse4.2", &crc32c_sse42,
     []() noexcept { return __builtin_cpu_supports("sse4.2") != 0 && __builtin_cpu_supports("pclmul") != 0; }},
#endif
    {"portable", &crc32c_portable, []() noexcept { return true; }},
};
THAW_LAZY const crc32c_variant& best_crc32c() noexcept {
  static const crc32c_variant* const best = [] {
    const crc32c_variant* v = crc32c_variants;
    while (!v->supported()) ++v;
    return v;
  }();
  return *best;
}

}  // namespace detail

template <class>
std::uint32_t crc32c_extend(std::uint32_t crc, const void* data, std::size_t n) noexcept {
  return detail::best_crc32c().extend(crc, data, n);
}

template <class>
std::uint32_t crc32c_copy(std::uint32_t crc, void* to, const void* from, std::size_t n) noexcept {
  constexpr std::size_t piece = 3 * 4096;  // stays in the first-level cache between the two passes
  const auto extend = detail::best_crc32c().extend;
  auto* out = static_cast<unsigned char*>(to);
  const auto* in = static_cast<const unsigned char*>(from);
  while (n != 0) {
    const std::size_t now = n < piece ? n : piece;
    crc = extend(crc, in, now);
    std::memcpy(out, in, now);
    in += now, out += now, n -= now;
  }
  return crc;
}

}  // namespace thaw::bundle
