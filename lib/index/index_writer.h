// The writer behind svitok::Writer: spreads documents over threads, keeps within the memory budget, and commits.
//
// Every thread has an analyser and a segment of its own in the making, so threads share nothing but the queue. A thread
// whose share of the budget is used up seals its segment to disk. What happened to which key is logged with sequence
// numbers, and commit() works out from the log who replaced whom.
#pragma once

#include <array>
#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "index/segment_builder.h"
#include "segment/index_folder.h"
#include "svitok/writer.h"

namespace svitok::index {

class IndexWriter {
 public:
  IndexWriter(const std::filesystem::path& path, const WriterOptions& options);
  ~IndexWriter();

  void put(Document document);
  void remove(std::string_view key);
  [[nodiscard]] std::optional<std::string> fingerprint(std::string_view key) const;
  void for_each_fingerprinted(const std::function<void(const std::string&)>& visit) const;
  void commit();
  void rollback();
  void merge();
  [[nodiscard]] WriterStats stats() const noexcept { return stats_; }

 private:
  using Digest = std::array<char, 16>;
  static constexpr std::uint32_t kRemoved = UINT32_MAX;

  // What became of a key: put as document `doc` of the segment `segment` (an index into Worker::sealed), or removed.
  struct Change {
    Digest key;
    std::uint64_t sequence;
    std::uint32_t worker;
    std::uint32_t segment;
    std::uint32_t doc;
  };
  struct Job {
    Document document;
    std::uint64_t sequence;
  };
  struct Batch {
    std::vector<Job> jobs;
    std::size_t bytes = 0;  ///< Of their texts.
  };
  struct Worker {
    Worker(std::uint32_t its_number, std::size_t cache_bytes) : number(its_number), feeder(cache_bytes) {}

    std::uint32_t number;
    TokenFeeder feeder;
    std::unique_ptr<SegmentBuilder> builder;
    std::vector<segment::SegmentInfo> sealed;
    std::vector<Change> changes;
    std::thread thread;
  };

  /// The bytes that one worker may hold.
  [[nodiscard]] std::size_t worker_bytes() const noexcept;
  void add(Worker& worker, const Document& document, std::uint64_t sequence);
  void seal(Worker& worker);
  void run(Worker& worker);
  void enqueue_batch();
  void drain();
  void rethrow_failure();
  void seal_all();
  void clear_pending();
  [[nodiscard]] std::vector<segment::Removal> find_replaced(std::vector<Change> changes) const;
  void find_in_snapshot(const std::vector<Digest>& keys, std::vector<segment::Removal>& removals) const;

  WriterOptions options_;
  segment::IndexFolder folder_;
  Fields fields_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::vector<Change> removals_;
  std::uint64_t sequence_ = 0;
  WriterStats stats_;
  Batch batch_;  // What is to be queued next.

  std::atomic<unsigned> waiting_ = 0;  // Workers without work.
  std::mutex mutex_;                   // Of all below.
  std::condition_variable has_room_;
  std::condition_variable has_work_;
  std::condition_variable is_idle_;
  std::deque<Batch> queue_;
  std::size_t queued_bytes_ = 0;
  std::size_t busy_ = 0;
  std::exception_ptr failure_;
  bool stop_ = false;
};

}  // namespace svitok::index
