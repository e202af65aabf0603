// Convolution layers of ResNet-50 and MobileNet, batch 1.
#include "thaw/kernels/conv.hpp"

#include "support.hpp"
#include "thaw/kernels/depthwise.hpp"
#include "thaw/kernels/pool.hpp"

namespace k = thaw::kernels;

static void conv(benchmark::State& state) {
  k::conv_shape s;
  s.h = s.w = static_cast<std::size_t>(state.range(0));
  s.c = static_cast<std::size_t>(state.range(1));
  s.n = static_cast<std::size_t>(state.range(2));
  s.kh = s.kw = static_cast<std::size_t>(state.range(3));
  s.stride_h = s.stride_w = static_cast<std::size_t>(state.range(4));
  const k::window_axis axis = k::same_window(state.range(0), state.range(3), state.range(4));
  s.oh = s.ow = static_cast<std::size_t>(axis.out);
  s.pad_top = s.pad_left = static_cast<std::size_t>(axis.before);
  const std::vector<float> in = support::noise(s.h * s.w * s.c), filter = support::noise(s.kh * s.kw * s.c * s.n);
  std::vector<float> out(s.oh * s.ow * s.n);
  const k::packed_conv packed(s, filter.data());
  k::aligned_floats scratch(packed.scratch() / sizeof(float) + 1);
  for (auto _ : state) {
    k::conv2d(packed, 1, in.data(), out.data(), {}, scratch.data());
    benchmark::ClobberMemory();
  }
  support::count_flops(state, 2.0 * static_cast<double>(s.oh * s.ow * s.n * s.kh * s.kw * s.c), packed.level());
}
static void depthwise(benchmark::State& state) {
  k::depthwise_shape s;
  s.h = s.w = static_cast<std::size_t>(state.range(0));
  s.c = static_cast<std::size_t>(state.range(1));
  s.kh = s.kw = static_cast<std::size_t>(state.range(2));
  s.stride_h = s.stride_w = static_cast<std::size_t>(state.range(3));
  const k::window_axis axis = k::same_window(state.range(0), state.range(2), state.range(3));
  s.oh = s.ow = static_cast<std::size_t>(axis.out);
  s.pad_top = s.pad_left = static_cast<std::size_t>(axis.before);
  const std::vector<float> in = support::noise(s.h * s.w * s.c), filter = support::noise(s.kh * s.kw * s.c);
  std::vector<float> out(s.oh * s.ow * s.c);
  for (auto _ : state) {
    k::depthwise_conv2d(s, in.data(), filter.data(), out.data(), {}, nullptr, 0, s.oh);
    benchmark::ClobberMemory();
  }
  support::count_flops(state, 2.0 * static_cast<double>(s.oh * s.ow * s.c * s.kh * s.kw), thaw::current_isa());
}
static void max_pool(benchmark::State& state) {
  k::pool_shape s;
  s.h = s.w = static_cast<std::size_t>(state.range(0));
  s.c = static_cast<std::size_t>(state.range(1));
  s.kh = s.kw = 3;
  s.stride_h = s.stride_w = 2;
  s.oh = s.ow = s.h / 2;
  const std::vector<float> in = support::noise(s.h * s.w * s.c);
  std::vector<float> out(s.oh * s.ow * s.c);
  for (auto _ : state) {
    k::pool2d(k::pooling::max, thaw::dtype::float32, s, in.data(), out.data(), 0, s.oh);
    benchmark::ClobberMemory();
  }
  support::count_elements(state, out.size());
}
BENCHMARK(conv)
    ->ArgNames({"h", "c", "n", "k", "stride"})
    ->Args({224, 3, 64, 7, 2})
    ->Args({56, 64, 64, 1, 1})
    ->Args({56, 64, 64, 3, 1})
    ->Args({56, 256, 64, 1, 1})
    ->Args({28, 128, 128, 3, 1})
    ->Args({14, 256, 256, 3, 1})
    ->Args({14, 1024, 256, 1, 1})
    ->Args({7, 512, 512, 3, 1})
    ->Args({224, 3, 32, 3, 2})
    ->Args({112, 16, 96, 1, 1})
    ->Args({14, 384, 64, 1, 1})
    ->Args({7, 160, 960, 1, 1})
    ->Args({28, 192, 32, 1, 1});
BENCHMARK(depthwise)
    ->ArgNames({"h", "c", "k", "stride"})
    ->Args({112, 32, 3, 1})
    ->Args({112, 96, 3, 2})
    ->Args({56, 144, 3, 1})
    ->Args({28, 192, 3, 1})
    ->Args({14, 384, 3, 1})
    ->Args({14, 384, 5, 1})
    ->Args({7, 960, 3, 1});
BENCHMARK(max_pool)->ArgNames({"h", "c"})->Args({112, 64});
