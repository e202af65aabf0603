// Shapes, known and partly known.
#pragma once
#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "thaw/core/error.hpp"

namespace thaw {

/// TensorFlow's limit on the number of dimensions (tensorflow/core/framework/tensor_shape.h).
inline constexpr std::size_t max_rank = 254;
/// A dimension of unknown size.
inline constexpr std::int64_t unknown_dim = -1;

/// A list of sizes; -1 is an unknown size; the rank itself may be unknown. The shape of a tensor is fully known.
/// Up to six dimensions are held in place, without allocation.
class shape {
 public:
  shape() noexcept = default;  // a scalar
  shape(std::initializer_list<std::int64_t> dims) : shape(dims.begin(), dims.end()) {}
  explicit shape(const std::vector<std::int64_t>& dims) : shape(dims.begin(), dims.end()) {}
  template <class Iterator>
  shape(Iterator first, Iterator last) {
    for (; first != last; ++first) push_back(static_cast<std::int64_t>(*first));
  }
  shape(const shape&) = default;
  shape& operator=(const shape&) = default;
  /// The source is a scalar's shape afterwards.
  shape(shape&& other) noexcept { *this = std::move(other); }
  shape& operator=(shape&& other) noexcept {
    std::copy(std::begin(other.few_), std::end(other.few_), few_);
    many_ = std::move(other.many_);
    other.many_.clear();
    rank_ = std::exchange(other.rank_, 0);
    known_rank_ = std::exchange(other.known_rank_, true);
    return *this;
  }
  ~shape() = default;
  /// Not even the rank is known.
  static shape unknown() noexcept {
    shape s;
    s.known_rank_ = false;
    return s;
  }
  /// `rank` unknown sizes.
  static shape unknown_of_rank(std::size_t rank) {
    shape s;
    for (std::size_t i = 0; i < rank; ++i) s.push_back(unknown_dim);
    return s;
  }

  bool has_rank() const noexcept { return known_rank_; }
  std::size_t rank() const noexcept {
    assert(known_rank_);
    return rank_;
  }
  std::int64_t operator[](std::size_t i) const noexcept {
    assert(i < rank_);
    return data()[i];
  }
  std::int64_t& operator[](std::size_t i) noexcept {
    assert(i < rank_);
    return data()[i];
  }
  std::int64_t back() const noexcept { return (*this)[rank_ - 1]; }
  const std::int64_t* begin() const noexcept { return data(); }
  const std::int64_t* end() const noexcept { return data() + rank_; }
  const std::int64_t* data() const noexcept { return many_.empty() ? few_ : many_.data(); }
  std::int64_t* data() noexcept { return many_.empty() ? few_ : many_.data(); }

  /// Throws invalid_argument beyond `max_rank` dimensions.
  void push_back(std::int64_t dim) {
    if (rank_ == max_rank) fail(code::invalid_argument, "a shape has more than ", max_rank, " dimensions");
    if (many_.empty() && rank_ < in_place) {
      few_[rank_++] = dim;
      return;
    }
    if (many_.empty()) many_.assign(few_, few_ + rank_);
    many_.push_back(dim);
    ++rank_;
  }

  bool is_fully_defined() const noexcept {
    return known_rank_ && std::all_of(begin(), end(), [](std::int64_t d) { return d >= 0; });
  }
  bool is_scalar() const noexcept { return known_rank_ && rank_ == 0; }

  /// The number of elements of a fully known shape. Throws invalid_argument when it does not fit 63 bits.
  std::int64_t elements() const {
    assert(is_fully_defined());
    std::int64_t n = 1;
    bool overflow = false, zero = false;
    for (const std::int64_t d : *this) {
      zero = zero || d == 0;
      overflow = overflow || (d != 0 && n > std::numeric_limits<std::int64_t>::max() / d);
      if (!overflow && d != 0) n *= d;
    }
    if (overflow) fail(code::invalid_argument, "shape ", to_string(), " has more than 2^63 - 1 elements");
    return zero ? 0 : n;
  }

  /// Both may describe the same tensor.
  bool is_compatible_with(const shape& other) const noexcept {
    if (!known_rank_ || !other.known_rank_) return true;
    if (rank_ != other.rank_) return false;
    for (std::size_t i = 0; i < rank_; ++i)
      if ((*this)[i] >= 0 && other[i] >= 0 && (*this)[i] != other[i]) return false;
    return true;
  }

  /// "[2,?,3]", "[]" for a scalar, "?" for an unknown rank.
  std::string to_string() const {
    if (!known_rank_) return "?";
    std::string s = "[";
    for (std::size_t i = 0; i < rank_; ++i) {
      if (i != 0) s += ',';
      s += (*this)[i] < 0 ? "?" : std::to_string((*this)[i]);
    }
    return s + "]";
  }

  friend bool operator==(const shape& a, const shape& b) noexcept {
    return a.known_rank_ == b.known_rank_ && a.rank_ == b.rank_ && std::equal(a.begin(), a.end(), b.begin());
  }
  friend bool operator!=(const shape& a, const shape& b) noexcept { return !(a == b); }

 private:
  static constexpr std::size_t in_place = 6;
  std::int64_t few_[in_place] = {};
  std::vector<std::int64_t> many_;
  std::size_t rank_ = 0;
  bool known_rank_ = true;
};

inline void append(std::string& to, const shape& s) { to.append(s.to_string()); }

}  // namespace thaw
