// From text to keys: the one analyser that indexing, queries, phrases and highlights share.
//
//   Analyzer analyzer;                       // one a thread; the morphology behind it is shared
//   analyzer.start(text);
//   for (auto batch = analyzer.next(); !batch.empty(); batch = analyzer.next())
//     for (const Token& token : batch) use(token.position, token.word->keys);
//
// A token is a span of the original bytes at a position, and a Word: what the analyser made of those bytes. Words live
// in a bounded per-analyser cache, so that the second occurrence of a word costs one hash look-up.
//
// Not thread-safe: an Analyzer belongs to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace svitok::text {

/// Names the behaviour of the analyser; an index remembers it. Raise it whenever any text gets other tokens or keys.
inline constexpr std::uint32_t kAnalyzerVersion = 2;

enum class Script : std::uint8_t { kOther, kLatin, kCyrillic, kNumber };

/// What the analyser made of a token's normalised form. A pure function of `surface`: equal surfaces have equal words.
struct Word {
  std::string_view surface;  ///< Normalised: NFKC, case folded, ё as е, ... What `=exact` and prefixes match.
  std::span<const std::string_view>
      keys;                ///< 1 to 8 distinct keys, each 1 to 240 bytes; the first is the one that counts.
  std::string_view lemma;  ///< Empty where the notion does not apply (numbers, other scripts).
  std::uint32_t id;        ///< Dense from 0 within the analyser's present generation().
  Script script;
  bool stop;  ///< A function word: indexed, left out of scoring unless nothing else is left.
};

/// One token. `extra` tokens (COVID-19 as "covid19" beside "covid" and "19") share the position of an ordinary token
/// before them and may span several ordinary tokens; they do not count towards a field's length.
struct Token {
  std::uint32_t begin;     ///< Byte offset into the text given to start().
  std::uint32_t end;       ///< One past the last byte.
  std::uint32_t position;  ///< From 0; ordinary tokens count up by 1.
  bool extra;
  const Word* word;  ///< Never null. Valid until next() returns in another generation().
};

struct AnalyzerOptions {
  /// The word cache is emptied, between two calls of next(), when it holds more than this. Bytes, roughly.
  std::size_t cache_bytes = std::size_t{64} << 20U;
};

class Analyzer {
 public:
  explicit Analyzer(AnalyzerOptions options = {});
  ~Analyzer();
  Analyzer(Analyzer&&) noexcept;
  Analyzer& operator=(Analyzer&&) noexcept;

  /// Begins a text of fewer than 2^32 - 1 bytes, any bytes; it is borrowed until the last next(). Positions start at 0.
  void start(std::string_view text);

  /// The next tokens in order of position (an extra directly after an ordinary token of its position): a batch of a few
  /// hundred to a few thousand; empty at the end. The span is valid until the next call.
  [[nodiscard]] std::span<const Token> next();

  /// Goes up whenever Word::id values and Word pointers have become invalid (the cache was emptied).
  [[nodiscard]] std::uint32_t generation() const noexcept;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// The normalised form of a piece of text without breaking it into tokens (what surfaces, filters and prefixes use):
/// NFKC, case folded, ё as е, stress marks and soft hyphens out, Latin diacritics folded. Any bytes. Thread-safe.
[[nodiscard]] std::string normalize(std::string_view text);

/// "ru" or "en" by the script of the letters of a text's first 64 KiB; empty when it has neither. Thread-safe.
[[nodiscard]] std::string_view guess_language(std::string_view text);

}  // namespace svitok::text
