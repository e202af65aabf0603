// Wave files: 16 bit PCM (tensorflow/core/lib/wav/wav_io.cc, core/kernels/decode_wav_op.cc).
#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "thaw/ops/context.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {

/// What a wave file says, and the bytes of its samples.
struct wav_sound {
  std::uint32_t channels = 0, rate = 0, frames = 0;
  std::string_view samples;
};

/// Reads a file from its start; throws invalid_argument, as TensorFlow does, where it ends too soon.
class wav_reader {
 public:
  explicit wav_reader(std::string_view file) : rest_(file) {}

  bool at_end() const noexcept { return rest_.empty(); }
  THAW_LAZY std::string_view take(std::uint64_t n) {
    if (n > rest_.size())
      fail(code::invalid_argument, "the wave file ends where ", n, " bytes were expected; it has ", rest_.size());
    const std::string_view s = rest_.substr(0, static_cast<std::size_t>(n));
    rest_.remove_prefix(static_cast<std::size_t>(n));
    return s;
  }
  /// At most n bytes.
  THAW_LAZY void skip(std::uint64_t n) { take(n < rest_.size() ? n : rest_.size()); }
  std::uint32_t number(std::size_t bytes) {
    std::uint32_t v = 0;
    const std::string_view s = take(bytes);
    for (std::size_t i = bytes; i-- > 0;) v = v << 8 | static_cast<unsigned char>(s[i]);
    return v;
  }
  void expect(std::string_view text) {
    if (take(text.size()) != text) fail(code::invalid_argument, "the wave file lacks the mark '", text, "'");
  }

 private:
  std::string_view rest_;
};

/// Chunks that may stand before the format.
THAW_LAZY bool wav_may_precede_format(std::string_view id) {
  for (const std::string_view known : {"JUNK", "bext", "iXML", "qlty", "mext", "levl", "link", "axml"})
    if (id == known) return true;
  return false;
}

THAW_LAZY wav_sound read_wav(std::string_view file) {
  wav_sound w;
  wav_reader r(file);
  r.expect("RIFF");
  r.number(4);  // the file's length: not looked at
  r.expect("WAVE");
  for (std::string_view id = r.take(4); id != "fmt "; id = r.take(4)) {
    if (!wav_may_precede_format(id))
      fail(code::invalid_argument, "the wave file has an unexpected chunk before its format");
    r.take(r.number(4));
  }
  const std::uint32_t format_size = r.number(4), coding = r.number(2);
  if (format_size != 16 && format_size != 18)
    fail(code::invalid_argument, "a wave file's format has 16 or 18 bytes, not ", format_size);
  if (coding != 1) fail(code::invalid_argument, "only PCM wave files (1) can be read, not coding ", coding);
  w.channels = r.number(2);
  w.rate = r.number(4);
  const std::uint32_t second = r.number(4), frame = r.number(2), bits = r.number(2);
  if (w.channels < 1) fail(code::invalid_argument, "the wave file has no channels");
  if (bits != 16) fail(code::invalid_argument, "only wave files of 16 bit can be read, not of ", bits);
  if (frame != 2 * w.channels)
    fail(code::invalid_argument, "the wave file says ", frame, " bytes a frame for ", w.channels, " channels");
  if (second != frame * w.rate)
    fail(code::invalid_argument, "the wave file says ", second, " bytes a second for ", frame, " bytes a frame and ",
         w.rate, " frames a second");
  if (format_size == 18) r.skip(2);
  bool found = false;
  while (!r.at_end()) {
    const std::string_view id = r.take(4);
    const std::uint32_t size = r.number(4);
    if (size > static_cast<std::uint32_t>(std::numeric_limits<std::int32_t>::max()))
      fail(code::invalid_argument, "a chunk of the wave file says it has ", size, " bytes");
    if (id != "data") {
      r.skip(size);
      continue;
    }
    if (found) fail(code::invalid_argument, "the wave file has more than one data chunk");
    found = true;
    w.frames = size / frame;
    w.samples = r.take(std::uint64_t{w.frames} * frame);
  }
  if (!found) fail(code::invalid_argument, "the wave file has no data chunk");
  return w;
}

}  // namespace detail

/// contents: a wave file → audio: [samples, channels] in [-1, 1), and its rate. What is wanted beyond the samples is
/// zero; a channel beyond the last one is the last one again.
struct DecodeWav {
  static constexpr signature def() {
    return {
        "DecodeWav(contents: string) -> (audio: float, sample_rate: int32); desired_channels: int = -1; "
        "desired_samples: int = -1"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    c.with_rank(0, 0);
    wanted(c, "desired_samples");
    wanted(c, "desired_channels");
    c.output(1, shape{});
  }
  THAW_LAZY static void run(run_context& c) {
    const detail::wav_sound w = detail::read_wav(*c.in<std::string>(0));
    const std::int64_t samples = wanted(c, "desired_samples"), channels = wanted(c, "desired_channels");
    const std::int64_t rows = samples == -1 ? w.frames : samples, columns = channels == -1 ? w.channels : channels;
    auto* out = c.allocate(0, shape{rows, columns}).data<float>();
    for (std::int64_t i = 0; i < rows; ++i)
      for (std::int64_t k = 0; k < columns; ++k) {
        const auto from = static_cast<std::size_t>(i * w.channels + (k < w.channels ? k : w.channels - 1)) * 2;
        *out++ = i < w.frames ? sample(w.samples, from) : 0.0f;
      }
    *c.out<std::int32_t>(1) = static_cast<std::int32_t>(w.rate);
  }

 private:
  static std::int64_t wanted(const op_context& c, std::string_view attr) {
    const std::int64_t n = c.attr_int(attr);
    if (n < -1 || n > std::numeric_limits<std::int32_t>::max())
      fail(code::invalid_argument, attr, " must be -1 or more, not ", n);
    return n;
  }
  static float sample(std::string_view bytes, std::size_t at) {
    const int v = static_cast<unsigned char>(bytes[at]) | static_cast<unsigned char>(bytes[at + 1]) << 8;
    return static_cast<float>(v < 32768 ? v : v - 65536) * (1.0f / 32768);
  }
};

}  // namespace thaw::ops
