#pragma once

#include <map>
#include <string>

#include "judge/attribution.h"
#include "kpis/kpi.h"
#include "procured/v1/fact.pb.h"
#include "procured/v1/kpi.pb.h"
#include "procured/v1/verdict.pb.h"

/// From judged purchases to the wire contracts. All pure: equal input, equal bytes.
namespace procured::judge {

/// Fills an empty fact.
void put_fact(const Attributed& attributed, const Merged& merged, v1::Fact& fact);

/// Runs every rule of the catalogue and fills an empty verdict. No provenance: revision and cause
/// are the stage's.
void put_verdict(const Attributed& attributed, const Merged& merged, const refdata::Books& books,
                 const refdata::SharedBooks& shared, v1::Verdict& verdict);

/// The verdict about an agreement lot: its participants are units that a register knows
/// (definitions §4).
v1::Verdict lot_verdict(const refdata::Books& books, const refdata::LotKey& lot,
                        const v1::Policy& policy);

/// What a document adds to the KPI cells, by cell key.
using Contributions = std::map<std::string, kpis::Tally>;
Contributions contributions_of(const model::Purchase& purchase);

/// The published cell of a key and a sum.
v1::KpiCell cell_of(const std::string& cell, const kpis::Tally& sum);

v1::Contribution to_proto(const std::string& cell, const kpis::Tally& tally);
kpis::Tally from_proto(const v1::Contribution& contribution);

/// JSON of a wire contract: snake_case names, one line, absent values absent (definitions §7).
std::string to_json(const google::protobuf::Message& message);

/// to_json of a cell, which is text and counts alone: the general printer looks the type up anew
/// each time, and takes ten times as long.
std::string cell_json(const v1::KpiCell& cell);

std::string subject_key(const v1::Subject& subject);

}  // namespace procured::judge
