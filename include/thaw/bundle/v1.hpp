// Checkpoint V1: each file is a table whose values are SavedTensorSlices messages.
//
// Key "" has `meta`: names, shapes, dtypes and slices of all tensors in this file. Every other key is the `slice_key`
// of a slice (also of whole tensors) and has `data`: a TensorProto without dtype and shape, values in the typed fields.
// The slices of one tensor may lie in several files.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "thaw/bundle/stored.hpp"
#include "thaw/proto/saved_tensor_slice.hpp"
#include "thaw/proto/tensor_convert.hpp"
#include "thaw/wire/message.hpp"

namespace thaw::bundle::detail {

/// The number of elements in the typed field that V1 uses for a dtype; nothing for dtypes that V1 cannot hold
/// (core/util/saved_tensor_slice_util.h).
THAW_SETUP std::optional<std::size_t> values_of(const proto::tensor_proto& p, dtype d) {
  switch (d) {
    case dtype::float32:
      return p.float_val.size();
    case dtype::float64:
      return p.double_val.size();
    case dtype::int32:
    case dtype::uint8:
    case dtype::int16:
    case dtype::int8:
    case dtype::uint16:
    case dtype::qint8:
    case dtype::quint8:
    case dtype::qint16:
    case dtype::quint16:
    case dtype::qint32:
      return p.int_val.size();
    case dtype::string:
      return p.string_val.size();
    case dtype::complex64:
      return p.scomplex_val.size() / 2;
    case dtype::complex128:
      return p.dcomplex_val.size() / 2;
    case dtype::int64:
      return p.int64_val.size();
    case dtype::boolean:
      return p.bool_val.size();
    case dtype::float16:
    case dtype::bfloat16:
      return p.half_val.size();
    case dtype::uint32:
      return p.uint32_val.size();
    case dtype::uint64:
      return p.uint64_val.size();
    default:
      return std::nullopt;
  }
}

THAW_LAZY class basic_v1_source final : public source {
 public:
  basic_v1_source(const std::vector<std::string>& paths, const file_set& files) : paths_(paths) {
    std::unordered_map<std::string, std::size_t> known;
    for (const std::string& path : paths_) {
      tables_.push_back(open_table(files, path));
      with_context([&] { read_meta(known); }, [&] { return path; });
    }
    std::sort(tensors.begin(), tensors.end(),
              [](const stored_tensor& a, const stored_tensor& b) { return a.entry.name < b.entry.name; });
  }

  void check(const stored_tensor& t, const stored_part& p) override {
    check_readable(t);
    // Values take at least a byte each in the file (string, varint), so a table cannot hold more than its size; what a
    // compressed block adds is limited, too.
    std::uint64_t n = 1;
    for (const slice_extent& e : p.box.extents) n *= static_cast<std::uint64_t>(e.length);
    const std::uint64_t size = tables_[static_cast<std::size_t>(p.file)].file_size();
    if (n / 32 > size)
      fail(code::data_loss, paths_[static_cast<std::size_t>(p.file)], " of ", size, " bytes cannot hold ", n,
           " elements");
  }

  tensor read(const stored_tensor& t, const stored_part& p, bool) override {
    check(t, p);
    return with_context([&] { return read_part(t, p); }, [&] { return paths_[static_cast<std::size_t>(p.file)]; });
  }

 private:
  THAW_SETUP void read_meta(std::unordered_map<std::string, std::size_t>& known) {
    const auto value = tables_.back().find("");
    if (!value) fail(code::data_loss, "it has no entry that lists its tensors, so it is not a V1 checkpoint");
    const auto all = wire::parse<proto::saved_tensor_slices>(value->bytes, "the list of tensors");
    if (!all.meta)
      fail(code::data_loss, "it has no list of tensors: it may be the index of a V2 checkpoint under another name");
    check_version(*all.meta->versions, "the list of tensors");
    for (const auto& m : all.meta->tensor)
      with_context([&] { add(m, known); }, [&] { return concat("tensor ", m.name); });
  }

  THAW_SETUP void add(const proto::saved_slice_meta& m, std::unordered_map<std::string, std::size_t>& known) {
    const auto [at, fresh] = known.emplace(m.name, tensors.size());
    const shape s = shape_of(*m.shape);
    if (fresh) {
      stored_tensor t;
      t.entry.name = m.name;
      t.entry.shape = s;
      t.dtype_number = m.type;
      t.entry.dtype = dtype_from_number(m.type);
      tensors.push_back(std::move(t));
    }
    stored_tensor& t = tensors[at->second];
    if (t.entry.shape != s || t.dtype_number != m.type)
      fail(code::data_loss, "its parts in different files disagree about shape or dtype: ", t.entry.shape, " and ", s,
           ", ", dtype_from_number(t.dtype_number), " and ", dtype_from_number(m.type));
    for (const auto& slice : m.slice) {
      stored_part p;
      const tensor_slice stored = slice_of(slice);
      p.box = stored.resolved(s);
      p.file = static_cast<std::int64_t>(tables_.size()) - 1;
      p.key = slice_key(m.name, stored);
      t.parts.push_back(std::move(p));
    }
    t.entry.sliced = t.parts.size() != 1 || t.parts[0].box.shape_in(s) != s;
  }

  THAW_SETUP tensor read_part(const stored_tensor& t, const stored_part& p) {
    const auto value = tables_[static_cast<std::size_t>(p.file)].find(p.key);
    if (!value)
      fail(code::data_loss, "its list of tensors names slice ", p.box.to_string(), ", but there is no entry for it");
    auto slices = wire::parse<proto::saved_tensor_slices>(
        wire::source{value->bytes, value->owner, concat("slice ", p.box.to_string())});
    if (slices.data->name != t.entry.name)
      fail(code::data_loss, "the entry of slice ", p.box.to_string(), " belongs to \"", slices.data->name, '"');
    const dtype d = t.entry.dtype;
    proto::tensor_proto& values = *slices.data->data;
    values.tensor_content = {};  // V1 does not use it
    shape s;
    for (const slice_extent& e : p.box.extents) s.push_back(e.length);
    const auto count = values_of(values, d);
    if (!count) fail(code::unimplemented, "a V1 checkpoint cannot hold dtype ", d);
    // Not fewer either, although a Const may repeat its last value: here that means damage.
    if (static_cast<std::int64_t>(*count) != s.elements())
      fail(code::data_loss, "slice ", p.box.to_string(), " has ", *count, " values, not ", s.elements());
    return proto::to_tensor(values, d, s);
  }

  std::vector<std::string> paths_;
  std::vector<table> tables_;
};
using v1_source = basic_v1_source<>;

}  // namespace thaw::bundle::detail
