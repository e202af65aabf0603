// A tensor: dtype, shape and shared, 64-byte aligned storage.
#pragma once
#include <algorithm>
#include <cassert>
#include <complex>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "thaw/core/dtype.hpp"
#include "thaw/core/error.hpp"
#include "thaw/core/shape.hpp"
#include "thaw/core/xtensor.hpp"

namespace thaw {

/// Alignment of every buffer that the library allocates: a cache line, and the widest vector.
inline constexpr std::size_t alignment = 64;

namespace detail {
template <class T>
std::shared_ptr<void> make_objects(std::size_t n) {
  T* p = new (std::nothrow) T[n]();
  if (p == nullptr) fail(code::resource_exhausted, "no memory for a tensor of ", n, " elements");
  return {p, [](void* q) { delete[] static_cast<T*>(q); }};
}
inline std::shared_ptr<void> make_bytes(std::size_t bytes) {
  void* p = ::operator new (bytes != 0 ? bytes : 1, std::align_val_t{alignment}, std::nothrow);
  if (p == nullptr) fail(code::resource_exhausted, "no memory for a tensor of ", bytes, " bytes");
  return {p, [](void* q) { ::operator delete (q, std::align_val_t{alignment}); }};
}
template <class E>
using is_xexpression = std::is_base_of<xt::xexpression<E>, E>;
template <class T>
inline constexpr bool is_scalar_element =
    std::is_arithmetic_v<T> || std::is_same_v<T, half> || std::is_same_v<T, bfloat16> ||
    std::is_same_v<T, std::complex<float>> || std::is_same_v<T, std::complex<double>>;
}  // namespace detail

/// dtype + shape + storage. Copies are cheap and share the storage; a tensor whose storage is shared must not be
/// written to. Row-major. A default-constructed tensor is empty (dtype `invalid`).
class tensor {
 public:
  tensor() = default;
  tensor(const tensor&) = default;
  tensor& operator=(const tensor&) = default;
  /// The source is empty afterwards.
  tensor(tensor&& other) noexcept
      : shape_(std::move(other.shape_)),
        owner_(std::move(other.owner_)),
        data_(std::exchange(other.data_, nullptr)),
        elements_(std::exchange(other.elements_, 0)),
        dtype_(std::exchange(other.dtype_, thaw::dtype::invalid)) {}
  tensor& operator=(tensor&& other) noexcept {
    shape_ = std::move(other.shape_);
    owner_ = std::move(other.owner_);
    data_ = std::exchange(other.data_, nullptr);
    elements_ = std::exchange(other.elements_, 0);
    dtype_ = std::exchange(other.dtype_, thaw::dtype::invalid);
    return *this;
  }
  ~tensor() = default;

  /// Uninitialised for plain dtypes; empty strings and null handles otherwise. Throws resource_exhausted, or
  /// invalid_argument when the size does not fit memory.
  tensor(thaw::dtype d, thaw::shape s) : shape_(std::move(s)), dtype_(d) {
    const std::size_t n = check_size();
    switch (d) {
      case thaw::dtype::string:
        owner_ = detail::make_objects<std::string>(n);
        break;
      case thaw::dtype::resource:
        owner_ = detail::make_objects<resource_handle>(n);
        break;
      case thaw::dtype::variant:
        owner_ = detail::make_objects<variant_value>(n);
        break;
      default:
        owner_ = detail::make_bytes(n * plain_size(d));
    }
    data_ = owner_.get();
  }

  /// A scalar: `tensor(1.0f)`.
  template <class T, std::enable_if_t<detail::is_scalar_element<T>, int> = 0>
  tensor(const T& value) : tensor(dtype_of<T>, thaw::shape{}) {  // NOLINT: implicit, so that a feed can be `1.0f`
    *static_cast<element_t<dtype_of<T>>*>(data_) = value;
  }
  tensor(std::string value) : tensor(thaw::dtype::string, thaw::shape{}) {  // NOLINT: implicit
    *static_cast<std::string*>(data_) = std::move(value);
  }
  tensor(const char* value) : tensor(std::string(value)) {}  // NOLINT: implicit

  /// The values of any xtensor expression, copied.
  template <class E, std::enable_if_t<detail::is_xexpression<E>::value, int> = 0>
  tensor(const E& expression)  // NOLINT: implicit
      : tensor(dtype_of<std::decay_t<typename E::value_type>>,
               thaw::shape(expression.shape().begin(), expression.shape().end())) {
    using T = element_t<dtype_of<std::decay_t<typename E::value_type>>>;  // long long is held as std::int64_t
    auto* to = static_cast<T*>(data_);
    auto it = expression.template begin<xt::layout_type::row_major>();
    for (std::int64_t n = elements(); n > 0; --n, ++it) *to++ = static_cast<T>(*it);
  }

  /// The values of a vector, copied. Throws invalid_argument when their number is not that of the shape.
  template <class T>
  static tensor from(const std::vector<T>& values, thaw::shape s) {
    tensor t(dtype_of<T>, std::move(s));
    if (static_cast<std::int64_t>(values.size()) != t.elements())
      fail(code::invalid_argument, values.size(), " values given for a tensor of shape ", t.shape());
    auto* to = static_cast<element_t<dtype_of<T>>*>(t.data_);
    for (std::size_t i = 0; i < values.size(); ++i) to[i] = values[i];
    return t;
  }

  /// A view of memory that `owner` keeps alive (null: the caller does). The memory is not copied, and not written to by
  /// the library. `data` must be aligned for the element type.
  static tensor view(thaw::dtype d, thaw::shape s, const void* data, std::shared_ptr<const void> owner) {
    tensor t;
    t.dtype_ = d;
    t.shape_ = std::move(s);
    t.data_ = const_cast<void*>(data);
    t.owner_ = std::const_pointer_cast<void>(std::move(owner));
    t.check_size();
    return t;
  }
  /// A view of the caller's values.
  template <class T>
  static tensor view(const T* data, thaw::shape s) {
    return view(dtype_of<T>, std::move(s), data, nullptr);
  }

  thaw::dtype dtype() const noexcept { return dtype_; }
  const thaw::shape& shape() const noexcept { return shape_; }
  bool empty() const noexcept { return dtype_ == thaw::dtype::invalid; }
  std::int64_t elements() const noexcept { return elements_; }
  /// Bytes of the elements in memory (for strings: of the string objects).
  std::size_t bytes() const noexcept { return static_cast<std::size_t>(elements_) * element_size(dtype_); }
  const void* raw() const noexcept { return data_; }
  void* raw() noexcept { return data_; }
  const std::shared_ptr<void>& owner() const noexcept { return owner_; }
  /// Nobody else shares the storage.
  bool is_unique() const noexcept { return owner_ != nullptr && owner_.use_count() == 1; }

  /// The elements; throws invalid_argument when the dtype is another.
  template <class T>
  const T* data() const {
    check_type<T>();
    return static_cast<const T*>(data_);
  }
  template <class T>
  T* data() {
    check_type<T>();
    return static_cast<T*>(data_);
  }
  /// The only element; throws invalid_argument when there are more or the dtype is another.
  template <class T>
  const T& scalar() const {
    if (elements_ != 1 && !empty())
      fail(code::invalid_argument, "a scalar was expected, not a tensor of shape ", shape_);
    return *data<T>();
  }

  /// The elements as an xtensor adaptor, without a copy; valid as long as the tensor (or a copy of it) lives.
  /// Throws invalid_argument when the dtype is another.
  template <class T>
  auto as() const& {
    return xt::adapt(data<T>(), static_cast<std::size_t>(elements_), xt::no_ownership(), dims());
  }
  template <class T>
  auto as() & {
    return xt::adapt(data<T>(), static_cast<std::size_t>(elements_), xt::no_ownership(), dims());
  }
  /// Of a temporary: an array of its own.
  template <class T>
  xt::xarray<T> as() && {
    return std::as_const(*this).template as<T>();
  }

  /// The same storage under another shape with as many elements.
  tensor reshaped(thaw::shape s) const {
    tensor t = *this;
    t.reset_shape(std::move(s));
    return t;
  }
  void reset_shape(thaw::shape s) {
    assert(s.is_fully_defined() && s.elements() == elements_);
    shape_ = std::move(s);
  }
  /// The same bytes under another dtype of the same element size (Bitcast, quantized types).
  tensor retyped(thaw::dtype d) const {
    assert(is_plain(d) && is_plain(dtype_) && plain_size(d) == plain_size(dtype_));
    tensor t = *this;
    t.dtype_ = d;
    return t;
  }

  /// Itself when its storage has an owner; else (a view of somebody's memory) a copy. For values that must live on.
  tensor owned() const { return owner_ != nullptr || empty() ? *this : clone(); }
  /// A copy with storage of its own.
  tensor clone() const {
    if (empty()) return {};
    tensor t(dtype_, shape_);
    t.copy_from(*this);
    return t;
  }
  /// Copies `n` elements of a tensor of the same dtype from one place to another.
  void copy_elements(std::int64_t to, const tensor& from, std::int64_t at, std::int64_t n) {
    assert(dtype_ == from.dtype_ && to >= 0 && at >= 0 && to + n <= elements_ && at + n <= from.elements_);
    const auto copy = [&](auto* out, const auto* in) { std::copy_n(in + at, n, out + to); };
    switch (dtype_) {
      case thaw::dtype::string:
        return copy(data<std::string>(), from.data<std::string>());
      case thaw::dtype::resource:
        return copy(data<resource_handle>(), from.data<resource_handle>());
      case thaw::dtype::variant:
        return copy(data<variant_value>(), from.data<variant_value>());
      default:
        break;
    }
    const std::size_t size = plain_size(dtype_);
    if (n != 0)
      std::memcpy(static_cast<char*>(data_) + static_cast<std::size_t>(to) * size,
                  static_cast<const char*>(from.data_) + static_cast<std::size_t>(at) * size,
                  static_cast<std::size_t>(n) * size);
  }
  /// Zeros, empty strings, null handles.
  void set_zero() {
    const auto clear = [&](auto* p) { std::fill_n(p, elements_, std::decay_t<decltype(*p)>{}); };
    switch (dtype_) {
      case thaw::dtype::string:
        return clear(data<std::string>());
      case thaw::dtype::resource:
        return clear(data<resource_handle>());
      case thaw::dtype::variant:
        return clear(data<variant_value>());
      default:
        break;
    }
    if (bytes() != 0) std::memset(data_, 0, bytes());
  }
  /// Copies the elements of a tensor of the same dtype and number of elements.
  void copy_from(const tensor& from) {
    assert(dtype_ == from.dtype_ && elements_ == from.elements_);
    const auto n = static_cast<std::size_t>(elements_);
    switch (dtype_) {
      case thaw::dtype::string:
        copy_objects<std::string>(from, n);
        break;
      case thaw::dtype::resource:
        copy_objects<resource_handle>(from, n);
        break;
      case thaw::dtype::variant:
        copy_objects<variant_value>(from, n);
        break;
      default:
        if (n != 0) std::memcpy(data_, from.data_, bytes());
    }
  }

 private:
  std::size_t check_size() {
    if (!shape_.is_fully_defined())
      fail(code::invalid_argument, "a tensor needs a fully known shape, not ", shape_.to_string());
    elements_ = shape_.elements();
    const std::size_t size = element_size(dtype_);
    if (size == 0) fail(code::invalid_argument, "a tensor cannot have dtype ", dtype_);
    if (static_cast<std::uint64_t>(elements_) > static_cast<std::uint64_t>(PTRDIFF_MAX) / size)
      fail(code::invalid_argument, "a tensor of shape ", shape_, " does not fit memory");
    return static_cast<std::size_t>(elements_);
  }
  template <class T>
  void check_type() const {
    static_assert(std::is_same_v<T, element_t<dtype_of<T>>>, "64-bit elements are std::int64_t or std::uint64_t");
    if (dtype_ != dtype_of<T>) fail(code::invalid_argument, "the tensor holds ", dtype_, ", not ", dtype_of<T>);
  }
  std::vector<std::size_t> dims() const { return {shape_.begin(), shape_.end()}; }
  template <class T>
  void copy_objects(const tensor& from, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) static_cast<T*>(data_)[i] = static_cast<const T*>(from.data_)[i];
  }

  thaw::shape shape_;
  std::shared_ptr<void> owner_;
  void* data_ = nullptr;
  std::int64_t elements_ = 0;
  thaw::dtype dtype_ = thaw::dtype::invalid;
};

}  // namespace thaw
