// wire: protobuf's binary and text formats, without protobuf.
//
// May include: core. Start reading at field.hpp, which says what a message is (a plain struct and a table of rows) and
// how the kinds of fields map to C++ types; then decode.hpp, encode.hpp, equal.hpp, text_print.hpp and text_parse.hpp,
// each of which is one function over a table. reader.hpp is where all arithmetic on untrusted numbers is done. What
// callers use is in message.hpp and text.hpp:
//
//   parse<M>(source), serialize(m), equal(a, b), parse_text<M>(text), to_text(m), parse_any<M>(source)
#pragma once
#include "thaw/wire/box.hpp"
#include "thaw/wire/bytes.hpp"
#include "thaw/wire/decimal.hpp"
#include "thaw/wire/decode.hpp"
#include "thaw/wire/encode.hpp"
#include "thaw/wire/equal.hpp"
#include "thaw/wire/field.hpp"
#include "thaw/wire/map.hpp"
#include "thaw/wire/message.hpp"
#include "thaw/wire/reader.hpp"
#include "thaw/wire/text.hpp"
#include "thaw/wire/text_parse.hpp"
#include "thaw/wire/text_print.hpp"
#include "thaw/wire/text_token.hpp"
#include "thaw/wire/utf8.hpp"
#include "thaw/wire/visit.hpp"
#include "thaw/wire/writer.hpp"
