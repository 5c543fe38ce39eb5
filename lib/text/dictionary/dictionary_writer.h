// Writes a lexicon as a dictionary file (dictionary_format.h).
#pragma once

#include <filesystem>

#include "text/dictionary/lexicon.h"

namespace svitok::text::dictionary {

/// The same lexicon always gives the same bytes. With `endings`, the file can guess at unknown words. An existing file
/// is replaced, whole.
void write_dictionary(const Lexicon& lexicon, bool endings, const std::filesystem::path& path);

}  // namespace svitok::text::dictionary
