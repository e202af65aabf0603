#include "thaw/kernels/conv.hpp"

#include "support.hpp"
#include "thaw/kernels/depthwise.hpp"

namespace k = thaw::kernels;
using support::noise;

namespace {
k::aligned_floats scratch_of(std::size_t bytes) { return k::aligned_floats(bytes / sizeof(float) + 1); }

void check_conv(const k::conv_shape& s, thaw::isa level) {
  const std::vector<float> in = noise(s.batch * s.h * s.w * s.c), filter = noise(s.kh * s.kw * s.c / s.groups * s.n),
                           bias = noise(s.n);
  std::vector<double> wanted(s.batch * s.oh * s.ow * s.n);
  k::generic_conv2d(s, s.batch, support::widened(in).data(), support::widened(filter).data(), wanted.data());
  for (std::size_t i = 0; i < wanted.size(); ++i)
    wanted[i] = std::fmax(0.0, wanted[i] + static_cast<double>(bias[i % s.n]));
  const k::packed_conv packed(s, filter.data(), level);
  k::aligned_floats scratch = scratch_of(packed.scratch());
  std::vector<float> out(wanted.size() + 1, 42.0f), parts(wanted.size());
  k::epilogue ep;
  ep.bias = bias.data();
  ep.clamp = true;
  ep.lo = 0;
  k::conv2d(packed, s.batch, in.data(), out.data(), ep, scratch.data());
  INFO("h=", s.h, " w=", s.w, " c=", s.c, " n=", s.n, " k=", s.kh, "x", s.kw, " stride=", s.stride_h,
       " dilation=", s.dilation_h, " groups=", s.groups, " pad=", s.pad_top, ",", s.pad_left, " as ", name(level));
  CHECK(out.back() == 42.0f);
  out.pop_back();
  CHECK(support::difference(out, wanted) < 1e-5);
  for (std::size_t t = packed.tasks(s.batch); t-- > 0;)
    k::conv2d(packed, s.batch, in.data(), parts.data(), ep, scratch.data(), t, t + 1);
  CHECK(out == parts);
}
void check_depthwise(const k::depthwise_shape& s, std::size_t batch, thaw::isa level) {
  const std::size_t channels = s.c * s.multiplier;
  const std::vector<float> in = noise(batch * s.h * s.w * s.c), filter = noise(s.kh * s.kw * channels),
                           bias = noise(channels);
  std::vector<double> wanted(batch * s.oh * s.ow * channels);
  k::generic_depthwise_conv2d(s, batch, support::widened(in).data(), support::widened(filter).data(), wanted.data());
  for (std::size_t i = 0; i < wanted.size(); ++i)
    wanted[i] = std::fmin(1.0, wanted[i] + static_cast<double>(bias[i % channels]));
  std::vector<float> out(wanted.size() + 1, 42.0f), scratch(k::depthwise_scratch(s) + 1, 42.0f);
  k::epilogue ep;
  ep.bias = bias.data();
  ep.clamp = true;
  ep.hi = 1;
  k::depthwise_conv2d(s, in.data(), filter.data(), out.data(), ep, scratch.data(), 0, batch * s.oh, level);
  INFO("h=", s.h, " w=", s.w, " c=", s.c, " m=", s.multiplier, " k=", s.kh, " stride=", s.stride_h,
       " dilation=", s.dilation_h, " as ", name(level));
  CHECK(out.back() == 42.0f);
  CHECK(scratch.back() == 42.0f);
  out.pop_back();
  CHECK(support::difference(out, wanted) < 1e-5);
}
k::window_axis window(std::size_t in, std::size_t size, std::size_t stride, std::size_t dilation, int padding) {
  const auto i = [](std::size_t x) { return static_cast<std::int64_t>(x); };
  if (padding == 0) return k::same_window(i(in), i(size), i(stride), i(dilation));
  if (padding == 1) return k::padded_window(i(in), i(size), i(stride), i(dilation), 0, 0);
  return k::padded_window(i(in), i(size), i(stride), i(dilation), 3, 1);  // EXPLICIT, beyond the window
}
}  // namespace

TEST_CASE("kernels/window: TensorFlow's sizes") {
  CHECK(k::same_window(3, 2, 1).before == 0);
  CHECK(k::same_window(4, 3, 2).out == 2);
  CHECK(k::same_window(4, 3, 2).before == 0);
  CHECK(k::same_window(7, 1, 3).out == 3);
  CHECK(k::same_window(7, 1, 3).before == 0);
  CHECK(k::same_window(224, 7, 2).before == 2);
  CHECK(k::same_window(0, 3, 1).out == 0);
  CHECK(k::padded_window(2, 3, 1, 1, 0, 0).out == 0);
  CHECK(k::padded_window(5, 3, 2, 1, 0, 0).out == 2);
  CHECK(k::padded_window(5, 3, 1, 2, 0, 0).out == 1);
}

TEST_CASE("kernels/conv, kernels/depthwise: strides, dilations, paddings, groups, multipliers, few and odd channels") {
  std::size_t turn = 0;
  for (const thaw::isa level : support::levels())
    for (const auto& [h, w] : {std::pair<std::size_t, std::size_t>{1, 1}, {5, 7}, {12, 23}})
      for (const auto& [c, n] : {std::pair<std::size_t, std::size_t>{1, 3}, {3, 20}, {8, 33}, {20, 12}})
        for (const auto& [kh, kw] : {std::pair<std::size_t, std::size_t>{1, 1}, {3, 3}, {2, 5}})
          for (const std::size_t stride : {1u, 2u})
            for (const std::size_t dilation : {1u, 2u}) {
              k::conv_shape s;
              const int padding = static_cast<int>(turn++ % 3);
              const k::window_axis y = window(h, kh, stride, dilation, padding),
                                   x = window(w, kw, stride, dilation, padding);
              s.batch = 1 + turn % 2;
              s.h = h;
              s.w = w;
              s.c = c;
              s.kh = kh;
              s.kw = kw;
              s.n = n;
              s.stride_h = s.stride_w = stride;
              s.dilation_h = s.dilation_w = dilation;
              s.oh = static_cast<std::size_t>(y.out);
              s.ow = static_cast<std::size_t>(x.out);
              s.pad_top = static_cast<std::size_t>(y.before);
              s.pad_left = static_cast<std::size_t>(x.before);
              check_conv(s, level);
              if (c == 20) {
                s.groups = 4;
                check_conv(s, level);
              }
              k::depthwise_shape d;
              d.h = h;
              d.w = w;
              d.c = c;
              d.multiplier = turn % 4 == 0 ? 3 : 1;
              d.kh = kh;
              d.kw = kw;
              d.stride_h = d.stride_w = stride;
              d.dilation_h = d.dilation_w = dilation;
              d.oh = s.oh;
              d.ow = s.ow;
              d.pad_top = s.pad_top;
              d.pad_left = s.pad_left;
              check_depthwise(d, s.batch, level);
            }
}

TEST_CASE("kernels/conv: more pixels than a block, no images, no channels") {
  for (const thaw::isa level : support::levels()) {
    k::conv_shape s;
    s.batch = 2;
    s.h = s.w = s.oh = s.ow = 30;
    s.c = 3;
    s.n = 5;
    s.kh = s.kw = 3;
    s.pad_top = s.pad_left = 1;
    check_conv(s, level);  // rows
    s.c = 9;
    check_conv(s, level);  // pointers
    s.groups = 3;
    s.n = 6;
    check_conv(s, level);
    s.groups = 1;
    s.kh = s.kw = 1;
    s.pad_top = s.pad_left = 0;
    check_conv(s, level);  // product
    s.c = 0;
    check_conv(s, level);
    s.batch = 0;
    check_conv(s, level);
  }
}

TEST_CASE("kernels/conv: rows longer than a block") {
  for (const thaw::isa level : support::levels())
    for (const std::size_t pad : {0u, 1u, 300u}) {
      for (const std::size_t stride : {1u, 2u}) {
        k::conv_shape s;
        s.h = 5;
        s.w = 701;
        s.c = 2;
        s.n = 3;
        s.kh = 3;
        s.kw = 4;
        s.stride_h = s.stride_w = stride;
        s.pad_top = s.pad_left = pad;
        s.oh = (s.h + 2 * pad - s.kh) / stride + 1;
        s.ow = (s.w + 2 * pad - s.kw) / stride + 1;
        if (pad > 5) s.oh = pad / stride + 2;
        check_conv(s, level);
      }
    }
}

TEST_CASE("kernels/conv: integers wrap") {
  k::conv_shape s;
  s.h = s.w = s.oh = s.ow = 1;
  s.c = 2;
  s.n = 1;
  const std::int32_t in[] = {2000000000, 2000000000}, filter[] = {1, 1};
  std::int32_t out[1];
  k::generic_conv2d(s, 1, in, filter, out);
  CHECK(out[0] == static_cast<std::int32_t>(4000000000u));
}
