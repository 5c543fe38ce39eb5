// Gumbo is a faithful HTML5 parser, but a stranger's page can hurt it in four ways: it frees its tree by recursion (a
// million nested <div> overflow the stack); it walks the stack of open elements at most tags (deep nesting is
// quadratic); it compares each attribute of a tag with all others (so are a million attributes); and a few bytes of
// unclosed formatting elements are cloned into every later paragraph (memory).
//
// It offers one hook, its allocator, and that is enough. The allocator hands out an arena, so nothing is freed node by
// node and any depth is harmless. It counts bytes, and now and then it reads the thread's processor time: every tag
// and attribute allocates something, so no loop runs long between two readings. When a bound is passed it leaves by
// longjmp, since a C library can be left in no other way: an exception must not cross its frames. Gumbo holds no
// resource but arena memory, so nothing leaks.
#include "document/html_parser.h"

#include <csetjmp>
#include <cstdlib>
#include <ctime>
#include <vector>

#include "svitok/error.h"

namespace svitok::document {

namespace {

constexpr std::size_t kFirstChunk = std::size_t{64} << 10U;
constexpr std::size_t kLargestChunk = std::size_t{4} << 20U;
constexpr std::size_t kAlignment = alignof(std::max_align_t);
constexpr unsigned kClockInterval = 64;  // Allocations between two looks at the clock.

double thread_seconds() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

}  // namespace

class HtmlTree::Arena {
 public:
  explicit Arena(const HtmlLimits& limits)
      : bytes_left_(limits.arena_bytes), deadline_(thread_seconds() + limits.seconds) {}
  ~Arena() {
    for (void* chunk : chunks_) std::free(chunk);
  }
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  // Null when a bound is passed; reason() says which. No object with a destructor may live in this frame's callers
  // between setjmp and here.
  const GumboNode* parse(std::string_view html);
  [[nodiscard]] const char* reason() const noexcept { return reason_; }

 private:
  static void* allocate(void* arena, std::size_t size) { return static_cast<Arena*>(arena)->take(size); }
  static void release(void* /*arena*/, void* /*memory*/) {}

  void* take(std::size_t size);
  void add_chunk(std::size_t size);
  [[noreturn]] void give_up(const char* reason) {
    reason_ = reason;
    std::longjmp(escape_, 1);
  }

  std::vector<void*> chunks_;
  char* free_ = nullptr;
  std::size_t free_bytes_ = 0;
  std::size_t next_chunk_ = kFirstChunk;
  std::size_t bytes_left_;
  double deadline_;
  unsigned allocations_ = 0;
  const char* reason_ = "";
  std::jmp_buf escape_;
};

const GumboNode* HtmlTree::Arena::parse(std::string_view html) {
  if (setjmp(escape_) != 0) return nullptr;
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = allocate;
  options.deallocator = release;
  options.userdata = this;
  options.max_errors = 0;
  return gumbo_parse_with_options(&options, html.data(), html.size())->root;
}

void* HtmlTree::Arena::take(std::size_t size) {
  if (++allocations_ % kClockInterval == 0 && thread_seconds() > deadline_) give_up("takes too long to parse as HTML");
  size = (size + kAlignment - 1) / kAlignment * kAlignment;
  if (size > free_bytes_) add_chunk(size);
  char* memory = free_;
  free_ += size;
  free_bytes_ -= size;
  return memory;
}

void HtmlTree::Arena::add_chunk(std::size_t size) {
  const std::size_t chunk = size > next_chunk_ ? size : next_chunk_;
  if (chunk > bytes_left_) give_up("needs too much memory as HTML");
  void* memory = std::malloc(chunk);
  if (memory == nullptr) give_up("needs more memory as HTML than there is");
  chunks_.push_back(memory);
  bytes_left_ -= chunk;
  free_ = static_cast<char*>(memory);
  free_bytes_ = chunk;
  if (next_chunk_ < kLargestChunk) next_chunk_ *= 2;
}

HtmlLimits HtmlLimits::of_page(std::size_t bytes) {
  return {.arena_bytes = (std::size_t{16} << 20U) + 48 * bytes,
          .seconds = 1.0 + 0.25 * static_cast<double>(bytes) / (1U << 20U)};
}

HtmlTree::HtmlTree(std::string_view html, const HtmlLimits& limits)
    : arena_(std::make_unique<Arena>(limits)), root_(arena_->parse(html)) {
  if (root_ == nullptr) throw DocumentError({}, arena_->reason());
}

HtmlTree::~HtmlTree() = default;

}  // namespace svitok::document
