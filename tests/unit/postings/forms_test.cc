#include "postings/forms.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include "base/output_file.h"
#include "padded.h"
#include "svitok/error.h"

namespace svitok::postings {
namespace {

constexpr std::uint32_t kForms = 60;

/// The place of a document, the code of a form, its frequency there.
using Visited = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;

class FormsTest : public testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::remove(path_);
    base::OutputFile file(path_, "svkempty", 1);
    (void)file.finish(false);
    file_.emplace(path_, "svkempty", 1);
  }
  void TearDown() override { std::filesystem::remove(path_); }

  // A block of kBlock documents, or a list of fewer. Some documents have forms that overlap if `may_overlap`.
  std::string encode(std::uint32_t size, bool may_overlap) {
    freqs_.clear();
    forms_.clear();
    for (std::uint32_t i = 0; i < size; ++i) random_() % 3 == 0 ? add_several(i, may_overlap) : add_one(i);
    std::string bytes;
    encoder_.flush(size == kBlock, bytes);
    return bytes;
  }

  void add_one(std::uint32_t i) {
    const auto code = static_cast<std::uint32_t>(std::min(random_() % kForms, random_() % 5));
    freqs_.push_back(1 + static_cast<std::uint32_t>(random_() >> random_() % 32));
    forms_.emplace_back(i, code, freqs_.back());
    encoder_.add_one(code);
  }

  void add_several(std::uint32_t i, bool may_overlap) {
    std::vector<FormFreq> several;
    std::uint32_t sum = 0;
    const bool is_rare = random_() % 4 == 0;
    for (std::uint32_t code = 0; code < kForms || several.size() < 2; ++code) {
      if (random_() % (is_rare ? 20 : 3) != 0) continue;
      several.push_back({code % kForms, random_() % 2 == 0 ? 1 : 1 + static_cast<std::uint32_t>(random_() % 300)});
      sum += several.back().freq;
      if (several.size() > 2 && random_() % 2 == 0) break;
    }
    std::ranges::sort(several, {}, &FormFreq::code);
    if (several[0].code == several[1].code) return add_one(i);
    for (const FormFreq& form : several) forms_.emplace_back(i, form.code, form.freq);
    std::ranges::shuffle(several, random_);
    const std::uint32_t overlap = may_overlap && random_() % 10 == 0 ? 1 : 0;
    freqs_.push_back(sum - overlap);
    EXPECT_EQ(encoder_.add_several(several.data(), several.data() + several.size(), sum - overlap), overlap != 0);
  }

  std::vector<Visited> decode(std::string_view bytes, std::uint32_t size, bool all) const {
    const Padded padded(bytes);
    std::vector<Visited> visited;
    const auto visit = [&visited](std::uint32_t i, std::uint32_t code, std::uint32_t freq) {
      visited.emplace_back(i, code, freq);
    };
    FormsReader reader(*file_, padded.view(), size, kForms);
    all ? reader.visit_all(freqs_.data(), visit) : reader.visit_several(freqs_.data(), visit);
    return visited;
  }

  // Of documents that have several.
  [[nodiscard]] std::vector<Visited> several() const {
    std::vector<Visited> several;
    for (const Visited& form : forms_) {
      const auto is_of_same = [&](const Visited& other) { return std::get<0>(other) == std::get<0>(form); };
      if (std::ranges::count_if(forms_, is_of_same) > 1) several.push_back(form);
    }
    return several;
  }

  unsigned seed_ = std::random_device{}();
  std::mt19937 random_{seed_};
  std::filesystem::path path_ = std::filesystem::temp_directory_path() / ("svitok-forms-" + std::to_string(::getpid()));
  std::optional<base::CheckedFile> file_;
  FormsEncoder encoder_;
  std::vector<std::uint32_t> freqs_;
  std::vector<Visited> forms_;
};

TEST_F(FormsTest, ComeBack) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  for (int round = 0; round < 500; ++round) {
    const std::uint32_t size = round % 3 == 0 ? kBlock : 1 + static_cast<std::uint32_t>(random_() % (kBlock - 1));
    const std::string bytes = encode(size, round % 2 == 0);
    ASSERT_EQ(decode(bytes, size, true), forms_);
    ASSERT_EQ(decode(bytes, size, false), several());
  }
}

TEST_F(FormsTest, FrequenciesThatFollowTakeNoBits) {
  // Behind the block: the bit for overlaps; of each document how many, two codes, and a frequency where the key has any
  // to spare.
  const std::uint32_t zeros[kBlock] = {};
  std::string block;
  encode_block(zeros, block);
  for (const auto& [freq, bits] : {std::pair(2U, 1U + 128 * 3), std::pair(3U, 1U + 128 * 5)}) {
    const FormFreq forms[] = {{0, 1}, {1, freq - 1}};
    for (std::size_t i = 0; i < kBlock; ++i) (void)encoder_.add_several(forms, forms + 2, freq);
    std::string bytes;
    encoder_.flush(true, bytes);
    EXPECT_EQ(bytes.size(), block.size() + (bits + 7) / 8);
  }
}

TEST_F(FormsTest, AnyBytesAreReadOrRefused) {
  SCOPED_TRACE("seed " + std::to_string(seed_));
  int refusals = 0;
  for (int round = 0; round < 3000; ++round) {
    const std::uint32_t size = round % 3 == 0 ? kBlock : 1 + static_cast<std::uint32_t>(random_() % (kBlock - 1));
    const std::string good = encode(size, round % 2 == 0);
    std::string bytes = good;
    if (random_() % 2 == 0) bytes.resize(random_() % bytes.size());
    for (auto changes = random_() % 3; changes > 0 && !bytes.empty(); --changes) {
      bytes[random_() % bytes.size()] = static_cast<char>(random_());
    }
    if (random_() % 2 == 0) std::ranges::shuffle(freqs_, random_);
    try {
      for (const auto& [i, code, freq] : decode(bytes, size, random_() % 2 == 0)) {
        ASSERT_LT(i, size);
        ASSERT_LT(code, kForms);
      }
    } catch (const CorruptionError&) {
      ++refusals;
    }
  }
  EXPECT_GT(refusals, 1000);
}

}  // namespace
}  // namespace svitok::postings
