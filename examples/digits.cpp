// digits [DIR]: reads the handwritten digits in DIR/images.npy with the snapshot in DIR, draws them with what was read,
// and compares with what TensorFlow answered for them (DIR/expected_softmax.npy). Exit status 1 if that differs.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <string>

#include "thaw.hpp"

namespace {

constexpr std::size_t per_row = 5;

/// Two characters, about a square, for ink from 0 to 1.
const char* shade(float ink) {
  static const char* const shades[] = {"  ", "░░", "▒▒", "▓▓", "██"};
  return shades[static_cast<std::size_t>(std::clamp(ink, 0.F, 1.F) * 4.F + 0.5F)];
}

/// images: [batch, 8, 8, 1]; p: [batch, 10]; draws images first to last - 1 side by side.
void draw_row(const xt::xarray<float>& images, const xt::xarray<float>& p, std::size_t first, std::size_t last) {
  for (std::size_t y = 0; y < images.shape(1); ++y) {
    for (std::size_t n = first; n < last; ++n) {
      for (std::size_t x = 0; x < images.shape(2); ++x) std::printf("%s", shade(images(n, y, x, 0)));
      std::printf("  ");
    }
    std::printf("\n");
  }
  for (std::size_t n = first; n < last; ++n) {
    std::size_t best = 0;
    for (std::size_t digit = 1; digit < p.shape(1); ++digit)
      if (p(n, digit) > p(n, best)) best = digit;
    std::printf("   %zu (%5.1f %%)     ", best, 100 * static_cast<double>(p(n, best)));
  }
  std::printf("\n\n");
}

/// Both [batch, 10]. The largest difference, or nothing like a number if a value is outside 1e-5 of TensorFlow's.
float largest_difference(const xt::xarray<float>& p, const xt::xarray<float>& expected) {
  if (p.shape() != expected.shape()) return NAN;
  float largest = 0;
  for (std::size_t n = 0; n < p.shape(0); ++n) {
    for (std::size_t digit = 0; digit < p.shape(1); ++digit) {
      const float difference = std::abs(p(n, digit) - expected(n, digit));
      if (!(difference <= 1e-6F + 1e-5F * std::abs(expected(n, digit)))) return NAN;
      largest = std::max(largest, difference);
    }
  }
  return largest;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string dir = argc > 1 ? argv[1] : "digits";
  thaw::model m = thaw::load(dir);
  const xt::xarray<float> images = thaw::load_npy(dir + "/images.npy").as<float>();
  const xt::xarray<float> expected = thaw::load_npy(dir + "/expected_softmax.npy").as<float>();

  const xt::xarray<float> p = m.run("softmax", {{"x", images}}).as<float>();

  for (std::size_t n = 0; n < images.shape(0); n += per_row)
    draw_row(images, p, n, std::min(n + per_row, static_cast<std::size_t>(images.shape(0))));
  const float difference = largest_difference(p, expected);
  if (std::isnan(difference)) {
    std::printf("These are NOT the numbers that TensorFlow gave: %s/expected_softmax.npy\n", dir.c_str());
    return 1;
  }
  std::printf("All %zu probabilities equal TensorFlow's stored ones (largest difference %.1e).\n", p.size(),
              static_cast<double>(difference));
}
