#include "thaw/meta/load.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "common.hpp"
#include "thaw/meta/summary.hpp"

using meta_test::data;
using meta_test::error_of;
using meta_test::few_ops;
using meta_test::has;
using meta_test::values;
using thaw::load_options;
using thaw::model;

namespace {
model load(const std::string& name, const load_options& options = {}) {
  return thaw::load<few_ops>(data(name), options);
}
/// y = x * w * keep_prob + b, for x = 1, 1, 1
std::vector<float> y_of(model& m, const std::string& x = "x", const std::string& y = "y") {
  const xt::xarray<float> ones = {{1.F, 1.F, 1.F}};
  const std::string keep = x == "x" ? "keep_prob" : "keep";
  return values<float>(m.run(y, {{x, ones}, {keep, 1.0F}}));
}
const std::vector<float> step_8{14, 25, 36}, step_3{11, 22, 33};
}  // namespace

TEST_CASE("every path to a MetaGraph and its checkpoint") {
  for (const char* path :
       {"collections", "collections/", "collections/model-8", "collections/model-8.meta", "collections/model-8.index",
        "collections/model-8.data-00000-of-00001", "collections/checkpoint", "collections/text.meta"}) {
    CAPTURE(path);
    model m = load(path);
    CHECK(m.kind() == thaw::model_kind::meta_graph);
    CHECK(has(m.checkpoint(), "collections/model-8"));
    CHECK(y_of(m) == step_8);
  }
  model m = load("collections/model-3");
  CHECK(y_of(m) == step_3);
}

TEST_CASE("the directory was moved: the paths in its checkpoint file lead nowhere") {
  const std::string state = thaw::read_file(data("collections/checkpoint"));
  CHECK(has(state, "\"/somewhere/else/model-8\""));
  CHECK(has(load("collections").checkpoint(), "collections/model-8"));
}

TEST_CASE("another checkpoint for a graph") {
  load_options options;
  options.checkpoint = data("collections/model-3");
  model m = load("collections/model-8.meta", options);
  CHECK(y_of(m) == step_3);
  options.checkpoint = data("misfits/no_slots");
  options.fetches = {"y"};
  model n = load("collections/model-8.meta", options);
  CHECK(y_of(n) == std::vector<float>{7, 8, 9});
}

TEST_CASE("V1 checkpoints") {
  for (const char* path : {"v1", "v1/old.ckpt", "v1/old.ckpt.meta", "v1/checkpoint"}) {
    CAPTURE(path);
    model m = load(path);
    CHECK(y_of(m) == step_8);
    CHECK(m.saver_def().version == thaw::proto::saver_def::v1);
  }
}

TEST_CASE("partitioned variables") {
  model m = load("partitioned/p.ckpt");
  CHECK(values<float>(m.run("p/part_1/read")) == std::vector<float>{6, 7, 8, 9, 10, 11});
}

TEST_CASE("GraphDefs, text and binary; a checkpoint is restored by the variables' names") {
  for (const char* path : {"collections/graph.pb", "collections/graph.pbtxt"}) {
    CAPTURE(path);
    load_options options;
    options.checkpoint = data("collections/model-8");
    options.fetches = {"y"};
    model m = load(path, options);
    CHECK(m.kind() == thaw::model_kind::graph_def);
    CHECK(y_of(m) == step_8);
  }
  // Without `fetches`, the local variable is missed.
  load_options options;
  options.checkpoint = data("collections/model-8");
  CHECK(has(error_of([&] { load("collections/graph.pb", options); }), "not_found: "));
}

TEST_CASE("from memory") {
  load_options options;
  for (const char* file : {"model-8.index", "model-8.data-00000-of-00001"})
    options.checkpoint_files.push_back({file, thaw::share(thaw::read_file(data(std::string("collections/") + file)))});
  const std::string bytes = thaw::read_file(data("collections/model-8.meta"));
  model m = thaw::load<few_ops>(thaw::share(bytes), options);
  CHECK(y_of(m) == step_8);
  // Bytes without an owner: constants are copied.
  model n = thaw::load<few_ops>(thaw::shared_bytes{bytes, nullptr}, options);
  CHECK(y_of(n) == step_8);
  model text =
      thaw::load<few_ops>(thaw::share("node { name: 'c' op: 'Const' attr { key: 'dtype' value { type: DT_INT32 } } "
                                      "attr { key: 'value' value { tensor { dtype: DT_INT32 int_val: 5 } } } }"));
  CHECK(values<int>(text.run("c")) == std::vector<int>{5});
}

TEST_CASE("a SavedModel with two MetaGraphs") {
  const std::string both = error_of([] { load("saved_model"); });
  CHECK(has(both, "not_found: "));
  CHECK(has(both, "{serve}, {serve, gpu}"));
  CHECK(has(both, "load_options::tags"));

  load_options options;
  for (const std::vector<std::string>& tags : {std::vector<std::string>{"serve"}, {"gpu", "serve"}}) {
    options.tags = tags;
    for (const char* path : {"saved_model", "saved_model/saved_model.pb", "saved_model/variables/variables"}) {
      CAPTURE(path);
      model m = load(path, options);
      CHECK(m.kind() == thaw::model_kind::saved_model);
      CHECK(y_of(m) == std::vector<float>{2.5F, 4.25F, 7});
      // The operation that initialises it was run, with the asset's path as it is here.
      const std::string file = m.run("file_name").scalar<std::string>();
      CHECK(file == data("saved_model/assets/labels.txt"));
    }
  }
  options.tags = {"gpu"};
  CHECK(has(error_of([&] { load("saved_model", options); }), "exactly the tags {gpu}"));
}

TEST_CASE("names in a signature") {
  load_options options;
  options.tags = {"serve"};
  model m = load("saved_model", options);
  const std::vector<float> y{2.5F, 4.25F, 7};
  CHECK(y_of(m, "images", "scores") == y);  // serving_default comes before the other one
  CHECK(y_of(m, "x", "y:0") == y);
  CHECK(y_of(m, "images", "same") == y);  // only the other one has it
  CHECK(m.tensor_for("images", true) == "x:0");
  CHECK(m.tensor_for("x", true) == "x");

  options.signature = "other";
  model other = load("saved_model", options);
  CHECK(other.tensor_for("scores") == "x:0");

  const std::string unknown = error_of([&] { m.run("score", {}); });
  CHECK(has(unknown, "not_found: fetch: 'score'"));
  CHECK(has(unknown, "same, scores"));
  options.signature = "none";
  CHECK(has(error_of([&] { load("saved_model", options); }), "no signature 'none'"));
}

TEST_CASE("files of other kinds are named") {
  const struct {
    const char *file, *what;
  } cases[] = {
      {"wrong/lfs.meta", "a Git LFS pointer"},
      {"wrong/keras.pb", "an HDF5 file"},
      {"wrong/lite.pb", "a TensorFlow Lite model"},
      {"wrong/archive.meta", "a zip archive"},
      {"wrong/empty.meta", "an empty file"},
      {"wrong/notes.meta", "a text file"},
      {"wrong/page.pb", "an HTML page"},
      {"wrong/random.pb", "a binary file of another kind"},
      {"wrong/other.pbtxt", "a text message of another kind (its first field is 'model_name')"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.file);
    const std::string text = error_of([&] { load(c.file); });
    CHECK(has(text, "data_loss: "));
    CHECK(has(text, c.file));
    CHECK(has(text, c.what));
    CHECK(has(text, "a MetaGraph, GraphDef, SavedModel or checkpoint was expected"));
  }
  thaw::graph g;
  const std::string text = error_of([&] { thaw::import_meta_graph(g, data("collections/graph.pb")); });
  CHECK(has(text, "it is a GraphDef"));
  CHECK(has(text, "a MetaGraphDef (.meta) was expected"));
}

TEST_CASE("nothing there") {
  CHECK(has(error_of([] { load("nothing/at/all"); }), "not_found: no checkpoint at "));
  CHECK(has(error_of([] { load("collections/grph.pb"); }), "beside it: graph.pb"));
  const std::string no_graph = error_of([] { load("misfits/renamed"); });
  CHECK(has(no_graph, "renamed has values, but no graph to run: renamed.meta is not there"));
}

TEST_CASE("a damaged MetaGraph is data_loss, wherever it ends") {
  const std::string bytes = thaw::read_file(data("collections/model-8.meta"));
  load_options options;
  options.restore = false;
  std::size_t good = 0;
  for (std::size_t n = 0; n < bytes.size(); n += n < 64 ? 1 : 97) {
    const std::string error = error_of([&] { thaw::load<few_ops>(thaw::share(bytes.substr(0, n)), options); });
    if (error.empty()) {
      ++good;  // it ends between two fields
    } else {
      const bool coded = error.rfind("data_loss: ", 0) == 0 || error.rfind("invalid_argument: ", 0) == 0;
      CHECK(coded);
    }
  }
  CHECK(good < 4);
}

TEST_CASE("without a checkpoint") {
  const std::string bytes = thaw::read_file(data("collections/model-8.meta"));
  CHECK(has(error_of([&] { thaw::load<few_ops>(thaw::share(bytes)); }),
            "not_found: model: no checkpoint for this graph"));
  load_options options;
  options.restore = false;
  model m = thaw::load<few_ops>(thaw::share(bytes), options);
  CHECK(has(error_of([&] { y_of(m); }), "failed_precondition: "));
}

TEST_CASE("what to feed and fetch") {
  model m = load("collections/model-8");
  const auto inputs = m.inputs();
  REQUIRE(inputs.size() >= 2);
  CHECK(inputs[0].name == "x");
  CHECK(inputs[0].tensor.shape == thaw::shape{-1, 3});
  CHECK(inputs[0].source == "collection my_inputs");
  CHECK(inputs[1].name == "keep_prob");
  CHECK(inputs[1].usual == "1.0");
  const auto outputs = m.outputs();
  REQUIRE(!outputs.empty());
  CHECK(outputs[0].name == "y");
  const std::string text = thaw::to_string(m);
  CHECK(has(text, "  x: float [?,3]   (collection my_inputs)\n"));
  CHECK(has(text, "variables: "));

  load_options options;
  options.tags = {"serve"};
  model saved = load("saved_model", options);
  REQUIRE(saved.outputs().size() >= 2);
  CHECK(saved.inputs()[0].name == "images");
  CHECK(saved.inputs()[0].source == "signature serving_default");
  CHECK(saved.outputs()[0].name == "scores");
  CHECK(saved.outputs()[0].tensor.name() == "y:0");
}
