// The matrix products behind MatMul and BatchMatMul: which matrices are multiplied, in which type, with what packed
// when.
#pragma once
#include <complex>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "thaw/kernels.hpp"
#include "thaw/ops/context.hpp"
#include "thaw/ops/elementwise.hpp"
#include "thaw/ops/math/scratch.hpp"

namespace thaw::ops::detail {

/// The type in which products of `d` are summed: half and bfloat16 in float, rounded once; small integers in int32,
/// whose low bits are theirs.
constexpr dtype product_dtype(dtype d) noexcept {
  switch (d) {
    case dtype::float16:
    case dtype::bfloat16:
      return dtype::float32;
    case dtype::int8:
    case dtype::uint8:
    case dtype::int16:
    case dtype::uint16:
      return dtype::int32;
    case dtype::uint32:
    case dtype::uint64:
      return dtype::int64;
    default:
      return d;
  }
}

/// How the operands are read.
struct product_attrs {
  bool transpose_a = false, transpose_b = false, conjugate_a = false, conjugate_b = false;
};

/// Products of [m, k] and [k, n] matrices: for output matrix i, matrix pairs[i].first of a with pairs[i].second of b.
struct product {
  kernels::gemm_shape size;
  std::size_t a_matrices = 1, b_matrices = 1;
  std::vector<std::pair<std::int64_t, std::int64_t>> pairs;
};

THAW_LAZY shape batch_of(const shape& s) { return shape(s.begin(), s.end() - 2); }

/// For fully known shapes that fit (see infer_product).
THAW_LAZY product make_product(const shape& a, const shape& b, const product_attrs& t) {
  product p;
  const auto size = [](const shape& s, std::size_t from_end) {
    return static_cast<std::size_t>(s[s.rank() - from_end]);
  };
  p.size = {size(a, t.transpose_a ? 1 : 2), size(a, t.transpose_a ? 2 : 1), size(b, t.transpose_b ? 2 : 1),
            t.transpose_a, t.transpose_b};
  const shape batches[] = {batch_of(a), batch_of(b)};
  p.a_matrices = static_cast<std::size_t>(batches[0].elements());
  p.b_matrices = static_cast<std::size_t>(batches[1].elements());
  if (p.b_matrices == 1 && !t.transpose_a && p.a_matrices > 1) {  // all rows by one matrix
    p.size.m *= p.a_matrices;
    p.a_matrices = 1;
    p.pairs.emplace_back(0, 0);
    return p;
  }
  if (p.size.m == 0 || p.size.n == 0) return p;  // however many products of nothing
  const kernels::broadcast_plan plan = kernels::make_broadcast(batches[0], batches[1]);
  p.pairs.resize(static_cast<std::size_t>(plan.count));
  for_each_pair(plan, [&](std::int64_t i, std::int64_t x, std::int64_t y) {
    p.pairs[static_cast<std::size_t>(i)] = {x, y};
  });
  return p;
}

struct product_state {
  product_attrs attrs;
  bool planned = false;
  product plan;
  std::vector<kernels::packed_matrix> packed;  // the matrices of b, when they are constant
};

/// The output's shape for shapes that may be known only partly. Throws invalid_argument when they don't fit.
THAW_LAZY shape infer_product(const shape& a, const shape& b, const product_attrs& t, bool broadcasts) {
  if (!a.has_rank() || !b.has_rank()) return shape::unknown();
  const auto dim = [](const shape& s, std::size_t from_end) { return s[s.rank() - from_end]; };
  const std::int64_t ka = dim(a, t.transpose_a ? 2 : 1), kb = dim(b, t.transpose_b ? 1 : 2);
  if (ka >= 0 && kb >= 0 && ka != kb)
    fail(code::invalid_argument, "Matrix size-incompatible: In[0]: ", a, t.transpose_a ? " (transposed)" : "",
         ", In[1]: ", b, t.transpose_b ? " (transposed)" : "");
  const shape batch_a = batch_of(a), batch_b = batch_of(b);
  if (!broadcasts && !batch_a.is_compatible_with(batch_b))
    fail(code::invalid_argument, "In[0] and In[1] must have compatible batch dimensions: ", a, " vs. ", b);
  shape out = broadcast(batch_a, batch_b);
  out.push_back(dim(a, t.transpose_a ? 1 : 2));
  out.push_back(dim(b, t.transpose_b ? 2 : 1));
  return out;
}

/// Packs the matrices of a constant b.
THAW_LAZY void pack_constant(product_state& s, const tensor& b, isa level, const session_resources& r) {
  const shape& dims = b.shape();
  if (b.elements() == 0) return;
  const auto rows = static_cast<std::size_t>(dims[dims.rank() - 2]), cols = static_cast<std::size_t>(dims.back());
  const auto n = static_cast<std::size_t>(b.elements());
  tensor wide = b;
  if (b.dtype() != dtype::float32) {
    wide = tensor(dtype::float32, dims);
    kernels::cast(b.dtype(), dtype::float32, b.raw(), wide.raw(), n);
  }
  const float* at = wide.data<float>();
  const bool turned = s.attrs.transpose_b;
  const std::int64_t matrices = batch_of(dims).elements();
  r.check_memory(static_cast<std::uint64_t>(matrices),
                 sizeof(float) * kernels::packed_size(turned ? cols : rows, turned ? rows : cols, level));
  for (std::int64_t i = 0; i < matrices; ++i, at += rows * cols)
    s.packed.emplace_back(at, turned ? cols : rows, turned ? rows : cols, cols, turned, level);
}

/// a and b as float.
THAW_LAZY void run_float_products(const product_state& s, const product& p, const float* a, const float* b, float* out,
                                  float* pack_space, float* turn_space, isa level) {
  const auto [m, k, n, transpose_a, transpose_b] = p.size;
  std::int64_t packed_b = -1;
  kernels::packed_view view;
  for (const auto& [ia, ib] : p.pairs) {
    if (!s.packed.empty()) {
      view = s.packed[static_cast<std::size_t>(ib)].view();
    } else if (ib != packed_b) {
      view = kernels::pack(pack_space, b + static_cast<std::size_t>(ib) * k * n, k, n, transpose_b ? k : n, transpose_b,
                           level);
      packed_b = ib;
    }
    const float* rows = a + static_cast<std::size_t>(ia) * m * k;
    if (transpose_a && m > 1) {
      kernels::transpose_2d(turn_space, rows, k, m, sizeof(float));
      rows = turn_space;
    }
    kernels::gemm(m, rows, k, view, out, n);
    out += m * n;
  }
}

template <class T>
void run_generic_products(const product_attrs& t, const product& p, const void* a, const void* b, void* out) {
  const auto [m, k, n, transpose_a, transpose_b] = p.size;
  kernels::generic_gemm<T> g;
  g.m = m;
  g.k = k;
  g.n = n;
  g.a_row = transpose_a ? 1 : k;
  g.a_col = transpose_a ? m : 1;
  g.b_row = transpose_b ? 1 : n;
  g.b_col = transpose_b ? k : 1;
  g.conjugate_a = t.conjugate_a;
  g.conjugate_b = t.conjugate_b;
  g.c = static_cast<T*>(out);
  for (const auto& [ia, ib] : p.pairs) {
    g.a = static_cast<const T*>(a) + static_cast<std::size_t>(ia) * m * k;
    g.b = static_cast<const T*>(b) + static_cast<std::size_t>(ib) * k * n;
    g.run();
    g.c += m * n;
  }
}

THAW_LAZY void run_products(run_context& c, const product_state& s, const product& p) {
  const dtype d = product_dtype(c.output_dtype(0));
  const std::size_t size = plain_size(d);
  const tensor* in[] = {&c.input(0), &c.input(1)};
  tensor& out = c.output(0);
  if (out.elements() == 0) return;
  const bool is_float = d == dtype::float32, packs = is_float && s.packed.empty();
  scratch_parts parts;
  std::size_t wide_at[3] = {};
  bool widens[3] = {};
  for (std::size_t i = 0; i < 3; ++i) {
    const tensor& t = i < 2 ? *in[i] : out;
    widens[i] = t.dtype() != d && !(i == 1 && is_float && !packs);
    if (widens[i]) wide_at[i] = parts.add(static_cast<std::size_t>(t.elements()) * size);
  }
  const std::size_t pack_at = packs ? parts.add(kernels::packed_size(p.size.k, p.size.n, c.isa()) * sizeof(float)) : 0;
  const std::size_t turn_at =
      is_float && p.size.transpose_a && p.size.m > 1 ? parts.add(p.size.m * p.size.k * sizeof(float)) : 0;
  parts.allocate(c);
  const void* from[] = {in[0]->raw(), in[1]->raw()};
  for (std::size_t i = 0; i < 2; ++i) {
    if (!widens[i]) continue;
    kernels::cast(in[i]->dtype(), d, from[i], parts.at<void>(wide_at[i]), static_cast<std::size_t>(in[i]->elements()));
    from[i] = parts.at<void>(wide_at[i]);
  }
  void* to = widens[2] ? parts.at<void>(wide_at[2]) : out.raw();
  switch (d) {
    case dtype::float32:
      run_float_products(s, p, static_cast<const float*>(from[0]), static_cast<const float*>(from[1]),
                         static_cast<float*>(to), parts.at<float>(pack_at), parts.at<float>(turn_at), c.isa());
      break;
    case dtype::float64:
      run_generic_products<double>(s.attrs, p, from[0], from[1], to);
      break;
    case dtype::int32:
      run_generic_products<std::int32_t>(s.attrs, p, from[0], from[1], to);
      break;
    case dtype::int64:
      run_generic_products<std::int64_t>(s.attrs, p, from[0], from[1], to);
      break;
    case dtype::complex64:
      run_generic_products<std::complex<float>>(s.attrs, p, from[0], from[1], to);
      break;
    default:
      run_generic_products<std::complex<double>>(s.attrs, p, from[0], from[1], to);
      break;
  }
  if (widens[2]) kernels::cast(d, out.dtype(), to, out.raw(), static_cast<std::size_t>(out.elements()));
}

}  // namespace thaw::ops::detail
