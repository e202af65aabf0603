#include "values.hpp"

#include <algorithm>
#include <cmath>
#include <complex>
#include <cstdint>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <type_traits>
#include <vector>

namespace tool {

namespace {

using json = nlohmann::ordered_json;

constexpr std::int64_t shown_whole = 100;  // elements; larger tensors are abbreviated
constexpr std::int64_t edge = 3;           // shown at each end of a dimension that is abbreviated

/// f(pointer to the elements), by dtype.
template <class F>
auto with_elements(const thaw::tensor& t, F&& f) {
  switch (t.dtype()) {
#define THAW_CASE(D)   \
  case thaw::dtype::D: \
    return f(t.data<thaw::element_t<thaw::dtype::D>>());
    THAW_CASE(float64)
    THAW_CASE(float16)
    THAW_CASE(bfloat16)
    THAW_CASE(int8)
    THAW_CASE(int16)
    THAW_CASE(int32)
    THAW_CASE(int64)
    THAW_CASE(uint8)
    THAW_CASE(uint16)
    THAW_CASE(uint32)
    THAW_CASE(uint64)
    THAW_CASE(boolean)
    THAW_CASE(string)
    THAW_CASE(complex64)
    THAW_CASE(complex128)
    THAW_CASE(qint8)
    THAW_CASE(quint8)
    THAW_CASE(qint16)
    THAW_CASE(quint16)
    THAW_CASE(qint32)
    THAW_CASE(resource)
    THAW_CASE(variant)
    THAW_CASE(int4)
    THAW_CASE(int2)
    THAW_CASE(uint4)
    THAW_CASE(uint2)
    THAW_CASE(float8_e5m2)
    THAW_CASE(float8_e4m3fn)
    THAW_CASE(float8_e4m3fnuz)
    THAW_CASE(float8_e4m3b11fnuz)
    THAW_CASE(float8_e5m2fnuz)
    THAW_CASE(float4_e2m1fn)
#undef THAW_CASE
    default:
      return f(t.data<float>());
  }
}

template <class T>
struct is_raw : std::false_type {};
template <thaw::dtype D, class Bits>
struct is_raw<thaw::raw_element<D, Bits>> : std::true_type {};
template <class T>
inline constexpr bool is_float_like =
    std::is_floating_point_v<T> || std::is_same_v<T, thaw::half> || std::is_same_v<T, thaw::bfloat16>;
template <class T>
inline constexpr bool is_complex_type =
    std::is_same_v<T, std::complex<float>> || std::is_same_v<T, std::complex<double>>;
template <class T>
inline constexpr bool is_handle = std::is_same_v<T, thaw::resource_handle> || std::is_same_v<T, thaw::variant_value>;

template <class T>
double to_double(const T& x) {
  if constexpr (std::is_same_v<T, double>)
    return x;
  else
    return static_cast<double>(static_cast<float>(x));
}

std::string number_text(double x) {
  if (std::isnan(x)) return "nan";
  if (std::isinf(x)) return x < 0 ? "-inf" : "inf";
  char text[32];
  std::snprintf(text, sizeof text, "%.6g", x);
  return text;
}

template <class T>
std::string element_text(const T& x) {
  if constexpr (std::is_same_v<T, std::string>) {
    std::string quoted = "\"";
    return quoted.append(shortened(printable(x), 60)).append("\"");
  } else if constexpr (is_handle<T>) {
    return x == nullptr ? "none" : "<" + std::string(x->kind()) + ">";
  } else if constexpr (std::is_same_v<T, bool>) {
    return x ? "true" : "false";
  } else if constexpr (is_complex_type<T>) {
    const std::string imaginary = number_text(static_cast<double>(x.imag()));
    return number_text(static_cast<double>(x.real())) + (imaginary[0] == '-' ? "" : "+") + imaginary + "j";
  } else if constexpr (is_raw<T>::value) {
    return std::to_string(x.bits);
  } else if constexpr (is_float_like<T>) {
    return number_text(to_double(x));
  } else {
    return std::to_string(x);
  }
}

json number_json(double x) {
  if (std::isnan(x)) return "NaN";
  if (std::isinf(x)) return x < 0 ? "-Infinity" : "Infinity";
  return x;
}

template <class T>
json element_json(const T& x) {
  if constexpr (std::is_same_v<T, float>) {
    return std::isfinite(x) ? number_json(std::strtod(shortest_text(x).c_str(), nullptr))
                            : number_json(static_cast<double>(x));
  } else if constexpr (is_handle<T>) {
    return element_text(x);
  } else if constexpr (is_complex_type<T>) {
    return json::array({number_json(static_cast<double>(x.real())), number_json(static_cast<double>(x.imag()))});
  } else if constexpr (is_raw<T>::value) {
    return x.bits;
  } else if constexpr (is_float_like<T>) {
    return number_json(to_double(x));
  } else {
    return x;
  }
}

/// The elements of a tensor in brackets.
class bracketed {
 public:
  bracketed(const thaw::tensor& t, const screen& s, std::size_t indent)
      : t_(t), s_(s), indent_(indent), abbreviated_(t.elements() > shown_whole) {}

  std::string text() {
    if (t_.elements() == 0) return "[]";
    each(0, 0, [&](std::int64_t i) { width_ = std::max(width_, columns(at(i))); });
    put(0, 0);
    return out_;
  }

 private:
  std::string at(std::int64_t i) const {
    return with_elements(t_, [&](const auto* p) { return element_text(p[i]); });
  }
  std::int64_t volume(std::size_t dim) const {
    std::int64_t n = 1;
    for (std::size_t d = dim; d < t_.shape().rank(); ++d) n *= t_.shape()[d];
    return n;
  }
  /// f(position) for the positions that are shown along a dimension; -1 stands for those left out.
  template <class F>
  void positions(std::size_t dim, F&& f) const {
    const std::int64_t n = t_.shape()[dim];
    const bool cut = abbreviated_ && n > 2 * edge;
    for (std::int64_t i = 0; i < n; ++i) {
      if (cut && i == edge) {
        f(std::int64_t{-1});
        i = n - edge;
      }
      f(i);
    }
  }
  template <class F>
  void each(std::size_t dim, std::int64_t first, F&& f) {
    if (dim == t_.shape().rank()) return f(first);
    const std::int64_t step = volume(dim + 1);
    positions(dim, [&](std::int64_t i) {
      if (i >= 0) each(dim + 1, first + i * step, f);
    });
  }

  void put(std::size_t dim, std::int64_t first) {
    const std::size_t rank = t_.shape().rank();
    if (dim == rank) return put_text(at(first));
    const std::int64_t step = volume(dim + 1);
    const bool innermost = dim + 1 == rank;
    out_ += '[';
    ++column_;
    bool start = true;
    positions(dim, [&](std::int64_t i) {
      if (!start && !innermost) new_line(dim + 1);
      if (i < 0) {
        if (innermost) blank(dim);
        out_ += "…";
        ++column_;
      } else if (innermost) {
        if (!start) blank(dim);
        put_text(at(first + i * step));
      } else {
        put(dim + 1, first + i * step);
      }
      start = false;
    });
    out_ += ']';
    ++column_;
  }
  void new_line(std::size_t depth) {
    out_.append("\n").append(indent_ + depth, ' ');
    column_ = depth;
  }
  void blank(std::size_t dim) {
    if (s_.width != 0 && indent_ + column_ + 1 + width_ + dim + 1 > s_.width) return new_line(dim + 1);
    out_ += ' ';
    ++column_;
  }
  void put_text(const std::string& text) {
    if (t_.dtype() != thaw::dtype::string && t_.shape().rank() != 0) {
      const std::size_t blanks = width_ - columns(text);
      out_.append(blanks, ' ');
      column_ += blanks;
    }
    out_ += text;
    column_ += columns(text);
  }

  const thaw::tensor& t_;
  const screen& s_;
  std::size_t indent_, column_ = 0, width_ = 0;
  bool abbreviated_;
  std::string out_;
};

}  // namespace

std::string shortest_text(float x) {
  char text[32];
  for (int digits = 6; digits <= 9; ++digits) {
    std::snprintf(text, sizeof text, "%.*g", digits, static_cast<double>(x));
    if (std::strtof(text, nullptr) == x) break;
  }
  return text;
}

std::string type_text(thaw::dtype d, const thaw::shape& s) {
  return thaw::concat(d == thaw::dtype::invalid ? "?" : thaw::numpy_name(d), ' ', s);
}

std::string values_text(const thaw::tensor& t, const screen& s, std::size_t indent) {
  return bracketed(t, s, indent).text();
}

std::string statistics_text(const thaw::tensor& t) {
  if (t.elements() <= shown_whole || !(thaw::is_floating(t.dtype()) || thaw::is_integer(t.dtype()))) return {};
  double least = INFINITY, most = -INFINITY, sum = 0;
  std::uint64_t zeros = 0, nans = 0, infinities = 0, finite = 0;
  with_elements(t, [&](const auto* p) {
    using T = std::decay_t<decltype(*p)>;
    if constexpr (is_float_like<T> || (std::is_integral_v<T> && !std::is_same_v<T, bool>)) {
      for (std::int64_t i = 0; i < t.elements(); ++i) {
        double x = 0;
        if constexpr (is_float_like<T>)
          x = to_double(p[i]);
        else
          x = static_cast<double>(p[i]);
        if (std::isnan(x)) {
          ++nans;
        } else if (std::isinf(x)) {
          ++infinities;
        } else {
          least = std::min(least, x);
          most = std::max(most, x);
          sum += x;
          zeros += x == 0 ? 1 : 0;
          ++finite;
        }
      }
    }
  });
  std::string text;
  if (finite != 0)
    text = "min " + number_text(least) + ", max " + number_text(most) + ", mean " +
           number_text(sum / static_cast<double>(finite));
  if (zeros != 0) text += ", " + count_of(zeros, "zero");
  if (infinities != 0) text += ", " + count_of(infinities, "infinity", "infinities");
  if (nans != 0) text += ", " + count_of(nans, "NaN");
  return text.rfind(", ", 0) == 0 ? text.substr(2) : text;
}

nlohmann::ordered_json values_json(const thaw::tensor& t) {
  return with_elements(t, [&](const auto* p) {
    const thaw::shape& s = t.shape();
    const auto build = [&](const auto& self, std::size_t dim, std::int64_t& at) -> json {
      if (dim == s.rank()) return element_json(p[at++]);
      json list = json::array();
      for (std::int64_t i = 0; i < s[dim]; ++i) list.push_back(self(self, dim + 1, at));
      return list;
    };
    std::int64_t at = 0;
    return build(build, 0, at);
  });
}

nlohmann::ordered_json shape_json(const thaw::shape& s) {
  if (!s.has_rank()) return nullptr;
  json list = json::array();
  for (const std::int64_t d : s) list.push_back(d < 0 ? json(nullptr) : json(d));
  return list;
}

namespace {

std::string compact(const json& j) { return j.dump(-1, ' ', false, json::error_handler_t::replace); }

bool is_flat(const json& j) {  // no objects inside
  if (!j.is_array()) return !j.is_object();
  return std::all_of(j.begin(), j.end(), is_flat);
}

void put(std::string& to, const json& j, std::size_t indent) {
  if (is_flat(j) || j.empty()) {
    to += compact(j);
    return;
  }
  const bool object = j.is_object();
  to += object ? '{' : '[';
  bool first = true;
  for (const auto& item : j.items()) {
    to.append(first ? "\n" : ",\n").append(indent + 1, ' ');
    if (object) to.append(compact(item.key())).append(": ");
    put(to, item.value(), indent + 1);
    first = false;
  }
  to.append("\n").append(indent, ' ') += object ? '}' : ']';
}

}  // namespace

std::string json_text(const nlohmann::ordered_json& j) {
  std::string text;
  put(text, j, 0);
  return text + "\n";
}

}  // namespace tool
