// Values of protobuf `bytes` fields: a view that can share ownership of the file it points into.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "thaw/core/config.hpp"

namespace thaw::wire {

/// The value of a `bytes` field. Copies are cheap and share the bytes, which are never written to.
class bytes {
 public:
  bytes() noexcept = default;
  /// Takes the characters over.
  bytes(std::string text) {  // NOLINT: implicit, so that a field can be assigned
    if (text.empty()) return;
    auto kept = std::make_shared<const std::string>(std::move(text));
    view_ = *kept;
    owner_ = std::move(kept);
  }
  bytes(const char* text) : bytes(std::string(text)) {}  // NOLINT: implicit
  /// No copy: `owner` keeps the characters alive; with a null owner, the caller does.
  bytes(std::string_view text, std::shared_ptr<const void> owner) : view_(text), owner_(std::move(owner)) {}
  /// A copy of its own.
  THAW_LAZY static bytes copy(std::string_view text) { return bytes(std::string(text)); }

  operator std::string_view() const noexcept { return view_; }  // NOLINT: implicit, this is a string_view that owns
  std::string_view view() const noexcept { return view_; }
  THAW_LAZY std::string str() const { return std::string(view_); }
  const char* data() const noexcept { return view_.data(); }
  std::size_t size() const noexcept { return view_.size(); }
  bool empty() const noexcept { return view_.empty(); }
  /// What keeps the characters alive; null when empty or when the caller does.
  const std::shared_ptr<const void>& owner() const noexcept { return owner_; }

  friend bool operator==(const bytes& a, const bytes& b) noexcept { return a.view_ == b.view_; }
  friend bool operator!=(const bytes& a, const bytes& b) noexcept { return a.view_ != b.view_; }

 private:
  std::string_view view_;
  std::shared_ptr<const void> owner_;
};

/// Fields of a message that its table does not have (written by another version): the raw bytes, tags included, kept so
/// that they can be written back.
struct unknown {
  std::string raw;
  bool empty() const noexcept { return raw.empty(); }
};

}  // namespace thaw::wire
