#include "indexer.h"

#include <svitok/error.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include "fingerprint.h"
#include "interrupt.h"
#include "line_reader.h"

namespace tools {
namespace {

/// A commit comes early when this many documents have been replaced, so that remembering them stays cheap.
constexpr std::size_t kMaxReplaced = std::size_t{1} << 20U;

std::int64_t now_ns() {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::nanoseconds>(since_epoch).count();
}

bool is_gone(const std::string& path) {
  struct stat status {};
  return ::lstat(path.c_str(), &status) != 0 && (errno == ENOENT || errno == ENOTDIR);
}

bool is_under(const std::string& key, const std::string& folder) {
  if (folder == ".") return !key.starts_with('/') && key != ".." && !key.starts_with("../");
  if (folder == "/") return key.starts_with('/');
  return key.size() > folder.size() && key.starts_with(folder) && key[folder.size()] == '/';
}

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

}  // namespace

Indexer::Indexer(const IndexOptions& options, svitok::Writer& writer, IndexReport& report, Progress& progress)
    : options_(options),
      writer_(writer),
      report_(report),
      progress_(progress),
      read_options_{.max_bytes = options.max_file_bytes},
      walk_options_{.hidden = options.hidden},
      commit_interval_(Clock::duration::max()),
      next_commit_(Clock::time_point::max()) {
  struct stat status {};
  if (::stat(options.index.c_str(), &status) == 0) {
    walk_options_.skip_device = status.st_dev;
    walk_options_.skip_inode = status.st_ino;
  }
  // Longer than a year is as good as never, and would overflow the clock.
  if (options.commit_every_seconds > 0 && options.commit_every_seconds < 3.2e7) {
    commit_interval_ =
        std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(options.commit_every_seconds));
    next_commit_ = Clock::now() + commit_interval_;
  }
}

void Indexer::add_path(const std::string& path) {
  const std::string normal = normal_path(path);
  if (options_.prune && is_gone(normal) && forget_if_gone(normal)) return;
  walk(path, walk_options_,
       {.file = [this](const FoundFile& found) { add_file(found); },
        .failure = [this](const std::string& input, const std::string& reason) { fail(input, reason); },
        .stop = [] { return interrupted_by() != 0; }});
}

void Indexer::add_file(const FoundFile& found) {
  progress_.update(report_);
  try {
    const std::optional<std::string> known = writer_.fingerprint(found.path);
    if (known && has_time_and_size(*known, found.mtime_ns, found.bytes)) {
      ++report_.unchanged;
      return;
    }
    const std::int64_t read_at = now_ns();
    const svitok::FileBytes file = svitok::read_file(found.path, options_.max_file_bytes);
    std::string fingerprint = file_fingerprint(file.bytes, file.mtime_ns, read_at);
    if (known && same_content(*known, fingerprint)) {
      ++report_.unchanged;
      return;
    }
    const svitok::Format format = svitok::detect_format(found.path, file.bytes);
    svitok::Document document = svitok::read_document(found.path, file.bytes, format, read_options_);
    document.set_fingerprint(std::move(fingerprint));
    put(std::move(document), known.has_value());
    report_.bytes += file.bytes.size();
  } catch (const svitok::DocumentError& error) {
    fail(found.path, error.what());
  } catch (const svitok::IoError& error) {
    // An unreadable input costs itself; an index that cannot be written ends the run.
    if (error.path() != found.path) throw;
    fail(found.path, error.what());
  }
}

void Indexer::add_json_lines(const std::string& path) {
  const std::string name = path == "-" ? "stdin" : path;
  try {
    LineReader lines(path, options_.max_file_bytes, interrupt_descriptor());
    while (const std::optional<Line> line = lines.next()) {
      if (interrupted_by() != 0) return;
      const std::string input = name + ":" + std::to_string(line->number);
      if (line->too_long) {
        fail(input, "longer than " + std::to_string(options_.max_file_bytes) + " bytes");
      } else if (!is_blank(line->text)) {
        add_line(input, line->text);
      }
    }
  } catch (const std::system_error& error) {
    fail(name, error.code().message());
  }
}

void Indexer::add_line(const std::string& input, std::string_view line) {
  progress_.update(report_);
  try {
    svitok::Document document = svitok::read_json_document(line, read_options_);
    std::string fingerprint = line_fingerprint(line);
    const std::optional<std::string> known = writer_.fingerprint(document.key());
    if (known == fingerprint && !replaced_.contains(std::hash<std::string>{}(document.key()))) {
      ++report_.unchanged;
      return;
    }
    document.set_fingerprint(std::move(fingerprint));
    put(std::move(document), known.has_value());
    report_.bytes += line.size();
  } catch (const svitok::DocumentError& error) {
    fail(input, error.what());
  }
}

void Indexer::put(svitok::Document document, bool replaces) {
  const std::size_t key_hash = std::hash<std::string>{}(document.key());
  writer_.put(std::move(document));
  ++(replaces ? report_.updated : report_.added);
  if (replaces) replaced_.insert(key_hash);
  if (Clock::now() >= next_commit_ || replaced_.size() >= kMaxReplaced) commit();
}

void Indexer::commit() {
  writer_.commit();
  replaced_.clear();
  if (next_commit_ != Clock::time_point::max()) next_commit_ = Clock::now() + commit_interval_;
}

void Indexer::prune(const std::vector<std::string>& paths) {
  std::vector<std::string> folders;
  for (const std::string& path : paths) {
    if (std::string normal = normal_path(path); !is_gone(normal)) folders.push_back(std::move(normal));
  }
  std::vector<std::string> gone;
  writer_.for_each_fingerprinted([&](const std::string& key) {
    const auto covers = [&key](const std::string& folder) { return is_under(key, folder); };
    if (std::any_of(folders.begin(), folders.end(), covers) && is_gone(key)) gone.push_back(key);
  });
  for (const std::string& key : gone) forget_if_gone(key);
}

/// Removes the document made from a file that is no more; false if there is none.
bool Indexer::forget_if_gone(const std::string& path) {
  const std::optional<std::string> known = writer_.fingerprint(path);
  if (!known || !is_file_fingerprint(*known)) return false;
  writer_.remove(path);
  ++report_.removed;
  return true;
}

void Indexer::fail(const std::string& input, std::string reason) {
  // The library's reasons begin with the path they concern; ours say the input once.
  if (reason.starts_with(input + ": ")) reason.erase(0, input.size() + 2);
  progress_.say(input + ": " + reason);
  ++report_.failed;
  if (report_.errors.size() < IndexReport::kMaxErrors) report_.errors.push_back({input, std::move(reason)});
}

}  // namespace tools
