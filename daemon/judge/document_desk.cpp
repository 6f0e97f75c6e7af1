#include "judge/document_desk.h"

#include "judge/state_keys.h"

namespace procured::judge {
namespace {

google::protobuf::ArenaOptions options_over(std::vector<char>& block) {
  google::protobuf::ArenaOptions options;
  options.initial_block = block.data();
  options.initial_block_size = block.size();
  options.max_block_size = block.size();
  return options;
}

}  // namespace

Scratch::Scratch() : block_(kBlockBytes), arena_(options_over(block_)) {}

v1::DocumentState& DocumentDesk::hold(const std::string& identity) {
  auto& held = held_[identity];
  if (held.document == nullptr) {
    held.document = &turn_.make<v1::DocumentState>();
    held.before = state_.get(document_key(identity));
    if (held.before) held.document->ParseFromString(*held.before);
  }
  return *held.document;
}

v1::DocumentState* DocumentDesk::held(const std::string& identity) {
  const auto found = held_.find(identity);
  return found == held_.end() ? nullptr : found->second.document;
}

const v1::DocumentState* DocumentDesk::look_at(const std::string& identity) {
  if (const auto* document = held(identity)) return document;
  const auto bytes = state_.get(document_key(identity));
  if (!bytes) return nullptr;
  auto& document = subject_.make<v1::DocumentState>();
  document.ParseFromString(*bytes);
  return &document;
}

void DocumentDesk::put(const std::string& identity, const v1::DocumentState& document,
                       const std::optional<std::string>& before) {
  auto after = document.SerializeAsString();
  if (before != after) state_.put(document_key(identity), std::move(after));
}

void DocumentDesk::put_back() {
  for (const auto& [identity, held] : held_) put(identity, *held.document, held.before);
  held_.clear();
}

}  // namespace procured::judge
