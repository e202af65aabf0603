#include "thaw/core/dtype.hpp"

#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <type_traits>

#include "thaw/core/file.hpp"
#include "thaw/core/tensor.hpp"

using thaw::dtype;

namespace {
template <dtype D>
void check_type() {
  CAPTURE(thaw::name(D));
  using T = thaw::element_t<D>;
  CHECK(thaw::dtype_of<T> == D);
  CHECK(sizeof(T) == thaw::element_size(D));
  CHECK(std::is_trivially_copyable_v<T> == thaw::is_plain(D));
}
template <std::size_t... I>
void check_types(std::index_sequence<I...>) {
  (check_type<static_cast<dtype>(I + 1)>(), ...);
}
}  // namespace

TEST_CASE("dtype: numbers, names and sizes are TensorFlow's") {
  std::istringstream in(thaw::read_file(THAW_TEST_DATA "/core/dtypes.tsv"));
  std::string line;
  std::size_t rows = 0;
  while (std::getline(in, line)) {
    if (line[0] == '#') continue;
    CAPTURE(line);
    std::istringstream row(line);
    std::int64_t number = 0;
    std::size_t size = 0;
    std::string proto_name, name, numpy_name;
    row >> number >> proto_name >> name >> numpy_name >> size;
    const dtype d = thaw::dtype_from_number(number);
    CHECK(static_cast<std::int64_t>(d) == number);
    CHECK(thaw::name(d) == name);
    CHECK(thaw::numpy_name(d) == numpy_name);
    CHECK(thaw::dtype_from_name(name) == d);
    CHECK(thaw::dtype_from_name(numpy_name) == d);
    CHECK(thaw::plain_size(d) == size);
    CHECK(thaw::is_plain(d) == (size != 0));
    ++rows;
  }
  CHECK(rows + 1 == thaw::dtype_count);
}

TEST_CASE("dtype: every dtype has one C++ type, of its size") {
  check_types(std::make_index_sequence<thaw::dtype_count - 1>());
  CHECK(thaw::dtype_of<long long> == dtype::int64);
  CHECK(thaw::dtype_of<unsigned long long> == dtype::uint64);
  CHECK(thaw::dtype_of<long> == dtype::int64);
  CHECK(thaw::dtype_of<std::size_t> == dtype::uint64);
}

TEST_CASE("dtype: what is none") {
  for (const std::int64_t n : {INT64_MIN, std::int64_t{-1}, std::int64_t{0}, std::int64_t{34}, std::int64_t{101},
                               std::int64_t{257}, std::int64_t{1} << 32 | 1, INT64_MAX})
    CHECK(thaw::dtype_from_number(n) == dtype::invalid);
  CHECK(thaw::dtype_from_name("") == dtype::invalid);
  CHECK(thaw::dtype_from_name("Float") == dtype::invalid);
  CHECK(thaw::dtype_from_name("float_ref") == dtype::invalid);
  const auto beyond = static_cast<dtype>(200);
  CHECK(thaw::name(beyond) == "invalid");
  CHECK(thaw::numpy_name(beyond) == "invalid");
  CHECK(thaw::element_size(beyond) == 0);
  CHECK_FALSE(thaw::is_plain(beyond));
  CHECK_FALSE(thaw::is_plain(dtype::invalid));
}
