#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "core/date.h"
#include "core/decimal.h"
#include "model/purchase.h"
#include "procured/v1/reference.pb.h"
#include "refdata/suppliers.h"

namespace procured::refdata {

/// One supplier's row of an agreement lot. Sets of rows are ordered by (agreement, lot, supplier).
struct AgreementRow {
  v1::Agreement content;
  core::DateRange valid;  ///< To option_to once the option is exercised, else to valid_to.
  std::optional<core::Decimal> saving_rate = std::nullopt;

  model::AgreementRef ref() const {
    return {content.agreement_id(), content.lot_id(), content.supplier_id(), content.buyer_id()};
  }
};

/// One period of one item's price.
struct ItemRow {
  v1::AgreementItem content;
  core::DateRange valid;
  std::optional<core::Decimal> price = std::nullopt;
  core::Decimal base_quantity{1, 0};
};

/// A lot of an owner's register: two owners may use one agreement id.
struct LotKey {
  std::string owner_id;
  std::string agreement_id;
  std::string lot_id;
  friend auto operator<=>(const LotKey&, const LotKey&) = default;
};

inline LotKey lot_of(const v1::AgreementItem& item) {
  return {item.buyer_id(), item.agreement_id(), item.lot_id()};
}
inline LotKey lot_of(const model::AgreementRef& ref) {
  return {ref.owner_id, ref.agreement_id, ref.lot_id};
}

/// The agreements and items of one buyer: its own, and others' that name it. Pointers stay good
/// until the row is set again. @thread the worker that owns the partition.
class AgreementBook {
 public:
  using Rows = std::vector<const AgreementRow*>;
  using Items = std::vector<const ItemRow*>;

  /// Sets or (with nullptr) removes the row of a register key.
  void set_agreement(const std::string& key, const v1::Agreement* row);
  void set_item(const std::string& key, const v1::AgreementItem* row);
  /// The same for a row of a price catalogue, which names an agreement and no lot: it stands in
  /// every lot of that agreement, and holds in those that its supplier has or had a row in.
  void set_catalogue_item(const std::string& key, const v1::AgreementItem* row);

  /// Rows valid on the date with a prefix of one of the categories, of the same scheme.
  Rows with_category(const std::vector<model::Category>& categories, const core::Date& date) const;
  /// Rows valid on the date of one agreement id.
  Rows named(std::string_view agreement_id, const core::Date& date) const;
  Rows of_lot(const LotKey& lot, const core::Date& date) const;
  bool any_valid(const core::Date& date) const;
  /// True when any row of any date has the id.
  bool knows(std::string_view agreement_id) const { return by_agreement_.contains(agreement_id); }

  /// Item rows that hold on the date for an id: of the rows of one key, the one with the latest
  /// valid_from; a catalogue's row only where the register has none for the item and date, of
  /// catalogues' rows with one valid_from that of the later issued catalogue.
  Items with_item(v1::ItemScheme scheme, std::string_view item_id, const core::Date& date,
                  const SupplierBook& suppliers) const;
  /// True when an item row holds a seller's own item: its supplier_id is the seller, else the lot's
  /// only supplier on the date is (of an expired lot: any it had). `seller` is resolved.
  bool is_sellers_own(const ItemRow& item, std::string_view seller, const core::Date& date,
                      const SupplierBook& suppliers) const;
  /// True when a seller supplies an item row: its supplier_id is the seller, else any supplier the
  /// lot has or had is.
  bool is_supplied_by(const ItemRow& item, std::string_view seller,
                      const SupplierBook& suppliers) const;
  /// True when the lot has a price on the date for anything.
  bool has_prices(const LotKey& lot, const core::Date& date, const SupplierBook& suppliers) const;
  /// The scheme of a lot's categories: of that supplier's row, else of the smallest supplier that
  /// states one.
  std::string category_scheme(const LotKey& lot, std::string_view supplier,
                              const SupplierBook& suppliers) const;

  /// The rows of a lot, whatever their dates.
  Rows all_of_lot(const LotKey& lot) const;

 private:
  struct ItemKey {
    LotKey lot;
    std::string supplier_id;
    v1::ItemScheme scheme = v1::ITEM_SCHEME_UNSPECIFIED;
    std::string item_id;
    bool of_catalogue = false;
    friend auto operator<=>(const ItemKey&, const ItemKey&) = default;
  };
  struct ByRef {
    bool operator()(const AgreementRow* left, const AgreementRow* right) const;
  };
  using RowSet = std::set<const AgreementRow*, ByRef>;

  /// The start of a row's period; of catalogues' rows with one start the later issued comes last.
  using Start = std::pair<core::Date, std::string>;

  void index(const AgreementRow& row, bool add);
  void put_in_lots(const std::string& catalogue_key);
  static ItemKey item_key(const v1::AgreementItem& item);
  static Start start_of(const std::string& key, const ItemRow& row);
  bool holds_beside(const ItemRow& of_catalogue, const Items& of_registers,
                    const SupplierBook& suppliers) const;

  std::map<std::string, AgreementRow, std::less<>> agreements_;
  std::map<model::Category, RowSet> by_prefix_;
  std::map<std::string, RowSet, std::less<>> by_agreement_;
  std::map<LotKey, RowSet> by_lot_;

  std::map<std::string, ItemRow, std::less<>> items_;
  std::map<ItemKey, std::map<Start, const ItemRow*>> periods_;
  std::map<std::pair<int, std::string>, std::set<ItemKey>> by_item_;
  std::map<LotKey, std::set<const ItemRow*>> lot_items_;

  std::map<std::string, v1::AgreementItem, std::less<>> catalogue_items_;
  std::map<std::string, std::set<std::string>, std::less<>> catalogue_keys_;  // agreement → keys
};

}  // namespace procured::refdata
