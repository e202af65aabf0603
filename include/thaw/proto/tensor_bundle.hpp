// The entries of a V2 checkpoint's index.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "thaw/proto/tensor_shape.hpp"
#include "thaw/proto/tensor_slice.hpp"
#include "thaw/proto/types.hpp"
#include "thaw/proto/versions.hpp"
#include "thaw/wire/field.hpp"
#include "thaw/wire/repeated.hpp"

namespace thaw::proto {

namespace detail {
inline constexpr wire::enum_value endianness_values[] = {
    {0, "LITTLE"},
    {1, "BIG"},
};
}  // namespace detail

/// tensorflow.BundleHeaderProto.Endianness
inline constexpr wire::enum_names endianness_names{"tensorflow.BundleHeaderProto.Endianness",
                                                   detail::endianness_values};

/// A tensor, or a part of one: where its bytes are. tensorflow/core/protobuf/tensor_bundle.proto
struct bundle_entry_proto {
  std::int32_t dtype = 0;  ///< the number of a thaw::dtype
  wire::box<proto::tensor_shape_proto> shape;
  std::int32_t shard_id = 0;
  std::int64_t offset = 0;
  std::int64_t size = 0;
  std::uint32_t crc32c = 0;                          ///< masked
  wire::repeated<proto::tensor_slice_proto> slices;  ///< not empty: the data is in entries of its own
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.BundleEntryProto";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::dtype, &data_type_names>(1, "dtype"),
      wire::field_of<&M::shape>(2, "shape"),
      wire::field_of<&M::shard_id>(3, "shard_id"),
      wire::field_of<&M::offset>(4, "offset"),
      wire::field_of<&M::size>(5, "size"),
      wire::field_of<&M::crc32c, wire::kind::fixed32>(6, "crc32c"),
      wire::field_of<&M::slices>(7, "slices"),
  };
};

/// The first entry, under the key "". tensorflow/core/protobuf/tensor_bundle.proto
struct bundle_header_proto {
  /// tensorflow.BundleHeaderProto.Endianness
  enum endianness : std::int32_t { little = 0, big = 1 };
  std::int32_t num_shards = 0;
  std::int32_t endianness = 0;
  wire::box<proto::version_def> version;
  wire::unknown unknown;
  static constexpr std::string_view proto_name = "tensorflow.BundleHeaderProto";
  template <class M>
  static constexpr wire::field rows[] = {
      wire::field_of<&M::num_shards>(1, "num_shards"),
      wire::field_of<&M::endianness, &endianness_names>(2, "endianness"),
      wire::field_of<&M::version>(3, "version"),
  };
};

}  // namespace thaw::proto
