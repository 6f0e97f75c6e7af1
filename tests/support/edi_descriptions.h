#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "connectors/reader/segment_groups.h"

namespace procured::reader {

// Groups of message types after the directories UN/EDIFACT D.93A to D.16B and ASC X12 004010: what
// a purchase document needs of them. A tag that is left out of an inner group although the
// directory has it there (FTX of a reference) is one that senders write after the group and mean
// outside.

using Groups = std::vector<GroupDescription>;

inline GroupDescription segment_group(std::string name, const std::string& tags,
                                      Groups groups = {}) {
  GroupDescription made;
  made.name = std::move(name);
  for (std::size_t at = 0; at < tags.size();) {
    const auto end = std::min(tags.find(' ', at), tags.size());
    auto tag = tags.substr(at, end - at);
    if (at == 0 && !made.name.empty()) {
      made.trigger = std::move(tag);
    } else {
      made.segments.push_back(std::move(tag));
    }
    at = end + 1;
  }
  made.groups = std::move(groups);
  return made;
}

inline GroupDescription joined(GroupDescription group, Groups more) {
  for (auto& one : more) group.groups.push_back(std::move(one));
  return group;
}

// EDIFACT.
inline GroupDescription reference_group() { return segment_group("reference", "RFF DTM"); }
inline GroupDescription tax_group() { return segment_group("tax", "TAX MOA LOC"); }
inline GroupDescription amount_group() { return segment_group("amount", "MOA CUX"); }
inline GroupDescription price_group() { return segment_group("price", "PRI CUX APR RNG DTM"); }
inline GroupDescription currency_group() { return segment_group("currency", "CUX PCD DTM"); }
inline GroupDescription place_group() { return segment_group("place", "LOC QTY DTM"); }
inline GroupDescription terms_group() { return segment_group("payment_terms", "PAT DTM PCD MOA"); }
inline GroupDescription instructions_group() {
  return segment_group("payment_instructions", "PYT DTM PCD MOA PAI FII");
}
inline GroupDescription delivery_terms_group() {
  return segment_group("delivery_terms", "TOD LOC FTX");
}
inline GroupDescription party_group() {
  return segment_group("party", "NAD LOC FII",
                       {reference_group(), segment_group("document", "DOC DTM"),
                        segment_group("contact", "CTA COM")});
}
inline GroupDescription transport_group() {
  return segment_group("transport", "TDT PCD", {segment_group("place", "LOC DTM")});
}
inline GroupDescription packages_group() {
  return segment_group("packages", "PAC MEA QTY EQD",
                       {segment_group("marks", "PCI RFF DTM MEA QTY GIN DLM"),
                        segment_group("handling", "HAN FTX")});
}
inline GroupDescription allowance_group() {
  return segment_group("allowance", "ALC ALI FTX DTM",
                       {segment_group("quantity", "QTY RNG"),
                        segment_group("percentage", "PCD RNG"), segment_group("amount", "MOA RNG"),
                        segment_group("rate", "RTE RNG"), segment_group("tax", "TAX MOA")});
}
inline GroupDescription schedule_group() {
  return segment_group("schedule", "SCC FTX RFF", {segment_group("quantity", "QTY DTM")});
}

inline GroupDescription invoic_groups() {
  auto line = segment_group("line", "LIN PIA IMD MEA QTY PCD ALI DTM GIN GIR QVR EQD FTX DGS",
                            {amount_group(), terms_group(), price_group(), reference_group(),
                             packages_group(), place_group(), tax_group(), party_group(),
                             allowance_group(), transport_group(), delivery_terms_group()});
  auto summary =
      segment_group("summary", "UNS CNT",
                    {segment_group("amount", "MOA"), reference_group(),
                     segment_group("tax", "TAX MOA"), segment_group("allowance", "ALC ALI MOA")});
  return segment_group(
      "", "BGM DTM PAI ALI IMD FTX GIS",
      {reference_group(), party_group(), tax_group(), currency_group(), terms_group(),
       instructions_group(), transport_group(), delivery_terms_group(), packages_group(),
       allowance_group(), std::move(line), std::move(summary)});
}

inline GroupDescription orders_groups() {
  auto line = segment_group("line", "LIN PIA IMD MEA QTY PCD ALI DTM MOA GIN GIR QVR DOC PAI FTX",
                            {terms_group(), price_group(), reference_group(), packages_group(),
                             place_group(), tax_group(), party_group(), allowance_group(),
                             transport_group(), delivery_terms_group(), schedule_group()});
  auto summary =
      segment_group("summary", "UNS MOA CNT", {segment_group("allowance", "ALC ALI MOA")});
  return segment_group("", "BGM DTM PAI ALI IMD FTX",
                       {reference_group(), party_group(), tax_group(), currency_group(),
                        terms_group(), transport_group(), delivery_terms_group(), packages_group(),
                        schedule_group(), allowance_group(), std::move(line), std::move(summary)});
}

inline GroupDescription ordrsp_groups() {
  auto response = orders_groups();
  response.groups.push_back(segment_group("adjustment", "AJT"));
  return response;
}

/// Despatch (DESADV) and receiving advice (RECADV): lines within packages (CPS), which senders
/// leave out now and then.
inline GroupDescription advice_groups() {
  const auto line = segment_group(
      "line", "LIN PIA IMD MEA QTY ALI GIN GIR DLM DTM FTX MOA PRI",
      {reference_group(), segment_group("place", "LOC NAD DTM QTY"),
       segment_group("discrepancy", "QVR DTM"), segment_group("marks", "PCI DTM MEA QTY GIN")});
  return segment_group("", "BGM DTM ALI MEA MOA FTX CNT",
                       {reference_group(), party_group(), delivery_terms_group(), transport_group(),
                        segment_group("equipment", "EQD MEA SEL EQA"),
                        segment_group("package", "CPS FTX QVR", {packages_group(), line}), line,
                        segment_group("summary", "UNS CNT")});
}

inline GroupDescription pricat_groups() {
  const auto line =
      segment_group("line", "LIN PIA IMD MEA QTY HAN ALI DTM LOC FTX PCD GIR",
                    {reference_group(), tax_group(), currency_group(), party_group(), price_group(),
                     allowance_group(), packages_group(), terms_group(), delivery_terms_group()});
  return segment_group("", "BGM DTM ALI FTX",
                       {reference_group(), party_group(), tax_group(), currency_group(),
                        terms_group(), delivery_terms_group(), allowance_group(),
                        segment_group("product_group", "PGI DTM QTY ALI FTX MEA",
                                      {price_group(), allowance_group(), line}),
                        line, segment_group("summary", "UNS CNT")});
}

// X12.
inline GroupDescription x12_party() {
  return segment_group("party", "N1 N2 N3 N4 NX2 REF PER SI FOB TD1 TD5 TD3 TD4 DTM DMG");
}
inline GroupDescription x12_note() { return segment_group("note", "N9 DTM MSG PWK"); }
inline GroupDescription x12_allowance() { return segment_group("allowance", "SAC CUR TXI"); }
inline GroupDescription x12_price() { return segment_group("price", "CTP CUR"); }
inline GroupDescription x12_description() { return segment_group("description", "PID MEA"); }
inline GroupDescription x12_totals() { return segment_group("totals", "CTT AMT"); }
inline GroupDescription x12_subline() {
  return segment_group("subline", "SLN MSG SI PO3 TC2 ADV DTM PO4 TAX REF",
                       {x12_description(), x12_allowance(), x12_price()});
}

inline GroupDescription x12_order_line() {
  return segment_group(
      "line",
      "PO1 LIN SI CUR CN1 PO3 PAM MEA PWK PO4 REF PER IT8 CSH ITD DIS INC TAX FOB SDQ IT3 DTM TC2 "
      "TD1 TD5 TD3 TD4 PCT MAN MSG SPI TXI CTB QTY PKG",
      {x12_price(), x12_description(), x12_allowance(),
       segment_group("schedule", "SCH TD5 REF DTM"), x12_note(), x12_party(), x12_subline()});
}
inline GroupDescription x12_order_with(const std::string& header, GroupDescription line) {
  return segment_group("", header,
                       {x12_allowance(), x12_note(), x12_party(), std::move(line), x12_totals()});
}
inline GroupDescription x12_850_groups() {
  return x12_order_with(
      "BEG CUR REF PER TAX FOB CTP PAM CSH DIS INC ITD DTM LDT LIN SI PID MEA PWK PKG TD1 TD5 TD3 "
      "TD4 MAN PCT CTB TXI AMT",
      x12_order_line());
}
inline GroupDescription x12_855_groups() {
  return x12_order_with(
      "BAK CUR REF PER TAX FOB CTP PAM CSH DIS INC ITD DTM LIN SI PID MEA PWK PKG TD1 TD5 TD3 TD4 "
      "MAN TXI CTB AMT",
      joined(x12_order_line(), {segment_group("acknowledgement", "ACK DTM")}));
}

inline GroupDescription x12_810_groups() {
  auto line = segment_group(
      "line", "IT1 CRC QTY CUR IT3 TXI PAM MEA PWK PKG PO4 ITD REF YNQ PER SDQ DTM CAD SR",
      {x12_price(), x12_description(), x12_allowance(), x12_subline(), x12_note(), x12_party()});
  return segment_group("",
                       "BIG NTE CUR REF YNQ PER ITD DTM FOB PID MEA PWK PKG L7 BAL INC PAM TDS TXI "
                       "CAD AMT ISS CTT",
                       {x12_party(), x12_note(), x12_allowance(), std::move(line)});
}

inline GroupDescription x12_856_groups() {
  auto level = segment_group(
      "level",
      "HL LIN SN1 PRF PO4 PID MEA PWK PKG TD1 TD5 TD3 TD4 TSD REF PER MAN DTM FOB PAL SDQ ETD CUR "
      "ITD CTP SLN",
      {x12_party(), x12_allowance()});
  level.by_parent_id = true;
  level.levels = {"S", "O", "T", "P", "I"};
  return segment_group("", "BSN DTM REF CTT", {std::move(level)});
}

inline GroupDescription x12_832_groups() {
  auto item = segment_group(
      "line", "LIN DTM REF CTB PAM MEA PKG TD4 SAC PO4 AMT TXI PO3 TD5 CUR SLN ITD LDT YNQ QTY",
      {x12_description(), x12_price(), x12_note(), x12_party()});
  return segment_group("", "BCT CUR REF PER FOB DTM SAC PWK ITD MEA PID CTB LDT TD5 CTT",
                       {x12_note(), x12_party(), std::move(item)});
}

inline GroupDescription x12_861_groups() {
  auto received = segment_group(
      "line", "RCD SN1 CUR LIN PO4 REF PER DTM PRF MEA TD1 TD5 TD3 TD4 MAN G62 CRC QTY",
      {x12_description(), x12_party(), x12_note(), x12_subline()});
  return segment_group("", "BRA CUR REF PER PRF TD1 TD5 TD3 TD4 MEA DTM MAN CTT",
                       {x12_party(), x12_note(), std::move(received)});
}

inline std::map<std::string, GroupDescription> all_descriptions() {
  return {{"ORDERS", orders_groups()}, {"ORDRSP", ordrsp_groups()}, {"DESADV", advice_groups()},
          {"RECADV", advice_groups()}, {"INVOIC", invoic_groups()}, {"PRICAT", pricat_groups()},
          {"850", x12_850_groups()},   {"855", x12_855_groups()},   {"856", x12_856_groups()},
          {"810", x12_810_groups()},   {"832", x12_832_groups()},   {"861", x12_861_groups()}};
}

}  // namespace procured::reader
