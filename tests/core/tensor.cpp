#include "thaw/core/tensor.hpp"

#include <doctest/doctest.h>

#include <complex>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#if __has_include(<xtensor/containers/xtensor.hpp>)
#include <xtensor/containers/xfixed.hpp>
#include <xtensor/containers/xtensor.hpp>
#include <xtensor/core/xmath.hpp>
#include <xtensor/views/xview.hpp>
#else
#include <xtensor/xfixed.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xtensor.hpp>
#include <xtensor/xview.hpp>
#endif

using thaw::dtype;
using thaw::shape;
using thaw::tensor;

namespace {
template <class T>
std::vector<T> values(const tensor& t) {
  return std::vector<T>(t.data<T>(), t.data<T>() + t.elements());
}
bool is_aligned(const tensor& t) { return reinterpret_cast<std::uintptr_t>(t.raw()) % thaw::alignment == 0; }

struct counted final : thaw::variant_base {
  int* alive;
  explicit counted(int* a) : alive(a) { ++*alive; }
  counted(const counted&) = delete;
  ~counted() override { --*alive; }
  std::string_view kind() const noexcept override { return "counted"; }
};
}  // namespace

TEST_CASE("tensor: of every dtype") {
  for (std::size_t i = 1; i < thaw::dtype_count; ++i) {
    const auto d = static_cast<dtype>(i);
    CAPTURE(thaw::name(d));
    const tensor t(d, {2, 3});
    CHECK(t.dtype() == d);
    CHECK(t.shape() == shape{2, 3});
    CHECK(t.elements() == 6);
    CHECK(t.bytes() == 6 * thaw::element_size(d));
    CHECK_FALSE(t.empty());
    CHECK(t.is_unique());
    CHECK((is_aligned(t) || !thaw::is_plain(d)));
    CHECK(tensor(d, {0}).elements() == 0);
    CHECK(tensor(d, {0}).clone().shape() == shape{0});
  }
  CHECK_THROWS_WITH_AS(tensor(dtype::invalid, {}), "a tensor cannot have dtype invalid", thaw::error);
  CHECK_THROWS_AS(tensor(static_cast<dtype>(99), {}), thaw::error);
}

TEST_CASE("tensor: sizes that cannot be") {
  CHECK_THROWS_WITH_AS(tensor(dtype::int8, {-1}), "a tensor needs a fully known shape, not [?]", thaw::error);
  CHECK_THROWS_AS(tensor(dtype::int8, shape::unknown()), thaw::error);
  CHECK_THROWS_AS(tensor(dtype::float64, {std::int64_t{1} << 60}), thaw::error);
  CHECK_THROWS_AS(tensor(dtype::int8, {INT64_MAX, 2}), thaw::error);
  CHECK_THROWS_AS(tensor(dtype::string, {std::int64_t{1} << 59}), thaw::error);
  CHECK_THROWS_AS(tensor::view(dtype::float64, {std::int64_t{1} << 60}, nullptr, nullptr), thaw::error);
}

TEST_CASE("tensor: the empty one, and the one moved from") {
  tensor t;
  CHECK(t.empty());
  CHECK(t.elements() == 0);
  CHECK(t.bytes() == 0);
  CHECK_FALSE(t.is_unique());
  CHECK(t.clone().empty());
  CHECK_THROWS_WITH_AS((void)t.data<float>(), "the tensor holds invalid, not float", thaw::error);
  CHECK_THROWS_WITH_AS((void)t.scalar<float>(), "the tensor holds invalid, not float", thaw::error);
  tensor full(1.5f);
  t = std::move(full);
  CHECK(t.scalar<float>() == 1.5f);
  CHECK(full.empty());  // NOLINT: a moved-from tensor is empty
  CHECK(full.raw() == nullptr);
  const tensor again(std::move(t));
  CHECK(again.scalar<float>() == 1.5f);
  CHECK(t.empty());  // NOLINT
}

TEST_CASE("tensor: scalars") {
  CHECK(tensor(1.5f).dtype() == dtype::float32);
  CHECK(tensor(2.5).scalar<double>() == 2.5);
  CHECK(tensor(7).dtype() == dtype::int32);
  CHECK(tensor(std::int64_t{7}).dtype() == dtype::int64);
  CHECK(tensor(7LL).scalar<std::int64_t>() == 7);
  CHECK(tensor(7ULL).scalar<std::uint64_t>() == 7);
  CHECK(tensor(true).scalar<bool>());
  CHECK(tensor(std::complex<float>(1, 2)).scalar<std::complex<float>>().imag() == 2);
  CHECK(static_cast<float>(tensor(thaw::half(0.5f)).scalar<thaw::half>()) == 0.5f);
  CHECK(tensor(thaw::bfloat16(2.f)).dtype() == dtype::bfloat16);
  CHECK(tensor("text").scalar<std::string>() == "text");
  CHECK(tensor(std::string("a\0b", 3)).scalar<std::string>().size() == 3);
  const tensor implicit = 3.f;
  CHECK(implicit.shape() == shape{});
  CHECK(tensor::from<float>({4}, {1, 1}).scalar<float>() == 4);
  CHECK_THROWS_WITH_AS((void)tensor(dtype::float32, {2}).scalar<float>(),
                       "a scalar was expected, not a tensor of shape [2]", thaw::error);
  CHECK_THROWS_WITH_AS((void)tensor(1.f).scalar<double>(), "the tensor holds float, not double", thaw::error);
}

TEST_CASE("tensor: from vectors") {
  CHECK(values<float>(tensor::from<float>({1, 2}, {2})) == std::vector<float>{1, 2});
  CHECK(values<bool>(tensor::from<bool>({true, false}, {2})) == std::vector<bool>{true, false});
  CHECK(values<std::int64_t>(tensor::from<long long>({1, 2}, {2})) == std::vector<std::int64_t>{1, 2});
  CHECK(values<std::string>(tensor::from<std::string>({"a", "b"}, {1, 2})) == std::vector<std::string>{"a", "b"});
  CHECK_THROWS_WITH_AS(tensor::from<float>({1, 2, 3}, {2}), "3 values given for a tensor of shape [2]", thaw::error);
  CHECK_THROWS_AS(tensor::from<float>({1}, {-1}), thaw::error);
}

TEST_CASE("tensor: copies share, clones do not") {
  tensor a = tensor::from<std::int32_t>({1, 2, 3}, {3});
  const tensor b = a;
  CHECK(a.raw() == b.raw());
  CHECK_FALSE(a.is_unique());
  tensor c = a.clone();
  CHECK(c.is_unique());
  c.data<std::int32_t>()[0] = 9;
  CHECK(a.data<std::int32_t>()[0] == 1);
  c.copy_from(a);
  CHECK(values<std::int32_t>(c) == std::vector<std::int32_t>{1, 2, 3});
  const tensor s = tensor::from<std::string>({"a long string that is on the heap", ""}, {2});
  tensor t = s.clone();
  t.data<std::string>()[0] = "changed";
  CHECK(s.data<std::string>()[0] == "a long string that is on the heap");
}

TEST_CASE("tensor: the same storage as another shape or dtype") {
  const tensor a = tensor::from<float>({1, 2, 3, 4}, {4});
  const tensor b = a.reshaped({2, 2});
  CHECK(b.shape() == shape{2, 2});
  CHECK(a.shape() == shape{4});
  CHECK(b.raw() == a.raw());
  const tensor c = a.retyped(dtype::int32);
  CHECK(c.raw() == a.raw());
  CHECK(c.data<std::int32_t>()[0] == 0x3f800000);
}

TEST_CASE("tensor: views keep their owner alive") {
  const auto memory = std::make_shared<std::vector<float>>(6, 2.f);
  {
    const tensor v = tensor::view(dtype::float32, {2, 3}, memory->data(), memory);
    CHECK(memory.use_count() == 2);
    CHECK(v.raw() == memory->data());
    CHECK(v.as<float>()(1, 2) == 2.f);
    const tensor again = v;  // NOLINT: the copy is the point
    CHECK(memory.use_count() == 3);
    CHECK(v.clone().raw() != v.raw());
  }
  CHECK(memory.use_count() == 1);
  const std::int32_t mine[] = {1, 2, 3};
  const tensor w = tensor::view(mine, {3});
  CHECK(w.raw() == mine);
  CHECK_FALSE(w.is_unique());
  CHECK(tensor::view(dtype::float32, {0, 4}, nullptr, nullptr).as<float>().size() == 0);
}

TEST_CASE("tensor: objects are destroyed once") {
  int alive = 0;
  {
    tensor t(dtype::variant, {3});
    for (int i = 0; i < 3; ++i) t.data<thaw::variant_value>()[i] = std::make_shared<counted>(&alive);
    const tensor c = t.clone();
    CHECK(alive == 3);
    t = tensor();
    CHECK(alive == 3);
    CHECK(c.data<thaw::variant_value>()[2] != nullptr);
  }
  CHECK(alive == 0);
  CHECK(tensor(dtype::resource, {2}).data<thaw::resource_handle>()[1] == nullptr);
}

TEST_CASE("tensor: from xtensor's containers and expressions, always row-major") {
  const xt::xarray<float> a = {{1, 2, 3}, {4, 5, 6}};
  const std::vector<float> expected = {1, 2, 3, 4, 5, 6};
  CHECK(tensor(a).shape() == shape{2, 3});
  CHECK(values<float>(tensor(a)) == expected);
  CHECK(tensor(a).raw() != a.data());
  CHECK(values<float>(tensor(xt::xtensor<float, 2>(a))) == expected);
  CHECK(values<float>(tensor(xt::xtensor_fixed<float, xt::xshape<2, 3>>(a))) == expected);
  CHECK(values<float>(tensor(xt::xarray<float, xt::layout_type::column_major>(a))) == expected);
  CHECK(values<float>(tensor(xt::xtensor<float, 2, xt::layout_type::column_major>(a))) == expected);

  CHECK(values<float>(tensor(a + a * 2.f)) == std::vector<float>{3, 6, 9, 12, 15, 18});
  CHECK(values<bool>(tensor(a > 2.f)) == std::vector<bool>{false, false, true, true, true, true});
  CHECK(values<float>(tensor(xt::transpose(a))) == std::vector<float>{1, 4, 2, 5, 3, 6});
  CHECK(values<float>(tensor(xt::view(a, xt::all(), xt::range(1, 3)))) == std::vector<float>{2, 3, 5, 6});
  CHECK(values<float>(tensor(xt::view(a, 1))) == std::vector<float>{4, 5, 6});
  CHECK(values<float>(tensor(xt::view(a, xt::all(), xt::range(2, xt::placeholders::_, -1)))) ==
        std::vector<float>{3, 2, 1, 6, 5, 4});
  CHECK(values<float>(tensor(xt::broadcast(xt::xarray<float>{7, 8}, std::vector<std::size_t>{2, 2}))) ==
        std::vector<float>{7, 8, 7, 8});
  CHECK(values<std::int32_t>(tensor(xt::cast<std::int32_t>(a))) == std::vector<std::int32_t>{1, 2, 3, 4, 5, 6});
  CHECK(tensor(xt::sum(a)).shape() == shape{});
  CHECK(tensor(xt::sum(a)).scalar<float>() == 21);
}

TEST_CASE("tensor: from xtensor's arrays of every kind of element") {
  const xt::xarray<bool> b = {true, false};
  CHECK(values<bool>(tensor(b)) == std::vector<bool>{true, false});
  const xt::xarray<std::string> s = {std::string("a"), std::string("b")};
  CHECK(tensor(s).shape() == shape{2});
  CHECK(values<std::string>(tensor(s)) == std::vector<std::string>{"a", "b"});
  const xt::xarray<long long> n = {1, -2};
  CHECK(values<std::int64_t>(tensor(n)) == std::vector<std::int64_t>{1, -2});
  const xt::xarray<std::size_t> u = {1, 2};
  CHECK(tensor(u).dtype() == dtype::uint64);
  const xt::xarray<std::complex<double>> c = {std::complex<double>(1, 2)};
  CHECK(tensor(c).scalar<std::complex<double>>().imag() == 2);
  CHECK(tensor(c).dtype() == dtype::complex128);
  xt::xarray<thaw::half> h = xt::xarray<thaw::half>::from_shape({2});
  h(1) = thaw::half(1.f);
  CHECK(tensor(h).data<thaw::half>()[1].bits == 0x3c00);
  const xt::xarray<float> scalar = 3.f;
  CHECK(tensor(scalar).shape() == shape{});
  CHECK(tensor(scalar).scalar<float>() == 3.f);
  CHECK(tensor(xt::xarray<float>::from_shape({2, 0, 3})).shape() == shape{2, 0, 3});
}

TEST_CASE("tensor: as an xtensor array without a copy, read and written") {
  tensor t = tensor::from<float>({1, 2, 3, 4, 5, 6}, {2, 3});
  auto a = t.as<float>();
  CHECK(a.data() == t.data<float>());
  CHECK(a.dimension() == 2);
  CHECK(a(1, 0) == 4);
  a(1, 0) = 40;
  CHECK(t.data<float>()[3] == 40);
  a *= 2.f;
  CHECK(values<float>(t) == std::vector<float>{2, 4, 6, 80, 10, 12});
  xt::view(a, 0) = xt::xarray<float>{7, 8, 9};
  CHECK(values<float>(t) == std::vector<float>{7, 8, 9, 80, 10, 12});

  const tensor& fixed = t;
  const auto b = fixed.as<float>();
  CHECK(b.data() == t.data<float>());
  CHECK(static_cast<float>(xt::sum(b)()) == 126);
  static_assert(std::is_same_v<decltype(fixed.as<float>().data()[0]), const float&>);

  const xt::xarray<float> own = tensor(t).as<float>();  // of a temporary: a copy
  t.data<float>()[0] = -1;
  CHECK(own(0, 0) == 7);
  auto temporary = t.clone().as<float>();
  static_assert(std::is_same_v<decltype(temporary), xt::xarray<float>>);
  CHECK(temporary(0, 0) == -1);

  CHECK(tensor(2.f).as<float>()() == 2.f);
  tensor strings = tensor::from<std::string>({"a", "b"}, {2});
  strings.as<std::string>()(1) = "c";
  CHECK(strings.data<std::string>()[1] == "c");
  tensor bools = tensor::from<bool>({true, false}, {2});
  bools.as<bool>()(1) = true;
  CHECK(bools.data<bool>()[1]);
  const tensor none(dtype::float32, {0, 2});
  CHECK(none.as<float>().shape()[1] == 2);
  CHECK_THROWS_WITH_AS((void)t.as<double>(), "the tensor holds float, not double", thaw::error);
}
