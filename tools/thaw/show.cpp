// thaw show: what is in a model, on one screen; what one feeds and fetches comes first.
#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "commands.hpp"
#include "description.hpp"
#include "show_json.hpp"
#include "table.hpp"
#include "thaw/bundle/resolve.hpp"
#include "thaw/core/path.hpp"
#include "thaw/meta/locate.hpp"
#include "values.hpp"

namespace tool {

namespace {

constexpr std::size_t most_ends = 8, most_weights = 6, most_signatures = 4, most_collections = 6;

class page {
 public:
  page(const description& d, const show_arguments& a, const screen& s) : d_(d), a_(a), s_(s) {}

  std::string text() {
    files();
    ends();
    signatures();
    collections();
    weights();
    ops();
    command();
    return std::move(text_);
  }

 private:
  void heading(std::string_view title, const std::string& more = {}) {
    text_ += "\n" + wrapped(paint(s_, style::heading, title) + (more.empty() ? "" : "  " + more), s_.width, 2);
  }
  std::string dim(std::string_view t) const { return paint(s_, style::dim, t); }
  /// "… and 12 more"
  void rest(std::size_t left, std::string_view what = {}) {
    if (left != 0)
      text_ +=
          "  " + dim("… and " + with_commas(left) + " more" + (what.empty() ? "" : " " + std::string(what))) + "\n";
  }
  std::size_t room(std::size_t used) const { return s_.width == 0 ? 0 : s_.width - std::min(s_.width - 20, used); }

  void files() {
    const opened_model& o = d_.opened;
    std::vector<std::string> facts = {std::string(thaw::name(o.kind)), count_of(o.model.graph().size(), "node")};
    if (d_.functions != 0) facts.push_back(count_of(d_.functions, "function"));
    if (!o.tags.empty()) facts.push_back("tags " + printable(thaw::join(o.tags)));
    if (!o.tensorflow_version.empty()) facts.push_back("TensorFlow " + printable(o.tensorflow_version));
    if (d_.producer != 0) facts.push_back("GraphDef " + std::to_string(d_.producer));
    text_ += paint(s_, style::heading, printable(o.file)) + "\n";
    table t(2, 1);
    t.row({"graph", thaw::join(facts)});
    const checkpoint_summary& c = d_.checkpoint;
    if (!c.problem.empty())
      t.row({"checkpoint", {"cannot be read: " + printable(c.problem), style::bad}});
    else if (!c.prefix.empty())
      t.row({"checkpoint", checkpoint_facts(c)});
    else if (!d_.frozen)
      t.row({"checkpoint", {"none; name one with --checkpoint", style::warning}});
    text_ += t.to_string(s_);
  }
  std::string checkpoint_facts(const checkpoint_summary& c) const {
    const std::string name = printable(thaw::file_name_of(c.prefix));
    std::string facts = (name.empty() ? "(no name)" : name) + ": " + (c.v1 ? "V1" : "V2") + ", " +
                        count_of(c.tensors, "tensor") + ", " + byte_size(c.bytes);
    std::vector<std::string> others;
    for (const std::string& kept : c.kept)
      if (kept != thaw::file_name_of(c.prefix)) others.push_back(printable(kept));
    if (!others.empty()) facts += "; kept besides: " + fit_list(others, room(columns(facts) + 30));
    return facts;
  }

  static cell what(const thaw::likely_tensor& t, const std::string& fallback) {
    std::string why;
    if (!t.usual.empty()) why += "usually " + t.usual + " for inference; ";
    if (!fallback.empty()) why += "default " + fallback + "; ";
    why += t.source;
    return {printable(why), style::dim};
  }
  void end_table(std::string_view title, const std::vector<thaw::likely_tensor>& list,
                 const std::vector<std::string>& defaults, bool others) {
    if (list.empty()) {
      heading(title, others ? "" : dim("none found"));
    } else {
      heading(title);
    }
    table t(2, 3);
    for (std::size_t i = 0; i < list.size() && i < most_ends; ++i) {
      const thaw::tensor_ref& r = list[i].tensor;
      t.row({{printable(list[i].name), style::name},
             r.dtype == thaw::dtype::invalid ? "?" : std::string(thaw::numpy_name(r.dtype)),
             r.shape.to_string(),
             what(list[i], i < defaults.size() ? defaults[i] : "")});
    }
    text_ += t.to_string(s_);
    rest(list.size() - std::min(list.size(), most_ends));
  }
  void others(std::string_view label, const std::vector<thaw::likely_tensor>& list) {
    if (list.empty()) return;
    std::vector<std::string> names;
    for (const auto& t : list) names.push_back(printable(t.name));
    const std::string front = "  " + std::string(label) + ": ";
    text_ += dim(front + fit_list(names, room(front.size()))) + "\n";
  }
  void ends() {
    end_table("Inputs", d_.needs.inputs, d_.defaults, !d_.needs.other_inputs.empty());
    others("not needed for these outputs", d_.needs.other_inputs);
    end_table("Outputs", d_.needs.outputs, {}, !d_.needs.other_outputs.empty());
    others("less likely", d_.needs.other_outputs);
  }

  void signatures() {
    if (d_.signatures.empty()) return;
    heading("Signatures");
    const auto keys = [](const std::vector<thaw::signature_item>& items) {
      std::vector<std::string> list;
      for (const auto& item : items) list.push_back(printable(item.key));
      return list.empty() ? std::string("nothing") : thaw::join(list, ", ", 6);
    };
    table t(2, 1);
    for (std::size_t i = 0; i < d_.signatures.size() && i < most_signatures; ++i) {
      const signature_summary& s = d_.signatures[i];
      t.row({{printable(s.key), style::name}, keys(s.inputs) + " → " + keys(s.outputs)});
    }
    text_ += t.to_string(s_);
    rest(d_.signatures.size() - std::min(d_.signatures.size(), most_signatures));
  }

  void collections() {
    if (d_.collections.empty()) return;
    heading("Collections");
    std::size_t widest = 0;
    for (std::size_t i = 0; i < d_.collections.size() && i < most_collections; ++i)
      widest = std::max(widest, columns(printable(d_.collections[i].key)));
    table t(2, 1);
    for (std::size_t i = 0; i < d_.collections.size() && i < most_collections; ++i) {
      const collection_content& c = d_.collections[i];
      std::vector<std::string> items;
      for (const std::string& item : c.items) items.push_back(printable(item));
      t.row({{printable(c.key), style::name},
             items.empty() ? cell(count_of(c.size, "item"), style::dim) : fit_list(items, room(widest + 4))});
    }
    text_ += t.to_string(s_);
    rest(d_.collections.size() - std::min(d_.collections.size(), most_collections));
  }

  void weights() {
    if (d_.weights.empty()) return;
    const weight_totals all = totals_of(d_.weights), trained = totals_of(d_.weights, &weight::trainable),
                        needed = totals_of(d_.weights, &weight::needed);
    std::string totals =
        with_commas(all.count) + " with " + count_of(all.values, "value") + ", " + byte_size(all.bytes);
    const auto add = [&](std::string_view what, const weight_totals& t) {
      totals.append("; ").append(what).append(" " + with_commas(t.count) + " (" + byte_size(t.bytes) + ")");
    };
    if (trained.count != 0) add("trainable", trained);
    if (needed.count != all.count) add("needed", needed);
    heading(d_.frozen ? "Constants" : "Variables", totals);
    const bool mixed = trained.count != 0 && trained.count != all.count;
    table t(2, 0);
    for (std::size_t i = 0; i < d_.weights.size() && i < most_weights; ++i) {
      const weight& w = d_.weights[i];
      t.row({{printable(w.name), style::name},
             std::string(thaw::numpy_name(w.dtype)),
             w.shape.to_string(),
             {w.bytes == 0 ? "" : byte_size(w.bytes), style::normal, true},
             {!w.needed               ? "not needed"
              : mixed && !w.trainable ? "not trainable"
                                      : "",
              style::dim}});
    }
    text_ += t.to_string(s_);
    rest(d_.weights.size() - std::min(d_.weights.size(), most_weights));
  }

  void op_list(const std::string& label, const std::vector<std::string>& items, style how) {
    const std::string front = "  " + label + ": ";
    text_ += paint(s_, how, front) + fit_list(items, room(front.size())) + "\n";
  }
  void ops() {
    std::vector<op_use> run;
    for (const op_use& use : d_.needs.ops)
      if (use.nodes != 0) run.push_back(use);
    std::stable_sort(run.begin(), run.end(), [](const op_use& a, const op_use& b) { return a.nodes > b.nodes; });
    const std::vector<std::string> missing = unsupported(d_.needs.ops), missing_in_total = unsupported(d_.needs.total);
    heading("Ops", count_of(run.size(), "kind") + " in " + count_of(d_.needs.nodes, "node") + " for these outputs, " +
                       (missing.empty() ? paint(s_, style::good, "all supported")
                                        : paint(s_, style::bad, std::to_string(missing.size()) + " not supported")));
    if (!missing.empty()) op_list("not supported", missing, style::bad);
    std::vector<std::string> counts;
    for (const op_use& use : run) counts.push_back(printable(use.op) + " " + with_commas(use.nodes));
    if (!counts.empty()) text_ += "  " + fit_list(counts, room(2)) + "\n";
    if (d_.needs.total.size() > d_.needs.ops.size()) {
      std::string total = "in total " + count_of(d_.needs.total.size(), "kind");
      if (missing_in_total.size() > missing.size())
        total += ", " + std::to_string(missing_in_total.size() - missing.size()) +
                 " not supported and not needed (training, saving, other outputs)";
      text_ += wrapped("  " + dim(total), s_.width, 2);
    }
    if (a_.ops) text_ += "\n" + op_set_text(d_.needs.ops, s_.width);
  }

  void command() {
    if (d_.needs.outputs.empty()) return;
    std::vector<std::string> parts = {"thaw run " + printable(a_.model.path)};
    for (std::size_t i = 0; i < d_.needs.inputs.size(); ++i) {
      const thaw::likely_tensor& t = d_.needs.inputs[i];
      const bool has_value = !t.usual.empty() && t.usual.find(' ') == std::string::npos;
      if (d_.defaults[i].empty())
        parts.push_back("--feed " + printable(t.name) + "=" + (has_value ? t.usual : "FILE.npy"));
    }
    parts.push_back("--fetch " + printable(d_.needs.outputs[0].name));
    std::string line;
    std::size_t column = 0;
    for (const std::string& part : parts) {
      const bool broken = column != 0 && s_.width != 0 && column + part.size() + 3 > s_.width;
      line += column == 0 ? "" : broken ? " \\\n    " : " ";
      column = (broken ? 4 : column + 1) + part.size();
      line += part;
    }
    text_ += "\n" + dim(line) + "\n";
  }

  const description& d_;
  const show_arguments& a_;
  const screen& s_;
  std::string text_;
};

template <class F>
bool succeeds(const F& f) {
  try {
    (void)f();
    return true;
  } catch (const thaw::error&) {
    return false;
  }
}
/// A checkpoint, but no graph beside it.
bool has_only_values(const std::string& path) {
  return !succeeds([&] { return thaw::locate_model(path); }) &&
         succeeds([&] { return thaw::bundle::resolve_checkpoint(path); });
}

}  // namespace

std::string show(const show_arguments& a, const screen& s) {
  std::optional<description> d;
  try {
    d = describe(a.model);
  } catch (const thaw::error& e) {
    if (e.code() != thaw::code::not_found || a.json || !has_only_values(a.model.path)) throw;
    inspect_arguments values;
    values.checkpoint = a.model.path;
    return wrapped(paint(s, style::warning, "values only: " + printable(e.message())), s.width, 2) + inspect(values, s);
  }
  return a.json ? show_json(*d) : page(*d, a, s).text();
}

}  // namespace tool
