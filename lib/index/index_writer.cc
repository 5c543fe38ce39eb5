#include "index/index_writer.h"

#include <algorithm>
#include <cstring>
#include <unordered_map>
#include <utility>

#include "base/checksum.h"

namespace svitok::index {

namespace {

constexpr std::size_t kMostQueuedBytes = std::size_t{4} << 20U;
// Documents are handed over in batches of so much text, or less where a thread has nothing to do: waking one costs as
// much as analysing a short document.
constexpr std::size_t kBatchBytes = std::size_t{256} << 10U;
constexpr std::size_t kLeastWorkerBytes = std::size_t{1} << 20U;
// Of what a worker may hold, one part in so many is for what its analyser has seen: twice as much or half of it makes
// no difference to speed, but what is left must be enough for segments that are not small.
constexpr std::size_t kCacheShare = 8;
constexpr unsigned kMostThreads = 64;

unsigned thread_count(unsigned asked) {
  const unsigned count = asked != 0 ? asked : std::max(1U, std::thread::hardware_concurrency());
  return std::min(count, kMostThreads);
}

std::array<char, 16> digest_of(std::string_view key) {
  std::array<char, 16> digest{};
  std::memcpy(digest.data(), base::digest(key).data(), digest.size());
  return digest;
}

std::size_t text_bytes(const Document& document) {
  std::size_t sum = 0;
  for (const auto& [name, value] : document.texts()) sum += value.size();
  return sum;
}

}  // namespace

IndexWriter::IndexWriter(const std::filesystem::path& path, const WriterOptions& options)
    : options_(options),
      folder_(path, options.fields, {text::kAnalyzerVersion, text::dictionaries_fingerprint()}, options.lock_timeout,
              options.durable),
      fields_(folder_.fields()) {
  options_.threads = thread_count(options.threads);
  for (unsigned i = 0; i < options_.threads; ++i) {
    workers_.push_back(std::make_unique<Worker>(i, worker_bytes() / kCacheShare));
  }
  if (workers_.size() == 1) return;
  for (auto& worker : workers_) worker->thread = std::thread([this, &worker] { run(*worker); });
}

IndexWriter::~IndexWriter() {
  {
    const std::lock_guard lock(mutex_);
    stop_ = true;
    queue_.clear();
  }
  has_work_.notify_all();
  for (auto& worker : workers_) {
    if (worker->thread.joinable()) worker->thread.join();
  }
  for (auto& worker : workers_) worker->builder.reset();
  try {
    folder_.remove_leftovers();
  } catch (const Error&) {
    // The next writer removes them.
  }
}

void IndexWriter::put(Document document) {
  check_document(document, fields_);
  ++stats_.documents;
  stats_.text_bytes += text_bytes(document);
  const std::uint64_t sequence = sequence_++;
  if (workers_.size() == 1) {
    add(*workers_[0], document, sequence);
  } else {
    batch_.bytes += text_bytes(document);
    batch_.jobs.push_back({std::move(document), sequence});
    if (batch_.bytes >= kBatchBytes || waiting_.load(std::memory_order_relaxed) != 0) enqueue_batch();
  }
}

void IndexWriter::remove(std::string_view key) { removals_.push_back({digest_of(key), sequence_++, 0, 0, kRemoved}); }

std::size_t IndexWriter::worker_bytes() const noexcept {
  return std::max(options_.memory_bytes / options_.threads, kLeastWorkerBytes);
}

void IndexWriter::add(Worker& worker, const Document& document, std::uint64_t sequence) {
  if (!worker.builder) {
    worker.builder =
        std::make_unique<SegmentBuilder>(folder_.path(), folder_.new_segment_name(), fields_, worker.feeder);
  }
  const std::uint32_t doc = worker.builder->add(document);
  worker.changes.push_back(
      {digest_of(document.key()), sequence, worker.number, static_cast<std::uint32_t>(worker.sealed.size()), doc});
  const std::size_t held = worker.builder->memory() + worker.changes.capacity() * sizeof(Change);
  if (held > worker_bytes() || worker.builder->full()) {
    seal(worker);
  }
}

void IndexWriter::seal(Worker& worker) {
  if (!worker.builder) return;
  // The segment puts its documents into an order of its own.
  auto [info, numbers] = worker.builder->seal(options_.durable);
  for (auto change = worker.changes.rbegin(); change != worker.changes.rend(); ++change) {
    if (change->segment != worker.sealed.size()) break;
    change->doc = numbers[change->doc];
  }
  worker.sealed.push_back(std::move(info));
  worker.builder.reset();
}

void IndexWriter::run(Worker& worker) {
  std::unique_lock lock(mutex_);
  while (true) {
    ++waiting_;
    has_work_.wait(lock, [this] { return stop_ || !queue_.empty(); });
    --waiting_;
    if (stop_) return;
    const Batch batch = std::move(queue_.front());
    queue_.pop_front();
    ++busy_;
    lock.unlock();
    std::exception_ptr failure;
    try {
      for (const Job& job : batch.jobs) add(worker, job.document, job.sequence);
    } catch (...) {
      failure = std::current_exception();
    }
    lock.lock();
    if (failure && !failure_) failure_ = failure;
    queued_bytes_ -= batch.bytes;
    --busy_;
    has_room_.notify_one();
    if (busy_ == 0 && queue_.empty()) is_idle_.notify_all();
  }
}

// Throws what has failed in a worker.
void IndexWriter::enqueue_batch() {
  if (batch_.jobs.empty()) return;
  std::unique_lock lock(mutex_);
  has_room_.wait(lock, [this] { return queued_bytes_ < kMostQueuedBytes; });
  if (failure_) std::rethrow_exception(failure_);
  queued_bytes_ += batch_.bytes;
  queue_.push_back(std::exchange(batch_, {}));
  lock.unlock();
  has_work_.notify_one();
}

void IndexWriter::drain() {
  enqueue_batch();
  std::unique_lock lock(mutex_);
  is_idle_.wait(lock, [this] { return busy_ == 0 && queue_.empty(); });
}

void IndexWriter::rethrow_failure() {
  const std::lock_guard lock(mutex_);
  if (failure_) std::rethrow_exception(failure_);
}

// Seals what is in the making, on as many threads as there are workers.
void IndexWriter::seal_all() {
  std::vector<std::exception_ptr> failures(workers_.size());
  const auto seal_one = [this, &failures](std::size_t i) {
    try {
      seal(*workers_[i]);
    } catch (...) {
      failures[i] = std::current_exception();
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < workers_.size(); ++i) {
    if (workers_[i]->builder) threads.emplace_back(seal_one, i);
  }
  seal_one(0);
  for (std::thread& thread : threads) thread.join();
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

void IndexWriter::clear_pending() {
  for (auto& worker : workers_) {
    worker->builder.reset();
    worker->sealed.clear();
    worker->changes.clear();
  }
  removals_.clear();
  const std::lock_guard lock(mutex_);
  failure_ = nullptr;
}

void IndexWriter::commit() {
  try {
    drain();
    rethrow_failure();
    seal_all();
    std::vector<segment::SegmentInfo> added;
    std::vector<Change> changes = std::move(removals_);
    for (const auto& worker : workers_) {
      added.insert(added.end(), worker->sealed.begin(), worker->sealed.end());
      if (changes.empty()) {
        changes = std::move(worker->changes);
      } else {
        changes.insert(changes.end(), worker->changes.begin(), worker->changes.end());
      }
    }
    if (!changes.empty()) folder_.publish(added, find_replaced(std::move(changes)));
  } catch (...) {
    rollback();
    throw;
  }
  clear_pending();
  if (options_.merge_on_commit) folder_.merge_as_needed();
}

void IndexWriter::rollback() {
  batch_ = {};
  {
    const std::lock_guard lock(mutex_);
    for (const Batch& batch : queue_) queued_bytes_ -= batch.bytes;
    queue_.clear();
  }
  drain();
  clear_pending();
  folder_.remove_leftovers();
}

void IndexWriter::merge() {
  commit();
  folder_.merge_all();
}

// The documents that the changes replace or remove: of each key all but the last of the new ones, and any old one.
std::vector<segment::Removal> IndexWriter::find_replaced(std::vector<Change> changes) const {
  std::sort(changes.begin(), changes.end(),
            [](const Change& a, const Change& b) { return a.key != b.key ? a.key < b.key : a.sequence < b.sequence; });
  std::unordered_map<std::string, std::vector<std::uint32_t>> in_new;
  std::vector<Digest> keys;
  for (std::size_t i = 0; i < changes.size(); ++i) {
    const bool is_last = i + 1 == changes.size() || changes[i + 1].key != changes[i].key;
    if (is_last) keys.push_back(changes[i].key);
    if (!is_last && changes[i].doc != kRemoved) {
      in_new[workers_[changes[i].worker]->sealed[changes[i].segment].name].push_back(changes[i].doc);
    }
  }
  std::vector<segment::Removal> removals;
  for (auto& [name, docs] : in_new) removals.push_back({name, std::move(docs)});
  find_in_snapshot(keys, removals);
  return removals;
}

// `keys`: ascending, so that the look-ups walk each database in order.
void IndexWriter::find_in_snapshot(const std::vector<Digest>& keys, std::vector<segment::Removal>& removals) const {
  for (const segment::LiveSegment& live : folder_.snapshot()->segments()) {
    segment::Removal removal{live.segment->info().name, {}};
    for (const Digest& key : keys) {
      if (const auto doc = live.segment->docs().find({key.data(), key.size()})) removal.docs.push_back(*doc);
    }
    if (!removal.docs.empty()) removals.push_back(std::move(removal));
  }
}

std::optional<std::string> IndexWriter::fingerprint(std::string_view key) const {
  const std::string digest = base::digest(key);
  for (const segment::LiveSegment& live : folder_.snapshot()->segments()) {
    const std::lock_guard lock(live.segment->docs_mutex);
    const auto doc = live.segment->docs().find(digest);
    if (doc && !live.is_dead(*doc)) return live.segment->docs().value(*doc, matcher::kFingerprintSlot);
  }
  return std::nullopt;
}

void IndexWriter::for_each_fingerprinted(const std::function<void(const std::string&)>& visit) const {
  const auto snapshot = folder_.snapshot();
  for (const segment::LiveSegment& live : snapshot->segments()) {
    const std::lock_guard lock(live.segment->docs_mutex);
    live.segment->docs().for_each_value(matcher::kFingerprintSlot, [&](std::uint32_t doc, const std::string&) {
      if (!live.is_dead(doc)) visit(std::string(live.segment->store().key(doc)));
    });
  }
}

}  // namespace svitok::index
