"""Goal: the daemon over real Kafka gives what `procured evaluate` gives over files, whatever happens to it on the way.

Method: simulated municipalities in a watched folder, one real broker. The daemon is killed at named steps and at random, a
second instance joins and leaves under load; at rest the read-committed topics and the BI store are compared with
evaluate's files: every verdict revision once, the last of each key equal, the store equal to the topics.
PROCURED_LONG=1: every step, and 50 kills at random.
"""
import collections
import json
import sqlite3
import subprocess
import sys

from town import Broker, LONG, Town, case

STEPS = ["after_begin", "mid_outputs", "after_outputs", "mid_changelog", "after_changelog", "after_send_offsets",
         "end_txn_sent", "after_commit", "before_fold", "after_fold", "mid_slice", "after_sqlite_commit"]


def check(town):
    """The topics and the store hold what evaluate says."""
    verdicts = town.topic("verdicts")
    revisions = collections.Counter((entry["key"], entry["value"]["provenance"]["revision"]) for entry in verdicts)
    doubled = [key for key, count in revisions.items() if count > 1]
    assert not doubled, f"published more than once: {doubled[:5]}"
    last = {}
    for entry in verdicts:
        last[entry["key"]] = entry["value"]
    for value in last.values():
        del value["provenance"]
    current = sorted(json.dumps(value) for value in last.values() if value["status"] == "CURRENT")
    same("verdicts", current, sorted(json.dumps(json.loads(line)) for line in town.expected("verdicts")))
    for name in ("facts", "kpis"):
        final = {}
        for entry in town.topic(name):
            final[entry["key"]] = entry["value"]
        same(name, sorted(json.dumps(value) for value in final.values() if value is not None),
             sorted(json.dumps(json.loads(line)) for line in town.expected(name)))
    check_store(town, verdicts)


def check_store(town, verdicts):
    with sqlite3.connect(town.path("a.sqlite")) as store:
        cells = store.execute("select buyer_id, kpi, unit_id, month, currency, numerator, denominator, count, "
                              "coverage_known, coverage_scope, status from fact_kpi").fetchall()
        history = store.execute("select count(*) from verdict_history").fetchone()[0]
        facts = store.execute("select count(*) from fact_document").fetchone()[0]
    columns = ("buyer_id", "kpi", "unit_id", "month", "currency", "numerator", "denominator", "count",
               "coverage_known", "coverage_scope", "status")
    same("store's cells", sorted(map(str, cells)),
         sorted(str(tuple(json.loads(line).get(column) for column in columns)) for line in town.expected("kpis")))
    assert history == len(verdicts), f"{history} revisions in the store, {len(verdicts)} on the topic"
    assert facts == len(town.expected("facts")), f"{facts} facts in the store"


def same(what, found, expected):
    if found == expected:
        return
    odd = [line for line in found if line not in set(expected)][:2] + [line for line in expected if line not in set(found)][:2]
    raise AssertionError(f"{what}: {len(found)} found, {len(expected)} expected; differing:\n" + "\n".join(odd))


def crash_at(town, step, agreements):
    town.feed(12)
    count = town.random.randint(1, 4)
    if step == "mid_slice":
        # A register that comes after its documents has them judged again; how many slices that takes is the judge's.
        town.feed_file(agreements)
        count = 1
    daemon = town.daemon(PROCURED_CRASH_AT=f"{step}:{count}")
    try:
        code = daemon.process.wait(40)
    except subprocess.TimeoutExpired:
        raise AssertionError(f"{step} was not reached\n{daemon.log()}") from None
    assert code == 137, f"{step}: exit code {code}\n{daemon.log()}"


def kill_at_random(town, rounds):
    for _ in range(rounds):
        town.feed(20)
        daemon = town.daemon()
        try:
            daemon.process.wait(1 + town.random.random() * 3)
        except subprocess.TimeoutExpired:
            daemon.kill()


def second_instance(town):
    first, second = town.daemon("a"), town.daemon("b")
    town.feed(60)
    first.rest(2)
    town.feed(60)
    second.stop()
    town.feed(10_000)
    first.rest(4)
    first.stop()


def main(procured):
    with Broker() as broker, Town(procured, broker, buyers=12, documents=40) as town:
        try:
            agreements = town.hold("registers/agreements.csv")
            steps = STEPS if LONG else [*town.random.sample([step for step in STEPS if step != "mid_slice"], 4), "mid_slice"]
            for step in steps:
                case(f"crash at {step}", crash_at, town, step, agreements)
            case("kill -9 at random under load", kill_at_random, town, 50 if LONG else 3)
            case("a second instance joins and leaves", second_instance, town)
            case("topics and store hold what evaluate says", check, town)
        except AssertionError:
            for daemon in town.daemons[-3:]:
                print(f"--- {daemon.log_path.name}\n{daemon.log()[-2000:]}")
            raise


main(sys.argv[1])
