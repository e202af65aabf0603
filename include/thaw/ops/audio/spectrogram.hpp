// Spectrograms: windows of sound, transformed (tensorflow/core/kernels/spectrogram.cc, spectrogram_op.cc).
#pragma once
#include <cmath>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {

/// The discrete Fourier transform of n complex numbers, n a power of two, in place. roots[k] = e^(-2πik/n), k < n/2.
THAW_LAZY void fourier(std::complex<double>* x, std::size_t n, const std::complex<double>* roots) {
  for (std::size_t i = 1, j = 0; i < n; ++i) {  // j: the bits of i, reversed
    std::size_t bit = n / 2;
    for (; (j & bit) != 0; bit /= 2) j ^= bit;
    j |= bit;
    if (i < j) std::swap(x[i], x[j]);
  }
  for (std::size_t half = 1; half < n; half *= 2)
    for (std::size_t from = 0; from < n; from += 2 * half)
      for (std::size_t k = 0; k < half; ++k) {
        const std::complex<double> r = roots[k * (n / 2 / half)], a = x[from + k], b = x[from + k + half];
        // Written out: the operator of the standard library takes care of infinities, and time.
        const std::complex<double> t(r.real() * b.real() - r.imag() * b.imag(),
                                     r.real() * b.imag() + r.imag() * b.real());
        x[from + k] = a + t;
        x[from + k + half] = a - t;
      }
}

/// The tables of a window: Hann's, and the roots of the transform of `length` numbers.
struct spectrogram_tables {
  std::size_t length = 2;
  std::vector<double> window;
  std::vector<std::complex<double>> roots;

  explicit spectrogram_tables(std::size_t size) : window(size) {
    const double turn = 8 * std::atan(1.0);
    for (std::size_t i = 0; i < size; ++i)
      window[i] = 0.5 - 0.5 * std::cos(turn * static_cast<double>(i) / static_cast<double>(size));
    while (length < size) length *= 2;
    roots.resize(length / 2);
    for (std::size_t k = 0; k < roots.size(); ++k) {
      const double angle = turn * static_cast<double>(k) / static_cast<double>(length);
      roots[k] = {std::cos(angle), -std::sin(angle)};
    }
  }
};

}  // namespace detail

/// input: [samples, channels] → [channels, windows, frequencies]: magnitudes, or their squares.
struct AudioSpectrogram {
  static constexpr signature def() {
    return {
        "AudioSpectrogram(input: float) -> spectrogram: float; window_size: int; stride: int; magnitude_squared: bool "
        "= false"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const shape& in = c.with_rank(0, 2);
    const std::int64_t window = window_size(c), stride = c.attr_int("stride");
    if (stride < 1) fail(code::invalid_argument, "the stride of a spectrogram must be positive, not ", stride);
    std::int64_t length = 2;
    while (length < window) length *= 2;
    if (!in.has_rank()) return c.output(0, shape{-1, -1, 1 + length / 2});
    const std::int64_t windows = in[0] < 0 ? -1 : in[0] < window ? 0 : 1 + (in[0] - window) / stride;
    c.output(0, shape{in[1], windows, 1 + length / 2});
  }
  THAW_SETUP static void prepare(prepare_context& c) {
    const auto window = static_cast<std::uint64_t>(window_size(c));
    c.resources().check_memory(window * 5 * sizeof(double));
    c.make_state<detail::spectrogram_tables>(static_cast<std::size_t>(window));
  }
  THAW_LAZY static void run(run_context& c) {
    const auto& s = c.state<detail::spectrogram_tables>();
    const shape& out_shape = c.output(0).shape();
    const std::int64_t channels = out_shape[0], windows = out_shape[1], stride = c.attr_int("stride");
    if (channels == 0 || windows == 0) return;
    const bool squared = c.attr_bool("magnitude_squared");
    auto* x = c.scratch<std::complex<double>>(s.length);
    float* out = c.out<float>(0);
    for (std::int64_t k = 0; k < channels; ++k)
      for (std::int64_t w = 0; w < windows; ++w) {
        const float* in = c.in<float>(0) + w * stride * channels + k;
        for (std::size_t i = 0; i < s.length; ++i)
          x[i] =
              i < s.window.size() ? static_cast<double>(in[i * static_cast<std::size_t>(channels)]) * s.window[i] : 0.0;
        detail::fourier(x, s.length, s.roots.data());
        for (std::size_t i = 0; i <= s.length / 2; ++i) {
          const auto power = static_cast<float>(x[i].real() * x[i].real() + x[i].imag() * x[i].imag());
          *out++ = squared ? power : std::sqrt(power);
        }
      }
  }

 private:
  static std::int64_t window_size(const op_context& c) {
    const std::int64_t n = c.attr_int("window_size");
    if (n < 2 || n > std::numeric_limits<std::int32_t>::max() / 2)
      fail(code::invalid_argument, "the window of a spectrogram must have 2 samples or more, not ", n);
    return n;
  }
};

}  // namespace thaw::ops
