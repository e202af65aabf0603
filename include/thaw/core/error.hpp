// The one error type of the library, and the one way to raise it.
//
// Everything that comes from outside (bytes, names, shapes, dtypes) may be wrong and ends here; mistakes of the program
// itself are asserts. Context ("node 'conv1'", "graph_def.node[17]") is added while unwinding by `with_context`, so
// that the good path pays nothing.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "thaw/core/config.hpp"

namespace thaw {

/// TensorFlow's canonical codes, with its numbers (tensorflow/core/protobuf/error_codes.proto).
enum class code : int {
  ok = 0,
  cancelled = 1,
  unknown = 2,
  invalid_argument = 3,
  deadline_exceeded = 4,
  not_found = 5,
  already_exists = 6,
  permission_denied = 7,
  resource_exhausted = 8,
  failed_precondition = 9,
  aborted = 10,
  out_of_range = 11,
  unimplemented = 12,
  internal = 13,
  unavailable = 14,
  data_loss = 15,
  unauthenticated = 16,
};

/// "invalid_argument", …
constexpr std::string_view name(code c) noexcept {
  constexpr std::string_view names[] = {
      "ok",        "cancelled",      "unknown",           "invalid_argument",   "deadline_exceeded",
      "not_found", "already_exists", "permission_denied", "resource_exhausted", "failed_precondition",
      "aborted",   "out_of_range",   "unimplemented",     "internal",           "unavailable",
      "data_loss", "unauthenticated"};
  const auto i = static_cast<std::size_t>(c);
  return i < sizeof names / sizeof *names ? names[i] : "unknown";
}

/// What the library throws: a code to match on and a text for people (what, where, what was expected, what to do).
class error : public std::exception {
 public:
  error(thaw::code c, std::string message) : code_(c), message_(std::move(message)) {}
  thaw::code code() const noexcept { return code_; }
  const std::string& message() const noexcept { return message_; }
  const char* what() const noexcept override { return message_.c_str(); }
  /// Puts "context: " in front of the message.
  void add_context(std::string_view context) { message_.insert(0, std::string(context) + ": "); }

 private:
  thaw::code code_;
  std::string message_;
};

/// Called instead of throwing where exceptions are off. It must not return; if it does, the program is aborted.
using error_handler = void (*)(const error&);

namespace detail {
inline void print_and_abort(const error& e) {
  std::fprintf(stderr, "thaw: error: %s\n", e.what());
  std::abort();
}
inline error_handler& handler() noexcept {
  static error_handler h = &print_and_abort;
  return h;
}
[[noreturn]] THAW_COLD inline void raise(error e) {
#if THAW_EXCEPTIONS
  throw std::move(e);
#else
  handler()(e);
  std::abort();
#endif
}
inline void append(std::string& to, std::string_view s) { to.append(s); }
inline void append(std::string& to, const char* s) { to.append(s); }
inline void append(std::string& to, const std::string& s) { to.append(s); }
inline void append(std::string& to, char c) { to.push_back(c); }
inline void append(std::string& to, bool b) { to.append(b ? "true" : "false"); }
inline void append(std::string& to, double x) {
  char text[32];
  std::snprintf(text, sizeof text, "%.9g", x);
  to.append(text);
}
inline void append(std::string& to, float x) { append(to, static_cast<double>(x)); }
template <class Integer, class = std::enable_if_t<std::is_integral_v<Integer>>>
void append(std::string& to, Integer n) {
  to.append(std::to_string(n));
}
}  // namespace detail

/// Sets the handler for builds without exceptions and returns the previous one. Not synchronised: set it at the start.
inline error_handler set_error_handler(error_handler h) noexcept {
  return std::exchange(detail::handler(), h ? h : &detail::print_and_abort);
}

namespace detail {
/// A piece of a message: a reference and how to append it. One function per type, not per combination of types, because
/// messages are what this library has most of.
struct part {
  const void* value;
  void (*add)(std::string& to, const void* value);
};
template <class T>
void add_part(std::string& to, const void* value) {
  append(to, *static_cast<const T*>(value));
}
inline void add_characters(std::string& to, const void* value) { to.append(static_cast<const char*>(value)); }
template <class T>
part make_part(const T& value) {
  if constexpr (std::is_array_v<T>)
    return {value, &add_characters};
  else
    return {&value, &add_part<T>};
}
inline std::string concat_parts(const part* parts, std::size_t n) {
  std::string s;
  for (std::size_t i = 0; i < n; ++i) parts[i].add(s, parts[i].value);
  return s;
}
[[noreturn]] THAW_COLD inline void fail_parts(code c, const part* parts, std::size_t n) {
  raise(error(c, concat_parts(parts, n)));
}
}  // namespace detail

/// The parts one after the other: strings, characters, numbers, and every type with an `append(std::string&, T)`.
template <class... Parts>
std::string concat(const Parts&... parts) {
  const detail::part list[sizeof...(parts) + 1] = {detail::make_part(parts)...};
  return detail::concat_parts(list, sizeof...(parts));
}

/// Throws `error(c, concat(parts...))`, or hands it to the handler where exceptions are off.
template <class... Parts>
[[noreturn]] THAW_COLD void fail(code c, const Parts&... parts) {
  const detail::part list[sizeof...(parts) + 1] = {detail::make_part(parts)...};
  detail::fail_parts(c, list, sizeof...(parts));
}

/// f(); an error that leaves it gets `context()` in front. Without exceptions, errors go to the handler without
/// context.
template <class F, class Context>
decltype(auto) with_context(F&& f, Context&& context) {
#if THAW_EXCEPTIONS
  try {
    return f();
  } catch (error& e) {
    e.add_context(context());
    throw;
  }
#else
  (void)context;
  return f();
#endif
}

}  // namespace thaw
