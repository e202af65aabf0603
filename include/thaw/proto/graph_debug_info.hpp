// Where in a program nodes were made; carried along.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "thaw/wire/field.hpp"
#include "thaw/wire/map.hpp"
#include "thaw/wire/repeated.hpp"

namespace thaw::proto {

/// Stack traces of nodes. This message is proto2: its strings need not be UTF-8.
/// tensorflow/core/framework/graph_debug_info.proto
struct graph_debug_info {
  /// A place in a program.
  struct file_line_col {
    std::optional<std::int32_t> file_index;
    std::optional<std::int32_t> line;
    std::optional<std::int32_t> col;
    std::optional<std::string> func;
    std::optional<std::string> code;
    wire::unknown unknown;
    static constexpr bool is_proto2 = true;
    static constexpr std::string_view proto_name = "tensorflow.GraphDebugInfo.FileLineCol";
    template <class M>
    static constexpr wire::field rows[] = {
        wire::field_of<&M::file_index>(1, "file_index"),
        wire::field_of<&M::line>(2, "line"),
        wire::field_of<&M::col>(3, "col"),
        wire::field_of<&M::func>(4, "func"),
        wire::field_of<&M::code>(5, "code"),
    };
  };

  /// Places, in place or by their numbers.
  struct stack_trace {
    wire::repeated<proto::graph_debug_info::file_line_col> file_line_cols;
    std::vector<std::uint64_t> frame_id;
    wire::unknown unknown;
    static constexpr bool is_proto2 = true;
    static constexpr std::string_view proto_name = "tensorflow.GraphDebugInfo.StackTrace";
    template <class M>
    static constexpr wire::field rows[] = {
        wire::field_of<&M::file_line_cols>(1, "file_line_cols"),
        wire::field_of<&M::frame_id, wire::kind::fixed64>(2, "frame_id"),
    };
  };

  std::vector<std::string> files;
  wire::map<proto::graph_debug_info::stack_trace> traces;
  wire::map<proto::graph_debug_info::file_line_col, std::uint64_t, wire::kind::fixed64> frames_by_id;
  wire::map<std::uint64_t, std::string, wire::kind::string, wire::kind::fixed64> name_to_trace_id;
  wire::map<proto::graph_debug_info::stack_trace, std::uint64_t, wire::kind::fixed64> traces_by_id;
  wire::unknown unknown;
  static constexpr bool is_proto2 = true;
  static constexpr std::string_view proto_name = "tensorflow.GraphDebugInfo";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::files>(1, "files"),
      wire::field_of<&M::traces>(2, "traces"),
      wire::field_of<&M::frames_by_id>(4, "frames_by_id"),
      wire::field_of<&M::name_to_trace_id>(5, "name_to_trace_id"),
      wire::field_of<&M::traces_by_id>(6, "traces_by_id"),
  };
};

}  // namespace thaw::proto
