// The seam through which Xapian's exceptions pass: they come out as ours.
#pragma once

#include <xapian.h>

#include <filesystem>
#include <utility>

#include "svitok/error.h"

namespace svitok::matcher {

/// Returns what `action` returns. `path`: what it is about.
template <typename Action>
auto guarded(const std::filesystem::path& path, Action&& action) {
  try {
    return std::forward<Action>(action)();
  } catch (const Xapian::DatabaseCorruptError& error) {
    throw CorruptionError(path, "the index is damaged: " + error.get_msg());
  } catch (const Xapian::DatabaseVersionError& error) {
    throw VersionError(path, error.get_msg());
  } catch (const Xapian::Error& error) {
    const char* const cause = error.get_error_string();
    throw IoError(path, error.get_msg() + (cause != nullptr ? std::string(": ") + cause : std::string()));
  }
}

}  // namespace svitok::matcher
