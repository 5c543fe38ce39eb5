#include "matcher/match_source.h"

#include <algorithm>

#include "matcher/lazy_database.h"

namespace svitok::matcher {

void MatchSource::init(const Xapian::Database& database) {
  match_ = std::make_unique<SegmentMatch>(context_, segment_of(database), LazyDatabase(database));
  set_maxweight(static_cast<double>(match_->bound()) / scale_);
}

// Which segment a database is.
std::size_t MatchSource::segment_of(const Xapian::Database& database) const {
  if (uuids_.size() == 1) return 0;
  const auto found = std::find(uuids_.begin(), uuids_.end(), database.get_uuid());
  if (found == uuids_.end()) throw Xapian::InvalidOperationError("a source was given a database that is no segment");
  return static_cast<std::size_t>(found - uuids_.begin());
}

}  // namespace svitok::matcher
