#include "thaw/bundle/object_graph.hpp"

#include "bundle/support.hpp"

using namespace bundle_test;
using thaw::bundle::checkpoint_reader;

TEST_CASE("object graph: keys by the names of variables") {
  const auto reader = checkpoint_reader::open(data_file("objects"));
  const auto keys = thaw::bundle::keys_by_variable_name(reader);
  std::size_t known = 0;
  const std::string text = thaw::read_file(data_file("objects.tsv"));
  for (const std::string_view line : split(text, '\n')) {
    if (line.empty() || line[0] == '#') continue;
    const auto fields = split(line, '\t');
    const auto at = keys.find(std::string(fields[0]));
    if (fields[0] == "Variable") {  // two of them
      CHECK(at == keys.end());
      continue;
    }
    ++known;
    REQUIRE(at != keys.end());
    CHECK(at->second == fields[1]);
    CHECK(reader.contains(fields[1]));
  }
  CHECK(keys.size() == known);
  CHECK(known >= 2);
  CHECK(reader.read(keys.at("dense/kernel")).data<float>()[2] == 2);
}

TEST_CASE("object graph: other checkpoints have none") {
  CHECK(thaw::bundle::keys_by_variable_name(checkpoint_reader::open(data_file("dtypes"))).empty());
}
