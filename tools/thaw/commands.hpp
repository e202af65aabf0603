// The commands of the program. Each takes its arguments as a struct and returns what goes to standard output; errors
// are thaw::error. Only main.cpp reads argv and writes to streams, so tests call these.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "terminal.hpp"

namespace tool {

/// What `show`, `run` and `ops` load, and how.
struct model_arguments {
  std::string path;
  std::string checkpoint;         ///< "": the one beside the model
  std::vector<std::string> tags;  ///< of a SavedModel; none: the only MetaGraph, or `serve`
  std::string signature;          ///< "": none asked for
};

struct show_arguments {
  model_arguments model;
  bool json = false;
  bool ops = false;  ///< also the op set that the model needs
};
/// What is in a model.
std::string show(const show_arguments& a, const screen& s);

struct named_file {
  std::string name;
  std::string file;  ///< "": none
};
/// "NAME=FILE" or, of a fetch, "NAME"; nothing when a part is empty.
std::optional<named_file> parse_named_file(const std::string& text, bool file_needed);

struct run_arguments {
  model_arguments model;
  std::vector<named_file> feeds;
  std::vector<named_file> fetches;  ///< none: all likely outputs
  int threads = 1;
  bool json = false;
};
/// Runs a model once; fetches with a file are written there, the others are returned as text.
std::string run(const run_arguments& a, const screen& s);

struct inspect_arguments {
  std::string checkpoint;
  std::string tensor;  ///< "": all
  bool verify = false;
  bool json = false;
  bool sha256 = false;
};
/// What is in a checkpoint.
std::string inspect(const inspect_arguments& a, const screen& s);

struct ops_arguments {
  model_arguments model;  ///< with an empty path: what this program supports
  bool markdown = false;
  bool json = false;
};
/// The ops that are supported, or those that a model needs.
std::string ops(const ops_arguments& a, const screen& s);

}  // namespace tool
