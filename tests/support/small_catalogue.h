#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include "connectors/mapping/catalogue.h"

namespace procured::testing_support {

/// A catalogue in a folder of its own, gone afterwards.
class SmallCatalogue {
 public:
  SmallCatalogue()
      : folder_(
            std::filesystem::temp_directory_path() /
            ("procured-catalogue-" + std::to_string(getpid()) + "-" + std::to_string(++count()))) {
    std::filesystem::create_directories(folder_);
  }
  SmallCatalogue(const SmallCatalogue&) = delete;
  SmallCatalogue& operator=(const SmallCatalogue&) = delete;
  SmallCatalogue(SmallCatalogue&&) = delete;
  SmallCatalogue& operator=(SmallCatalogue&&) = delete;
  ~SmallCatalogue() { std::filesystem::remove_all(folder_); }

  /// `name` is "entry/file.yaml".
  void write(const std::string& name, const std::string& text) const {
    const auto path = folder_ / name;
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << text;
  }
  std::string path(const std::string& name = "") const {
    return name.empty() ? folder_.string() : (folder_ / name).string();
  }
  std::optional<mapping::Catalogue> load() const {
    auto loaded = mapping::Catalogue::load({folder_.string()});
    if (!loaded) {
      ADD_FAILURE() << loaded.error().detail;
      return std::nullopt;
    }
    return std::move(loaded).value();
  }
  /// What it makes of a file, with every leaf accounted for; nothing when it cannot be loaded.
  mapping::Decoding decode(const std::string& bytes,
                           const mapping::ConnectorSettings& settings = {}) const {
    const auto catalogue = load();
    return catalogue ? catalogue->decode_whole(bytes, settings, true) : mapping::Decoding();
  }

 private:
  static int& count() {
    static int made = 0;
    return made;
  }

  std::filesystem::path folder_;
};

/// An order in JSON with a little of everything: alternatives, a predicate, a pattern, a table, a
/// turned sign, a date that is written otherwise, a default.
inline constexpr const char* kOrderMapping =
    "document: order\n"                                                    // 1
    "recognise: {syntax: json, when: [{path: no}]}\n"                      // 2
    "set: {kind: ORDER}\n"                                                 // 3
    "fields:\n"                                                            // 4
    "  id: {at: no, required: missing_id}\n"                               // 5
    "  issue_date: {at: day, type: date, format: DD.MM.YYYY}\n"            // 6
    "  document_currency_code: {at: cur, type: currency, default: NOK}\n"  // 7
    "  order_reference: {at: text, pattern: 'ref ([0-9]+)'}\n"             // 8
    "  buyer_reference: ['who/code', 'who/name', alias]\n"                 // 9
    "  seller:\n"                                                          // 10
    "    fields:\n"                                                        // 11
    "      legal_id: \"party[role='seller']/id\"\n"                        // 12
    "      registration_name: party/name\n"                                // 13
    "  lines:\n"                                                           // 14
    "    each: rows\n"                                                     // 15
    "    fields:\n"                                                        // 16
    "      id: pos\n"                                                      // 17
    "      quantity: {at: qty, type: decimal, negate: true}\n"             // 18
    "      unit_code: {at: unit, table: {STK: EA}}\n"                      // 19
    "      price_amount: {at: [net, gross], type: decimal}\n"              // 20
    "persons: {fields: {seller_contact: {fields: {name: clerk}}}}\n";      // 21

}  // namespace procured::testing_support
