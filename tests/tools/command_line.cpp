// docs/command-line.md: each "$ thaw …" in it prints what stands below it. tools/thaw/update_docs.py
// writes it there.
#include <doctest/doctest.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

namespace {

const std::string project = THAW_TEST_DATA "/../..";

std::string read(const std::string& path) {
  std::ifstream file(path);
  REQUIRE_MESSAGE(file.good(), path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string trimmed(std::string text) {
  text.erase(text.find_last_not_of(" \n") + 1);
  return text;
}

std::string output_of(const std::string& arguments) {
  const std::string out = "test_tools_command_line";
  const std::string here = "\"$PWD\"/" + out;
  const int status = std::system(
      ("unset COLUMNS; out=" + here + "; cd '" + project + "' && '" THAW_PROGRAM "' " + arguments + " >\"$out\"")
          .c_str());
  CHECK(status == 0);
  std::string text = read(out);
  std::remove(out.c_str());
  return text;
}

}  // namespace

TEST_CASE("docs/command-line.md shows what the program prints") {
  std::istringstream page(read(project + "/docs/command-line.md"));
  const std::string prompt = "    $ thaw ";
  std::size_t examples = 0;
  std::string arguments, shown;
  const auto check = [&] {
    if (arguments.empty()) return;
    CAPTURE(arguments);
    CHECK(trimmed(shown) == trimmed(output_of(arguments)));
    ++examples;
    arguments.clear();
    shown.clear();
  };
  for (std::string line; std::getline(page, line);) {
    if (line.rfind(prompt, 0) == 0) {
      check();
      arguments = line.substr(prompt.size());
    } else if (!arguments.empty() && line.empty()) {
      shown += "\n";
    } else if (!arguments.empty() && line.rfind("    ", 0) == 0) {
      shown += line.substr(4) + "\n";
    } else {
      check();
    }
  }
  check();
  CHECK(examples >= 4);
}
