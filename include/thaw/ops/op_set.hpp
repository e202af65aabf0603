// Op sets: which ops a program has. A set is a type; what is not in it is not compiled into the program.
#pragma once
#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "thaw/ops/context.hpp"
#include "thaw/ops/op_def.hpp"
#include "thaw/ops/signature.hpp"

namespace thaw {

/// What the planner may rely on.
enum op_trait : unsigned {
  op_alias = 1,            // output 0 is input 0 under another shape: no run, no copy
  op_stateful = 2,         // never folded, never left out
  op_in_place = 4,         // output 0 may be written over an input of the same shape and dtype
  op_shape_only = 8,       // reads the shapes of its inputs, not their values
  op_reads_variable = 16,  // reads the variable of input 0 and changes nothing
  op_nothing = 32,         // there only for its control edges
};

/// One row of an op index: the signature text and the functions of an op, whatever its level.
struct op_info {
  std::string_view text;
  void (*infer)(infer_context&);
  void (*prepare)(prepare_context&);  // or null
  void (*run)(run_context&);
  unsigned traits;  // of op_trait

  THAW_LAZY bool is(unsigned trait) const noexcept { return (traits & trait) != 0; }

  std::string_view name() const noexcept { return text.substr(0, text.find('(')); }
};

template <class... Items>
struct op_set;

namespace ops::detail {

// What an op's struct has. Its functions may be templates without arguments of their own (THAW_LAZY).
template <class Op, class = void>
struct has_prepare : std::false_type {};
template <class Op>
struct has_prepare<Op, std::void_t<decltype(static_cast<void (*)(prepare_context&)>(&Op::prepare))>> : std::true_type {
};
template <class Op, class = void>
struct has_run : std::false_type {};
template <class Op>
struct has_run<Op, std::void_t<decltype(static_cast<void (*)(run_context&)>(&Op::run))>> : std::true_type {};
template <class Op, class = void>
struct has_infer : std::false_type {};
template <class Op>
struct has_infer<Op, std::void_t<decltype(static_cast<void (*)(infer_context&)>(&Op::infer))>> : std::true_type {};
template <class Op, class = void>
struct has_move : std::false_type {};
template <class Op>
struct has_move<Op, std::void_t<decltype(&Op::template move<std::uint8_t>)>> : std::true_type {};
template <class Op, class = void>
struct traits_of : std::integral_constant<unsigned, 0> {};
template <class Op>
struct traits_of<Op, std::void_t<decltype(Op::traits)>> : std::integral_constant<unsigned, Op::traits> {};

/// Sixteen bytes, for data movement.
struct word128 {
  std::uint64_t low, high;
};

/// Level 2: the same code for all dtypes of one element size.
template <class Op>
void run_move(run_context& c) {
  switch (c.output_dtype(0)) {
    case dtype::string:
      return Op::template move<std::string>(c);
    case dtype::resource:
      return Op::template move<resource_handle>(c);
    case dtype::variant:
      return Op::template move<variant_value>(c);
    default:
      break;
  }
  switch (plain_size(c.output_dtype(0))) {
    case 1:
      return Op::template move<std::uint8_t>(c);
    case 2:
      return Op::template move<std::uint16_t>(c);
    case 4:
      return Op::template move<std::uint32_t>(c);
    case 8:
      return Op::template move<std::uint64_t>(c);
    default:
      return Op::template move<word128>(c);
  }
}

/// Supplies infer, prepare and run for an op of level 1; specialised in elementwise.hpp.
template <class Op, class = void>
struct elementwise_row;

template <class Op>
constexpr op_info describe() {
  static_assert(well_formed(Op::def()), "the op's signature is not well formed");
  constexpr unsigned traits = traits_of<Op>::value;
  void (*prepare)(prepare_context&) = nullptr;
  if constexpr (has_prepare<Op>::value) prepare = &Op::prepare;
  if constexpr ((traits & op_alias) != 0) {
    return {Op::def().text, &Op::infer, nullptr, nullptr, traits};
  } else if constexpr (has_move<Op>::value) {
    return {Op::def().text, &Op::infer, prepare, &run_move<Op>, traits};
  } else if constexpr (has_run<Op>::value) {
    static_assert(has_infer<Op>::value, "an op needs an infer function");
    return {Op::def().text, &Op::infer, prepare, &Op::run, traits};
  } else {
    using row = elementwise_row<Op>;
    return {Op::def().text, &row::infer, &row::prepare, &row::run, traits | op_in_place};
  }
}

}  // namespace ops::detail

/// A set of ops and of other sets; a later item replaces an earlier one of the same name.
template <class... Items>
struct op_set {};

/// Appends the rows of an op or of a set. This is where kernels are instantiated; a large program does so family by
/// family, each in a file of its own: THAW_OPS_ELSEWHERE (ops/standard.hpp) and
///   template struct thaw::op_rows<thaw::ops::math>;
template <class Item>
struct op_rows {
  static void list(std::vector<op_info>& to) { to.push_back(ops::detail::describe<Item>()); }
};
template <class... Items>
struct op_rows<op_set<Items...>> {
  static void list(std::vector<op_info>& to) { (op_rows<Items>::list(to), ...); }
};

/// The ops of a set, to be looked up by name; what sessions work with. Not a template: users' code holds no kernels.
class op_index {
 public:
  struct entry {
    op_info info;
    op_def def;
  };

  THAW_LAZY explicit op_index(const std::vector<op_info>& rows) {
    entries_.reserve(rows.size());
    for (std::size_t i = rows.size(); i-- > 0;) {  // the last of a name counts
      const bool replaced = std::any_of(entries_.begin(), entries_.end(),
                                        [&](const entry& e) { return e.info.name() == rows[i].name(); });
      if (!replaced) entries_.push_back({rows[i], ops::detail::unpack(rows[i].text)});
    }
    std::sort(entries_.begin(), entries_.end(),
              [](const entry& a, const entry& b) { return a.info.name() < b.info.name(); });
  }
  /// Null when the set doesn't have the op.
  THAW_LAZY const entry* find(std::string_view op) const noexcept {
    const auto it = std::lower_bound(entries_.begin(), entries_.end(), op,
                                     [](const entry& e, std::string_view n) { return e.info.name() < n; });
    return it != entries_.end() && it->info.name() == op ? &*it : nullptr;
  }
  const std::vector<entry>& entries() const noexcept { return entries_; }

 private:
  std::vector<entry> entries_;
};

/// The index of a set; made at first use.
template <class Set>
const op_index& index_of() {
  static const op_index index = [] {
    std::vector<op_info> rows;
    op_rows<Set>::list(rows);
    return op_index(rows);
  }();
  return index;
}

}  // namespace thaw
