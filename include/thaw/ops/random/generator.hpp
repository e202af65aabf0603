// The random generators of a session: one for each node, which goes on from run to run.
#pragma once
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <mutex>

#include "thaw/kernels/philox.hpp"
#include "thaw/ops/context.hpp"

namespace thaw::ops::detail {

/// Bits from the system, for generators that are not seeded.
THAW_LAZY std::uint64_t system_entropy() {
  std::uint64_t bits = 0;
  if (std::FILE* f = std::fopen("/dev/urandom", "rb")) {
    const std::size_t got = std::fread(&bits, sizeof bits, 1, f);
    std::fclose(f);
    if (got == 1) return bits;
  }
  const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
  return static_cast<std::uint64_t>(now) * 0x9e3779b97f4a7c15u ^ reinterpret_cast<std::uintptr_t>(&bits);
}

/// tensorflow/core/util/guarded_philox_random.cc
struct random_generator final : resource_base {
  static constexpr std::string_view kind_name = "random generator";
  std::string_view kind() const noexcept override { return kind_name; }

  random_generator(std::uint64_t seed, std::uint64_t seed2)
      : philox_(seed == 0 && seed2 == 0 ? kernels::philox(system_entropy(), system_entropy())
                                        : kernels::philox(seed, seed2)) {}

  /// A generator for `n` outputs; the next call's numbers come after them. TensorFlow reserves 256 blocks an output.
  THAW_LAZY kernels::philox reserve(std::uint64_t n) { return reserve_blocks(n * 256); }
  /// A generator for `n` blocks of four words.
  THAW_LAZY kernels::philox reserve_blocks(std::uint64_t n) {
    const std::lock_guard<std::mutex> lock(mutex_);
    const kernels::philox current = philox_;
    philox_.skip(n);
    return current;
  }

 private:
  std::mutex mutex_;
  kernels::philox philox_;
};

/// The node's generator, which all plans of a session share.
struct random_state {
  std::shared_ptr<random_generator> generator;
};
THAW_SETUP void prepare_random(prepare_context& c) {
  const auto seed = static_cast<std::uint64_t>(c.attr_int("seed")),
             seed2 = static_cast<std::uint64_t>(c.attr_int("seed2"));
  c.make_state<random_state>().generator = c.resources().get<random_generator>(
      "", c.node().name(), [&] { return std::make_shared<random_generator>(seed, seed2); });
}

}  // namespace thaw::ops::detail
