// A short list of strings whose memory is used again, for what is looked up once a word. Not thread-safe.
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace svitok::text {

class LemmaList {
 public:
  void clear() noexcept { size_ = 0; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] const std::string& front() const noexcept { return texts_.front(); }
  [[nodiscard]] const std::string* begin() const noexcept { return texts_.data(); }
  [[nodiscard]] const std::string* end() const noexcept { return texts_.data() + size_; }

  /// Adds `start` + `rest`, unless it is there already.
  void add(std::string_view start, std::string_view rest = {}) {
    if (size_ == texts_.size()) texts_.emplace_back();
    std::string& added = texts_[size_];
    added.assign(start).append(rest);
    if (std::find(begin(), end(), added) == end()) ++size_;
  }

 private:
  std::vector<std::string> texts_;
  std::size_t size_ = 0;
};

}  // namespace svitok::text
