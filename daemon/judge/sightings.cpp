#include "judge/sightings.h"

#include <algorithm>
#include <tuple>

#include "core/text.h"
#include "judge/line_amounts.h"

namespace procured::judge {
namespace {

/// Numbers sort as numbers, whatever their leading zeros; anything else as text after its length.
std::pair<std::size_t, std::string_view> revision_order(std::string_view revision) {
  while (revision.size() > 1 && revision.front() == '0') revision.remove_prefix(1);
  return {revision.size(), revision};
}

bool goes_before(const v1::PurchaseDocument* left, const v1::PurchaseDocument* right) {
  const auto order = [](const v1::PurchaseDocument* sighting) {
    return std::tuple(sighting->connector_precedence(),
                      revision_order(sighting->origin().source_revision()),
                      std::string_view(sighting->content().issue_date()),
                      std::string_view(sighting->origin().content_hash()));
  };
  const auto l = order(left);
  const auto r = order(right);
  if (l != r) return l > r;
  // Equal bytes seen twice: only the place they are pointed to can differ.
  return std::tie(left->origin().connector(), left->origin().source_key()) <
         std::tie(right->origin().connector(), right->origin().source_key());
}

/// The path of a field among pairs (field number, index of the path); empty when the source lacks
/// it.
std::string path_of(const google::protobuf::RepeatedField<std::uint32_t>& pairs, int field,
                    const v1::Places& places) {
  for (int i = 0; i + 1 < pairs.size(); i += 2) {
    if (static_cast<int>(pairs[i]) != field) continue;
    const auto index = static_cast<int>(pairs[i + 1]);
    return index < places.path_size() ? places.path(index) : std::string();
  }
  return {};
}

void put_origin(const v1::PurchaseDocument& sighting, v1::Evidence& evidence) {
  evidence.set_connector(sighting.origin().connector());
  evidence.set_source_key(sighting.origin().source_key());
  evidence.set_content_hash(sighting.origin().content_hash());
}

std::string joined(const std::string& base, const std::string& relative) {
  if (relative.empty()) return base;
  if (relative.front() == '/') return relative;
  return base + '/' + relative;
}

}  // namespace

Merged::Merged(const v1::DocumentState& state) {
  for (const auto& sighting : state.sightings()) order_.push_back(&sighting);
  std::sort(order_.begin(), order_.end(), goes_before);
  content_ = &order_.front()->content();
  if (order_.size() == 1) return;

  storage_ = *content_;
  content_ = &storage_;
  const auto* descriptor = v1::DocumentContent::descriptor();
  const auto* reflection = storage_.GetReflection();
  source_of_.assign(
      static_cast<std::size_t>(descriptor->field(descriptor->field_count() - 1)->number()) + 1, 0);
  for (std::size_t i = 1; i < order_.size(); ++i) {
    v1::DocumentContent lacking = order_[i]->content();
    std::vector<const google::protobuf::FieldDescriptor*> present;
    reflection->ListFields(storage_, &present);
    for (const auto* field : present) reflection->ClearField(&lacking, field);
    reflection->ListFields(lacking, &present);
    for (const auto* field : present) {
      source_of_[static_cast<std::size_t>(field->number())] =
          static_cast<std::uint8_t>(std::min<std::size_t>(i, 255));
    }
    storage_.MergeFrom(lacking);
  }
}

v1::Channel Merged::declared_channel() const {
  for (const auto* sighting : order_) {
    if (sighting->declared_channel() != v1::CHANNEL_UNSPECIFIED)
      return sighting->declared_channel();
  }
  return v1::CHANNEL_UNSPECIFIED;
}

const v1::PurchaseDocument& Merged::origin(int field) const {
  const auto index =
      source_of_.empty() ? std::size_t{0} : source_of_[static_cast<std::size_t>(field)];
  return *order_[index];
}

void Merged::put_evidence(int field, std::string value, v1::Evidence& evidence) const {
  const auto& sighting = origin(field);
  const auto& places = sighting.origin().places();
  put_origin(sighting, evidence);
  evidence.set_field(v1::DocumentContent::descriptor()->FindFieldByNumber(field)->name());
  evidence.set_value(std::move(value));
  evidence.set_path(path_of(places.document_fields(), field, places));
}

void Merged::put_line_evidence(std::size_t line, int field, std::string value,
                               v1::Evidence& evidence) const {
  const auto& sighting = origin(v1::DocumentContent::kLinesFieldNumber);
  const auto& places = sighting.origin().places();
  put_origin(sighting, evidence);
  evidence.set_field(v1::Line::descriptor()->FindFieldByNumber(field)->name());
  evidence.set_value(std::move(value));
  if (line < static_cast<std::size_t>(places.lines_size())) {
    const auto& of_line = places.lines(static_cast<int>(line));
    evidence.set_path(joined(of_line.path(), path_of(of_line.fields(), field, places)));
  }
}

std::vector<std::string> conflicting_fields(const Merged& merged) {
  const auto& sightings = merged.sightings();
  if (sightings.size() < 2) return {};
  const auto differ = [&](auto&& value_of) {
    std::string first;
    for (const auto* sighting : sightings) {
      const std::string value = value_of(sighting->content());
      if (value.empty()) continue;
      if (!first.empty() && value != first) return true;
      first = value;
    }
    return false;
  };
  std::vector<std::string> fields;
  if (differ([](const auto& content) { return stated_total(content); }))
    fields.emplace_back("amount");
  if (differ([](const auto& content) { return content.document_currency_code(); }))
    fields.emplace_back("currency");
  if (differ([](const auto& content) {
        return std::string(real_reference(content.order_reference()));
      })) {
    fields.emplace_back("order_reference");
  }
  if (differ([](const auto& content) {
        return std::string(core::trim(content.contract_reference()));
      })) {
    fields.emplace_back("contract_reference");
  }
  return fields;
}

}  // namespace procured::judge
