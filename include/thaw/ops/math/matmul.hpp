// Matrix products: of two matrices, and of batches of them.
#pragma once
#include "thaw/ops/math/product.hpp"
#include "thaw/ops/op_set.hpp"

namespace thaw::ops {

namespace detail {

/// Attributes: where Adjoint, adj_x and adj_y, which conjugate; else transpose_a and transpose_b, which don't.
template <bool Adjoint>
product_attrs read_product_attrs(const op_context& c) {
  const bool a = c.attr_bool(Adjoint ? "adj_x" : "transpose_a"), b = c.attr_bool(Adjoint ? "adj_y" : "transpose_b");
  return {a, b, Adjoint && a, Adjoint && b};
}

template <bool Adjoint>
void prepare_product(prepare_context& c) {
  auto& s = c.make_state<product_state>();
  s.attrs = read_product_attrs<Adjoint>(c);
  const shape &a = c.input(0), &b = c.input(1);
  if (c.value(1) != nullptr && product_dtype(c.output_dtype(0)) == dtype::float32)
    pack_constant(s, *c.value(1), c.isa(), c.resources());
  s.planned = a.is_fully_defined() && b.is_fully_defined();
  if (s.planned) s.plan = make_product(a, b, s.attrs);
}

THAW_LAZY void run_product(run_context& c) {
  const auto& s = c.state<product_state>();
  if (s.planned)
    run_products(c, s, s.plan);
  else
    run_products(c, s, make_product(c.input_shape(0), c.input_shape(1), s.attrs));
}

template <bool Broadcasts>
struct batch_matmul {
  static void infer(infer_context& c) {
    const shape &x = c.with_rank_at_least(0, 2), &y = c.with_rank_at_least(1, 2);
    c.output(0, infer_product(x, y, read_product_attrs<true>(c), Broadcasts));
  }
  static void prepare(prepare_context& c) { prepare_product<true>(c); }
  static void run(run_context& c) { run_product(c); }
};

}  // namespace detail

/// Both of rank 2. transpose_a and transpose_b don't conjugate.
struct MatMul {
  static constexpr signature def() {
    return {
        "MatMul(a: T, b: T) -> product: T; transpose_a: bool = false; transpose_b: bool = false; T: {bfloat16, half, "
        "float, double, int32, int64, uint8, uint16, uint32, uint64, complex64, complex128}; grad_a: bool = false; "
        "grad_b: bool = false"};
  }
  THAW_SETUP static void infer(infer_context& c) {
    const shape &a = c.with_rank(0, 2), &b = c.with_rank(1, 2);
    c.output(0, detail::infer_product(a, b, detail::read_product_attrs<false>(c), false));
  }
  THAW_SETUP static void prepare(prepare_context& c) { detail::prepare_product<false>(c); }
  THAW_LAZY static void run(run_context& c) { detail::run_product(c); }
};

/// x[…, m, k] y[…, k, n]; batch dimensions must be equal. adj_x and adj_y transpose and conjugate.
struct BatchMatMul : detail::batch_matmul<false> {
  static constexpr signature def() {
    return {
        "BatchMatMul(x: T, y: T) -> output: T; T: {bfloat16, half, float, double, int32, int64, complex64, "
        "complex128}; adj_x: bool = false; adj_y: bool = false; grad_x: bool = false; grad_y: bool = false"};
  }
};

/// As BatchMatMul; batch dimensions broadcast.
struct BatchMatMulV2 : detail::batch_matmul<true> {
  static constexpr signature def() {
    return {
        "BatchMatMulV2(x: T, y: T) -> output: T; T: {bfloat16, half, float, double, int16, int32, int64, uint8, "
        "uint16, uint32, uint64, complex64, complex128}; adj_x: bool = false; adj_y: bool = false; grad_x: bool = "
        "false; grad_y: bool = false"};
  }
};

/// As BatchMatMulV2; also bytes to int32, and bytes with bfloat16.
struct BatchMatMulV3 : detail::batch_matmul<true> {
  static constexpr signature def() {
    return {
        "BatchMatMulV3(x: Ta, y: Tb) -> output: Tout; Ta: {bfloat16, half, float, double, uint8, int8, int16, int32, "
        "int64, complex64, complex128}; Tb: {bfloat16, half, float, double, uint8, int8, int16, int32, int64, "
        "complex64, complex128}; Tout: {bfloat16, half, float, double, int16, int32, int64, complex64, complex128}; "
        "adj_x: bool = false; adj_y: bool = false; grad_x: bool = false; grad_y: bool = false"};
  }
  THAW_SETUP static void prepare(prepare_context& c) {
    const dtype x = c.input_dtype(0), y = c.input_dtype(1), out = c.output_dtype(0);
    const auto fits = [&](dtype d) { return is_byte(d) || d == out; };
    const bool bytes = is_byte(x) && is_byte(y) && out == dtype::int32;
    const bool mixed = out == dtype::bfloat16 && fits(x) && fits(y) && !(is_byte(x) && is_byte(y));
    if (!bytes && !mixed && (x != y || y != out))
      fail(code::unimplemented, "the product of ", x, " and ", y, " as ", out, " is not supported");
    detail::prepare_product<true>(c);
  }

 private:
  static constexpr bool is_byte(dtype d) { return d == dtype::int8 || d == dtype::uint8; }
};

}  // namespace thaw::ops
