#include "pipeline/state_log.h"

#include "procured/v1/operation.pb.h"

namespace procured::pipeline {

std::optional<std::string> StateLog::value(const state::Write& write) const {
  if (!write.value || prefix_.empty()) return write.value;
  v1::StateRecord record;
  record.set_value(*write.value);
  record.set_catalogue_version(catalogue_version_);
  return record.SerializeAsString();
}

core::Result<std::optional<state::Write>> StateLog::read(
    std::string_view key, std::optional<std::string_view> value) const {
  using Mine = std::optional<state::Write>;
  if (!key.starts_with(prefix_)) return Mine();
  state::Write write{std::string(key.substr(prefix_.size()))};
  if (!value) return Mine(std::move(write));
  if (prefix_.empty()) {
    write.value = std::string(*value);
    return Mine(std::move(write));
  }
  v1::StateRecord record;
  if (!record.ParseFromArray(value->data(), static_cast<int>(value->size()))) {
    return core::fatal("state_corrupt", "the changelog has a record that is no StateRecord");
  }
  if (record.catalogue_version() > catalogue_version_) {
    return core::fatal("state_newer",
                       "the state was written by rule catalogue version " +
                           std::to_string(record.catalogue_version()) + ", this binary has " +
                           std::to_string(catalogue_version_) + ": start the newer binary");
  }
  write.value = std::move(*record.mutable_value());
  return Mine(std::move(write));
}

}  // namespace procured::pipeline
