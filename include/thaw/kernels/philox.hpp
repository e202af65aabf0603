// Philox-4x32-10, TensorFlow's random generator, and its uniform distributions: the same numbers to the bit
// (tensorflow/core/lib/random/philox_random.h, random_distributions.h).
#pragma once
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstring>

#include "thaw/core/float16.hpp"

namespace thaw::kernels {

/// Four 32-bit words per step of a 128-bit counter under a 64-bit key.
class philox {
 public:
  struct block {
    std::uint32_t word[4];
  };

  /// RandomUniform and the like: the key is attr `seed`, the upper half of the counter attr `seed2`.
  philox(std::uint64_t seed, std::uint64_t seed2) noexcept : philox(seed, 0, seed2) {}
  philox(std::uint64_t key, std::uint64_t counter_low, std::uint64_t counter_high) noexcept
      : key_{low(key), high(key)},
        counter_{low(counter_low), high(counter_low), low(counter_high), high(counter_high)} {}

  /// The words at the counter, which then moves by one.
  block next() noexcept {
    const block b = at();
    skip(1);
    return b;
  }
  /// Moves the counter by n blocks (128-bit addition).
  void skip(std::uint64_t n) noexcept {
    std::uint64_t lo = counter_[0] | std::uint64_t{counter_[1]} << 32,
                  hi = counter_[2] | std::uint64_t{counter_[3]} << 32;
    lo += n;
    hi += lo < n ? 1 : 0;
    counter_[0] = low(lo);
    counter_[1] = high(lo);
    counter_[2] = low(hi);
    counter_[3] = high(hi);
  }
  std::uint64_t counter_low() const noexcept { return counter_[0] | std::uint64_t{counter_[1]} << 32; }
  std::uint64_t counter_high() const noexcept { return counter_[2] | std::uint64_t{counter_[3]} << 32; }

  /// The key and counter of the stateless ops for their `seed` input.
  static philox stateless(std::uint64_t seed0, std::uint64_t seed1) noexcept {
    const block b = philox(0x02461e293ec8f720u, seed0, seed1).at();
    return {b.word[0] | std::uint64_t{b.word[1]} << 32, 0, b.word[2] | std::uint64_t{b.word[3]} << 32};
  }
  std::uint64_t key() const noexcept { return key_[0] | std::uint64_t{key_[1]} << 32; }

 private:
  static std::uint32_t low(std::uint64_t x) noexcept { return static_cast<std::uint32_t>(x & 0xffffffffu); }
  static std::uint32_t high(std::uint64_t x) noexcept { return static_cast<std::uint32_t>(x >> 32); }
  // Ten rounds; the constants are the generator's (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3").
  block at() const noexcept {
    std::uint32_t k0 = key_[0], k1 = key_[1];
    block c{{counter_[0], counter_[1], counter_[2], counter_[3]}};
    for (int round = 0; round < 10; ++round) {
      const std::uint64_t a = std::uint64_t{0xD2511F53u} * c.word[0], b = std::uint64_t{0xCD9E8D57u} * c.word[2];
      c = {{high(b) ^ c.word[1] ^ k0, low(b), high(a) ^ c.word[3] ^ k1, low(a)}};
      k0 += 0x9E3779B9u;
      k1 += 0xBB67AE85u;
    }
    return c;
  }
  std::uint32_t key_[2], counter_[4];
};

// --- one number from random words: uniform in [0, 1) ---

inline float uniform_float(std::uint32_t word) noexcept {
  return thaw::detail::float_of(0x3f800000u | (word & 0x7fffffu)) - 1.0f;
}
/// The first word of the pair is the high one.
inline double uniform_double(std::uint32_t first, std::uint32_t second) noexcept {
  const std::uint64_t bits = 0x3ff0000000000000u | std::uint64_t{first & 0xfffffu} << 32 | second;
  double x;
  std::memcpy(&x, &bits, sizeof x);
  return x - 1.0;
}
inline half uniform_half(std::uint32_t word) noexcept {
  return half(static_cast<float>(half::from_bits(static_cast<std::uint16_t>(0x3c00u | (word & 0x3ffu)))) - 1.0f);
}
inline bfloat16 uniform_bfloat16(std::uint32_t word) noexcept {
  return bfloat16(static_cast<float>(bfloat16::from_bits(static_cast<std::uint16_t>(0x3f80u | (word & 0x7fu)))) - 1.0f);
}

/// RandomUniform: n numbers; output k takes word k % 4 of block k / 4 (double: a pair). The generator's counter is
/// moved to the block after the last one used.
inline void fill_uniform(philox& random, float* out, std::size_t n) noexcept {
  for (std::size_t i = 0; i < n; i += 4) {
    const philox::block b = random.next();
    for (std::size_t j = 0; j < 4 && i + j < n; ++j) out[i + j] = uniform_float(b.word[j]);
  }
}
inline void fill_uniform(philox& random, half* out, std::size_t n) noexcept {
  for (std::size_t i = 0; i < n; i += 4) {
    const philox::block b = random.next();
    for (std::size_t j = 0; j < 4 && i + j < n; ++j) out[i + j] = uniform_half(b.word[j]);
  }
}
inline void fill_uniform(philox& random, bfloat16* out, std::size_t n) noexcept {
  for (std::size_t i = 0; i < n; i += 4) {
    const philox::block b = random.next();
    for (std::size_t j = 0; j < 4 && i + j < n; ++j) out[i + j] = uniform_bfloat16(b.word[j]);
  }
}
inline void fill_uniform(philox& random, double* out, std::size_t n) noexcept {
  for (std::size_t i = 0; i < n; i += 2) {
    const philox::block b = random.next();
    for (std::size_t j = 0; j < 2 && i + j < n; ++j) out[i + j] = uniform_double(b.word[2 * j], b.word[2 * j + 1]);
  }
}

namespace detail {
// One Box-Muller pair; the angle's sine first.
inline void box_muller(std::uint32_t first, std::uint32_t second, float* out) noexcept {
  const float u = uniform_float(first), u1 = u < 1.0e-7f ? 1.0e-7f : u;
  const float angle = static_cast<float>(2.0 * 3.14159265358979323846 * static_cast<double>(uniform_float(second)));
  const float radius = std::sqrt(-2.0f * std::log(u1));
  out[0] = std::sin(angle) * radius;
  out[1] = std::cos(angle) * radius;
}
}  // namespace detail

/// RandomStandardNormal in float: two pairs per block.
inline void fill_normal(philox& random, float* out, std::size_t n) noexcept {
  for (std::size_t i = 0; i < n; i += 4) {
    const philox::block b = random.next();
    float x[4];
    detail::box_muller(b.word[0], b.word[1], x);
    detail::box_muller(b.word[2], b.word[3], x + 2);
    for (std::size_t j = 0; j < 4 && i + j < n; ++j) out[i + j] = x[j];
  }
}
/// TruncatedNormal in float: outputs beyond two standard deviations are drawn again; each group of four outputs has a
/// stream of its own, 256 blocks per output apart.
inline void fill_truncated_normal(const philox& random, float* out, std::size_t n) noexcept {
  for (std::size_t i = 0; i < n; i += 4) {
    philox stream = random;
    stream.skip(256 * (i / 4));
    const std::size_t wanted = n - i < 4 ? n - i : 4;
    for (std::size_t got = 0; got < 4;) {
      const philox::block b = stream.next();
      for (std::size_t pair = 0; pair < 4 && got < 4; pair += 2) {
        float x[2];
        detail::box_muller(b.word[pair], b.word[pair + 1], x);
        for (std::size_t j = 0; j < 2 && got < 4; ++j) {
          if (!(std::fabs(x[j]) < 2.0f)) continue;
          if (got < wanted) out[i + got] = x[j];
          ++got;
        }
      }
    }
  }
}

}  // namespace thaw::kernels
