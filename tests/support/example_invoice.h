#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "procured/v1/document.pb.h"
#include "procured/v1/fact.pb.h"
#include "procured/v1/kpi.pb.h"
#include "procured/v1/verdict.pb.h"

namespace procured::support {

inline constexpr std::string_view kRawTopic = "procured.raw.folder";

struct PlannedSeller {
  std::string id;
  std::string name;
};
inline const PlannedSeller kAgreedBakery{"0192:974760673", "Storbakeriet Øst AS"};
inline const PlannedSeller kLocalBakery{"0192:976390512", "Hjørnebakeren AS"};
inline const PlannedSeller kOfficeSupplier{"0192:983544622", "Kontorvarehuset AS"};
inline const PlannedSeller kCraftsman{"0192:971032081", "Håndverkerne Berg & Sønn AS"};

struct PlannedAgreement {
  std::string id;
  std::string lot;
  std::string title;
  std::string supplier_id;
  std::string supplier_name;
  std::string category;
  std::uint64_t row = 0;
};
inline const PlannedAgreement kBakeryAgreement{
    "RA-2025-07", "1", "Bakervarer", kAgreedBakery.id, kAgreedBakery.name, "5018", 1};
inline const PlannedAgreement kOfficeAgreement{
    "RA-2024-12", "1", "Kontorrekvisita og papir", kOfficeSupplier.id, kOfficeSupplier.name,
    "1411",       2};

/// Amounts in hundredths of the currency.
struct PlannedLine {
  std::string item_name;
  std::string category = {};
  std::int64_t minor_units = 0;
  PlannedAgreement agreement = {};
  v1::Coverage coverage = v1::NOT_COVERED;
  bool on_agreement = false;
  v1::Channel channel = v1::CHANNEL_UNSPECIFIED;
  std::int64_t missed_minor_units = 0;
  bool price_too_high = false;  ///< By a tenth of the amount.
};

struct PlannedInvoice {
  std::string buyer_id;
  std::string buyer_name;
  PlannedSeller seller;
  std::string number;
  std::string issue_date;
  std::string unit_id;
  std::string order_number = {};
  bool order_known = true;
  std::vector<PlannedLine> lines = {};
};

/// What a plan looks like at each step of its journey. `hash`: of the XML.
std::string invoice_xml(const PlannedInvoice& planned);
v1::PurchaseDocument invoice_document(const PlannedInvoice& planned, const std::string& hash,
                                      std::int32_t partition, std::int64_t offset);
v1::Fact invoice_fact(const PlannedInvoice& planned, const std::string& hash);
v1::Verdict invoice_verdict(const PlannedInvoice& planned, const std::string& hash);
/// An earlier revision of the same verdict.
v1::Verdict before_agreement_was_known(const v1::Verdict& verdict);

/// "1234.5" for 123450.
std::string decimal_of(std::int64_t minor_units);

/// A KPI cell while lines are added to it.
class ExampleCell {
 public:
  struct Part {
    bool in_numerator = false;
    bool in_denominator = false;
    bool known = false;
  };

  void name(const std::string& buyer, const std::string& kpi, const std::string& unit,
            const std::string& month);
  void add(std::int64_t minor_units, Part part);
  /// For amounts whose numerator is another than the line's own amount.
  void add(std::int64_t minor_units, Part part, std::int64_t numerator);
  v1::KpiCell message() const;

 private:
  v1::KpiCell cell_;
  std::int64_t numerator_ = 0;
  std::int64_t denominator_ = 0;
  std::int64_t known_ = 0;
  std::int64_t scope_ = 0;
  std::uint32_t count_ = 0;
};

}  // namespace procured::support
