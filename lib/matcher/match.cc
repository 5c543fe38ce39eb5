#include "matcher/match.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <span>

#include "matcher/guarded.h"
#include "matcher/lazy_database.h"
#include "matcher/match_source.h"

namespace svitok::matcher {

namespace {

constexpr std::size_t kMostMatches = 1U << 20U;

bool is_simple_condition(const MatchNode& node) { return is_condition(node.kind); }

// Takes off the root what is required or excluded beside what scores, so that it is asked of candidates rather than
// walked.
class Split {
 public:
  /// Fills `context`, which borrows from `root` and from this.
  Split(const MatchNode& root, MatchContext& context) : context_(context) { scored(root); }

 private:
  void scored(const MatchNode& node) {
    context_.scored = &node;
    if (node.kind == MatchNode::Kind::kWithout) {
      context_.excluded.push_back(&node.children[1]);
      scored(node.children[0]);
    } else if (node.kind == MatchNode::Kind::kAll) {
      conjunction(node);
    }
  }

  void conjunction(const MatchNode& node) {
    std::vector<const MatchNode*> others;
    for (const MatchNode& child : node.children) {
      if (!is_simple_condition(child)) others.push_back(&child);
    }
    if (others.size() == node.children.size()) return;
    for (const MatchNode& child : node.children) {
      if (!is_simple_condition(child)) continue;
      // Conditions alone: one is walked.
      if (others.empty()) {
        others.push_back(&child);
      } else {
        context_.required.push_back(&child);
      }
    }
    if (others.size() == 1) return scored(*others[0]);
    rest_.kind = MatchNode::Kind::kAll;
    for (const MatchNode* other : others) rest_.children.push_back(*other);
    context_.scored = &rest_;
  }

  MatchContext& context_;
  MatchNode rest_;
};

struct Ranked {
  Score score;
  std::uint32_t doc;
  std::uint32_t segment;
};

// As Xapian orders documents of equal score.
bool is_better(const Ranked& a, const Ranked& b) {
  if (a.score != b.score) return a.score > b.score;
  return a.doc != b.doc ? a.doc < b.doc : a.segment < b.segment;
}

// Keeps the best of what it is offered, and at times a few more.
class BestMatches {
 public:
  explicit BestMatches(std::size_t wanted) : wanted_(wanted) {}
  void offer(const Ranked& ranked) {
    if (wanted_ == 0) return;
    matches_.push_back(ranked);
    if (matches_.size() >= 2 * wanted_ + kFew) keep_best();
  }
  /// The best but the first `first`, in order.
  [[nodiscard]] std::span<const Ranked> from(std::size_t first) {
    if (matches_.size() > wanted_) keep_best();
    std::sort(matches_.begin(), matches_.end(), is_better);
    return std::span(matches_).subspan(std::min(first, matches_.size()));
  }

 private:
  static constexpr std::size_t kFew = 64;
  void keep_best() {
    const auto end = matches_.begin() + static_cast<std::ptrdiff_t>(wanted_);
    std::nth_element(matches_.begin(), end, matches_.end(), is_better);
    matches_.erase(end, matches_.end());
  }

  std::size_t wanted_;
  std::vector<Ranked> matches_;
};

}  // namespace

class Matcher::Impl {
 public:
  Impl(std::vector<MatchSegment> segments, std::vector<std::uint32_t> field_weights)
      : segments_(std::move(segments)),
        field_weights_(std::move(field_weights)),
        average_length_(average_of(segments_)),
        impacts_(average_length_) {
    for (std::size_t i = 0; i < segments_.size(); ++i) add_view(i);
  }

  [[nodiscard]] double average_length() const noexcept { return average_length_; }

  [[nodiscard]] MatchResult run(const MatchNode& node, const MatchOptions& options) {
    if (segments_.empty() || node.kind == MatchNode::Kind::kNothing) return {};
    std::unique_ptr<Handle> handle = take_handle();
    MatchResult result = guarded(segments_[0].docs->file().path(), [&] { return run(*handle, node, options); });
    return_handle(std::move(handle));
    return result;
  }

 private:
  // One thread's view of all segments.
  struct Handle {
    std::vector<LazyDatabase> segments;
    std::optional<Xapian::Database> all;  // All of them as one, once one query has wanted that,
    std::vector<std::string> uuids;       // and then theirs.

    const Xapian::Database& open_all() {
      if (all) return *all;
      Xapian::Database database;
      for (const LazyDatabase& segment : segments) {
        database.add_database(segment.get());
        uuids.push_back(segment.get().get_uuid());
      }
      return all.emplace(std::move(database));
    }
  };

  static double average_of(const std::vector<MatchSegment>& segments) {
    double length = 0;
    double documents = 0;
    for (const MatchSegment& segment : segments) {
      length += static_cast<double>(segment.text->total_length());
      documents += segment.text->documents();
    }
    return documents == 0 ? 1.0 : length / documents;
  }

  void add_view(std::size_t number) {
    const MatchSegment& segment = segments_[number];
    SegmentView view;
    view.text = segment.text;
    view.length_codes = segment.text->length_codes();
    view.field_starts = segment.text->field_starts();
    view.impacts = &impacts_;
    view.bound_ratio =
        static_cast<float>(std::max(1.0, average_length_ / std::max(segment.text->average_length(), 1e-9))) * 1.0001F;
    view.field_weights = &field_weights_;
    view.number = static_cast<std::uint32_t>(number);
    view.conditions = &segment.docs->conditions();
    dead_bits_.emplace_back();
    if (!segment.dead.empty()) {
      dead_bits_.back().resize(segment.text->documents());
      for (const std::uint32_t doc : segment.dead) dead_bits_.back().at(doc) = true;
    }
    views_.push_back(view);
    for (std::size_t i = 0; i < views_.size(); ++i) views_[i].dead = dead_bits_[i].empty() ? nullptr : &dead_bits_[i];
  }

  std::unique_ptr<Handle> take_handle() {
    {
      const std::lock_guard lock(mutex_);
      if (!pool_.empty()) {
        std::unique_ptr<Handle> handle = std::move(pool_.back());
        pool_.pop_back();
        return handle;
      }
    }
    auto handle = std::make_unique<Handle>();
    for (const MatchSegment& segment : segments_) handle->segments.emplace_back(*segment.docs);
    return handle;
  }

  void return_handle(std::unique_ptr<Handle> handle) {
    const std::lock_guard lock(mutex_);
    pool_.push_back(std::move(handle));
  }

  [[nodiscard]] MatchResult run(Handle& handle, const MatchNode& node, const MatchOptions& options) const {
    MatchContext context;
    context.segments = &views_;
    const Split split(node, context);
    return options.by_date ? sort(handle, context, options) : rank(handle, context, options);
  }

  [[nodiscard]] static std::size_t wanted(const MatchOptions& options) {
    return std::min(options.first + options.count, kMostMatches);
  }

  struct Bounds {
    std::uint64_t least;  // All matches, if an exact total is wanted.
    std::uint64_t most;
  };

  [[nodiscard]] MatchResult rank(const Handle& handle, MatchContext& context, const MatchOptions& options) const {
    const std::size_t wanted = this->wanted(options);
    if (!options.exact_total) context.top = TopScores(wanted);
    BestMatches best(wanted);
    Bounds bounds{0, 0};
    for (std::uint32_t number = 0; number < segments_.size(); ++number) {
      SegmentMatch match(context, number, handle.segments[number]);
      bounds.most += match.most();
      // Where nothing scores, the first are the best.
      const bool needs_few = !options.exact_total && (wanted == 0 || match.bound() == 0);
      const std::uint64_t enough = needs_few ? wanted : UINT64_MAX;
      std::uint64_t seen = 0;
      for (; seen < enough; ++seen) {
        match.next();
        if (match.at_end()) break;
        best.offer({match.score(), match.doc(), number});
      }
      bounds.least += seen;
    }
    if (bounds.least < wanted) bounds.most = bounds.least;  // These are all.
    MatchResult result;
    for (const Ranked& ranked : best.from(options.first))
      result.matches.push_back({ranked.segment, ranked.doc, static_cast<double>(ranked.score) / options.scale});
    set_total(result, context, options, bounds);
    return result;
  }

  [[nodiscard]] MatchResult sort(Handle& handle, MatchContext& context, const MatchOptions& options) const {
    const Xapian::Database& database = handle.open_all();
    const Xapian::Query query((new MatchSource(context, handle.uuids, options.scale))->release());
    Xapian::Enquire enquire(database);
    enquire.set_query(query);
    enquire.set_sort_by_value_then_relevance(kDateSlot, options.newest_first);
    const Xapian::doccount at_least = options.exact_total ? database.get_doccount() : 0;
    const Xapian::MSet found =
        enquire.get_mset(static_cast<Xapian::doccount>(options.first),
                         static_cast<Xapian::doccount>(wanted(options) - options.first), at_least);
    MatchResult result;
    const auto segments = static_cast<Xapian::docid>(segments_.size());
    for (auto match = found.begin(); match != found.end(); ++match) {
      result.matches.push_back({(*match - 1) % segments, (*match - 1) / segments, match.get_weight()});
    }
    const std::uint64_t seen = options.exact_total ? found.get_matches_estimated() : found.get_matches_lower_bound();
    set_total(result, context, options, {seen, found.get_matches_upper_bound()});
    return result;
  }

  static void set_total(MatchResult& result, const MatchContext& context, const MatchOptions& options, Bounds bounds) {
    if (options.exact_total) {
      result.total = bounds.least;
    } else if (result.matches.size() < wanted(options) - options.first &&
               (options.first == 0 || !result.matches.empty())) {
      result.total = options.first + result.matches.size();  // Fewer than asked for: these are all.
    } else {
      result.total = std::clamp(context.estimate, bounds.least, std::max(bounds.least, bounds.most));
      result.total_is_exact = context.estimate_is_exact || bounds.least == bounds.most;
    }
  }

  std::vector<MatchSegment> segments_;
  std::vector<std::uint32_t> field_weights_;
  double average_length_;
  postings::ImpactTable impacts_;
  std::vector<std::vector<bool>> dead_bits_;
  std::vector<SegmentView> views_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Handle>> pool_;
};

Matcher::Matcher(std::vector<MatchSegment> segments, std::vector<std::uint32_t> field_weights)
    : impl_(std::make_unique<Impl>(std::move(segments), std::move(field_weights))) {}
Matcher::~Matcher() = default;
double Matcher::average_length() const noexcept { return impl_->average_length(); }
MatchResult Matcher::run(const MatchNode& query, const MatchOptions& options) const {
  return impl_->run(query, options);
}

}  // namespace svitok::matcher
