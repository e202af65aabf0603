// Training examples, which parsing ops take apart.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <variant>
#include <vector>

#include "thaw/wire/field.hpp"
#include "thaw/wire/map.hpp"
#include "thaw/wire/repeated.hpp"

namespace thaw::proto {

/// Byte strings. tensorflow/core/example/feature.proto
struct bytes_list {
  std::vector<wire::bytes> value;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.BytesList";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::value>(1, "value"),
  };
};

/// Floats. tensorflow/core/example/feature.proto
struct float_list {
  std::vector<float> value;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.FloatList";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::value>(1, "value"),
  };
};

/// Integers. tensorflow/core/example/feature.proto
struct int64_list {
  std::vector<std::int64_t> value;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.Int64List";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::value>(1, "value"),
  };
};

/// Values of one kind. tensorflow/core/example/feature.proto
struct feature {
  /// Indices of `kind`.
  struct kind_case {
    enum : std::size_t { not_set, bytes_list, float_list, int64_list };
  };
  std::variant<std::monostate, wire::box<proto::bytes_list>, wire::box<proto::float_list>, wire::box<proto::int64_list>>
      kind;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.Feature";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::case_of<&M::kind, kind_case::bytes_list>(1, "bytes_list", "kind"),
      wire::case_of<&M::kind, kind_case::float_list>(2, "float_list", "kind"),
      wire::case_of<&M::kind, kind_case::int64_list>(3, "int64_list", "kind"),
  };
};

/// Features in order. tensorflow/core/example/feature.proto
struct feature_list {
  wire::repeated<proto::feature> feature;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.FeatureList";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::feature>(1, "feature"),
  };
};

/// Named lists of features. tensorflow/core/example/feature.proto
struct feature_lists {
  wire::map<proto::feature_list> feature_list;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.FeatureLists";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::feature_list>(1, "feature_list"),
  };
};

/// Named features. tensorflow/core/example/feature.proto
struct features {
  wire::map<proto::feature> feature;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.Features";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::feature>(1, "feature"),
  };
};

/// An example. tensorflow/core/example/example.proto
struct example {
  wire::box<proto::features> features;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.Example";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::features>(1, "features"),
  };
};

/// An example with sequences. tensorflow/core/example/example.proto
struct sequence_example {
  wire::box<proto::features> context;
  wire::box<proto::feature_lists> feature_lists;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.SequenceExample";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::context>(1, "context"),
      wire::field_of<&M::feature_lists>(2, "feature_lists"),
  };
};

}  // namespace thaw::proto
