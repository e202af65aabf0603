// The program from outside: exit status, streams.
#include <doctest/doctest.h>
#include <sys/wait.h>

#include <cstdio>
#include <string>

namespace {
struct outcome {
  int status = -1;
  std::string out, err;
};

std::string slurp(const std::string& path) {
  std::string text;
  if (std::FILE* f = std::fopen(path.c_str(), "rb")) {
    char buffer[4096];
    for (std::size_t n; (n = std::fread(buffer, 1, sizeof buffer, f)) != 0;) text.append(buffer, n);
    std::fclose(f);
  }
  return text;
}

outcome call(const std::string& arguments) {
  const std::string out = "test_tools_out", err = "test_tools_err";
  const int raw = std::system(("'" THAW_PROGRAM "' " + arguments + " >" + out + " 2>" + err).c_str());
  outcome o{WIFEXITED(raw) ? WEXITSTATUS(raw) : -1, slurp(out), slurp(err)};
  std::remove(out.c_str());
  std::remove(err.c_str());
  return o;
}

bool is_one_error_line(const std::string& text) {
  return text.rfind("thaw: error: ", 0) == 0 && text.find('\n') == text.size() - 1;
}

const std::string digits = THAW_EXAMPLE_DATA "/digits";
}  // namespace

TEST_CASE("program: 0 when done, nothing on standard error, plain text into a pipe") {
  for (const std::string& arguments : {std::string("--help"), std::string("--version"), std::string("run --help"),
                                       "show " + digits, "inspect --verify " + digits, "ops " + digits,
                                       "run " + digits + " --feed x=" + digits + "/seven.npy --fetch softmax:0"}) {
    CAPTURE(arguments);
    const outcome o = call(arguments);
    CHECK(o.status == 0);
    CHECK(o.err.empty());
    CHECK(!o.out.empty());
    CHECK(o.out.find('\x1b') == std::string::npos);
  }
}

TEST_CASE("program: 1 and one line when the input is at fault") {
  for (const std::string& arguments :
       {"show " + digits + "/nothing", "inspect " + digits + "/seven.npy", "inspect " + digits + " --tensor nothing",
        "run " + digits + " --fetch softmax", "run " + digits + " --feed x=nothing.npy --fetch softmax",
        "run " + digits + " --fetch \"$(printf 'a\\nb\\033[31m')\"", "ops " + digits + "/labels.npy",
        "show " + digits + " --signature nothing"}) {
    CAPTURE(arguments);
    const outcome o = call(arguments);
    CHECK(o.status == 1);
    CHECK(o.out.empty());
    CHECK_MESSAGE(is_one_error_line(o.err), o.err);
    CHECK(o.err.find('\x1b') == std::string::npos);
  }
}

TEST_CASE("program: 2 when it is called wrongly") {
  for (const char* arguments : {"", "nonsense", "show", "run", "inspect", "run x --feed y", "run x --fetch =y",
                                "run x --threads 0", "run x --threads many", "show x --nonsense", "inspect a b"}) {
    CAPTURE(arguments);
    const outcome o = call(arguments);
    CHECK(o.status == 2);
    CHECK(o.out.empty());
    CHECK(!o.err.empty());
  }
}
