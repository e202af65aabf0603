#include "thaw/kernels/cast.hpp"

#include <cstring>

#include "support.hpp"

namespace k = thaw::kernels;
using thaw::dtype;

namespace {
// Equal bytes; NaNs of floating types may differ in sign and payload.
bool same_element(dtype d, const unsigned char* a, const unsigned char* b) {
  const std::size_t size = thaw::plain_size(d);
  if (std::memcmp(a, b, size) == 0) return true;
  if (!thaw::is_floating(d) && !thaw::is_complex(d)) return false;
  std::complex<double> x, y;
  k::cast(d, dtype::complex128, a, &x, 1);
  k::cast(d, dtype::complex128, b, &y, 1);
  return std::isnan(x.real()) && std::isnan(y.real()) &&
         (x.imag() == y.imag() || (std::isnan(x.imag()) && std::isnan(y.imag())));
}
}  // namespace

TEST_CASE("kernels/cast: TensorFlow's results for every pair of dtypes") {
  for (const std::string& line : support::lines_of("casts.txt")) {
    const std::vector<std::string> row = support::words(line);
    REQUIRE(row.size() == 5);
    const dtype from = thaw::dtype_from_name(row[0]), to = thaw::dtype_from_name(row[1]);
    const std::vector<unsigned char> in = support::from_hex(row[3]), wanted = support::from_hex(row[4]);
    const std::size_t n = in.size() / thaw::plain_size(from), size = thaw::plain_size(to);
    for (const thaw::isa level : support::levels()) {
      const k::cast_plan plan = k::make_cast(from, to, row[2] == "1", level);
      // Repeated past a block, so that vector loops, tails and blocks are all seen.
      std::vector<unsigned char> many, out(in.size() / thaw::plain_size(from) * 20 * size);
      for (int i = 0; i < 20; ++i) many.insert(many.end(), in.begin(), in.end());
      k::run_cast(plan, out.data(), many.data(), 20 * n);
      std::size_t wrong = 0, first = 0;
      for (std::size_t i = 20 * n; i-- > 0;)
        if (!same_element(to, out.data() + i * size, wanted.data() + i % n * size)) {
          ++wrong;
          first = i % n;
        }
      INFO(row[0], " to ", row[1], " truncate=", row[2], " as ", name(level), ": element ", first);
      CHECK(wrong == 0);
    }
  }
}

TEST_CASE("kernels/cast: every half and bfloat16, both ways") {
  std::vector<std::uint16_t> all(65536), back(65536);
  std::vector<float> wide(65536);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint16_t>(i);
  for (const thaw::isa level : support::levels())
    for (const dtype d : {dtype::float16, dtype::bfloat16}) {
      k::run_cast(k::make_cast(d, dtype::float32, false, level), wide.data(), all.data(), all.size());
      k::run_cast(k::make_cast(dtype::float32, d, false, level), back.data(), wide.data(), all.size());
      std::size_t wrong = 0;
      for (std::size_t i = 0; i < all.size(); ++i) {
        const float x = d == dtype::float16 ? static_cast<float>(thaw::half::from_bits(all[i]))
                                            : static_cast<float>(thaw::bfloat16::from_bits(all[i]));
        wrong += support::same(wide[i], x) && (std::isnan(x) || back[i] == all[i]) ? 0u : 1u;
      }
      CHECK(wrong == 0);
    }
}

TEST_CASE("kernels/cast: in place where sizes are equal, and nothing for no elements") {
  std::vector<float> x(1000);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<float>(i) - 500.7f;
  std::vector<std::int32_t> wanted(1000);
  k::cast(dtype::float32, dtype::int32, x.data(), wanted.data(), 1000);
  k::cast(dtype::float32, dtype::int32, x.data(), x.data(), 1000);
  CHECK(std::memcmp(x.data(), wanted.data(), 4000) == 0);
  k::cast(dtype::float32, dtype::float16, nullptr, nullptr, 0);
#if THAW_EXCEPTIONS
  CHECK_THROWS_AS(k::make_cast(dtype::string, dtype::float32), thaw::error);
#endif
}
