// Conditions that a document meets or not, whatever its text: filters, ranges, what is excluded, what is dead. They are
// Xapian's lists and values, read once and kept as bits and columns, because a segment never changes: a look-up in one
// costs a nanosecond where Xapian's iterators cost a hundred.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace svitok::matcher {

class LazyDatabase;

/// Documents of a segment, a bit each.
class DocumentSet {
 public:
  explicit DocumentSet(std::uint32_t documents) : documents_(documents), words_(documents / 64 + 1) {}
  void add(std::uint32_t doc) {
    words_[doc / 64] |= std::uint64_t{1} << doc % 64;
    ++count_;
  }
  [[nodiscard]] bool contains(std::uint32_t doc) const { return (words_[doc / 64] >> doc % 64 & 1U) != 0; }
  /// The first one >= `doc`; documents() if there is none.
  [[nodiscard]] std::uint32_t next(std::uint32_t doc) const;
  [[nodiscard]] std::uint32_t documents() const noexcept { return documents_; }
  [[nodiscard]] std::uint32_t count() const noexcept { return count_; }
  [[nodiscard]] std::size_t bytes() const noexcept { return words_.size() * sizeof(std::uint64_t); }

 private:
  std::uint32_t documents_;
  std::uint32_t count_ = 0;
  std::vector<std::uint64_t> words_;
};

/// A number a document; NaN where it has none.
using Column = std::vector<double>;

/// The filters and columns of one segment that queries have asked for. Thread-safe.
class ConditionCache {
 public:
  explicit ConditionCache(std::uint32_t documents) : documents_(documents) {}
  /// `database`: the calling thread's handle on the segment's.
  [[nodiscard]] std::shared_ptr<const DocumentSet> filter(const LazyDatabase& database, const std::string& term);
  [[nodiscard]] std::shared_ptr<const Column> column(const LazyDatabase& database, std::uint32_t slot);

 private:
  // Sets beyond this are forgotten, all at once: most indexes never come near it.
  static constexpr std::size_t kMostFilterBytes = std::size_t{64} << 20U;

  std::uint32_t documents_;
  std::mutex mutex_;
  std::map<std::string, std::shared_ptr<const DocumentSet>, std::less<>> filters_;
  std::size_t filter_bytes_ = 0;
  std::map<std::uint32_t, std::shared_ptr<const Column>> columns_;
};

/// One condition, for one thread.
class Condition {
 public:
  Condition() = default;
  virtual ~Condition() = default;
  Condition(const Condition&) = delete;
  Condition& operator=(const Condition&) = delete;

  [[nodiscard]] virtual bool admits(std::uint32_t doc) = 0;
  /// Keeps of the numbers in `which` those i for which it admits docs[i]; how many. Where any_order().
  [[nodiscard]] virtual std::size_t keep(const std::uint32_t* docs, std::span<std::uint8_t> which) {
    return keep_if(which, [&](std::uint8_t i) { return admits(docs[i]); });
  }
  /// The first document >= `doc` that it admits; the number of documents if there is none.
  [[nodiscard]] virtual std::uint32_t next(std::uint32_t doc);
  /// About how many documents it admits.
  [[nodiscard]] virtual std::uint32_t count() = 0;
  /// Whether documents may be asked about in any order; else in ascending order.
  [[nodiscard]] virtual bool any_order() const { return true; }
  [[nodiscard]] virtual std::uint32_t documents() const = 0;

 protected:
  // Without a branch on what `holds`, which cannot be predicted.
  template <typename Holds>
  static std::size_t keep_if(std::span<std::uint8_t> which, Holds holds) {
    std::size_t kept = 0;
    for (const std::uint8_t i : which) {
      which[kept] = i;
      kept += static_cast<std::size_t>(holds(i));
    }
    return kept;
  }
};

class FilterCondition final : public Condition {
 public:
  explicit FilterCondition(std::shared_ptr<const DocumentSet> set) : set_(std::move(set)) {}
  [[nodiscard]] bool admits(std::uint32_t doc) override { return set_->contains(doc); }
  [[nodiscard]] std::size_t keep(const std::uint32_t* docs, std::span<std::uint8_t> which) override {
    return keep_if(which, [docs, &set = *set_](std::uint8_t i) { return set.contains(docs[i]); });
  }
  [[nodiscard]] std::uint32_t next(std::uint32_t doc) override { return set_->next(doc); }
  [[nodiscard]] std::uint32_t count() override { return set_->count(); }
  [[nodiscard]] std::uint32_t documents() const override { return set_->documents(); }

 private:
  std::shared_ptr<const DocumentSet> set_;
};

class RangeCondition final : public Condition {
 public:
  RangeCondition(std::shared_ptr<const Column> column, double low, double high)
      : column_(std::move(column)), low_(low), high_(high) {}
  [[nodiscard]] bool admits(std::uint32_t doc) override { return is_within((*column_)[doc], low_, high_); }
  [[nodiscard]] std::size_t keep(const std::uint32_t* docs, std::span<std::uint8_t> which) override {
    return keep_if(which, [docs, &column = *column_, low = low_, high = high_](std::uint8_t i) {
      return is_within(column[docs[i]], low, high);
    });
  }
  [[nodiscard]] std::uint32_t count() override;
  [[nodiscard]] std::uint32_t documents() const override { return static_cast<std::uint32_t>(column_->size()); }

 private:
  static bool is_within(double value, double low, double high) {
    return static_cast<bool>(static_cast<int>(value >= low) & static_cast<int>(value <= high));
  }

  std::shared_ptr<const Column> column_;
  double low_;
  double high_;
  std::optional<std::uint32_t> count_;
};

class EverythingCondition final : public Condition {
 public:
  explicit EverythingCondition(std::uint32_t documents) : documents_(documents) {}
  [[nodiscard]] bool admits(std::uint32_t /*doc*/) override { return true; }
  [[nodiscard]] std::uint32_t next(std::uint32_t doc) override { return doc; }
  [[nodiscard]] std::uint32_t count() override { return documents_; }
  [[nodiscard]] std::uint32_t documents() const override { return documents_; }

 private:
  std::uint32_t documents_;
};

/// Which documents may be hits: those that live and meet all conditions.
class Admission {
 public:
  explicit Admission(const std::vector<bool>* dead) : dead_(dead) {}
  void require(std::unique_ptr<Condition> condition) { conditions_.push_back(std::move(condition)); }

  [[nodiscard]] bool admits(std::uint32_t doc) const {
    if (dead_ != nullptr && (*dead_)[doc]) return false;
    for (const auto& condition : conditions_) {
      if (!condition->admits(doc)) return false;
    }
    return true;
  }
  /// Keeps of the numbers in `which` those i for which every condition admits docs[i]; how many. Does not look who
  /// lives. REQUIRES: any_order().
  [[nodiscard]] std::size_t keep(const std::uint32_t* docs, std::span<std::uint8_t> which) const {
    for (const auto& condition : conditions_) which = which.first(condition->keep(docs, which));
    return which.size();
  }
  [[nodiscard]] bool has_conditions() const noexcept { return !conditions_.empty(); }
  [[nodiscard]] bool any_order() const;
  /// About how many of `documents` documents it admits.
  [[nodiscard]] std::uint32_t estimate(std::uint32_t documents) const;

 private:
  const std::vector<bool>* dead_;
  std::vector<std::unique_ptr<Condition>> conditions_;
};

}  // namespace svitok::matcher
