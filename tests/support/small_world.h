#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "config/yaml_document.h"
#include "procured/v1/document.pb.h"
#include "procured/v1/reference.pb.h"

namespace procured::testing {

/// A record on one of the two topics that judging reads, as normalise writes it.
struct Event {
  std::string topic;
  std::string value;
  std::string
      order_key;  ///< Events with one key keep their order: versions of one source document.
};

/// Reads a small world written in YAML. Names are those of the wire contracts; what is not said has
/// a readable default.
///
///     policy:     one map of v1::Policy (default: revision 1); "policy: none" for a world without
///     suppliers, units, agreements, items:
///                 lists of maps of v1::Supplier, Unit, Agreement, AgreementItem; besides known_on,
///                 op, path, row (default: the place in the list). buyer_id defaults to "B1". An
///                 agreement or item that names participant_buyers is copied to each.
///     documents:  lists of maps of v1::DocumentContent; besides buyer ("B1") and seller ("S1") as
///                 canonical ids, source (source key, default kind/seller/id/issue_date), connector
///                 ("ubl"), hash, revision, precedence, channel (declared), op. Defaults: kind
///                 INVOICE, issue_date 2026-03-10, document_currency_code NOK ("none": no
///                 currency). Lines get the id of their place.
///
/// Policy first, then the registers, then the documents. Aborts on an unknown name.
std::vector<Event> world(std::string_view yaml);
std::vector<Event> world(const config::YamlNode& root);

/// Fills the fields of a message that a map names. Aborts on an unknown name or value.
void fill(google::protobuf::Message& message, const config::YamlNode& map);

/// Aborts when the text is no YAML.
config::YamlNode yaml(std::string_view text);

/// What `expected` says and `actual` does not have, in words; empty when it has all of it. Only
/// named fields are compared; "absent" asks that a field is not there.
std::string difference(const google::protobuf::Message& actual, const config::YamlNode& expected);

/// The same events in another order that keeps the order of each source.
std::vector<Event> shuffled(std::vector<Event> events, std::uint64_t seed);

}  // namespace procured::testing
