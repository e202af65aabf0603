// Floating-point numbers as decimal text and back, whatever the program's locale is.
#pragma once
#include <clocale>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <string_view>

#include "thaw/core/config.hpp"

namespace thaw::wire {

/// As python's repr: the shortest digits that read back as the same number; "1e+20", "1e-05", "1000000.0", "-0.0",
/// "inf", "nan".
THAW_LAZY std::string to_decimal(double x);
/// The shortest of 6 to 9 digits that read back as the same float, as python's text_format has it: "0.33333334".
THAW_LAZY std::string to_decimal(float x);
/// The value of a decimal number: digits with at most one '.', an exponent ('e' or 'E'), no sign, no spaces. False when
/// the text is not one. Too large is infinity.
THAW_LAZY bool parse_decimal(std::string_view text, double& value);
/// Rounded once more, to nearest; what is too large becomes infinity.
THAW_LAZY float to_float(double x) noexcept;

// ---- details ----

namespace detail {

/// `digits` significant digits as d.ddde±xx, with a point in every locale.
THAW_LAZY std::string scientific(double x, int digits) {
  char text[40];
  std::snprintf(text, sizeof text, "%.*e", digits - 1, x);
  std::string s(text);
  if (digits > 1) {
    const std::size_t end = s.find('e');
    s = s.substr(0, 1) + "." + s.substr(end - static_cast<std::size_t>(digits - 1));
  }
  return s;
}

/// strtod of a valid number with a point.
THAW_LAZY double value_of(std::string text) {
  const std::size_t point = text.find('.');
  if (point != std::string::npos) text.replace(point, 1, std::localeconv()->decimal_point);
  return std::strtod(text.c_str(), nullptr);
}

/// Adds one to the last digit.
THAW_LAZY std::string away_from_zero(std::string s) {
  for (std::size_t i = s.find('e'); i-- > 0;) {
    if (s[i] == '.') continue;
    if (s[i] != '9') {
      ++s[i];
      return s;
    }
    s[i] = '0';
  }
  return {};  // 9.99 → 10.0: a shorter number, which has been tried
}

/// d.ddde±xx as repr writes it.
THAW_LAZY std::string as_repr(const std::string& s) {
  const std::size_t e = s.find('e');
  const int exponent = std::atoi(s.c_str() + e + 1);
  std::string digits;
  for (const char c : s.substr(0, e))
    if (c != '.') digits += c;
  digits.erase(std::max<std::size_t>(digits.find_last_not_of('0') + 1, 1));
  const auto n = static_cast<int>(digits.size());
  if (exponent < -4 || exponent >= 16) {
    char text[8];
    std::snprintf(text, sizeof text, "e%+03d", exponent);
    return digits.substr(0, 1) + (n > 1 ? "." + digits.substr(1) : "") + text;
  }
  if (exponent < 0) return "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  if (n <= exponent + 1) return digits + std::string(static_cast<std::size_t>(exponent + 1 - n), '0') + ".0";
  const auto whole = static_cast<std::size_t>(exponent + 1);
  return digits.substr(0, whole) + "." + digits.substr(whole);
}

/// "inf", "nan", "0.0" with their signs; empty for other numbers.
THAW_LAZY std::string special(double x) {
  if (std::isnan(x)) return "nan";
  const char* sign = std::signbit(x) ? "-" : "";
  if (std::isinf(x)) return sign + std::string("inf");
  return x == 0 ? sign + std::string("0.0") : std::string();
}

}  // namespace detail

template <class>
std::string to_decimal(double x) {
  if (const std::string s = detail::special(x); !s.empty()) return s;
  const std::string sign = x < 0 ? "-" : "";
  x = std::fabs(x);
  int exponent;
  const bool narrow_below = std::frexp(x, &exponent) == 0.5;
  // 15 digits always survive, so of normal numbers that many are the shortest, with zeros at the end.
  const int first = x < std::numeric_limits<double>::min() ? 1 : 15;
  for (int digits = first; digits < 17; ++digits) {
    const std::string s = detail::scientific(x, digits);
    if (detail::value_of(s) == x) return sign + detail::as_repr(s);
    // Below a power of two, numbers are twice as dense: the nearest decimal may be wrong, and the next one right.
    const std::string next = narrow_below ? detail::away_from_zero(s) : std::string();
    if (!next.empty() && detail::value_of(next) == x) return sign + detail::as_repr(next);
  }
  return sign + detail::as_repr(detail::scientific(x, 17));
}

template <class>
std::string to_decimal(float x) {
  const double wide = x;
  if (const std::string s = detail::special(wide); !s.empty()) return s;
  const std::string sign = x < 0 ? "-" : "";
  for (int digits = 6;; ++digits) {
    const std::string s = detail::scientific(std::fabs(wide), digits);
    if (digits == 9 || to_float(detail::value_of(s)) == std::fabs(x)) return sign + detail::as_repr(s);
  }
}

template <class>
bool parse_decimal(std::string_view text, double& value) {
  std::size_t i = 0, digits = 0;
  const auto skip_digits = [&] {
    const std::size_t start = i;
    while (i < text.size() && text[i] >= '0' && text[i] <= '9') ++i;
    return i - start;
  };
  digits += skip_digits();
  if (i < text.size() && text[i] == '.') {
    ++i;
    digits += skip_digits();
  }
  if (digits == 0) return false;
  if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
    ++i;
    if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
    if (skip_digits() == 0) return false;
  }
  if (i != text.size()) return false;
  value = detail::value_of(std::string(text));
  return true;
}

template <class>
float to_float(double x) noexcept {
  constexpr double largest = std::numeric_limits<float>::max();
  constexpr double half_step = 0x1p103;  // beyond the largest float, half of the distance to the next that would be
  if (!(std::fabs(x) > largest)) return static_cast<float>(x);
  const float magnitude =
      std::fabs(x) < largest + half_step ? std::numeric_limits<float>::max() : std::numeric_limits<float>::infinity();
  return x < 0 ? -magnitude : magnitude;
}

}  // namespace thaw::wire
