#include "segment/names.h"

#include <algorithm>
#include <cstdio>

namespace svitok::segment {

namespace {

std::string numbered(const char* stem, std::uint64_t number) {
  char text[48];
  std::snprintf(text, sizeof text, "%s%06llu", stem, static_cast<unsigned long long>(number));
  return text;
}

// Takes `stem` and six to twenty digits off the front.
bool take_numbered(std::string_view& name, std::string_view stem) {
  if (!name.starts_with(stem)) return false;
  name.remove_prefix(stem.size());
  const std::size_t digits = std::min(name.find_first_not_of("0123456789"), name.size());
  if (digits < 6 || digits > 20) return false;
  name.remove_prefix(digits);
  return true;
}

}  // namespace

std::string manifest_name(std::uint64_t generation) { return numbered("manifest-", generation); }
std::string segment_name(std::uint64_t number) { return numbered("segment-", number); }
std::string tombstones_name(std::string_view segment, std::uint64_t generation) {
  return "dead" + std::string(segment.substr(segment.find('-'))) + numbered("-", generation);
}

bool is_manifest_name(std::string_view name) { return take_numbered(name, "manifest-") && name.empty(); }
bool is_segment_name(std::string_view name) { return take_numbered(name, "segment-") && name.empty(); }
bool is_tombstones_name(std::string_view name) {
  return take_numbered(name, "dead-") && take_numbered(name, "-") && name.empty();
}

bool is_segment_file_name(std::string_view name) {
  return take_numbered(name, "segment-") &&
         std::find(std::begin(kSegmentSuffixes), std::end(kSegmentSuffixes), name) != std::end(kSegmentSuffixes);
}

bool is_ours(std::string_view name) {
  for (const std::string_view temporary : {".tmp", ".new"}) {
    if (name.ends_with(temporary)) name.remove_suffix(temporary.size());
  }
  return name == kCurrent || is_manifest_name(name) || is_tombstones_name(name) || is_segment_file_name(name);
}

}  // namespace svitok::segment
