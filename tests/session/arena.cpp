#include "thaw/session/arena.hpp"

#include <doctest/doctest.h>

#include <random>
#include <vector>

using thaw::session_detail::arena_buffer;
using thaw::session_detail::place_buffers;

namespace {
bool overlap(const arena_buffer& a, const arena_buffer& b) {
  const bool in_time = a.first <= b.last && b.first <= a.last;
  return in_time && a.offset < b.offset + b.bytes && b.offset < a.offset + a.bytes;
}
}  // namespace

TEST_CASE("arena: buffers that live one after the other share their place") {
  std::vector<arena_buffer> b{{100, 0, 1, 0}, {100, 2, 3, 0}, {100, 4, 5, 0}};
  CHECK(place_buffers(b) == 128);
  for (const auto& x : b) CHECK(x.offset == 0);
}

TEST_CASE("arena: a step's input and output do not share") {
  std::vector<arena_buffer> b{{64, 0, 1, 0}, {64, 1, 2, 0}};
  CHECK(place_buffers(b) == 128);
  CHECK(!overlap(b[0], b[1]));
}

TEST_CASE("arena: empty buffers and no buffers") {
  std::vector<arena_buffer> none;
  CHECK(place_buffers(none) == 0);
  std::vector<arena_buffer> b{{0, 0, 3, 0}, {64, 0, 3, 0}};
  CHECK(place_buffers(b) == 64);
}

TEST_CASE("arena: random lifetimes never overlap, offsets are aligned, the size is near the lower bound") {
  std::mt19937 random(1);
  for (int round = 0; round < 50; ++round) {
    std::vector<arena_buffer> b;
    constexpr std::uint32_t steps = 60;
    for (std::uint32_t i = 0; i < steps; ++i)
      b.push_back({random() % 5000 + 1, i,
                   std::min<std::uint32_t>(steps, i + 1 + static_cast<std::uint32_t>(random() % 6)), 0});
    const std::size_t total = place_buffers(b);
    std::size_t bound = 0;
    for (std::uint32_t t = 0; t <= steps; ++t) {
      std::size_t live = 0;
      for (const auto& x : b)
        if (x.first <= t && t <= x.last) live += x.bytes;
      bound = std::max(bound, live);
    }
    CHECK(total >= bound);
    CHECK(static_cast<double>(total) <= 1.35 * static_cast<double>(bound));
    for (std::size_t i = 0; i < b.size(); ++i) {
      CHECK(b[i].offset % thaw::alignment == 0);
      CHECK(b[i].offset + b[i].bytes <= total);
      for (std::size_t j = i + 1; j < b.size(); ++j) CHECK(!overlap(b[i], b[j]));
    }
  }
}
