// Tensors as text: for people, and as JSON.
#pragma once
#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "terminal.hpp"
#include "thaw/core/tensor.hpp"

namespace tool {

/// "float32 [2,3]"; dtypes as Python calls them.
std::string type_text(thaw::dtype d, const thaw::shape& s);

/// The shortest decimal that is this float (not the longer one that is its double).
std::string shortest_text(float x);

/// The values in brackets, as numpy prints them; of a large tensor the first and last three along each dimension.
/// Lines after the first are indented by `indent`; long rows are broken at the width of the screen.
std::string values_text(const thaw::tensor& t, const screen& s, std::size_t indent = 0);

/// "min -1.5  max 3  mean 0.25  zeros 12  NaN 1"; empty where that means nothing (strings, few values).
std::string statistics_text(const thaw::tensor& t);

/// All values as nested lists. What JSON has no number for is a string: "NaN", "Infinity", "-Infinity"; a complex
/// number is [real, imaginary].
nlohmann::ordered_json values_json(const thaw::tensor& t);
/// [2, 3], with null for an unknown size; null when the rank is unknown.
nlohmann::ordered_json shape_json(const thaw::shape& s);
/// The document with a line end, objects indented, lists of values on one line; bytes that are not UTF-8 become U+FFFD.
std::string json_text(const nlohmann::ordered_json& j);

}  // namespace tool
