// Reading checkpoints, V2 and V1 alike: list, read whole tensors or slices, verify.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/bundle/prefix.hpp"
#include "thaw/bundle/resolve.hpp"
#include "thaw/bundle/slice.hpp"
#include "thaw/bundle/stored.hpp"
#include "thaw/bundle/v1.hpp"
#include "thaw/bundle/v2.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/tensor.hpp"
#include "thaw/core/text.hpp"

namespace thaw::bundle {

struct reader_options {
  /// Checks the checksums of V2 data. (Those of tables, and so all of V1, are always checked.)
  bool verify = true;
  /// Maps files into memory, so that tensors are views of them where their place allows. Off: files are read, which
  /// protects against programs that overwrite them in place.
  bool map = true;
};

/// A checkpoint that is open for reading. Copies share everything; reading from several threads is fine. Tensors stay
/// valid when the reader is gone. (A default-constructed reader can only be assigned to.)
///
/// Errors name file and tensor and follow TensorFlow's codes: not_found (no such checkpoint, tensor, data file),
/// data_loss (damage), out_of_range (a file too short), invalid_argument (a version, or the shape in a slice, that does
/// not fit), internal (slices that overlap or lie outside),
/// unimplemented (a dtype that cannot be read).
class checkpoint_reader {
 public:
  /// `path` may be a prefix ("dir/model.ckpt"), any of a checkpoint's files (.index, .meta, .data-…, V1), the pattern
  /// of a sharded V1 checkpoint, a directory or its `checkpoint` file (the latest checkpoint), a SavedModel's
  /// directory.
  THAW_LAZY static checkpoint_reader open(const std::string& path, reader_options options = {});
  /// From memory: `files` named as they would be on a disk, `prefix` as in `open`; with "", that of the only .index.
  /// Tensors share ownership with the files; those of files without an owner are copies.
  THAW_LAZY static checkpoint_reader open_memory(std::vector<memory_file> files, std::string prefix = {},
                                                 reader_options options = {});

  /// What is inside, sorted by name.
  const std::vector<checkpoint_entry>& entries() const noexcept { return state_->entries; }
  THAW_LAZY bool contains(std::string_view name) const noexcept { return position(name) != npos; }
  /// The entry, or null.
  THAW_LAZY const checkpoint_entry* find(std::string_view name) const noexcept;
  /// Up to `n` names that may have been meant.
  THAW_LAZY std::vector<std::string> nearest(std::string_view name, std::size_t n = 3) const;

  /// A whole tensor; parts of partitioned variables are put together. It must not be written to: it may be a view of
  /// the file.
  THAW_LAZY tensor read(std::string_view name) const;
  /// A part, as the `shape_and_slices` of a RestoreV2 op say; only the stored parts that it touches are read.
  THAW_LAZY tensor read_slice(std::string_view name, const slice_spec& spec) const;
  THAW_LAZY tensor read_slice(std::string_view name, std::string_view shape_and_slice) const {
    return read_slice(name, parse_slice_spec(shape_and_slice));
  }

  /// Reads everything with all checksums. Throws one error that lists all damaged tensors, with the code of the first.
  THAW_LAZY void verify() const;

  bool is_v1() const noexcept { return state_->v1; }
  /// As TensorFlow takes it; of a sharded V1 checkpoint the pattern.
  const std::string& prefix() const noexcept { return state_->prefix; }

 private:
  struct state {
    std::string prefix;
    bool v1 = false, verify = true;
    std::unique_ptr<detail::source> files;
    std::vector<checkpoint_entry> entries;  // parallel to files->tensors
  };
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);

  THAW_LAZY static checkpoint_reader make(checkpoint_files found, detail::file_set files, reader_options options);
  THAW_LAZY std::size_t position(std::string_view name) const noexcept;
  THAW_LAZY const detail::stored_tensor& stored(std::string_view name) const;
  template <class F>
  decltype(auto) with_tensor(const detail::stored_tensor& t, F&& f) const;
  THAW_LAZY tensor read_box(const detail::stored_tensor& t, const tensor_slice& box, bool verify) const;

  std::shared_ptr<const state> state_;
};

// ---- details ----

namespace detail {
THAW_LAZY std::int64_t volume(const tensor_slice& box) noexcept {
  std::int64_t n = 1;  // cannot overflow: the whole shape was checked
  for (const slice_extent& e : box.extents) n *= e.length;
  return n;
}
THAW_LAZY std::int64_t common_volume(const tensor_slice& a, const tensor_slice& b) noexcept {
  std::int64_t n = 1;
  for (std::size_t i = 0; i < a.extents.size(); ++i) {
    const slice_range r = common_range(a.extents[i], b.extents[i]);
    if (r.first >= r.last) return 0;
    n *= r.last - r.first;
  }
  return n;
}

/// Throws internal when two of the parts overlap, as TensorFlow does.
THAW_LAZY void check_disjoint(std::vector<const stored_part*> parts) {
  if (parts.size() < 2) return;
  // Neighbours along the dimension that is cut most often: there are few, so comparing them is cheap.
  const std::size_t rank = parts[0]->box.extents.size();
  std::size_t best = 0, most = 0;
  for (std::size_t d = 0; d < rank; ++d) {
    std::vector<std::int64_t> starts;
    for (const stored_part* p : parts) starts.push_back(p->box.extents[d].start);
    std::sort(starts.begin(), starts.end());
    const auto distinct = static_cast<std::size_t>(std::unique(starts.begin(), starts.end()) - starts.begin());
    if (distinct > most) best = d, most = distinct;
  }
  const auto extent = [&](std::size_t i) { return rank == 0 ? slice_extent{0, 1} : parts[i]->box.extents[best]; };
  if (rank != 0)
    std::sort(parts.begin(), parts.end(), [&](const stored_part* a, const stored_part* b) {
      return a->box.extents[best].start < b->box.extents[best].start;
    });
  for (std::size_t i = 0; i < parts.size(); ++i)
    for (std::size_t j = i + 1; j < parts.size() && extent(j).start < extent(i).start + extent(i).length; ++j)
      if (slices_overlap(parts[i]->box, parts[j]->box))
        fail(code::internal, "Overlapping slices: ", parts[i]->box.to_string(), " and ", parts[j]->box.to_string());
}

/// The box as a view of a part that holds it in one run; an empty tensor when it does not.
THAW_LAZY tensor view_within(const tensor& part, const tensor_slice& part_box, const tensor_slice& box) {
  std::int64_t offset = 0, stride = 1;
  bool run = true;  // all dimensions so far are whole
  shape s;
  for (std::size_t i = box.extents.size(); i-- > 0;) {
    const slice_extent &b = box.extents[i], &p = part_box.extents[i];
    if (b.start < p.start || b.length > p.length - (b.start - p.start) || (!run && b.length != 1)) return {};
    run = run && b.length == p.length;
    offset += (b.start - p.start) * stride;
    stride *= p.length;
  }
  for (const slice_extent& e : box.extents) s.push_back(e.length);
  const auto* at = static_cast<const char*>(part.raw()) + static_cast<std::size_t>(offset) * plain_size(part.dtype());
  return tensor::view(part.dtype(), std::move(s), at, part.owner());
}
}  // namespace detail

template <class>
std::size_t checkpoint_reader::position(std::string_view name) const noexcept {
  const auto& list = state_->entries;
  const auto at = std::lower_bound(list.begin(), list.end(), name,
                                   [](const checkpoint_entry& e, std::string_view n) { return e.name < n; });
  return at != list.end() && at->name == name ? static_cast<std::size_t>(at - list.begin()) : npos;
}

template <class>
const checkpoint_entry* checkpoint_reader::find(std::string_view name) const noexcept {
  const std::size_t i = position(name);
  return i == npos ? nullptr : &state_->entries[i];
}

template <class>
std::vector<std::string> checkpoint_reader::nearest(std::string_view name, std::size_t n) const {
  std::vector<std::string_view> names;
  for (const checkpoint_entry& e : entries()) names.push_back(e.name);
  return thaw::nearest(name, names, n);
}

template <class>
const detail::stored_tensor& checkpoint_reader::stored(std::string_view name) const {
  const std::size_t i = position(name);
  if (i != npos) return state_->files->tensors[i];
  const std::vector<std::string> near = nearest(name);
  fail(code::not_found, "Key ", name, " not found in checkpoint ", prefix(), " (", entries().size(), " tensors)",
       near.empty() ? "" : "; did you mean ", join(near, " or "), near.empty() ? "" : "?");
}

template <class F>
decltype(auto) checkpoint_reader::with_tensor(const detail::stored_tensor& t, F&& f) const {
  return with_context(f, [&] { return concat("tensor ", t.entry.name); });
}

template <class>
tensor checkpoint_reader::read(std::string_view name) const {
  const detail::stored_tensor& t = stored(name);
  return with_tensor(
      t, [&] { return read_box(t, tensor_slice::full(t.entry.shape.rank()).resolved(t.entry.shape), state_->verify); });
}

template <class>
tensor checkpoint_reader::read_slice(std::string_view name, const slice_spec& spec) const {
  if (spec.whole) return read(name);
  const detail::stored_tensor& t = stored(name);
  return with_tensor(t, [&] {
    if (spec.full_shape != t.entry.shape)
      fail(code::invalid_argument, "Shape in shape_and_slice spec ", spec.full_shape,
           " does not match the shape stored in checkpoint: ", t.entry.shape);
    return read_box(t, spec.slice.resolved(t.entry.shape), state_->verify);
  });
}

template <class>
tensor checkpoint_reader::read_box(const detail::stored_tensor& t, const tensor_slice& box, bool verify) const {
  detail::source& files = *state_->files;
  if (t.parts.size() == 1 && t.parts[0].box == box) return files.read(t, t.parts[0], verify);
  detail::check_readable(t);
  if (!is_plain(t.entry.dtype))
    fail(code::invalid_argument, "Dtype ", t.entry.dtype, " not supported: its tensors cannot be read in slices");
  const std::int64_t wanted = detail::volume(box);
  std::int64_t covered = 0;
  std::vector<const detail::stored_part*> parts;
  for (const detail::stored_part& p : t.parts) {
    const std::int64_t n = detail::common_volume(p.box, box);
    if (n == 0) continue;
    parts.push_back(&p);
    if (n > wanted - covered) break;  // more than everything: some overlap
    covered += n;
  }
  detail::check_disjoint(parts);
  if (covered != wanted)
    fail(code::invalid_argument, "Does not have sufficient slices for partitioned tensor ", t.entry.name,
         " to restore in slice_spec: ", box.to_string(), " (", covered, " of ", wanted, " elements are stored)");
  for (const detail::stored_part* p : parts) files.check(t, *p);
  tensor whole(t.entry.dtype, box.shape_in(t.entry.shape));
  for (const detail::stored_part* p : parts) {
    const tensor part = files.read(t, *p, verify);
    if (parts.size() == 1)
      if (tensor view = detail::view_within(part, p->box, box); !view.empty()) return view;
    copy_overlap(p->box, part.raw(), box, whole.raw(), plain_size(t.entry.dtype));
  }
  return whole;
}

template <class>
void checkpoint_reader::verify() const {
  std::vector<std::string> damaged;
  code first = code::ok;
  for (const detail::stored_tensor& t : state_->files->tensors) {
    const auto check = [&] {
      with_tensor(t, [&] {
        for (const detail::stored_part& p : t.parts) (void)state_->files->read(t, p, true);
      });
    };
#if THAW_EXCEPTIONS
    try {
      check();
    } catch (const error& e) {
      if (first == code::ok) first = e.code();
      damaged.push_back(e.message());
    }
#else
    check();
#endif
  }
  if (!damaged.empty())
    fail(first, prefix(), ": ", damaged.size(), " of ", entries().size(),
         " tensors cannot be read: ", join(damaged, "; ", 20));
}

template <class>
checkpoint_reader checkpoint_reader::make(checkpoint_files found, detail::file_set files, reader_options options) {
  auto s = std::make_shared<state>();
  s->prefix = found.prefix;
  s->v1 = found.is_v1();
  s->verify = options.verify;
  files.map = options.map;
  if (s->v1)
    s->files = std::make_unique<detail::v1_source>(found.v1_files, files);
  else
    s->files = std::make_unique<detail::v2_source>(found.prefix, std::move(files));
  s->entries.reserve(s->files->tensors.size());
  for (const detail::stored_tensor& t : s->files->tensors) s->entries.push_back(t.entry);
  checkpoint_reader r;
  r.state_ = std::move(s);
  return r;
}

template <class>
checkpoint_reader checkpoint_reader::open(const std::string& path, reader_options options) {
  return make(resolve_checkpoint(path), {}, options);
}

template <class>
checkpoint_reader checkpoint_reader::open_memory(std::vector<memory_file> files, std::string prefix,
                                                 reader_options options) {
  detail::file_set set;
  set.on_disk = false;
  set.memory = std::move(files);
  checkpoint_files found = resolve_checkpoint(set, std::move(prefix));
  return make(std::move(found), std::move(set), options);
}

}  // namespace thaw::bundle
