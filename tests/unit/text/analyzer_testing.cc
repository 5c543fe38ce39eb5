#include "unit/text/analyzer_testing.h"

namespace svitok::text {

std::vector<SeenToken> analyze(Analyzer& analyzer, std::string_view text) {
  std::vector<SeenToken> tokens;
  analyzer.start(text);
  for (auto batch = analyzer.next(); !batch.empty(); batch = analyzer.next()) {
    for (const Token& token : batch) {
      tokens.push_back({token.begin,
                        token.end,
                        token.position,
                        token.extra,
                        std::string(token.word->surface()),
                        {token.word->keys().begin(), token.word->keys().end()}});
    }
  }
  return tokens;
}

std::vector<SeenToken> analyze(std::string_view text) {
  Analyzer analyzer;
  return analyze(analyzer, text);
}

std::string line_of(const std::vector<SeenToken>& tokens) {
  std::string line;
  for (const SeenToken& token : tokens) {
    if (!line.empty()) line.push_back(' ');
    if (token.extra) line.push_back('~');
    line.append(token.surface);
  }
  return line;
}

std::string keys_of(const std::vector<SeenToken>& tokens) {
  std::string line;
  for (const SeenToken& token : tokens) {
    line.append(std::to_string(token.position)).append(token.extra ? "~" : ":");
    for (const std::string& key : token.keys) line.append(key).push_back('|');
    line.push_back(' ');
  }
  return line;
}

}  // namespace svitok::text
