#!/usr/bin/env python3
"""Independent recount of facts.jsonl and kpis.jsonl, from documents.jsonl and the registers alone.

Written from the definitions, sharing no code with procured. Exit 0 when every record is equal to
the last digit, 1 when something differs (the first differences are printed), 2 for bad usage.
"""

import argparse
import json
import sys

import cells
import compare
import config
import documents
import facts
import findings
import party
import registers

# definition_version says which text of the definitions a cell follows; it is no count.
NOT_COUNTED = ("definition_version",)


def identity_complaints(sightings, buyers):
    """Sightings whose identity is not what their own content says."""
    for sighting in sightings:
        content, identity = sighting["content"], sighting["identity"]
        said = {
            "buyer_id": party.party_of(content.get("buyer"), buyers),
            "kind": content["kind"],
            "seller_id": party.seller_of(content),
            "document_number": content["id"].strip(),
            "issue_year": int(content["issue_date"][:4]),
        }
        for field, ours, theirs in compare.differences(said, identity):
            yield (f"identity of {documents.place(sighting)}: {field}: "
                   f"recount {ours!r}, procured {theirs!r}")


def recounted(documents_path, register_paths, buyers):
    """(recount, complaints): what was counted, and what is wrong with the input."""
    merged, complaints = documents.read_documents(documents_path)
    complaints += identity_complaints((s for d in merged for s in d.sightings), buyers)
    return facts.Recount(merged, registers.read_registers(register_paths, buyers)), complaints


def verdict_complaints(counted, path):
    """Where the findings of the first rules differ from those of verdicts.jsonl."""
    theirs = {
        documents.key_of(verdict["subject"].get("document") or {}): findings.published(verdict)
        for verdict in documents.read_lines(path)
        if verdict.get("status", "CURRENT") == "CURRENT" and "document" in verdict["subject"]
    }
    ours = counted.findings()
    for key in sorted(ours.keys() | theirs.keys()):
        left, right = ours.get(key, {}), theirs.get(key, {})
        for place in sorted(left.keys() | right.keys()):
            if left.get(place) != right.get(place):
                yield (f"verdict {key}: {place[0]}, line {place[1]}: "
                       f"recount {left.get(place)!r}, procured {right.get(place)!r}")


def all_complaints(arguments):
    buyers = party.Buyers(buyer_entries(arguments))
    counted, complaints = recounted(arguments.documents, arguments.registers, buyers)
    ours = counted.facts()
    our_cells = cells.cells(ours.values())
    complaints += compare.compare(
        "fact", ours, documents.read_lines(arguments.facts),
        lambda fact: documents.key_of(fact.get("identity") or {}),
    )
    complaints += compare.compare(
        "cell", our_cells, documents.read_lines(arguments.kpis), cells.key_of, NOT_COUNTED
    )
    if arguments.verdicts:
        complaints += verdict_complaints(counted, arguments.verdicts)
    return complaints, len(ours), len(our_cells)


def buyer_entries(arguments):
    if arguments.buyers:
        with open(arguments.buyers, encoding="utf-8") as file:
            return json.load(file)
    if arguments.config:
        with open(arguments.config, encoding="utf-8") as file:
            return config.buyers_of(file.read())
    return []


def parse(argv):
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", required=True)
    parser.add_argument("--registers", nargs="*", default=[], help="folders or CSV files")
    parser.add_argument("--config", help="procured.yaml, for its list of buyers")
    parser.add_argument("--buyers", help="the list of buyers as JSON instead")
    parser.add_argument("--facts", required=True)
    parser.add_argument("--kpis", required=True)
    parser.add_argument("--verdicts", help="compare the findings of the first rules too")
    parser.add_argument("--show", type=int, default=20, help="how many differences to print")
    return parser.parse_args(argv)


def main(argv=None):
    arguments = parse(argv)
    complaints, fact_count, cell_count = all_complaints(arguments)
    for complaint in complaints[: arguments.show]:
        print(complaint)
    if complaints:
        print(f"{len(complaints)} differences in {fact_count} facts, {cell_count} cells")
        return 1
    print(f"equal: {fact_count} facts, {cell_count} cells")
    return 0


if __name__ == "__main__":
    sys.exit(main())
