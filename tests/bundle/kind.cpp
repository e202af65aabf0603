#include "thaw/bundle/kind.hpp"

#include "bundle/support.hpp"

using namespace bundle_test;
using thaw::bundle::file_kind;
using thaw::bundle::sniff;

TEST_CASE("sniff: what people pass for a checkpoint") {
  const struct {
    std::string bytes;
    file_kind kind;
  } rows[] = {
      {"", file_kind::empty},
      {"version https://git-lfs.github.com/spec/v1\noid sha256:abc\nsize 1\n", file_kind::lfs_pointer},
      {"model_checkpoint_path: \"m\"\n", file_kind::checkpoint_state},
      {"# a comment\n\n  all_model_checkpoint_paths : \"m\"", file_kind::checkpoint_state},
      {"node {\n  name: \"x\"\n}\n", file_kind::text_proto},
      {"\xef\xbb\xbfnode {\n}\n", file_kind::text_proto},
      {"meta_info_def <\n>", file_kind::text_proto},
      {"import tensorflow as tf\n", file_kind::text},
      {"  \n", file_kind::text},
      {" {\"a\": 1}", file_kind::json},
      {"<!DOCTYPE html>\n", file_kind::html},
      {unhex("08011202"), file_kind::saved_model},
      {unhex("894844460d0a1a0a") + "rest", file_kind::hdf5},
      {unhex("504b0304") + "rest", file_kind::zip},
      {unhex("1f8b08"), file_kind::gzip},
      {unhex("1c000000") + "TFL3" + "x", file_kind::tflite},
      {unhex("0808 12 0770"), file_kind::onnx},
      {unhex("93") + "NUMPY" + unhex("0100"), file_kind::npy},
      {std::string(257, '\0') + "ustar" + std::string(10, '\0'), file_kind::tar},
      {unhex("0a360a0163"), file_kind::binary},
      {unhex("0000c03f"), file_kind::binary},
      {thaw::read_file(data_file("golden.index")), file_kind::table},
      {thaw::read_file(data_file("golden_v1")), file_kind::table},
      {thaw::read_file(data_file("golden.data-00000-of-00001")), file_kind::binary},
  };
  for (const auto& row : rows) {
    CAPTURE(row.bytes.substr(0, 40));
    CHECK(sniff(row.bytes) == row.kind);
    CHECK_FALSE(describe(row.kind).empty());
  }
}
