// What goes wrong in the world: files, disks, locks, damaged or foreign indexes.
//
// Every function of the library that can fail because of the world throws one of these, with the path concerned and the
// cause in what(). What a person typed never throws: a query returns diagnostics (results.h). No exception of Xapian,
// ICU or another library crosses the public headers.
#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>

#include "svitok/version.h"

namespace svitok {

/// The base of all errors thrown by the library. what() reads "PATH: reason" where a path is concerned.
class SVITOK_EXPORT Error : public std::runtime_error {
 public:
  Error(std::filesystem::path path, const std::string& reason);
  /// The file or folder concerned; empty when there is none.
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

/// The operating system refused: missing, unreadable, full disk, ...
class SVITOK_EXPORT IoError : public Error {
 public:
  using Error::Error;
};

/// A file of the index does not hold what was written: a checksum or a structure is wrong.
class SVITOK_EXPORT CorruptionError : public Error {
 public:
  using Error::Error;
};

/// Another process, or another Writer of this process, is writing to the index.
class SVITOK_EXPORT LockedError : public Error {
 public:
  using Error::Error;
};

/// The index was made by a version of the library, or of its analyser, that this one does not read.
class SVITOK_EXPORT VersionError : public Error {
 public:
  using Error::Error;
};

/// The fields asked for contradict those of the index, or a document names a field that the index does not have.
class SVITOK_EXPORT SchemaError : public Error {
 public:
  using Error::Error;
};

/// A document was refused: an empty or overlong key, too large, not decodable. It costs only itself.
class SVITOK_EXPORT DocumentError : public Error {
 public:
  using Error::Error;
};

}  // namespace svitok
