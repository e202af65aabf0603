// A model: a graph with its session, signatures and saver, ready to run.
#pragma once
#include <cstddef>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "thaw/graph/graph.hpp"
#include "thaw/meta/collection.hpp"
#include "thaw/meta/likely.hpp"
#include "thaw/meta/model_file.hpp"
#include "thaw/meta/saver.hpp"
#include "thaw/meta/signature.hpp"
#include "thaw/proto/meta_graph.hpp"
#include "thaw/session/session.hpp"

namespace thaw {

/// What `load` gives. `run` may be called from several threads at once.
///
/// A feed or fetch is named as TensorFlow names tensors ("softmax", "softmax:0"), or by a key of a signature: a name
/// that is in the graph comes first; then the keys of the signature chosen (load_options::signature, else
/// "serving_default"), then those of the other signatures where they agree.
class model {
 public:
  /// A model of a graph whose variables have no values yet.
  model(thaw::graph g, const op_index& ops, session_options options = {})
      : graph_(g), saver_(g), session_(std::move(g), ops, options) {}

  const thaw::graph& graph() const noexcept { return graph_; }
  thaw::graph& graph() noexcept { return graph_; }
  thaw::session& session() noexcept { return session_; }
  const thaw::saver& saver() const noexcept { return saver_; }
  const proto::saver_def& saver_def() const noexcept { return saver_.saver_def(); }
  /// Signatures as stored; see `signature` in meta/signature.hpp for a reading of one.
  const wire::map<proto::signature_def>& signatures() const noexcept { return signatures_; }

  /// The file the graph came from ("" when it came from memory), and what kind it is.
  const std::string& path() const noexcept { return path_; }
  model_kind kind() const noexcept { return kind_; }
  /// The prefix of the checkpoint that was restored; "" when there was none.
  const std::string& checkpoint() const noexcept { return checkpoint_; }

  /// The value of one tensor. Throws not_found for names that are neither in the graph nor keys of a signature, and
  /// what `session::run` throws.
  THAW_LAZY tensor run(const tensor_key& fetch, std::initializer_list<feed> feeds = {}) {
    return std::move(run_all(&fetch, 1, feeds.begin(), feeds.size()).front());
  }
  THAW_LAZY tensor run(const tensor_key& fetch, const std::vector<feed>& feeds) {
    return std::move(run_all(&fetch, 1, feeds.data(), feeds.size()).front());
  }
  /// The values of several tensors, in the order asked for, from one run.
  THAW_LAZY std::vector<tensor> run(std::initializer_list<tensor_key> fetches, std::initializer_list<feed> feeds = {}) {
    return run_all(fetches.begin(), fetches.size(), feeds.begin(), feeds.size());
  }
  THAW_LAZY std::vector<tensor> run(const std::vector<tensor_key>& fetches, const std::vector<feed>& feeds) {
    return run_all(fetches.data(), fetches.size(), feeds.data(), feeds.size());
  }

  /// The tensor that a name or an output key (`feed`: an input key) means. Throws not_found.
  THAW_LAZY std::string tensor_for(std::string_view name, bool feed = false) const {
    return meta::detail::tensor_for(graph_, signatures_, signature_, name, feed);
  }

  /// What to feed and fetch, the likeliest first.
  THAW_LAZY likely_ends ends() const { return find_likely(graph_, signatures_, signature_); }
  THAW_LAZY std::vector<likely_tensor> inputs() const { return ends().inputs; }
  THAW_LAZY std::vector<likely_tensor> outputs() const { return ends().outputs; }

  /// The items of a collection; see meta/collection.hpp.
  template <class T = tensor_ref>
  collection<T> get_collection(std::string_view key) const {
    return graph_.get_collection<T>(key);
  }

 private:
  friend struct model_builder;

  THAW_LAZY std::vector<tensor> run_all(const tensor_key* fetches, std::size_t fetch_count, const feed* feeds,
                                        std::size_t feed_count);

  thaw::graph graph_;
  thaw::saver saver_;
  thaw::session session_;
  wire::map<proto::signature_def> signatures_;
  std::string signature_, path_, checkpoint_;
  model_kind kind_ = model_kind::other;
};

// ---- details ----

template <class>
std::vector<tensor> model::run_all(const tensor_key* fetches, std::size_t fetch_count, const feed* feeds,
                                   std::size_t feed_count) {
  std::vector<tensor_key> keys;
  keys.reserve(fetch_count);
  for (std::size_t i = 0; i < fetch_count; ++i) keys.emplace_back(tensor_for(fetches[i].name()));
  std::vector<feed> values;
  values.reserve(feed_count);
  for (std::size_t i = 0; i < feed_count; ++i)
    values.emplace_back(tensor_for(feeds[i].key.name(), true), feeds[i].value);
  return session_.run(keys, values);
}

}  // namespace thaw
