#include "fuzz/counted_memory.h"

#include <malloc.h>

#include <atomic>
#include <cerrno>
#include <cstdint>

#if defined(__SANITIZE_ADDRESS__)

namespace procured::fuzz {
bool CountedMemory::is_counted() { return false; }
void CountedMemory::start() {}
std::size_t CountedMemory::peak() { return 0; }
std::ptrdiff_t CountedMemory::live() { return 0; }
}  // namespace procured::fuzz

#else

extern "C" {
// glibc's own, beneath the names that are taken over here.
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* block, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);
void __libc_free(void* block);
}

namespace procured::fuzz {
namespace {

std::atomic<std::ptrdiff_t> live_bytes{0};
std::atomic<std::ptrdiff_t> peak_bytes{0};
std::atomic<std::ptrdiff_t> start_bytes{0};

void* taken(void* block) {
  if (block == nullptr) return block;
  const auto size = static_cast<std::ptrdiff_t>(malloc_usable_size(block));
  const auto now = live_bytes.fetch_add(size) + size;
  auto peak = peak_bytes.load();
  while (now > peak && !peak_bytes.compare_exchange_weak(peak, now)) {
  }
  return block;
}

void given_back(void* block) {
  if (block != nullptr) live_bytes -= static_cast<std::ptrdiff_t>(malloc_usable_size(block));
}

}  // namespace

bool CountedMemory::is_counted() { return true; }
void CountedMemory::start() {
  start_bytes = live_bytes.load();
  peak_bytes = live_bytes.load();
}
std::size_t CountedMemory::peak() { return static_cast<std::size_t>(peak_bytes - start_bytes); }
std::ptrdiff_t CountedMemory::live() { return live_bytes - start_bytes; }

}  // namespace procured::fuzz

extern "C" {

void* malloc(std::size_t size) { return procured::fuzz::taken(__libc_malloc(size)); }

void* calloc(std::size_t count, std::size_t size) {
  return procured::fuzz::taken(__libc_calloc(count, size));
}

void* realloc(void* block, std::size_t size) {
  if (block == nullptr) return malloc(size);
  const auto before = static_cast<std::ptrdiff_t>(malloc_usable_size(block));
  void* grown = procured::fuzz::taken(__libc_realloc(block, size));
  if (grown != nullptr || size == 0) procured::fuzz::live_bytes -= before;
  return grown;
}

void free(void* block) {
  procured::fuzz::given_back(block);
  __libc_free(block);
}

void* memalign(std::size_t alignment, std::size_t size) {
  return procured::fuzz::taken(__libc_memalign(alignment, size));
}

void* aligned_alloc(std::size_t alignment, std::size_t size) { return memalign(alignment, size); }

int posix_memalign(void** block, std::size_t alignment, std::size_t size) {
  *block = memalign(alignment, size);
  return *block == nullptr ? ENOMEM : 0;
}
}

#endif
