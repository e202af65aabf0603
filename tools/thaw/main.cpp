// The program `thaw`: its arguments, its exit status (0 done, 1 the input is at fault, 2 usage), its streams. The
// commands are in files of their own names.
#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include "commands.hpp"
#include "thaw/core/error.hpp"
#include "thaw/version.hpp"

namespace {

constexpr int done = 0, bad_input = 1, bad_usage = 2;

/// One line, whatever is in the message.
int complain(std::string_view message) {
  std::string line;
  for (const char c : message) {
    const bool blank = c == '\n' || c == '\r' || c == '\t';
    if (!blank || (!line.empty() && line.back() != ' ')) line += blank ? ' ' : c;
  }
  std::fprintf(stderr, "thaw: error: %s\n", tool::printable(line).c_str());
  return bad_input;
}

int print(const std::string& text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  return written ? done : complain("standard output cannot be written to");
}

template <class Command>
int perform(const Command& command) {
  try {
    return print(command());
  } catch (const std::bad_alloc&) {
    return complain("out of memory");
  } catch (const std::exception& e) {
    return complain(e.what());
  }
}

std::string version_text() {
  return thaw::concat("thaw ", THAW_VERSION_MAJOR, '.', THAW_VERSION_MINOR, '.', THAW_VERSION_PATCH);
}

/// For options that are lists of NAME=FILE.
CLI::Validator named_files(bool file_needed) {
  return CLI::Validator(
      [file_needed](std::string& text) {
        return tool::parse_named_file(text, file_needed)
                   ? std::string()
                   : (file_needed ? "not NAME=FILE: " : "not NAME or NAME=FILE: ") + text;
      },
      "");
}

std::vector<tool::named_file> to_named_files(const std::vector<std::string>& texts) {
  std::vector<tool::named_file> list;
  for (const std::string& text : texts) list.push_back(*tool::parse_named_file(text, false));
  return list;
}

constexpr const char* model_help =
    "A checkpoint's directory (its latest checkpoint), prefix, or any of its files; a .meta; a frozen GraphDef "
    "(.pb, .pbtxt); a SavedModel's directory";

void add_model(CLI::App& command, tool::model_arguments& m, bool required = true) {
  CLI::Option* path = command.add_option("MODEL", m.path, model_help);
  if (required) path->required();
  command.add_option("--checkpoint", m.checkpoint, "The checkpoint to restore instead of the one beside the model")
      ->type_name("PREFIX");
  command.add_option("--tag", m.tags, "Which MetaGraph of a SavedModel (give it again for several tags)")
      ->type_name("TAG")
      ->allow_extra_args(false);
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Looks into TensorFlow snapshots, and runs them, without TensorFlow.", "thaw"};
  app.require_subcommand(1);
  app.set_version_flag("--version", version_text());
  app.footer("Exit status: 0 done; 1 the input is at fault (one line on standard error says how); 2 usage.");

  tool::show_arguments show;
  CLI::App* show_command = app.add_subcommand("show", "What is in a model: inputs and outputs, variables, ops");
  add_model(*show_command, show.model);
  show_command->add_option("--signature", show.model.signature, "Show the inputs and outputs of this signature")
      ->type_name("KEY");
  show_command->add_flag("--json", show.json, "As JSON");
  show_command->add_flag("--ops", show.ops, "Also the op set that the model needs");

  tool::run_arguments run;
  std::vector<std::string> feeds, fetches;
  CLI::App* run_command = app.add_subcommand("run", "Runs a model on inputs from files");
  add_model(*run_command, run.model);
  run_command
      ->add_option("--feed", feeds,
                   "A value for a tensor: a .npy file; another file, as one string scalar; or a number (keep_prob=1.0)")
      ->type_name("NAME=FILE")
      ->allow_extra_args(false)
      ->check(named_files(true));
  run_command
      ->add_option("--fetch", fetches,
                   "A tensor to compute, into a .npy file or (without one) printed; "
                   "without this option, all likely outputs")
      ->type_name("NAME[=FILE.npy]")
      ->allow_extra_args(false)
      ->check(named_files(false));
  run_command->add_option("--signature", run.model.signature, "Names are the keys of this signature")->type_name("KEY");
  run_command->add_option("--threads", run.threads, "How many threads may work (this version uses one)")
      ->type_name("N")
      ->check(CLI::PositiveNumber);
  run_command->add_flag("--json", run.json, "Print the fetches as JSON");

  tool::inspect_arguments inspect;
  CLI::App* inspect_command = app.add_subcommand("inspect", "What is in a checkpoint: names, dtypes, shapes, values");
  inspect_command
      ->add_option("CHECKPOINT", inspect.checkpoint, "A checkpoint's prefix, any of its files, or its directory")
      ->required();
  inspect_command->add_option("--tensor", inspect.tensor, "Only this tensor, with its values")->type_name("NAME");
  inspect_command->add_flag("--verify", inspect.verify, "Read everything, and check all checksums");
  inspect_command->add_flag("--json", inspect.json, "As JSON");
  inspect_command->add_flag("--sha256", inspect.sha256, "Also the SHA-256 of each tensor's bytes");

  tool::ops_arguments ops;
  CLI::App* ops_command = app.add_subcommand("ops", "The ops that are supported, or those that a model needs");
  add_model(*ops_command, ops.model, false);
  ops_command->add_flag("--json", ops.json, "As JSON");
  ops_command->add_flag("--markdown", ops.markdown, "As the table in docs/ops.md");

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? done : bad_usage;
  }
  run.feeds = to_named_files(feeds);
  run.fetches = to_named_files(fetches);

  const tool::screen screen = tool::standard_output();
  return perform([&] {
    if (*show_command) return tool::show(show, screen);
    if (*run_command) return tool::run(run, screen);
    if (*inspect_command) return tool::inspect(inspect, screen);
    return tool::ops(ops, screen);
  });
}
