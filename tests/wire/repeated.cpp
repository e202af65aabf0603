#include "thaw/wire/repeated.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "thaw/wire/map.hpp"

namespace {

/// Counts itself, so that what is lost or deleted twice shows.
struct counted {
  static int alive;
  std::string text;
  counted() { ++alive; }
  explicit counted(std::string t) : text(std::move(t)) { ++alive; }
  counted(const counted& other) : text(other.text) { ++alive; }
  counted(counted&& other) noexcept : text(std::move(other.text)) { ++alive; }
  counted& operator=(const counted&) = default;
  counted& operator=(counted&&) = default;
  ~counted() { --alive; }
};
int counted::alive = 0;

using list = thaw::wire::repeated<counted>;

std::vector<std::string> texts(const list& l) {
  std::vector<std::string> t;
  for (const counted& c : l) t.push_back(c.text);
  return t;
}
list abc() {
  list l;
  for (const char* t : {"a", "b", "c"}) l.push_back(counted(t));
  return l;
}
using words = std::vector<std::string>;

}  // namespace

TEST_CASE("repeated: copies are their own, moves leave nothing, nothing is lost") {
  {
    list a = abc(), b = a;
    b[1].text = "other";
    CHECK(texts(a) == words{"a", "b", "c"});
    CHECK(texts(b) == words{"a", "other", "c"});
    const counted* kept = &b[2];
    list c = std::move(b);
    CHECK(b.empty());
    CHECK(&c.back() == kept);
    a = c;
    c = std::move(a);
    const list& same = c;
    c = same;
    CHECK(texts(c) == words{"a", "other", "c"});
    c.clear();
    CHECK(c.empty());
  }
  CHECK(counted::alive == 0);
}

TEST_CASE("repeated: messages stay where they are when others come and go") {
  {
    list l = abc();
    const counted* first = &l.front();
    for (int i = 0; i < 1000; ++i) l.emplace_back().text = "more";
    CHECK(&l[0] == first);
    CHECK(l.size() == 1003);
    l.resize(2);
    CHECK(texts(l) == words{"a", "b"});
    l.resize(3);
    CHECK(texts(l) == words{"a", "b", ""});
    l.swap_items(0, 1);
    CHECK(&l[1] == first);
    l.push_back(l[1]);
    CHECK(l.back().text == "a");
    CHECK(std::count_if(l.begin(), l.end(), [](const counted& c) { return c.text == "a"; }) == 2);
  }
  CHECK(counted::alive == 0);
}

TEST_CASE("map: erase takes out all entries of a key, and keeps the order of the others") {
  thaw::wire::map<int> m;
  for (const char* key : {"a", "b", "a", "c", "a", "d"}) m.entries().emplace_back().key = key;
  m["c"] = 3;
  CHECK(m.erase("a") == 3);
  CHECK(m.erase("a") == 0);
  words keys;
  for (const auto& e : m) keys.push_back(e.key);
  CHECK(keys == words{"b", "c", "d"});
  CHECK(*m.find("c") == 3);
}
