// Mel-frequency cepstral coefficients (tensorflow/core/kernels/mfcc.cc, mfcc_mel_filterbank.cc, mfcc_dct.cc).
#pragma once
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {

/// The filters and cosines of one sample rate. Each bin of the spectrum counts to the falling side of one triangle
/// (by its weight) and to the rising side of the next (by the rest).
struct mfcc_tables {
  std::int64_t first = 0, last = -1;  // the bins that count
  std::vector<std::int64_t> band;     // of each bin; -1: below the first triangle's top
  std::vector<double> weight;
  tensor cosines;  // [coefficients, bands]
};

THAW_LAZY double mel_of(double hertz) { return 1127.0 * std::log1p(hertz / 700.0); }

THAW_LAZY mfcc_tables make_mfcc_tables(std::int64_t bins, double rate, std::int64_t bands, std::int64_t coefficients,
                                       double low, double high) {
  mfcc_tables t;
  const auto count = static_cast<double>(bands);
  const double mel_low = mel_of(low), spacing = (mel_of(high) - mel_low) / (count + 1),
               hertz = 0.5 * rate / static_cast<double>(bins - 1);
  const auto center = [&](std::int64_t i) { return mel_low + spacing * static_cast<double>(i + 1); };
  // Compared as doubles: limits beyond all bins need not fit an integer.
  const auto limit = static_cast<double>(bins);
  t.first = static_cast<std::int64_t>(std::fmin(1.5 + low / hertz, limit));
  t.last = static_cast<std::int64_t>(std::fmin(high / hertz, limit));
  t.band.assign(static_cast<std::size_t>(bins), -1);
  t.weight.assign(static_cast<std::size_t>(bins), 0.0);
  for (std::int64_t i = t.first, b = 0; i <= t.last && i < bins; ++i) {
    const double mel = mel_of(static_cast<double>(i) * hertz);
    while (b < bands && center(b) < mel) ++b;
    const double from = b == 0 ? mel_low : center(b - 1), to = center(b);
    t.band[static_cast<std::size_t>(i)] = b - 1;
    t.weight[static_cast<std::size_t>(i)] = (to - mel) / (to - from);
  }
  const double scale = std::sqrt(2.0 / count), angle = 4 * std::atan(1.0) / count;
  t.cosines = tensor(dtype::float64, shape{coefficients, bands});  // checks a size that only attributes promise
  auto* cosine = t.cosines.data<double>();
  for (std::int64_t i = 0; i < coefficients; ++i)
    for (std::int64_t k = 0; k < bands; ++k)
      *cosine++ = scale * std::cos(static_cast<double>(i) * angle * (static_cast<double>(k) + 0.5));
  return t;
}

}  // namespace detail

/// spectrogram: squared magnitudes, [channels, windows, frequencies] → [channels, windows, coefficients].
struct Mfcc {
  static constexpr signature def() {
    return {
        "Mfcc(spectrogram: float, sample_rate: int32) -> output: float; upper_frequency_limit: float = 4000.0; "
        "lower_frequency_limit: float = 20.0; filterbank_channel_count: int = 40; dct_coefficient_count: int = 13"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const shape& in = c.with_rank(0, 3);
    c.with_rank(1, 0);
    constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
    const std::int64_t n = c.attr_int("dct_coefficient_count"), bands = c.attr_int("filterbank_channel_count");
    const float low = c.attr_float("lower_frequency_limit"), high = c.attr_float("upper_frequency_limit");
    if (n < 1 || bands < 1 || n > bands || bands > most)
      fail(code::invalid_argument, "cannot make ", n, " coefficients of ", bands, " frequency bands");
    if (!(low >= 0) || !(high > low))
      fail(code::invalid_argument, "the frequencies are not in order: from ", low, " to ", high);
    if (in.has_rank() && in[2] >= 0 && in[2] < 2)
      fail(code::invalid_argument, "the spectrogram needs 2 frequencies or more, its shape is ", in);
    c.output(0, in.has_rank() ? shape{in[0], in[1], n} : shape{-1, -1, n});
  }
  THAW_SETUP static void prepare(prepare_context& c) {
    if (c.value(1) == nullptr || !c.input(0).has_rank() || c.input(0)[2] < 0) return;
    c.make_state<detail::mfcc_tables>(tables(c, c.resources(), c.input(0)[2], *c.value(1)));
  }
  THAW_LAZY static void run(run_context& c) {
    const shape& in_shape = c.input_shape(0);
    if (!c.has_state()) return compute(c, tables(c, c.resources(), in_shape[2], c.input(1)));
    compute(c, c.state<detail::mfcc_tables>());
  }

 private:
  static detail::mfcc_tables tables(const op_context& c, const session_resources& r, std::int64_t bins,
                                    const tensor& rate) {
    const std::int64_t bands = c.attr_int("filterbank_channel_count"), n = c.attr_int("dct_coefficient_count");
    const std::int64_t hertz = integers_of(rate)[0];
    if (hertz <= 0) fail(code::invalid_argument, "the sample rate must be positive, not ", hertz);
    r.check_memory(dtype::float64, shape{bands, n});
    return detail::make_mfcc_tables(bins, static_cast<double>(hertz), bands, n,
                                    static_cast<double>(c.attr_float("lower_frequency_limit")),
                                    static_cast<double>(c.attr_float("upper_frequency_limit")));
  }
  THAW_LAZY static void compute(const run_context& c, const detail::mfcc_tables& t) {
    const auto bins = static_cast<std::size_t>(c.input_shape(0)[2]),
               frames = static_cast<std::size_t>(c.input_shape(0)[0] * c.input_shape(0)[1]),
               bands = static_cast<std::size_t>(c.attr_int("filterbank_channel_count")),
               n = static_cast<std::size_t>(c.attr_int("dct_coefficient_count"));
    if (t.last >= static_cast<std::int64_t>(bins)) {  // TensorFlow only logs it: no band has a value then
      std::fill_n(c.out<float>(0), frames * n, 0.0f);
      return;
    }
    auto* energy = c.scratch<double>(bands);
    const auto* cosines = t.cosines.data<double>();
    for (std::size_t f = 0; f < frames; ++f) {
      const float* in = c.in<float>(0) + f * bins;
      std::fill_n(energy, bands, 0.0);
      for (auto i = static_cast<std::size_t>(t.first); static_cast<std::int64_t>(i) <= t.last; ++i) {
        const double magnitude = std::sqrt(static_cast<double>(in[i])), falling = magnitude * t.weight[i];
        const std::int64_t b = t.band[i];
        if (b >= 0) energy[b] += falling;
        if (b + 1 < static_cast<std::int64_t>(bands)) energy[b + 1] += magnitude - falling;
      }
      for (std::size_t b = 0; b < bands; ++b) energy[b] = std::log(energy[b] < 1e-12 ? 1e-12 : energy[b]);
      for (std::size_t i = 0; i < n; ++i) {
        double sum = 0.0;
        for (std::size_t b = 0; b < bands; ++b) sum += cosines[i * bands + b] * energy[b];
        c.out<float>(0)[f * n + i] = static_cast<float>(sum);
      }
    }
  }
};

}  // namespace thaw::ops
