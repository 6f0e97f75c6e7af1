#include "adapters/sqlite/fact_rows.h"

#include <optional>

namespace procured::sqlite {
namespace {

constexpr std::string_view kPutDocument =
    "INSERT INTO fact_document VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
constexpr std::string_view kPutLine =
    "INSERT INTO fact_purchase_line VALUES "
    "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";
constexpr std::string_view kPutSighting = "INSERT INTO fact_sighting VALUES (?,?,?,?,?)";

/// The enum's name, empty (NULL) for the unspecified value.
template <class Enum>
std::string name_of(Enum value, const std::string& (*name)(Enum)) {
  return static_cast<int>(value) == 0 ? std::string() : name(value);
}

std::string channel_name(v1::Channel value) {
  return name_of<v1::Channel>(value, &v1::Channel_Name<v1::Channel>);
}

std::string coverage_name(v1::Coverage value) {
  return name_of<v1::Coverage>(value, &v1::Coverage_Name<v1::Coverage>);
}

void put_line(Database& database, Key key, const v1::Fact& fact, const v1::FactLine& line) {
  const auto category = line.categories_size() > 0 ? line.categories(0) : v1::Category();
  std::optional<bool> on_agreement;
  if (line.has_on_agreement()) on_agreement = line.on_agreement();
  std::optional<bool> potential;
  if (line.has_potential()) potential = line.potential();
  database.prepared(kPutLine)
      .with(key, line.number(), line.line_id(), Key{fact.identity().buyer_id()},
            Key{fact.seller_id()}, Key{line.unit_id()}, fact.month(), fact.currency(),
            Money{line.amount()}, line.quantity(), line.unit_code(), line.item_name(),
            line.sellers_item_id(), line.standard_item_id(), line.buyers_item_id(),
            channel_name(line.channel()), category.scheme(), category.code(),
            coverage_name(line.coverage()), line.agreement().agreement_id(),
            line.agreement().lot_id(), line.agreement().supplier_id(), on_agreement, potential,
            Money{line.missed_saving()})
      .run();
}

void put_sightings(Database& database, Key key, const v1::Fact& fact) {
  int precedence = 0;
  for (const auto& sighting : fact.sightings()) {
    database.prepared(kPutSighting)
        .with(key, ++precedence, Key{sighting.connector()}, Key{sighting.source_key()},
              Key{sighting.content_hash()})
        .run();
  }
}

}  // namespace

void put_fact(Database& database, std::string_view document_key, const v1::Fact& fact,
              TouchedParties& touched) {
  erase_fact(database, document_key, touched);
  const Key key{document_key};
  const auto& identity = fact.identity();
  database.prepared(kPutDocument)
      .with(key, Key{identity.buyer_id()}, Key{v1::DocumentKind_Name(identity.kind())},
            Key{identity.document_number()}, identity.issue_year(), Key{fact.seller_id()},
            fact.buyer_name(), fact.seller_name(), fact.type_code(), fact.issue_date(),
            fact.decided_on(), fact.month(), fact.currency(), fact.order_reference(), fact.order(),
            fact.contract_reference(), Money{fact.amount()}, Blob{fact.SerializeAsString()})
      .run();
  for (const auto& line : fact.lines()) put_line(database, key, fact, line);
  put_sightings(database, key, fact);
  touched.buyers.insert(identity.buyer_id());
  touched.suppliers.insert(fact.seller_id());
}

void erase_fact(Database& database, std::string_view document_key, TouchedParties& touched) {
  const Key key{document_key};
  auto& query =
      database.prepared("SELECT buyer_id, supplier_id FROM fact_document WHERE document_key = ?")
          .with(key);
  if (!query.step()) return;
  touched.buyers.insert(query.text(0));
  touched.suppliers.insert(query.text(1));
  query.rewind();
  database.prepared("DELETE FROM fact_document WHERE document_key = ?").with(key).run();
  database.prepared("DELETE FROM fact_purchase_line WHERE document_key = ?").with(key).run();
  database.prepared("DELETE FROM fact_sighting WHERE document_key = ?").with(key).run();
}

}  // namespace procured::sqlite
