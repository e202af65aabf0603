// The signature language: TensorFlow's OpDef as one line of text, checked at compile time.
//
//   Name(a: T, values: N*T, args: Tin, ref: Ref(T)) -> (out: T, flags: bool); T: {half, float} = float; N: int >= 1
//
// An argument's type is a dtype, an attribute of kind `type`, an attribute of kind `list(type)` (that many tensors), or
// `N*type` (N tensors). Attributes: `type`, `{dtypes}`, `{"strings"}`, int, float, bool, string, shape, tensor, func
// and list(…) of these, each with an optional minimum (`>= n`: of an int, or of a list's length) and default (`= …`).
// The parser is one class over a sink: `no_sink` only checks, at compile time; op_def.hpp's sink unpacks at run time.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "thaw/core/dtype.hpp"

namespace thaw {

/// An op's signature, as text; what `Op::def()` returns.
struct signature {
  std::string_view text;
  constexpr signature(const char* s) : text(s) {}  // NOLINT: implicit, so that def() can return {"…"}
  constexpr std::string_view name() const { return text.substr(0, text.find('(')); }
};

namespace ops::detail {

/// A set of dtypes, one bit each.
using dtype_set = std::uint64_t;
constexpr dtype_set bit(dtype d) { return dtype_set{1} << static_cast<unsigned>(d); }
inline constexpr dtype_set every_dtype = ~dtype_set{1};

struct signature_arg {
  std::string_view name, type, count;  // count: the attribute that repeats it, or empty
  bool ref = false, output = false;
};
struct signature_attr {
  std::string_view name;
  std::string_view kind;  // type, int, float, bool, string, shape, tensor, func
  bool list = false;
  dtype_set dtypes = 0;      // kind type: what is allowed (0: not of kind type)
  std::string_view strings;  // kind string: the text between the braces, or empty
  bool has_minimum = false;
  std::int64_t minimum = 0;
  std::string_view fallback;  // the text after '=', or empty
};

// Not constexpr: reaching one of these at compile time is an error that shows the name.
inline void signature_expects_a_name() {}
inline void signature_expects_another_character() {}
inline void signature_has_an_unknown_dtype() {}
inline void signature_has_an_unknown_attribute_kind() {}
inline void signature_uses_an_undeclared_attribute() {}
inline void signature_has_text_after_its_end() {}

struct no_sink {
  constexpr void arg(const signature_arg&) {}
  constexpr void attr(const signature_attr&) {}
};

template <class Sink>
class signature_parser {
 public:
  constexpr signature_parser(std::string_view text, Sink& sink) : text_(text), sink_(sink) {}

  /// Returns false at the first mistake (only reached at run time; at compile time a mistake does not compile).
  constexpr bool parse() {
    word();
    expect('(');
    if (!eat(')')) {
      do argument(false);
      while (eat(','));
      expect(')');
    }
    expect('-');
    expect('>');
    if (eat('(')) {
      if (!eat(')')) {
        do argument(true);
        while (eat(','));
        expect(')');
      }
    } else {
      argument(true);
    }
    while (good_ && eat(';')) attribute();
    skip();
    if (at_ != text_.size()) wrong(&signature_has_text_after_its_end);
    return good_;
  }

 private:
  constexpr void wrong(void (*why)()) {
    if (good_) why();
    good_ = false;
  }
  constexpr void skip() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }
  constexpr bool eat(char c) {
    skip();
    if (!good_ || at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  constexpr void expect(char c) {
    if (!eat(c)) wrong(&signature_expects_another_character);
  }
  static constexpr bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
  constexpr std::string_view word() {
    skip();
    const std::size_t from = at_;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    if (from == at_) wrong(&signature_expects_a_name);
    return text_.substr(from, at_ - from);
  }
  constexpr void argument(bool output) {
    signature_arg a;
    a.output = output;
    a.name = word();
    expect(':');
    a.type = word();
    if (eat('*')) {
      a.count = a.type;
      a.type = word();
      if (!declared(a.count)) wrong(&signature_uses_an_undeclared_attribute);
    }
    if (a.type == "Ref" && eat('(')) {
      a.ref = true;
      a.type = word();
      expect(')');
    }
    if (dtype_from_name(a.type) == dtype::invalid && !declared(a.type)) wrong(&signature_uses_an_undeclared_attribute);
    if (good_) sink_.arg(a);
  }
  constexpr bool declared(std::string_view attr) const {
    for (std::size_t i = text_.find("; "); i != std::string_view::npos; i = text_.find("; ", i + 2)) {
      const std::string_view rest = text_.substr(i + 2);
      if (rest.substr(0, attr.size()) == attr && rest.substr(attr.size(), 1) == ":") return true;
    }
    return false;
  }
  constexpr void kind(signature_attr& a) {
    if (eat('{')) {
      skip();
      const std::size_t from = at_;
      if (at_ < text_.size() && text_[at_] == '"') {
        a.kind = "string";
        while (at_ < text_.size() && text_[at_] != '}') ++at_;
        a.strings = text_.substr(from, at_ - from);
      } else {
        a.kind = "type";
        do {
          const dtype d = dtype_from_name(word());
          if (d == dtype::invalid) wrong(&signature_has_an_unknown_dtype);
          a.dtypes |= bit(d);
        } while (eat(','));
      }
      expect('}');
      return;
    }
    a.kind = word();
    if (a.kind == "list" && !a.list && eat('(')) {
      a.list = true;
      kind(a);
      expect(')');
      return;
    }
    if (a.kind == "type") a.dtypes = every_dtype;
    constexpr std::string_view kinds[] = {"type", "int", "float", "bool", "string", "shape", "tensor", "func"};
    for (const std::string_view k : kinds)
      if (k == a.kind) return;
    wrong(&signature_has_an_unknown_attribute_kind);
  }
  constexpr void attribute() {
    signature_attr a;
    a.name = word();
    expect(':');
    kind(a);
    if (eat('>')) {
      expect('=');
      a.has_minimum = true;
      const bool negative = eat('-');
      for (const char c : word()) a.minimum = a.minimum * 10 + (c - '0');
      if (negative) a.minimum = -a.minimum;
    }
    if (eat('=')) {
      skip();
      const std::size_t from = at_;
      for (bool quoted = false; at_ < text_.size() && (quoted || text_[at_] != ';'); ++at_)
        if (text_[at_] == '"') quoted = !quoted;
      a.fallback = text_.substr(from, at_ - from);
    }
    if (good_) sink_.attr(a);
  }

  std::string_view text_;
  Sink& sink_;
  std::size_t at_ = 0;
  bool good_ = true;
};

/// For static_assert: a mistake in the text doesn't compile.
constexpr bool well_formed(signature s) {
  no_sink sink;
  return signature_parser<no_sink>(s.text, sink).parse();
}

/// The dtypes that the attribute or argument type `type` of `s` allows, at compile time.
struct dtypes_sink {
  std::string_view wanted;
  dtype_set found = 0;
  constexpr void arg(const signature_arg&) {}
  constexpr void attr(const signature_attr& a) {
    if (a.name == wanted) found = a.dtypes;
  }
};
constexpr dtype_set allowed(signature s, std::string_view attr) {
  dtypes_sink sink{attr};
  signature_parser<dtypes_sink>(s.text, sink).parse();
  return sink.found;
}

}  // namespace ops::detail
}  // namespace thaw
