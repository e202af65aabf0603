#include "thaw/core/float16.hpp"

#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <limits>
#include <sstream>
#include <string>
#include <vector>

#if defined(__SSE__)
#include <xmmintrin.h>
#endif

#include "thaw/core/file.hpp"

using thaw::bfloat16;
using thaw::half;

namespace {
constexpr std::uint32_t nan_bits = 0x7fc00000;

// Payloads and signs of NaNs are not promised: each counts as the quiet one without a sign.
std::uint32_t bits(float x) { return std::isnan(x) ? nan_bits : thaw::detail::bits_of(x); }
std::uint16_t bits(half h) { return (h.bits & 0x7fff) > 0x7c00 ? std::uint16_t{0x7e00} : h.bits; }
std::uint16_t bits(bfloat16 b) { return (b.bits & 0x7fff) > 0x7f80 ? std::uint16_t{0x7fc0} : b.bits; }

template <class T>
std::uint64_t fnv1a(const std::vector<T>& values) {
  std::uint64_t h = 0xcbf29ce484222325;
  for (const T v : values)
    for (std::size_t i = 0; i < sizeof(T); ++i)
      h = (h ^ (static_cast<std::uint64_t>(v) >> 8 * i & 0xff)) * 0x100000001b3;
  return h;
}

// The golden checksum of a table, by numpy and ml_dtypes.
void check_table(const std::string& name, std::size_t size, std::uint64_t checksum) {
  CAPTURE(name);
  std::istringstream in(thaw::read_file(THAW_TEST_DATA "/core/float16.tsv"));
  std::string line;
  while (std::getline(in, line)) {
    std::istringstream row(line);
    std::string n;
    std::size_t golden_size = 0;
    std::uint64_t golden = 0;
    row >> n >> golden_size >> std::hex >> golden;
    if (n != name) continue;
    CHECK(size == golden_size);
    CHECK(checksum == golden);
    return;
  }
  FAIL("no such table");
}
template <class T>
void check_table(const std::string& name, const std::vector<T>& values) {
  check_table(name, values.size(), fnv1a(values));
}

template <class Small>
std::vector<std::uint32_t> all_to_float() {
  std::vector<std::uint32_t> v;
  for (std::uint32_t i = 0; i < 65536; ++i)
    v.push_back(bits(static_cast<float>(Small::from_bits(static_cast<std::uint16_t>(i)))));
  return v;
}
template <class Small>
std::vector<std::uint16_t> from_floats(const std::vector<std::uint32_t>& floats) {
  std::vector<std::uint16_t> v;
  for (const std::uint32_t b : floats) v.push_back(bits(Small(thaw::detail::float_of(b))));
  return v;
}
std::vector<std::uint32_t> anywhere() {
  std::vector<std::uint32_t> v;
  for (std::uint32_t i = 0; i < 1u << 18; ++i) v.push_back(i * 2654435761u);
  return v;
}
std::vector<std::uint32_t> half_ties() {
  std::vector<std::uint32_t> v;
  for (std::uint32_t h = 0; h < 0x7c00; ++h) {
    const auto low = static_cast<float>(half::from_bits(static_cast<std::uint16_t>(h)));
    const float high = h == 0x7bff ? 65536.f : static_cast<float>(half::from_bits(static_cast<std::uint16_t>(h + 1)));
    const std::uint32_t middle = thaw::detail::bits_of((low + high) / 2);
    v.insert(v.end(), {middle - 1, middle, middle + 1});
  }
  for (std::size_t i = 0, n = v.size(); i < n; ++i) v.push_back(v[i] | 0x80000000u);
  return v;
}
std::vector<std::uint32_t> bfloat16_ties() {
  std::vector<std::uint32_t> v;
  for (std::uint32_t b = 0; b < 65536; ++b)
    for (const std::uint32_t rest : {0x7fffu, 0x8000u, 0x8001u}) v.push_back(b << 16 | rest);
  return v;
}
}  // namespace

TEST_CASE("float16: whole tables are numpy's and ml_dtypes'") {
  check_table("half_to_float", all_to_float<half>());
  check_table("bfloat16_to_float", all_to_float<bfloat16>());
  check_table("float_to_half", from_floats<half>(anywhere()));
  check_table("float_to_half_ties", from_floats<half>(half_ties()));
  check_table("float_to_bfloat16", from_floats<bfloat16>(anywhere()));
  check_table("float_to_bfloat16_ties", from_floats<bfloat16>(bfloat16_ties()));
}

TEST_CASE("float16: to float and back is the same") {
  for (std::uint32_t i = 0; i < 65536; ++i) {
    const auto h = half::from_bits(static_cast<std::uint16_t>(i));
    const auto b = bfloat16::from_bits(static_cast<std::uint16_t>(i));
    if (bits(half(static_cast<float>(h))) != bits(h)) FAIL("half ", i);
    if (bits(bfloat16(static_cast<float>(b))) != bits(b)) FAIL("bfloat16 ", i);
  }
}

TEST_CASE("half: rounding at the edges") {
  struct {
    float x;
    std::uint16_t expected;
  } const cases[] = {
      {0.f, 0x0000},
      {-0.f, 0x8000},
      {1.f, 0x3c00},
      {65504.f, 0x7bff},     // the largest
      {65519.996f, 0x7bff},  // below the half-way point to 65536
      {65520.f, 0x7c00},     // at it: to infinity
      {65536.f, 0x7c00},
      {3.4e38f, 0x7c00},
      {-65520.f, 0xfc00},
      {0x1p-14f, 0x0400},      // the smallest normal
      {0x1.ff8p-15f, 0x03ff},  // the largest subnormal
      {0x1.ffcp-15f, 0x0400},  // half-way: to even
      {0x1p-24f, 0x0001},      // the smallest subnormal
      {0x1p-25f, 0x0000},      // half-way to zero: to even
      {0x1.000002p-25f, 0x0001},
      {0x1.8p-24f, 0x0002},  // half-way: to even
      {0x1p-149f, 0x0000},
      {1.00048828125f, 0x3c00},  // half-way: to even, down
      {1.00146484375f, 0x3c02},  // half-way: to even, up
      {0x1.ffep0f, 0x4000},      // the carry reaches the exponent
      {std::numeric_limits<float>::infinity(), 0x7c00},
      {-std::numeric_limits<float>::infinity(), 0xfc00},
  };
  for (const auto& c : cases) {
    CAPTURE(c.x);
    CHECK(half(c.x).bits == c.expected);
  }
}

TEST_CASE("float16: every NaN stays one, with its sign") {
  for (const std::uint32_t payload : {0x000001u, 0x001fffu, 0x002000u, 0x00ffffu, 0x010000u, 0x400000u, 0x7fffffu})
    for (const std::uint32_t sign : {0u, 0x80000000u}) {
      CAPTURE(payload);
      const float x = thaw::detail::float_of(sign | 0x7f800000u | payload);
      CHECK((half(x).bits & 0x7fff) > 0x7c00);
      CHECK((bfloat16(x).bits & 0x7fff) > 0x7f80);
      CHECK((half(x).bits & 0x8000u) == sign >> 16);
      CHECK((bfloat16(x).bits & 0x8000u) == sign >> 16);
      CHECK(std::isnan(static_cast<float>(half(x))));
      CHECK(std::isnan(static_cast<float>(bfloat16(x))));
    }
}

TEST_CASE("bfloat16: rounding at the edges") {
  const float max = std::numeric_limits<float>::max();
  CHECK(bfloat16(1.f).bits == 0x3f80);
  CHECK(bfloat16(max).bits == 0x7f80);
  CHECK(bfloat16(-max).bits == 0xff80);
  CHECK(bfloat16(thaw::detail::float_of(0x7f7f7fff)).bits == 0x7f7f);
  CHECK(bfloat16(thaw::detail::float_of(0x3f808000)).bits == 0x3f80);  // half-way: to even, down
  CHECK(bfloat16(thaw::detail::float_of(0x3f818000)).bits == 0x3f82);  // up
  CHECK(bfloat16(0x1p-149f).bits == 0);
}

#if defined(__SSE__)
TEST_CASE("half: subnormals survive a CPU that flushes those of float") {
  const unsigned before = _mm_getcsr();
  _mm_setcsr(before | 0x8040u);  // flush to zero, denormals are zero
  const auto to = all_to_float<half>();
  const auto from = from_floats<half>(half_ties());
  _mm_setcsr(before);
  check_table("half_to_float", to);
  check_table("float_to_half_ties", from);
}
#endif
