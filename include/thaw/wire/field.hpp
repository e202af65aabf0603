// What a message is made of: a plain struct, and one table with a row for each field. A row is data, not a type, so
// that decoding, encoding, printing, parsing and comparing are each one ordinary function that runs over a table.
//
//   struct version_def {                                        /// tensorflow/core/framework/versions.proto
//     std::int32_t producer = 0;
//     std::vector<std::int32_t> bad_consumers;
//     wire::unknown unknown;
//     static constexpr std::string_view proto_name = "tensorflow.VersionDef";
//     template <class M>
//     static constexpr wire::field rows[] = {
//         wire::field_of<&M::producer>(1, "producer"),
//         wire::field_of<&M::bad_consumers>(3, "bad_consumers"),
//     };
//   };
//
// M is the message itself; the table is a template so that it costs nothing where it is not used.
//
// The C++ type of a member tells the kind of its field (std::string: string, wire::bytes: bytes, box<M>: message,
// std::vector: repeated, wire::repeated: repeated messages, wire::map: map, std::optional: a scalar with presence).
// Kinds that it does not tell (fixed32, sint64, …) are a second template argument; an enum gives its list of names.
// Members of a oneof are alternatives of one std::variant and have a row each.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "thaw/wire/box.hpp"
#include "thaw/wire/bytes.hpp"
#include "thaw/wire/repeated.hpp"

namespace thaw::wire {

/// The type of a field in a .proto file.
enum class kind : std::uint8_t {
  int32,
  int64,
  uint32,
  uint64,
  sint64,
  fixed32,
  fixed64,
  boolean,
  enumeration,
  float32,
  float64,
  string,
  bytes,
  message
};
/// How many values a field has.
enum class form : std::uint8_t { one, many, map };

/// A value of an enum. Enums are open: a field holds any number, as std::int32_t.
struct enum_value {
  std::int32_t number;
  std::string_view name;
};
/// The values of an enum, in the order of the .proto file.
struct enum_names {
  std::string_view name;  ///< "tensorflow.DataType"
  const enum_value* first;
  std::size_t count;
  template <std::size_t N>
  constexpr enum_names(std::string_view full_name, const enum_value (&values)[N])
      : name(full_name), first(values), count(N) {}
  const enum_value* begin() const noexcept { return first; }
  const enum_value* end() const noexcept { return first + count; }
};

struct message_type;

/// What to do with the C++ type of a member: one constant for each type, shared by all fields that have it.
struct codec {
  kind what;
  form how;
  const enum_names* names = nullptr;                                     ///< of an enum
  const message_type& (*type)() = nullptr;                               ///< of messages, and of the entries of a map
  std::size_t (*size)(const void* member) = nullptr;                     ///< messages: how many are there
  const void* (*item)(const void* member, std::size_t index) = nullptr;  ///< messages: one of them
  void* (*add)(void* member) = nullptr;                                  ///< messages: the only one, or a new one
};

/// One row of a message's table.
struct field {
  std::uint32_t number;
  std::string_view name;
  const codec* how;
  const void* (*get)(const void* message);  ///< the member; null when another case of its oneof is set
  void* (*make)(void* message);             ///< the member, made the set case of its oneof
  std::string_view oneof;                   ///< name of its oneof
  bool has_presence;                        ///< a scalar that is written even when it has its default value
};

/// The table of a message that has no fields.
struct no_fields {};

/// A message type that a google.protobuf.Any may hold; all null when the name is not known.
struct any_type {
  const message_type& (*type)() = nullptr;
  void* (*create)() = nullptr;
  void (*destroy)(void*) = nullptr;
};

/// A message: its table, and what there is to know beside it.
struct message_type {
  std::string_view name;  ///< "tensorflow.NodeDef"
  const field* first;
  std::size_t count;
  unknown* (*rest)(void* message);  ///< null for the entry of a map, whose unknown fields are dropped (as in C++)
  bool is_entry;
  bool is_proto2;                               ///< strings may be anything, not just UTF-8
  any_type (*find_any)(std::string_view name);  ///< of google.protobuf.Any, else null
  const field* begin() const noexcept { return first; }
  const field* end() const noexcept { return first + count; }
};

/// The table of message M (also of the entry of a map).
template <class M>
const message_type& describe();

namespace detail {

template <class T>
struct storage {  // a message in place: the value of a map's entry
  using element = T;
  static constexpr form how = form::one;
  static const message_type& type() { return describe<T>(); }
  static std::size_t size(const void*) { return 1; }
  static const void* item(const void* p, std::size_t) { return p; }
  static void* add(void* p) { return p; }
};
template <class M>
struct storage<box<M>> {
  using element = M;
  static constexpr form how = form::one;
  static const message_type& type() { return describe<M>(); }
  static std::size_t size(const void* p) { return static_cast<const box<M>*>(p)->has_value() ? 1 : 0; }
  static const void* item(const void* p, std::size_t) { return static_cast<const box<M>*>(p)->get(); }
  static void* add(void* p) { return &**static_cast<box<M>*>(p); }
};
template <class T>
struct storage<std::vector<T>> {  // not of messages: those are wire::repeated
  using element = T;
  static constexpr form how = form::many;
};
template <class M>
struct storage<repeated<M>> {
  using element = M;
  static constexpr form how = form::many;
  static const message_type& type() { return describe<M>(); }
  static std::size_t size(const void* p) { return static_cast<const repeated<M>*>(p)->size(); }
  static const void* item(const void* p, std::size_t i) { return &(*static_cast<const repeated<M>*>(p))[i]; }
  static void* add(void* p) { return &static_cast<repeated<M>*>(p)->emplace_back(); }
};

template <class T>
constexpr kind kind_of() {
  if constexpr (std::is_same_v<T, std::int32_t>)
    return kind::int32;
  else if constexpr (std::is_same_v<T, std::int64_t>)
    return kind::int64;
  else if constexpr (std::is_same_v<T, std::uint32_t>)
    return kind::uint32;
  else if constexpr (std::is_same_v<T, std::uint64_t>)
    return kind::uint64;
  else if constexpr (std::is_same_v<T, bool>)
    return kind::boolean;
  else if constexpr (std::is_same_v<T, float>)
    return kind::float32;
  else if constexpr (std::is_same_v<T, double>)
    return kind::float64;
  else if constexpr (std::is_same_v<T, std::string>)
    return kind::string;
  else if constexpr (std::is_same_v<T, bytes>)
    return kind::bytes;
  else
    return kind::message;
}

template <class T, auto Hint>
constexpr codec make_codec() {
  constexpr kind what = kind_of<typename storage<T>::element>();
  if constexpr (what == kind::message) {
    using S = storage<T>;
    return {what, S::how, nullptr, &S::type, &S::size, &S::item, &S::add};
  } else if constexpr (std::is_same_v<decltype(Hint), const enum_names*>) {
    return {kind::enumeration, storage<T>::how, Hint};
  } else if constexpr (std::is_same_v<decltype(Hint), kind>) {
    return {Hint, storage<T>::how};
  } else {
    return {what, storage<T>::how};
  }
}
template <class T, auto Hint>
inline constexpr codec codec_of = make_codec<T, Hint>();

template <auto Member>
struct member;
template <class Owner, class T, T Owner::*Member>
struct member<Member> {
  using owner = Owner;
  using type = T;
};
template <class T>
struct without_optional {
  using type = T;
};
template <class T>
struct without_optional<std::optional<T>> {
  using type = T;
};

template <auto Member>
const void* get(const void* message) {
  const auto& value = static_cast<const typename member<Member>::owner*>(message)->*Member;
  using type = typename member<Member>::type;
  if constexpr (std::is_same_v<type, typename without_optional<type>::type>)
    return &value;
  else
    return value.has_value() ? &*value : nullptr;
}
template <auto Member>
void* make(void* message) {
  auto& value = static_cast<typename member<Member>::owner*>(message)->*Member;
  using type = typename member<Member>::type;
  if constexpr (std::is_same_v<type, typename without_optional<type>::type>)
    return &value;
  else
    return value.has_value() ? &*value : &value.emplace();
}
template <auto Member, std::size_t I>
const void* get_case(const void* message) {
  return std::get_if<I>(&(static_cast<const typename member<Member>::owner*>(message)->*Member));
}
template <auto Member, std::size_t I>
void* make_case(void* message) {
  auto& oneof = static_cast<typename member<Member>::owner*>(message)->*Member;
  return oneof.index() == I ? std::get_if<I>(&oneof) : &oneof.template emplace<I>();
}

constexpr bool well_formed(const field* first, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i)
    if (first[i].number == 0 || first[i].name.empty() || (i != 0 && first[i - 1].number >= first[i].number))
      return false;
  return true;
}
}  // namespace detail

/// The row of a member. `Hint` is a `kind` or the address of an `enum_names`, where the C++ type does not tell.
template <auto Member, auto Hint = 0>
constexpr field field_of(std::uint32_t number, std::string_view name, std::string_view oneof = {}) {
  using type = typename detail::member<Member>::type;
  using value = typename detail::without_optional<type>::type;
  return {number,
          name,
          &detail::codec_of<value, Hint>,
          &detail::get<Member>,
          &detail::make<Member>,
          oneof,
          !std::is_same_v<type, value>};
}
/// The row of case `I` of a oneof, which is a std::variant that starts with std::monostate.
template <auto Member, std::size_t I, auto Hint = 0>
constexpr field case_of(std::uint32_t number, std::string_view name, std::string_view oneof) {
  using value = std::variant_alternative_t<I, typename detail::member<Member>::type>;
  return {number, name, &detail::codec_of<value, Hint>, &detail::get_case<Member, I>, &detail::make_case<Member, I>,
          oneof,  true};
}

namespace detail {
template <class M, class = void>
inline constexpr bool is_entry = true;
template <class M>
inline constexpr bool is_entry<M, std::void_t<decltype(M::proto_name)>> = false;
template <class M, class = void>
inline constexpr bool is_proto2 = false;
template <class M>
inline constexpr bool is_proto2<M, std::void_t<decltype(M::is_proto2)>> = M::is_proto2;
template <class M, class = void>
struct any_finder {
  static constexpr any_type (*find)(std::string_view) = nullptr;
};
template <class M>
struct any_finder<M, std::void_t<decltype(M::find_any({}))>> {
  static constexpr any_type (*find)(std::string_view) = &M::template find_any<>;
};
template <class M>
unknown* rest(void* message) {
  return &static_cast<M*>(message)->unknown;
}
constexpr const field* first_of(const no_fields&) { return nullptr; }
constexpr std::size_t count_of(const no_fields&) { return 0; }
template <std::size_t N>
constexpr const field* first_of(const field (&rows)[N]) {
  return rows;
}
template <std::size_t N>
constexpr std::size_t count_of(const field (&)[N]) {
  return N;
}
template <class M>
constexpr message_type make_type() {
  constexpr const field* first = first_of(M::template rows<M>);
  constexpr std::size_t count = count_of(M::template rows<M>);
  static_assert(well_formed(first, count), "the rows of a message need names, and numbers that rise");
  if constexpr (is_entry<M>)
    return {{}, first, count, nullptr, true, false, nullptr};
  else
    return {M::proto_name, first, count, &rest<M>, false, is_proto2<M>, any_finder<M>::find};
}
}  // namespace detail

template <class M>
const message_type& describe() {
  static constexpr message_type type = detail::make_type<M>();
  return type;
}

}  // namespace thaw::wire
