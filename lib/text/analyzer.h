// From text to keys: the one analyser that indexing, queries, phrases and highlights share.
//
//   Analyzer analyzer;                       // one a thread; the morphology behind it is shared
//   analyzer.start(text);
//   for (auto batch = analyzer.next(); !batch.empty(); batch = analyzer.next())
//     for (const Token& token : batch) use(token.position, token.word->keys());
//
// A token is a span of the original bytes at a position, and a Word: what the analyser made of those bytes. Words live
// in a bounded per-analyser cache, so that the second occurrence of a word costs one hash look-up.
//
// An index takes the ids of words alone (next_ids()), and what they stand for (word()) when it has them all.
//
// Not thread-safe: an Analyzer belongs to one thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "text/word.h"

namespace svitok::text {

/// Names the behaviour of the analyser; an index remembers it. Raise it whenever any text gets other tokens or keys.
inline constexpr std::uint32_t kAnalyzerVersion = 2;

/// Tells the dictionaries that were found apart; 0 if there are none. An index remembers it. Thread-safe.
[[nodiscard]] std::uint64_t dictionaries_fingerprint();

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
  /// Bytes, roughly, for what is known of stretches of text. What was met only once goes first.
  std::size_t cache_bytes = std::size_t{24} << 20U;
  /// Bytes, roughly, for words: when they take more, they are forgotten between two calls of next(). 0: never; whoever
  /// uses the analyser calls forget_words().
  std::size_t word_bytes = std::size_t{24} << 20U;
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

  /// The same for an index, which needs neither offsets nor positions: Word::id of each token, with kExtraId for an
  /// extra one. A text is read with next() or with next_ids(), not with both.
  [[nodiscard]] std::span<const std::uint32_t> next_ids();
  static constexpr std::uint32_t kExtraId = 1U << 31U;

  /// REQUIRES: id < words(), of the present generation().
  [[nodiscard]] const Word& word(std::uint32_t id) const noexcept;
  /// How many words there are in this generation().
  [[nodiscard]] std::size_t words() const noexcept;

  /// Bytes held, roughly.
  [[nodiscard]] std::size_t bytes() const noexcept;
  /// Forgets all words but those of stretches of text met more than once. Not within a text.
  void forget_words();

  /// Goes up whenever Word::id values and Word pointers have become invalid (words were forgotten).
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
