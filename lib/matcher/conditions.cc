#include "matcher/conditions.h"

#include <xapian.h>

#include <algorithm>
#include <bit>
#include <limits>

#include "matcher/lazy_database.h"

namespace svitok::matcher {

std::uint32_t DocumentSet::next(std::uint32_t doc) const {
  if (doc >= documents_) return documents_;
  std::size_t word = doc / 64;
  std::uint64_t bits = words_[word] & UINT64_MAX << doc % 64;
  while (bits == 0) {
    if (++word == words_.size()) return documents_;
    bits = words_[word];
  }
  return static_cast<std::uint32_t>(word * 64) + static_cast<std::uint32_t>(std::countr_zero(bits));
}

namespace {

std::shared_ptr<const DocumentSet> read_filter(const Xapian::Database& database, const std::string& term,
                                               std::uint32_t documents) {
  auto set = std::make_shared<DocumentSet>(documents);
  for (auto it = database.postlist_begin(term); it != database.postlist_end(term); ++it) {
    if (*it <= documents) set->add(*it - 1);
  }
  return set;
}

std::shared_ptr<const Column> read_column(const Xapian::Database& database, std::uint32_t slot,
                                          std::uint32_t documents) {
  auto column = std::make_shared<Column>(documents, std::numeric_limits<double>::quiet_NaN());
  for (auto it = database.valuestream_begin(slot); it != database.valuestream_end(slot); ++it) {
    if (it.get_docid() <= documents) (*column)[it.get_docid() - 1] = Xapian::sortable_unserialise(*it);
  }
  return column;
}

}  // namespace

std::shared_ptr<const DocumentSet> ConditionCache::filter(const LazyDatabase& database, const std::string& term) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = filters_.find(term); known != filters_.end()) return known->second;
  }
  auto set = read_filter(database.get(), term, documents_);
  const std::lock_guard lock(mutex_);
  if (filter_bytes_ > kMostFilterBytes) {
    filters_.clear();
    filter_bytes_ = 0;
  }
  if (filters_.emplace(term, set).second) filter_bytes_ += set->bytes() + term.size();
  return set;
}

std::shared_ptr<const Column> ConditionCache::column(const LazyDatabase& database, std::uint32_t slot) {
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = columns_.find(slot); known != columns_.end()) return known->second;
  }
  auto column = read_column(database.get(), slot, documents_);
  const std::lock_guard lock(mutex_);
  return columns_.emplace(slot, std::move(column)).first->second;
}

std::uint32_t Condition::next(std::uint32_t doc) {
  const std::uint32_t end = documents();
  while (doc < end && !admits(doc)) ++doc;
  return std::min(doc, end);
}

// From a sample: an estimate is all that is wanted.
std::uint32_t RangeCondition::count() {
  if (count_) return *count_;
  const std::uint32_t step = std::max(1U, documents() / 64);
  std::uint32_t sampled = 0;
  std::uint32_t admitted = 0;
  for (std::uint32_t doc = 0; doc < documents(); doc += step, ++sampled) admitted += admits(doc) ? 1 : 0;
  count_ = sampled == 0 ? 0 : static_cast<std::uint32_t>(std::uint64_t{documents()} * admitted / sampled);
  return *count_;
}

bool Admission::any_order() const {
  return std::all_of(conditions_.begin(), conditions_.end(),
                     [](const auto& condition) { return condition->any_order(); });
}

std::uint32_t Admission::estimate(std::uint32_t documents) const {
  auto estimate = static_cast<double>(documents);
  for (const auto& condition : conditions_) {
    const std::uint32_t all = std::max(1U, condition->documents());
    estimate *= static_cast<double>(std::min(condition->count(), all)) / all;
  }
  return static_cast<std::uint32_t>(estimate + 0.5);
}

}  // namespace svitok::matcher
