#include "thaw/proto/tensor_convert.hpp"

#include <doctest/doctest.h>

#include <cstring>

#include "thaw/proto.hpp"
#include "thaw/wire.hpp"
#include "wire/support.hpp"

namespace proto = thaw::proto;
namespace wire = thaw::wire;
using thaw::code;
using thaw::dtype;
using wire_test::error_of;
using wire_test::unhex;

namespace {

// As tests/data/proto writes elements: bytes in hex, or each string in hex with a comma behind it.
std::string elements_of(const thaw::tensor& t) {
  if (t.dtype() != dtype::string) return wire_test::hex({static_cast<const char*>(t.raw()), t.bytes()});
  std::string text;
  for (std::int64_t i = 0; i < t.elements(); ++i) text += wire_test::hex(t.data<std::string>()[i]) + ",";
  return text;
}

// "[2,3]"
thaw::shape shape_of(const std::string& text) {
  thaw::shape s;
  for (std::size_t at = 1; at + 1 < text.size();) {
    s.push_back(std::stoll(text.substr(at)));
    at = std::min(text.find(',', at), text.size() - 1) + 1;
  }
  return s;
}

thaw::tensor tensor_of(dtype d, const thaw::shape& s, const std::string& elements) {
  thaw::tensor t(d, s);
  if (d != dtype::string) {
    const std::string bytes = unhex(elements);
    REQUIRE(bytes.size() == t.bytes());
    if (!bytes.empty()) std::memcpy(t.raw(), bytes.data(), bytes.size());
    return t;
  }
  std::size_t at = 0;
  for (std::int64_t i = 0; i < t.elements(); ++i) {
    const std::size_t end = elements.find(',', at);
    t.data<std::string>()[i] = unhex(elements.substr(at, end - at));
    at = end + 1;
  }
  return t;
}

proto::tensor_proto from_text(const char* text) { return wire::parse_text<proto::tensor_proto>(text); }

}  // namespace

TEST_CASE("tensor_convert: what TensorFlow reads") {
  for (const auto& row : wire_test::rows("proto/tensors.tsv")) {
    CAPTURE(row[0]);
    const std::string bytes = unhex(row[1]);
    const auto owner = std::make_shared<const std::string>(bytes);
    for (const bool shared : {false, true}) {
      const auto p = wire::parse<proto::tensor_proto>(wire::source{*owner, shared ? owner : nullptr, ""});
      std::string shape = "error", elements;
      const auto convert = [&] {
        const thaw::tensor t = proto::to_tensor(p);
        CHECK(static_cast<int>(t.dtype()) == std::stoi(row[2]));
        shape = t.shape().to_string();
        elements = elements_of(t);
      };
      try {
        convert();
      } catch (const thaw::error& e) {
        CHECK((e.code() == code::invalid_argument || e.code() == code::data_loss));
      }
      CHECK(shape == row[3]);
      CHECK(elements == row[4]);
    }
  }
}

TEST_CASE("tensor_make: what TensorFlow writes") {
  for (const auto& row : wire_test::rows("proto/made_tensors.tsv")) {
    CAPTURE(row[0]);
    CAPTURE(row[1]);
    const auto d = thaw::dtype_from_number(std::stoi(row[0]));
    const thaw::tensor t = tensor_of(d, shape_of(row[1]), row[2]);
    const proto::tensor_proto p = proto::to_proto(t);
    CHECK(wire_test::hex(wire::serialize(p)) == row[3]);
    CHECK(elements_of(proto::to_tensor(wire::parse<proto::tensor_proto>(unhex(row[3])))) == row[2]);
    CHECK(elements_of(proto::to_tensor(p)) == row[2]);
  }
}

TEST_CASE("tensor_convert: all dtypes survive") {
  for (std::size_t i = 1; i < thaw::dtype_count; ++i) {
    const auto d = static_cast<dtype>(i);
    if (!thaw::is_plain(d)) continue;
    for (const thaw::shape& s : {thaw::shape{}, thaw::shape{1}, thaw::shape{2, 2}, thaw::shape{0, 3}}) {
      CAPTURE(thaw::name(d));
      thaw::tensor t(d, s);
      std::memset(t.raw(), 1, t.bytes());
      const thaw::tensor back = proto::to_tensor(proto::to_proto(t));
      CHECK(back.dtype() == d);
      CHECK(back.shape() == s);
      CHECK(std::memcmp(back.raw(), t.raw(), t.bytes()) == 0);
    }
  }
}

TEST_CASE("tensor_convert: aligned content of a file is a view, other content a copy") {
  // Sixteen bytes of content behind a field that moves it to every offset modulo 8.
  for (std::size_t shift = 0; shift < 8; ++shift) {
    proto::tensor_proto p;
    p.dtype = static_cast<int>(dtype::float64);
    p.tensor_shape->dim.resize(1);
    p.tensor_shape->dim[0].size = 2;
    p.tensor_shape->dim[0].name = std::string(shift, 'x');
    p.tensor_content = std::string("0123456789abcdef");
    const auto file = std::make_shared<const std::string>(wire::serialize(p));
    const auto parsed = wire::parse<proto::tensor_proto>(wire::source{*file, file, ""});
    const thaw::tensor t = proto::to_tensor(parsed);
    const bool aligned = reinterpret_cast<std::uintptr_t>(parsed.tensor_content.data()) % 8 == 0;
    CHECK((t.raw() == parsed.tensor_content.data()) == aligned);
    CHECK(std::memcmp(t.raw(), "0123456789abcdef", 16) == 0);
    CHECK((reinterpret_cast<std::uintptr_t>(t.raw()) % 8) == 0);
  }
  thaw::tensor kept;
  {
    const auto file = std::make_shared<const std::string>(unhex("080412041202080222020102"));  // uint8 [1, 2]
    kept = proto::to_tensor(wire::parse<proto::tensor_proto>(wire::source{*file, file, ""}));
  }
  CHECK(kept.data<std::uint8_t>()[1] == 2);  // the tensor keeps the file
  const thaw::tensor made = thaw::tensor::from(std::vector<float>{1, 2}, {2});
  CHECK(proto::to_proto(made).tensor_content.data() == made.raw());
}

TEST_CASE("tensor_convert: limits") {
  const auto failing = [](const char* text, code expected, std::uint64_t limit = proto::max_repeated_bytes) {
    const auto p = from_text(text);
    return error_of([&] { (void)proto::to_tensor(p, limit); }, expected);
  };
  CHECK(failing("dtype: DT_FLOAT tensor_shape { dim { size: 1000 } } float_val: 1", code::resource_exhausted, 3999) ==
        "a tensor of shape [1000] with 4 bytes for each element takes more than the limit of 3999 bytes");
  CHECK(failing("dtype: DT_FLOAT tensor_shape { dim { size: 1000 } } float_val: 1", code::ok, 4000) == "");
  CHECK(failing("dtype: DT_FLOAT tensor_shape { dim { size: 1073741824 } }", code::resource_exhausted) != "");
  CHECK(failing("dtype: DT_STRING tensor_shape { dim { size: 100000000 } } string_val: 'x'",
                code::resource_exhausted) != "");
  CHECK(failing("dtype: DT_STRING tensor_shape { dim { size: 100 } } string_val: '0123456789'",
                code::resource_exhausted, 4000) != "");
  CHECK(failing("dtype: DT_FLOAT tensor_shape { dim { size: 4611686018427387904 } } float_val: 1",
                code::invalid_argument) != "");
  CHECK(failing("dtype: DT_STRING tensor_shape { dim { size: 4611686018427387904 } } tensor_content: 'x'",
                code::invalid_argument) != "");
  CHECK(failing("dtype: DT_STRING tensor_shape { dim { size: 1000000000 } } tensor_content: 'x'",
                code::invalid_argument) ==
        "tensor_content has 1 bytes, which is not a tensor of string of shape [1000000000]");
  CHECK(failing("dtype: DT_INT64 tensor_shape { dim { size: 2 } } tensor_content: '012345678'",
                code::invalid_argument) == "tensor_content has 9 bytes, which is not a tensor of int64 of shape [2]");
  CHECK(failing("dtype: DT_RESOURCE", code::unimplemented) == "a tensor of resource cannot be read from a message");
  CHECK(failing("dtype: DT_VARIANT", code::unimplemented) != "");
  CHECK(failing("dtype: 101", code::invalid_argument) == "a tensor has the dtype number 101");
  std::string many = "dtype: DT_FLOAT tensor_shape { ";
  for (int i = 0; i < 255; ++i) many += "dim { size: 1 } ";
  CHECK(failing((many + "}").c_str(), code::invalid_argument) == "a shape has more than 254 dimensions");
}

TEST_CASE("tensor_convert: dtype and shape from elsewhere") {
  const auto p = from_text("float_val: [1, 2, 3, 4]");
  const thaw::tensor t = proto::to_tensor(p, dtype::float32, {2, 2});
  CHECK(t.shape() == thaw::shape{2, 2});
  CHECK(t.data<float>()[3] == 4);
  CHECK(error_of([&] { (void)proto::to_tensor(p, dtype::float32, {-1}); }, code::invalid_argument) ==
        "a tensor has the shape [?], which is not fully known");
  CHECK(error_of([] { (void)proto::to_proto(thaw::tensor()); }, code::invalid_argument) != "");
}

TEST_CASE("shape_convert") {
  const auto shape = [](const char* text) {
    return proto::to_shape(wire::parse_text<proto::tensor_shape_proto>(text));
  };
  CHECK(shape("") == thaw::shape{});
  CHECK(shape("unknown_rank: true") == thaw::shape::unknown());
  CHECK(shape("dim { size: 2 } dim { size: -1 name: 'x' } dim { }") == thaw::shape{2, -1, 0});
  CHECK(error_of([&] { (void)shape("dim { size: 1 } dim { size: -2 }"); }, code::invalid_argument) ==
        "dimension 1 of a shape has size -2; -1 means unknown");
  for (const thaw::shape& s : {thaw::shape{}, thaw::shape{0}, thaw::shape{2, -1, 3}, thaw::shape::unknown()})
    CHECK(proto::to_shape(proto::to_proto(s)) == s);
  CHECK(wire::to_text(proto::to_proto(thaw::shape{-1, 0})) == "dim {\n  size: -1\n}\ndim {\n}\n");
}
