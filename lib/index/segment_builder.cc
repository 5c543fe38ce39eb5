#include "index/segment_builder.h"

#include <algorithm>

#include "base/date.h"
#include "segment/field_weights.h"

namespace svitok::index {

namespace {

constexpr std::size_t kMostKeyBytes = 4096;
constexpr std::size_t kMostFingerprintBytes = 64;
constexpr std::size_t kMostTextBytes = std::size_t{1} << 30U;
constexpr std::size_t kMostFilterBytes = 256;
// So that positions, with the gaps between values, stay within what an inverter counts.
constexpr std::size_t kMostTexts = std::size_t{1} << 20U;

[[nodiscard]] std::size_t field_number(const Fields& fields, std::string_view name) {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [name](const Field& field) { return field.name == name; });
  return static_cast<std::size_t>(found - fields.begin());
}

std::string_view attribute(const Document& document, std::string_view name) {
  for (const auto& [found, value] : document.attributes()) {
    if (found == name) return value;
  }
  return {};
}

// What is known or can be told of a document's language.
std::string_view language_of(const Document& document) {
  if (const std::string_view declared = attribute(document, "lang"); !declared.empty()) return declared;
  // The longest text decides: a Russian page may have an English title.
  const auto& texts = document.texts();
  const auto longest = std::max_element(texts.begin(), texts.end(),
                                        [](const auto& a, const auto& b) { return a.second.size() < b.second.size(); });
  return longest == texts.end() ? std::string_view() : text::guess_language(longest->second);
}

matcher::DocEntry entry_of(const Document& document, std::string_view language) {
  matcher::DocEntry entry;
  const auto add_filter = [&entry](std::string_view name, std::string_view value) {
    if (value.empty() || value.size() > kMostFilterBytes) return;
    entry.filters.push_back(matcher::filter_term(name, text::normalize(value)));
  };
  for (const auto& [name, value] : document.attributes()) {
    // A query for a date is a range (query.md), so a term for each would never be asked for.
    if (name != "url" && name != "lang" && name != "date") add_filter(name, value);
  }
  add_filter("lang", language);
  if (const auto span = base::parse_date(attribute(document, "date"))) {
    entry.values.emplace_back(matcher::kDateSlot, matcher::encode_number(static_cast<double>(span->first)));
  }
  if (!document.fingerprint().empty()) entry.values.emplace_back(matcher::kFingerprintSlot, document.fingerprint());
  return entry;
}

}  // namespace

void check_document(const Document& document, const Fields& fields) {
  const std::size_t key = document.key().size();
  if (key == 0) throw DocumentError({}, "a document's key is empty");
  if (key > kMostKeyBytes) {
    throw DocumentError({}, "a document's key has " + std::to_string(key) + " bytes; at most " +
                                std::to_string(kMostKeyBytes) + " are allowed");
  }
  if (document.fingerprint().size() > kMostFingerprintBytes)
    throw DocumentError(document.key(), "its fingerprint is longer than 64 bytes");
  if (document.texts().size() > kMostTexts) throw DocumentError(document.key(), "it has more than 1,048,576 texts");
  std::size_t total = 0;
  for (const auto& [name, value] : document.texts()) {
    if (field_number(fields, name) == fields.size())
      throw SchemaError(document.key(), "the index has no text field '" + name + "'");
    total += value.size();
  }
  if (total > kMostTextBytes) throw DocumentError(document.key(), "its text is larger than 1 GiB");
}

void TokenFeeder::feed(std::string_view text, postings::Inverter& inverter) {
  static_assert(text::Analyzer::kExtraId == postings::Inverter::kExtra);
  analyzer_.start(text);
  for (auto ids = analyzer_.next_ids(); !ids.empty(); ids = analyzer_.next_ids()) inverter.add(ids);
}

SegmentBuilder::SegmentBuilder(const std::filesystem::path& folder, std::string name, const Fields& fields,
                               TokenFeeder& feeder)
    : folder_(folder),
      name_(std::move(name)),
      fields_(fields),
      feeder_(feeder),
      inverter_(segment::scaled_weights(fields)),
      store_(folder / (name_ + ".store")) {
  // Here and not when the segment before was sealed: there may be no other.
  feeder_.forget();
}

std::uint32_t SegmentBuilder::add(const Document& document) {
  const std::string_view language = language_of(document);
  invert(document);
  keep(document, language);
  docs_.add(document.key(), entry_of(document, language));
  return inverter_.documents() - 1;
}

void SegmentBuilder::invert(const Document& document) {
  inverter_.begin_document();
  for (std::uint32_t field = 0; field < fields_.size(); ++field) {
    for (const auto& [name, value] : document.texts()) {
      if (name != fields_[field].name) continue;
      inverter_.begin_value(field);
      feeder_.feed(value, inverter_);
    }
  }
  inverter_.end_document();
}

void SegmentBuilder::keep(const Document& document, std::string_view language) {
  store::DocumentView view;
  view.key = document.key();
  for (std::uint32_t field = 0; field < fields_.size(); ++field) {
    for (const auto& [name, value] : document.texts()) {
      if (name == fields_[field].name) view.texts.emplace_back(field, value);
    }
  }
  if (attribute(document, "lang").empty() && !language.empty()) view.attributes.emplace_back("lang", language);
  for (const auto& [name, value] : document.attributes()) view.attributes.emplace_back(name, value);
  store_.add(view);
}

std::size_t SegmentBuilder::memory() const noexcept {
  return feeder_.memory() + inverter_.memory(feeder_.size()) + store_.memory() + docs_.memory();
}

SegmentBuilder::Sealed SegmentBuilder::seal(bool durable) {
  const std::vector<std::uint32_t> order = docs_.order();
  Sealed sealed;
  sealed.numbers.resize(order.size());
  for (std::uint32_t number = 0; number < order.size(); ++number) sealed.numbers[order[number]] = number;
  segment::SegmentInfo& info = sealed.info;
  info.name = name_;
  info.documents = inverter_.documents();
  info.store = store_.finish(durable, order);
  matcher::DocsWriter docs(folder_ / (name_ + ".docs"));
  docs_.write(order, docs);
  docs_ = {};
  info.docs = docs.finish(durable);
  const auto [text, words] =
      inverter_.seal(folder_ / (name_ + ".text"), folder_ / (name_ + ".words"), feeder_, order, durable);
  info.text = text;
  info.words = words;
  return sealed;
}

}  // namespace svitok::index
