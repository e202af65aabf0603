#include "thaw/core/npy.hpp"

#include <doctest/doctest.h>

#include <complex>
#include <filesystem>
#include <string>
#include <vector>

using thaw::dtype;
using thaw::shape;
using thaw::tensor;

namespace {
const std::string folder = THAW_TEST_DATA "/core/npy/";

std::string bytes_of(const std::string& name) { return thaw::read_file(folder + name + ".npy"); }

// A file with any header text and data.
std::string file(const std::string& text, const std::string& data, char version = 1) {
  std::string s = "\x93NUMPY";
  s += {version, '\0', static_cast<char>(text.size() & 0xff), static_cast<char>(text.size() >> 8)};
  if (version > 1) s.append(2, '\0');
  return s + text + data;
}
std::string file_of(const std::string& descr, const std::string& dims, const std::string& data, bool fortran = false) {
  return file(
      "{'descr': '" + descr + "', 'fortran_order': " + (fortran ? "True" : "False") + ", 'shape': (" + dims + ")}",
      data);
}

struct failure {
  thaw::code code = thaw::code::ok;
  std::string message;
};
failure failure_of(std::string_view bytes) {
  try {
    (void)thaw::parse_npy(bytes);
  } catch (const thaw::error& e) {
    return {e.code(), e.message()};
  }
  return {};
}
void check_damaged(const std::string& bytes, const std::string& message) {
  const failure f = failure_of(bytes);
  CHECK(f.code == thaw::code::data_loss);
  CHECK(f.message == "npy: " + message);
}

std::vector<std::string> names() {
  std::vector<std::string> v;
  for (const std::string& n : thaw::list_directory(folder))
    if (n.size() > 4 && n.substr(n.size() - 4) == ".npy") v.push_back(n.substr(0, n.size() - 4));
  return v;
}

template <class T>
T times(int i, T factor) {
  T sum{};
  for (; i > 0; --i) sum = static_cast<T>(sum + factor);
  return sum;
}

// [[0 1 2] [3 4 5]] times a factor, in native and in big-endian order; and written as numpy wrote it.
template <class T>
void check_counting(const std::string& name, dtype d, T factor) {
  CAPTURE(name);
  for (const char* order : {"", "_big"}) {
    if (sizeof(T) == 1 && *order != '\0') continue;
    CAPTURE(order);
    const tensor t = thaw::load_npy(folder + name + order + ".npy");
    CHECK(t.dtype() == d);
    CHECK(t.shape() == shape{2, 3});
    for (int i = 0; i < 6; ++i) CHECK(t.data<T>()[i] == times(i, factor));
    CHECK(thaw::to_npy(t) == bytes_of(name));
  }
}
template <class T>
void check_small_float(const std::string& name, float factor, const std::string& written_as) {
  CAPTURE(name);
  const tensor t = thaw::load_npy(folder + name + ".npy");
  CHECK(t.shape() == shape{2, 3});
  for (int i = 0; i < 6; ++i) CHECK(static_cast<float>(t.data<T>()[i]) == static_cast<float>(i) * factor);
  CHECK(thaw::to_npy(t) == bytes_of(written_as));
}
}  // namespace

TEST_CASE("npy: numbers, in both byte orders, and byte for byte as numpy writes them") {
  check_counting<std::int8_t>("i1", dtype::int8, -1);
  check_counting<std::int16_t>("i2", dtype::int16, -1);
  check_counting<std::int32_t>("i4", dtype::int32, -1);
  check_counting<std::int64_t>("i8", dtype::int64, -1);
  check_counting<std::uint8_t>("u1", dtype::uint8, 1);
  check_counting<std::uint16_t>("u2", dtype::uint16, 1);
  check_counting<std::uint32_t>("u4", dtype::uint32, 1);
  check_counting<std::uint64_t>("u8", dtype::uint64, 1);
  check_counting<float>("f4", dtype::float32, -1);
  check_counting<double>("f8", dtype::float64, -1);
  check_counting<std::complex<float>>("c8", dtype::complex64, {1, -2});
  check_counting<std::complex<double>>("c16", dtype::complex128, {1, -2});
  check_small_float<thaw::half>("f2", -1, "f2");
  check_small_float<thaw::half>("f2_big", -1, "f2");
  check_small_float<thaw::bfloat16>("bfloat16", 1, "bfloat16");
  check_small_float<thaw::bfloat16>("bfloat16_big", 1, "bfloat16");
  check_small_float<thaw::bfloat16>("bfloat16_opaque", 1, "bfloat16");

  const tensor b = thaw::load_npy(folder + "b1.npy");
  CHECK(b.dtype() == dtype::boolean);
  for (int i = 0; i < 6; ++i) CHECK(b.data<bool>()[i] == (i % 2 == 1));
  CHECK(thaw::to_npy(b) == bytes_of("b1"));
}

TEST_CASE("npy: every file of a native, row-major array of numbers or 'S' is written back as it was") {
  std::size_t same = 0;
  for (const std::string& name : names()) {
    CAPTURE(name);
    const std::string bytes = bytes_of(name);
    const tensor t = thaw::parse_npy(bytes);
    const tensor again = thaw::parse_npy(thaw::to_npy(t));
    CHECK(again.dtype() == t.dtype());
    CHECK(again.shape() == t.shape());
    const bool other_form = name.find("_big") != name.npos || name.find("fortran") == 0 || name[0] == 'u' ||
                            name == "any_order" || name == "python_2" || name.find("version") == 0 ||
                            name == "s_no_bytes" || name == "bfloat16_opaque" || name == "empty_s";
    if (other_form && !(name.size() == 2 && name[1] <= '9')) continue;
    CHECK(thaw::to_npy(t) == bytes);
    ++same;
  }
  CHECK(same >= 22);
}

TEST_CASE("npy: Fortran order is transposed") {
  const auto check = [](const std::string& name, auto value) {
    CAPTURE(name);
    const tensor t = thaw::load_npy(folder + name + ".npy");
    CHECK(t.shape() == shape{2, 3, 4});
    for (int i = 0; i < 24; ++i) CHECK(t.data<decltype(value(i))>()[i] == value(i));
  };
  check("fortran_i1", [](int i) { return static_cast<std::int8_t>(i); });
  check("fortran_f4", [](int i) { return static_cast<float>(i); });
  check("fortran_c16_big", [](int i) { return std::complex<double>(i); });
  check("fortran_s", [](int i) { return std::to_string(i); });
  check("fortran_u", [](int i) { return std::to_string(i); });
  CHECK(thaw::load_npy(folder + "fortran_empty.npy").shape() == shape{2, 0, 3});
  CHECK(thaw::parse_npy(file_of("u1", "3,", "abc", true)).data<std::uint8_t>()[1] == 'b');
  CHECK(thaw::parse_npy(file_of("u1", "", "a", true)).scalar<std::uint8_t>() == 'a');
}

TEST_CASE("npy: scalars, empty arrays and many dimensions") {
  CHECK(thaw::load_npy(folder + "scalar_f4.npy").scalar<float>() == 1.5f);
  CHECK(thaw::load_npy(folder + "scalar_f4.npy").shape() == shape{});
  CHECK(thaw::load_npy(folder + "scalar_s.npy").scalar<std::string>() == "hello");
  CHECK(thaw::load_npy(folder + "empty.npy").shape() == shape{0});
  CHECK(thaw::load_npy(folder + "empty_3d.npy").dtype() == dtype::int64);
  CHECK(thaw::load_npy(folder + "empty_s.npy").shape() == shape{0, 2});
  CHECK(thaw::load_npy(folder + "rank_64.npy").shape().rank() == 64);
  const tensor most(dtype::int8, shape(std::vector<std::int64_t>(thaw::max_rank, 1)));
  CHECK(thaw::parse_npy(thaw::to_npy(most)).shape() == most.shape());
}

TEST_CASE("npy: strings") {
  const tensor s = thaw::load_npy(folder + "s.npy");
  CHECK(s.shape() == shape{2, 2});
  CHECK(s.data<std::string>()[0] == "a");
  CHECK(s.data<std::string>()[1] == "bcd");
  CHECK(s.data<std::string>()[2] == "");
  CHECK(s.data<std::string>()[3] == std::string("e\0f", 3));
  CHECK(thaw::load_npy(folder + "s_zeros.npy").data<std::string>()[1] == "");
  const tensor none = thaw::load_npy(folder + "s_no_bytes.npy");
  CHECK(none.shape() == shape{3});
  CHECK(none.data<std::string>()[2] == "");

  for (const char* name : {"u", "u_big"}) {
    const tensor u = thaw::load_npy(folder + name + ".npy");
    const std::vector<std::string> expected = {"a",
                                               "\xc3\xa9t\xc3\xa9",
                                               "",
                                               "\xe6\x97\xa5\xe6\x9c\xac",
                                               "\xf0\x9f\x98\x80",
                                               std::string("x\0y", 3),
                                               "\xdf\xbf\xe0\xa0\x80\xef\xbf\xbf\xf0\x90\x80\x80\xf4\x8f\xbf\xbf"};
    REQUIRE(u.shape() == shape{7});
    for (std::size_t i = 0; i < expected.size(); ++i) CHECK(u.data<std::string>()[i] == expected[i]);
  }
  CHECK(thaw::parse_npy(file_of("a3", "1,", std::string("xy\0", 3))).data<std::string>()[0] == "xy");
}

TEST_CASE("npy: characters that are none") {
  const auto u = [](std::uint32_t c) {
    std::string data(4, '\0');
    for (std::size_t i = 0; i < 4; ++i) data[i] = static_cast<char>(c >> 8 * i & 0xff);
    return file_of("<U1", "1,", data);
  };
  for (const std::uint32_t c : {0xd7ffu, 0xe000u, 0x10ffffu}) CHECK(failure_of(u(c)).code == thaw::code::ok);
  check_damaged(u(0xd800), "string 0: character 0 (55296) is not a Unicode character");
  check_damaged(u(0xdfff), "string 0: character 0 (57343) is not a Unicode character");
  check_damaged(u(0x110000), "string 0: character 0 (1114112) is not a Unicode character");
  check_damaged(u(0xffffffff), "string 0: character 0 (4294967295) is not a Unicode character");
}

TEST_CASE("npy: a bool is true or false whatever its byte") {
  const tensor t = thaw::parse_npy(file_of("|b1", "4,", std::string("\0\1\2\xff", 4)));
  CHECK(thaw::to_npy(t).substr(thaw::to_npy(t).size() - 4) == std::string("\0\1\1\1", 4));
}

TEST_CASE("npy: headers that numpy reads but does not write, and all versions") {
  CHECK(thaw::load_npy(folder + "python_2.npy").shape() == shape{3, 1});
  CHECK(thaw::load_npy(folder + "any_order.npy").shape() == shape{1, 2});
  CHECK(thaw::load_npy(folder + "version_2.npy").data<float>()[2] == 2);
  CHECK(thaw::load_npy(folder + "version_3.npy").data<float>()[2] == 2);
  CHECK(thaw::parse_npy(file("{'descr': '=i2', 'fortran_order': False, 'shape': (1, 2,),}", "abcd", 3)).elements() ==
        2);
}

TEST_CASE("npy: what no tensor can hold is named") {
  const auto check = [](const std::string& name, const std::string& message) {
    CAPTURE(name);
    const failure f = failure_of(bytes_of("refused/" + name));
    CHECK(f.code == thaw::code::unimplemented);
    CHECK(f.message == "npy: " + message);
  };
  check("structure", "a structured array has no counterpart among tensors");
  check("date", "an array of numpy's dtype '<M8[s]' holds dates or durations, which no tensor can hold");
  check("duration", "an array of numpy's dtype '<m8[ms]' holds dates or durations, which no tensor can hold");
  check("long_double", "an array of numpy's dtype '<f16' holds long doubles; save it as float64");
  check("complex_long_double", "an array of numpy's dtype '<c32' holds long doubles; save it as complex128");
  check("opaque", "an array of numpy's dtype '|V3' holds opaque items; of these only bfloat16 ('V2') can be read");
  check(
      "object",
      "an array of numpy's dtype '|O' holds pickled Python objects, which cannot be read; save strings with dtype 'S' "
      "or 'U'");
  CHECK_THROWS_WITH_AS(
      thaw::load_npy(folder + "refused/archive.npz"),
      (folder + "refused/archive.npz: not a .npy file but a zip archive; if it is an .npz file, unpack "
                "it and choose an array")
          .c_str(),
      thaw::error);
}

TEST_CASE("npy: hostile headers") {
  const std::string good = "'descr': '|u1', 'fortran_order': False, ";
  const auto wrong = [](const std::string& what, int at) {
    return "the header is damaged: " + what + " was expected at byte " + std::to_string(at) + " of its text";
  };
  check_damaged("", "not a .npy file: it does not begin with \\x93NUMPY");
  check_damaged("\x93NUMPX\1", "not a .npy file: it does not begin with \\x93NUMPY");
  check_damaged("\x93NUMPY\1", "the .npy header is cut off after 7 bytes");
  check_damaged(std::string("\x93NUMPY\3\0\0\0", 10), "the .npy header is cut off after 10 bytes");
  check_damaged(std::string("\x93NUMPY\2\0\xff\xff\xff\xff{}", 14),
                "the .npy header is cut off: 4294967295 bytes promised, 2 there");
  CHECK(failure_of(std::string("\x93NUMPY\4\0\0\0", 10)).code == thaw::code::unimplemented);
  CHECK(failure_of(std::string("\x93NUMPY\1\1\0\0", 10)).code == thaw::code::unimplemented);
  check_damaged(file("", ""), wrong("'{'", 0));
  check_damaged(file("{}", ""), "the header lacks 'descr' 'fortran_order' 'shape'");
  check_damaged(file("{" + good + "}", ""), "the header lacks 'shape'");
  check_damaged(file("{" + good + "'shape': (), 'descr': '<f4'}", "a"), "the header has 'descr' twice");
  check_damaged(file("{" + good + "'shape': (), 'extra': 1}", "a"), "the header has an unknown key 'extra'");
  check_damaged(file("{" + good + "'shape': ()} x", "a"), wrong("the end", 54));
  check_damaged(file("{" + good + "'shape': ()", "a"), wrong("'}'", 52));
  check_damaged(file("{" + good + "'shape': (1 2)}", "a"), wrong("',' (a tuple, not a number in parentheses)", 53));
  check_damaged(file("{" + good + "'shape': (1)}", "a"), wrong("',' (a tuple, not a number in parentheses)", 52));
  check_damaged(file("{" + good + "'shape': (,)}", "a"), wrong("a size", 51));
  check_damaged(file("{" + good + "'shape': (-1,)}", "a"), wrong("a size", 51));
  check_damaged(file("{" + good + "'shape': 1}", "a"), wrong("'('", 50));
  check_damaged(file("{" + good + "'shape': (9223372036854775808,)}", "a"), wrong("a size below 2^63", 69));
  check_damaged(file("{'descr': 'a\\'b'}", ""), wrong("a string without escapes", 11));
  check_damaged(file("{'descr", ""), wrong("the end of the string", 2));
  check_damaged(file("{'fortran_order': true}", ""), wrong("True or False", 18));
  check_damaged(file("{'fortran_order': 1}", ""), wrong("True or False", 18));
  check_damaged(file(std::string("{\0}", 3), ""), wrong("'''", 1));

  std::string ones;
  for (int i = 0; i < 254; ++i) ones += "1,";
  CHECK(failure_of(file_of("u1", ones, "a")).code == thaw::code::ok);
  CHECK(failure_of(file_of("u1", ones, "a", true)).code == thaw::code::ok);
  check_damaged(file_of("u1", ones + "1", "a"), "the header's shape has more than 254 dimensions");

  for (const char* descr : {"", "<", "f", "<f3", "f5", "i3", "u16", "c4", "b2", "S-1", "Sx", "x4", "<<f4", "f4 ",
                            "S2147483648", "S99999999999999999999", "f256", "i0"})
    check_damaged(file_of(descr, "", "a"), std::string("the header's descr '") + descr + "' is not a dtype");
}

TEST_CASE("npy: sizes are compared with what is there, before anything is allocated") {
  check_damaged(file_of("<f4", "2,", "1234567"),
                "the array is cut off: 2 elements of 4 bytes (descr '<f4', shape [2]) are promised, 7 bytes are there");
  check_damaged(file_of("<f4", "2,", "123456789"), "1 bytes follow the 2 elements of 4 bytes (descr '<f4', shape [2])");
  check_damaged(file_of("<f4", "0, 5", "1"), "1 bytes follow the 0 elements of 4 bytes (descr '<f4', shape [0,5])");
  check_damaged(file_of("<f8", "2305843009213693952,", ""),  // 2^61: times 8 it is 0 in 64 bits
                "the array is cut off: 2305843009213693952 elements of 8 bytes (descr '<f8', shape "
                "[2305843009213693952]) are promised, 0 bytes are there");
  check_damaged(file_of("<f8", "4294967296, 4294967296", ""),
                "the header's shape [4294967296,4294967296] has more than 2^63 - 1 elements");
  check_damaged(file_of("<f8", "4294967296, 4294967296, 0", ""),
                "the header's shape [4294967296,4294967296,0] has more than 2^63 - 1 elements");
  CHECK(thaw::parse_npy(file_of("<f8", "9223372036854775807, 0", "", true)).elements() == 0);
  CHECK(thaw::parse_npy(file_of("S0", "65536,", "")).elements() == 65536);
  check_damaged(file_of("S0", "65537,", ""), "the header promises 65537 strings of no bytes");
  check_damaged(file_of("U0", "9223372036854775807,", ""),
                "the header promises 9223372036854775807 strings of no bytes");
  CHECK(failure_of(file_of("S2147483647", "4611686018427387904,", "x")).code == thaw::code::data_loss);
}

TEST_CASE("npy: every truncation and every changed byte is an error or an array") {
  std::size_t errors = 0, arrays = 0;
  const auto check = [&](const std::string& bytes) {
    const failure f = failure_of(bytes);
    if (f.code == thaw::code::ok) {
      ++arrays;
      const tensor t = thaw::parse_npy(bytes);
      const tensor again = thaw::parse_npy(thaw::to_npy(t));
      if (again.dtype() != t.dtype() || again.shape() != t.shape()) FAIL("the array differs when written and read");
    } else {
      ++errors;
      if (f.code != thaw::code::data_loss && f.code != thaw::code::unimplemented) FAIL(f.message);
    }
  };
  for (const std::string& name : names()) {
    CAPTURE(name);
    const std::string bytes = bytes_of(name);
    const std::size_t header = thaw::detail::parse_npy_header(bytes).size;
    for (std::size_t n = 0; n < bytes.size(); ++n) {
      // A copy of its own size, so that a sanitizer sees a read past the end.
      const std::vector<char> part(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(n));
      const failure f = failure_of({part.data(), part.size()});
      if (f.code != thaw::code::data_loss) FAIL("the first " << n << " bytes are accepted");
    }
    for (std::size_t i = 0; i < bytes.size(); ++i)
      for (const int change : {0x01, 0x02, 0x04, 0x08, 0x10, 0x20, 0x40, 0x80, 0xff}) {
        if (i >= header + 8 && change != 0x80) continue;  // data: nothing new
        std::string changed = bytes;
        changed[i] = static_cast<char>(changed[i] ^ change);
        CAPTURE(i);
        check(changed);
      }
  }
  CHECK(errors > 10000);
  CHECK(arrays > 1000);
}

TEST_CASE("npy: types that numpy lacks are written as the integers of their bits") {
  const auto check = [](dtype d, const std::string& descr) {
    CAPTURE(thaw::name(d));
    tensor t(d, {2});
    std::memset(t.raw(), 0x81, t.bytes());
    const std::string bytes = thaw::to_npy(t);
    CHECK(bytes.find("'descr': '" + descr + "'") != bytes.npos);
    const tensor again = thaw::parse_npy(bytes);
    CHECK(again.bytes() == t.bytes());
    CHECK(std::memcmp(again.raw(), t.raw(), t.bytes()) == 0);
  };
  for (const dtype d : {dtype::qint8, dtype::int4, dtype::int2}) check(d, "|i1");
  for (const dtype d :
       {dtype::quint8, dtype::uint4, dtype::uint2, dtype::float8_e5m2, dtype::float8_e4m3fn, dtype::float8_e4m3fnuz,
        dtype::float8_e4m3b11fnuz, dtype::float8_e5m2fnuz, dtype::float4_e2m1fn})
    check(d, "|u1");
  check(dtype::qint16, "<i2");
  check(dtype::quint16, "<u2");
  check(dtype::qint32, "<i4");
  CHECK_THROWS_AS(thaw::to_npy(tensor()), thaw::error);
  CHECK_THROWS_AS(thaw::to_npy(tensor(dtype::resource, {})), thaw::error);
  CHECK_THROWS_WITH_AS(thaw::to_npy(tensor(dtype::variant, {1})), "a tensor of dtype variant cannot be written as .npy",
                       thaw::error);
}

TEST_CASE("npy: files and feeds") {
  const std::string dir = (std::filesystem::temp_directory_path() / "thaw_tests_core_npy").string();
  thaw::make_directories(dir);
  const std::string npy = dir + "/x.npy", other = dir + "/x.jpg";
  thaw::save_npy(npy, tensor::from<float>({1, 2, 3}, {3}));
  CHECK(thaw::load_npy(npy).data<float>()[2] == 3);
  thaw::save_npy(npy, tensor::from<std::string>({"a", "bc"}, {2, 1}));
  CHECK(thaw::load_npy(npy).data<std::string>()[1] == "bc");
  thaw::save_npy(npy, tensor(dtype::float32, {0, 2}));
  CHECK(thaw::load_feed(npy).shape() == shape{0, 2});
  CHECK_THROWS_AS(thaw::save_npy(npy, tensor()), thaw::error);
  CHECK(thaw::load_npy(npy).shape() == shape{0, 2});  // what was there still is

  const std::string content = std::string("\0\xff", 2) + bytes_of("f4");
  thaw::write_file(other, content);
  CHECK(thaw::load_feed(other).shape() == shape{});
  CHECK(thaw::load_feed(other).scalar<std::string>() == content);
  thaw::write_file(npy, "");
  CHECK_THROWS_WITH_AS(thaw::load_feed(npy), (npy + ": not a .npy file: it does not begin with \\x93NUMPY").c_str(),
                       thaw::error);
  CHECK_THROWS_AS(thaw::load_feed(dir + "/missing.npy"), thaw::error);
  CHECK_THROWS_AS(thaw::load_feed(dir), thaw::error);
  std::filesystem::remove_all(dir);
}
