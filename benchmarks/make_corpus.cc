// Makes a corpus of documentation as packages install it: HTML pages and manual pages.
//
//   svitok-make-corpus < LIST > CORPUS.jsonl
//
// A line of LIST is GROUP, a tab, and a path. What cannot be read is left out and counted on stderr.
#include <algorithm>
#include <exception>
#include <iostream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "svitok/reader.h"

namespace {

constexpr std::size_t kLeastText = 200;  // Index pages and stubs are no documents.

// The text of a manual page: requests and font changes taken out, headings and paragraphs kept. (groff_man(7))
std::string plain_manual(const std::string& source) {
  std::istringstream lines(source);
  std::string text;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(".\\\"") || line.starts_with("'\\\"") || line.starts_with(".TH")) continue;
    if (line.starts_with(".")) {
      const std::size_t blank = line.find(' ');
      if (line.starts_with(".SH") || line.starts_with(".SS") || blank == std::string::npos) text += '\n';
      line = blank == std::string::npos ? std::string() : line.substr(blank + 1);
      std::erase(line, '"');
    }
    for (std::size_t at = 0; at < line.size(); ++at) {
      if (line[at] != '\\') {
        text += line[at];
      } else if (++at < line.size()) {
        if (line[at] == 'f') ++at;                                            // \fB
        if (line[at] == '-') text += '-';                                     // \-
        if (line[at] == '(') at += 2;                                         // \(em
        if (line[at] == '[') at = std::min(line.find(']', at), line.size());  // \[rs]
      }
    }
    text += '\n';
  }
  return text;
}

std::string language_of(const std::string& text) {
  const auto letters =
      std::count_if(text.begin(), text.end(), [](char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; });
  const auto cyrillic = std::count_if(text.begin(), text.end(), [](char c) { return c == '\xD0' || c == '\xD1'; });
  return cyrillic > letters ? "ru" : "en";
}

std::string joined_texts(const svitok::Document& document, const std::string& field) {
  std::string text;
  for (const auto& [name, value] : document.texts()) {
    if (name == field) text += (text.empty() ? "" : "\n") + value;
  }
  return text;
}

nlohmann::ordered_json article(const std::string& group, const std::filesystem::path& path) {
  const svitok::FileBytes file = svitok::read_file(path, svitok::ReadOptions{}.max_bytes);
  nlohmann::ordered_json object;
  object["id"] = path.string();
  object["group"] = group;
  if (path.extension() == ".html" || path.extension() == ".htm") {
    const auto document = svitok::read_document(path.string(), file.bytes, svitok::Format::kHtml);
    object["title"] = joined_texts(document, "title");
    object["text"] = joined_texts(document, "text");
  } else {
    object["title"] = path.stem().string();
    object["text"] = plain_manual(file.bytes);
  }
  object["lang"] = language_of(object["text"].get<std::string>());
  return object;
}

}  // namespace

int main() {
  std::size_t left_out = 0;
  for (std::string line; std::getline(std::cin, line);) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) continue;
    try {
      const auto object = article(line.substr(0, tab), line.substr(tab + 1));
      if (object["text"].get<std::string>().size() < kLeastText) continue;
      std::cout << object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
    } catch (const std::exception&) {
      ++left_out;
    }
  }
  std::cerr << left_out << " files left out\n";
  return std::cout.flush() ? 0 : 2;
}
