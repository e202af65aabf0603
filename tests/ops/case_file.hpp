// Reads tests/data/ops/*.cases: inputs of ops and what TensorFlow gives for them.
//
// The files are made by tests/make/make_op_cases.py. Everything is little-endian; `text` is a u32 length and that many
// bytes; a tensor is named by its place in the pool, so that many cases share one input.
//
//   file    = "thaw op cases 1\n"  u32 n  tensor × n  u32 n  op × n  u32 n  graph × n
//   tensor  = u8 dtype (TensorFlow's number)  u8 rank  i64 dim × rank  elements (plain bytes; strings: text each)
//   op      = text what  text op  text node_def  u32 n  {u32 tensor, u8 is_const} × n  results
//   graph   = text what  text op  text graph_def  u32 n  step × n
//   step    = u32 n  text fetch × n  u32 n  text target × n  u32 n  {text name, u32 tensor} × n  results
//   results = u8 error code (0: none)  u8 tolerance  u32 n  {u32 tensor, u8 unspecified} × n
#pragma once
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/core/tensor.hpp"

namespace thaw_test {

/// How an output is compared (compare.hpp has the rules).
enum class tolerance : std::uint8_t {
  bits = 0,          ///< the op only moves elements: every bit counts, of NaNs and subnormals too
  values = 1,        ///< the project's tolerance; 0 and -0 are equal
  signed_zeros = 2,  ///< as `values`, and a zero must have the right sign
  exact = 3,         ///< nothing is rounded, or once as IEEE says: the very value, zeros with their sign; any NaN
};

/// What must come out: `outputs`, or an error with `error_code`.
struct expectation {
  std::vector<thaw::tensor> outputs;
  /// Output i has this dtype and shape, but TensorFlow leaves its values open.
  std::vector<bool> unspecified;
  thaw::code error_code = thaw::code::ok;
  tolerance how = tolerance::values;
};

/// One node on given inputs.
struct op_case : expectation {
  std::string what;            ///< what is special about it; with `op`, unique in a file
  std::string op;              ///< "StridedSlice"
  std::string node_def_bytes;  ///< a NodeDef named "op" without inputs; attrs that have their default may be absent
  std::vector<thaw::tensor> inputs;
  std::vector<bool> is_const;  ///< input i is a Const in real graphs, not something fed
};

/// One session run.
struct graph_step : expectation {
  std::vector<std::string> fetches, targets;
  std::vector<std::pair<std::string, thaw::tensor>> feeds;
};

/// A small graph and the runs of one session on it, in order. In string tensors that are fed or come out, "$TMP" stands
/// for a directory that is empty before the first step, and "$FILES" for tests/data/ops/files.
struct graph_case {
  std::string what, op;
  std::string graph_def_bytes;
  std::vector<graph_step> steps;
};

struct case_file {
  std::vector<op_case> ops;
  std::vector<graph_case> graphs;
};

namespace detail {
class case_reader {
 public:
  explicit case_reader(std::string_view bytes) : rest_(bytes) {}

  case_file read() {
    constexpr std::string_view header = "thaw op cases 1\n";
    if (take(header.size()) != header) bad("another header");
    read_list([this] { pool_.push_back(read_tensor()); });
    case_file file;
    read_list([&] { file.ops.push_back(read_op()); });
    read_list([&] { file.graphs.push_back(read_graph()); });
    if (!rest_.empty()) bad("bytes after the end");
    return file;
  }

 private:
  [[noreturn]] static void bad(const char* what) { thaw::fail(thaw::code::data_loss, "case file: ", what); }

  std::string_view take(std::size_t n) {
    if (n > rest_.size()) bad("too short");
    const std::string_view s = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return s;
  }
  template <class T>
  T number() {
    T x;
    std::memcpy(&x, take(sizeof x).data(), sizeof x);
    return x;
  }
  std::string text() { return std::string(take(number<std::uint32_t>())); }
  template <class F>
  void read_list(F one) {
    for (auto n = number<std::uint32_t>(); n > 0; --n) one();
  }

  thaw::tensor read_tensor() {
    const auto type = thaw::dtype_from_number(number<std::uint8_t>());
    const auto rank = number<std::uint8_t>();
    thaw::shape s;
    for (unsigned i = 0; i < rank; ++i) s.push_back(number<std::int64_t>());
    thaw::tensor t(type, s);
    if (type == thaw::dtype::string) {
      for (std::int64_t i = 0; i < t.elements(); ++i) t.data<std::string>()[i] = text();
    } else if (t.bytes() != 0) {
      std::memcpy(t.raw(), take(t.bytes()).data(), t.bytes());
    }
    return t;
  }
  thaw::tensor pooled() {
    const auto i = number<std::uint32_t>();
    if (i >= pool_.size()) bad("no such tensor");
    return pool_[i];
  }
  void read_results(expectation& e) {
    e.error_code = static_cast<thaw::code>(number<std::uint8_t>());
    e.how = static_cast<tolerance>(number<std::uint8_t>());
    read_list([&] {
      e.outputs.push_back(pooled());
      e.unspecified.push_back(number<std::uint8_t>() != 0);
    });
  }
  op_case read_op() {
    op_case c;
    c.what = text();
    c.op = text();
    c.node_def_bytes = text();
    read_list([&] {
      c.inputs.push_back(pooled());
      c.is_const.push_back(number<std::uint8_t>() != 0);
    });
    read_results(c);
    return c;
  }
  graph_case read_graph() {
    graph_case c;
    c.what = text();
    c.op = text();
    c.graph_def_bytes = text();
    read_list([&] { c.steps.push_back(read_step()); });
    return c;
  }
  graph_step read_step() {
    graph_step s;
    read_list([&] { s.fetches.push_back(text()); });
    read_list([&] { s.targets.push_back(text()); });
    read_list([&] {
      std::string name = text();
      s.feeds.emplace_back(std::move(name), pooled());
    });
    read_results(s);
    return s;
  }

  std::string_view rest_;
  std::vector<thaw::tensor> pool_;
};
}  // namespace detail

/// All cases of a file. Throws not_found, or data_loss when it is not a case file.
inline case_file read_case_file(const std::string& path) {
  std::FILE* f = std::fopen(path.c_str(), "rb");
  if (f == nullptr) thaw::fail(thaw::code::not_found, "cannot open ", path);
  std::string bytes;
  char block[65536];
  for (std::size_t n; (n = std::fread(block, 1, sizeof block, f)) > 0;) bytes.append(block, n);
  std::fclose(f);
  return detail::case_reader(bytes).read();
}

/// Only the single-op cases.
inline std::vector<op_case> read_cases(const std::string& path) { return read_case_file(path).ops; }

}  // namespace thaw_test
