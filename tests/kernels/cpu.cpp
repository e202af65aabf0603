#include "thaw/core/cpu.hpp"

#include <cstdio>

#include "support.hpp"
#include "thaw/kernels/simd.hpp"

namespace {
struct level_kernel {
  template <class Isa>
  static THAW_INLINE void run(thaw::isa* used) {
    *used = Isa::level;
  }
};
}  // namespace

TEST_CASE("kernels/cpu: a level can be forced, not beyond what the processor has") {
  const thaw::isa before = thaw::current_isa();
  CHECK(thaw::force_isa(thaw::isa::base) == before);
  CHECK(thaw::current_isa() == thaw::isa::base);
  thaw::force_isa(thaw::isa::avx512);
  CHECK(thaw::current_isa() == thaw::best_isa());
  thaw::force_isa(before);
  std::printf("kernels run as %s; the best here is %s\n", std::string(name(before)).c_str(),
              std::string(name(thaw::best_isa())).c_str());
}

TEST_CASE("kernels/cpu: names") {
  for (const thaw::isa level : thaw::all_isas) CHECK(thaw::isa_from_name(name(level)) == level);
#if THAW_EXCEPTIONS
  CHECK_THROWS_WITH_AS(thaw::isa_from_name("sse9"),
                       "unknown instruction set \"sse9\": THAW_ISA can be base, avx2 or avx512", thaw::error);
#endif
}

TEST_CASE("kernels/simd: resolve gives the variant that was asked for") {
  for (const thaw::isa level : support::levels()) {
    thaw::isa used{};
    thaw::kernels::resolve<level_kernel, thaw::isa*>(level)(&used);
    CHECK(used == level);
  }
}
