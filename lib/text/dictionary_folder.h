// Where the compiled dictionaries are.
#pragma once

#include <filesystem>
#include <vector>

namespace svitok::text {

/// The folders to look in, in order: $SVITOK_DATA; share/svitok beside the folder of the shared library or the program
/// that this code is part of; the build tree's; the one it was configured to be installed to. Thread-safe, as long as
/// nobody sets environment variables meanwhile.
[[nodiscard]] std::vector<std::filesystem::path> dictionary_folders();

}  // namespace svitok::text
