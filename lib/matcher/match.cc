#include "matcher/match.h"

#include <algorithm>
#include <mutex>

#include "matcher/guarded.h"
#include "matcher/posting_sources.h"

namespace svitok::matcher {

namespace {

constexpr std::size_t kMostMatches = 1U << 20U;

Xapian::Query unweighted(const Xapian::Query& query) { return {Xapian::Query::OP_SCALE_WEIGHT, query, 0.0}; }

Xapian::Query compile_range(const MatchNode& node) {
  if (node.low.empty() && node.high.empty()) return unweighted(Xapian::Query(std::string()));
  if (node.low.empty()) return {Xapian::Query::OP_VALUE_LE, node.slot, node.high};
  if (node.high.empty()) return {Xapian::Query::OP_VALUE_GE, node.slot, node.low};
  return {Xapian::Query::OP_VALUE_RANGE, node.slot, node.low, node.high};
}

Xapian::Query compile(const MatchNode& node, const MatchContext& context);

Xapian::Query compile_children(Xapian::Query::op op, const MatchNode& node, const MatchContext& context) {
  std::vector<Xapian::Query> children;
  children.reserve(node.children.size());
  for (const MatchNode& child : node.children) children.push_back(compile(child, context));
  return {op, children.begin(), children.end()};
}

Xapian::Query compile(const MatchNode& node, const MatchContext& context) {
  switch (node.kind) {
    case MatchNode::Kind::kNothing:
      return {};
    case MatchNode::Kind::kEverything:
      // Not the static Query::MatchAll: its reference count is not safe between threads.
      return unweighted(Xapian::Query(std::string()));
    case MatchNode::Kind::kText:
      return Xapian::Query((new TextSource(context, node.text))->release());
    case MatchNode::Kind::kFilter:
      return unweighted(Xapian::Query(node.term));
    case MatchNode::Kind::kRange:
      return compile_range(node);
    case MatchNode::Kind::kAnd:
      return compile_children(Xapian::Query::OP_AND, node, context);
    case MatchNode::Kind::kOr:
      return compile_children(Xapian::Query::OP_OR, node, context);
    case MatchNode::Kind::kAndMaybe:
      return compile_children(Xapian::Query::OP_AND_MAYBE, node, context);
    case MatchNode::Kind::kAndNot:
      return compile_children(Xapian::Query::OP_AND_NOT, node, context);
  }
  return {};
}

}  // namespace

class Matcher::Impl {
 public:
  Impl(std::vector<MatchSegment> segments, std::vector<std::uint32_t> field_weights)
      : segments_(std::move(segments)),
        field_weights_(std::move(field_weights)),
        average_length_(average_of(segments_)),
        impacts_(average_length_) {
    for (std::size_t i = 0; i < segments_.size(); ++i) add_view(i);
    return_handle(make_handle());
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
    Xapian::Database database;
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
    view.words = segment.words;
    view.length_codes = segment.text->length_codes();
    view.impacts = &impacts_;
    view.bound_ratio =
        static_cast<float>(std::max(1.0, average_length_ / std::max(segment.text->average_length(), 1e-9))) * 1.0001F;
    view.field_weights = &field_weights_;
    view.number = static_cast<std::uint32_t>(number);
    dead_bits_.emplace_back();
    dead_.push_back(segment.dead);
    if (!segment.dead.empty()) {
      any_dead_ = true;
      dead_bits_.back().resize(segment.text->documents());
      for (const std::uint32_t doc : segment.dead) dead_bits_.back().at(doc) = true;
    }
    views_.push_back(view);
    for (std::size_t i = 0; i < views_.size(); ++i) views_[i].dead = dead_bits_[i].empty() ? nullptr : &dead_bits_[i];
  }

  std::unique_ptr<Handle> make_handle() {
    auto handle = std::make_unique<Handle>();
    std::vector<std::string> uuids;
    for (const MatchSegment& segment : segments_) {
      guarded(segment.docs->file().path(), [&] {
        const Xapian::Database database = segment.docs->open_database();
        uuids.push_back(database.get_uuid());
        handle->database.add_database(database);
      });
    }
    const std::lock_guard lock(mutex_);
    if (uuids_.empty()) uuids_ = std::move(uuids);
    return handle;
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
    return make_handle();
  }

  void return_handle(std::unique_ptr<Handle> handle) {
    const std::lock_guard lock(mutex_);
    pool_.push_back(std::move(handle));
  }

  [[nodiscard]] MatchResult run(const Handle& handle, const MatchNode& node, const MatchOptions& options) const {
    const std::size_t wanted = std::min(options.first + options.count, kMostMatches);
    const bool only_text = node.kind == MatchNode::Kind::kText;
    MatchContext context;
    context.segments = &views_;
    context.uuids = &uuids_;
    context.dead = &dead_;
    context.scale = options.scale;
    context.top = only_text && !options.by_date && !options.exact_total ? wanted : 0;
    Xapian::Query query = compile(node, context);
    // Text sources leave dead documents out themselves.
    if (any_dead_ && !only_text) {
      query = Xapian::Query(Xapian::Query::OP_AND_NOT, query, Xapian::Query((new DeadSource(context))->release()));
    }
    Xapian::Enquire enquire(handle.database);
    enquire.set_query(query);
    if (options.by_date) enquire.set_sort_by_value_then_relevance(kDateSlot, options.newest_first);
    const Xapian::doccount at_least = options.exact_total ? handle.database.get_doccount() : 0;
    const Xapian::MSet found = enquire.get_mset(static_cast<Xapian::doccount>(options.first),
                                                static_cast<Xapian::doccount>(wanted - options.first), at_least);
    return to_result(found, options, wanted);
  }

  [[nodiscard]] MatchResult to_result(const Xapian::MSet& found, const MatchOptions& options,
                                      std::size_t wanted) const {
    MatchResult result;
    const auto segments = static_cast<Xapian::docid>(segments_.size());
    for (auto match = found.begin(); match != found.end(); ++match) {
      result.matches.push_back({(*match - 1) % segments, (*match - 1) / segments, match.get_weight()});
    }
    result.total = found.get_matches_estimated();
    result.total_is_exact = options.exact_total || found.get_matches_lower_bound() == found.get_matches_upper_bound();
    if (!result.matches.empty() && options.first + result.matches.size() < wanted) {
      result.total = options.first + result.matches.size();  // Fewer than asked for: these are all.
      result.total_is_exact = true;
    }
    return result;
  }

  std::vector<MatchSegment> segments_;
  std::vector<std::uint32_t> field_weights_;
  double average_length_;
  postings::ImpactTable impacts_;
  std::vector<std::vector<bool>> dead_bits_;
  std::vector<std::vector<std::uint32_t>> dead_;
  bool any_dead_ = false;
  std::vector<SegmentView> views_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<Handle>> pool_;
  std::vector<std::string> uuids_;
};

Matcher::Matcher(std::vector<MatchSegment> segments, std::vector<std::uint32_t> field_weights)
    : impl_(std::make_unique<Impl>(std::move(segments), std::move(field_weights))) {}
Matcher::~Matcher() = default;
double Matcher::average_length() const noexcept { return impl_->average_length(); }
MatchResult Matcher::run(const MatchNode& query, const MatchOptions& options) const {
  return impl_->run(query, options);
}

}  // namespace svitok::matcher
