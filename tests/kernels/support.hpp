// What the tests of kernels share: the instruction sets of this machine, noise, comparisons.
#pragma once
#include <doctest/doctest.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <limits>
#include <random>
#include <string>
#include <vector>

#include "thaw/core/cpu.hpp"
#include "thaw/core/dtype.hpp"

namespace support {

inline constexpr float inf = std::numeric_limits<float>::infinity();
inline constexpr float quiet_nan = std::numeric_limits<float>::quiet_NaN();

/// The levels that can run here; says once which cannot.
inline const std::vector<thaw::isa>& levels() {
  static const std::vector<thaw::isa> all = [] {
    std::vector<thaw::isa> v;
    for (const thaw::isa level : thaw::all_isas) {
      if (level <= thaw::best_isa())
        v.push_back(level);
      else
        std::printf("skipped: %s is not available on this machine\n", std::string(name(level)).c_str());
    }
    return v;
  }();
  return all;
}

/// n values in [-1, 1), the same in every run.
inline std::vector<float> noise(std::size_t n) {
  static std::mt19937 random(7);
  std::uniform_real_distribution<float> in(-1.0f, 1.0f);
  std::vector<float> v(n);
  for (float& x : v) x = in(random);
  return v;
}
inline std::vector<double> widened(const std::vector<float>& v) { return {v.begin(), v.end()}; }

/// The largest difference, relative to values beyond 1; infinite when a size or a NaN differs.
template <class T>
double difference(const std::vector<T>& got, const std::vector<double>& wanted) {
  if (got.size() != wanted.size()) return std::numeric_limits<double>::infinity();
  double worst = 0;
  for (std::size_t i = 0; i < got.size(); ++i) {
    const double a = static_cast<double>(got[i]), b = wanted[i];
    if (a == b || (std::isnan(a) && std::isnan(b))) continue;
    const double d = std::fabs(a - b) / std::fmax(1.0, std::fabs(b));
    if (!(d <= worst)) worst = std::isnan(d) ? std::numeric_limits<double>::infinity() : d;
  }
  return worst;
}

/// Same bits, any NaN for a NaN.
inline bool same(float a, float b) {
  return (std::isnan(a) && std::isnan(b)) || (a == b && std::signbit(a) == std::signbit(b));
}

inline std::vector<std::string> words(const std::string& line, char separator = ' ') {
  std::vector<std::string> out(1);
  for (const char c : line) {
    if (c == separator)
      out.emplace_back();
    else
      out.back() += c;
  }
  return out;
}
inline std::vector<unsigned char> from_hex(const std::string& text) {
  std::vector<unsigned char> bytes(text.size() / 2);
  for (std::size_t i = 0; i < bytes.size(); ++i)
    bytes[i] = static_cast<unsigned char>(std::stoi(text.substr(2 * i, 2), nullptr, 16));
  return bytes;
}
inline std::vector<std::string> lines_of(const char* file) {
  std::ifstream in(std::string(THAW_TEST_DATA "/kernels/") + file);
  REQUIRE(in.good());
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

}  // namespace support
