"""Goal: partitions move between instances, and owners are stopped and come back, without a record lost or doubled.

Method: one real broker, instances a and b with local state of their own and a session time of 2 s. b joins and leaves
under load; a is stopped (SIGSTOP) beyond its session time and continued; a is frozen between TxnOffsetCommit and EndTxn
while b takes its partitions over (PROCURED_FREEZE_AT). Each time all committed records are compared with arithmetic over
the inputs. A twin with the same instance name gets the older one ended. Of two topics with the same keys the one that is
read first is.
"""
import os
import signal
import sys
import time

from broker import KEYS, PARTITIONS, LONG, Worker, case, test_bed

SESSION_MS = 2000


def assigned(worker):
    """How many partitions the last assignment brought, of each of the two topics; None before the first."""
    lines = [line for line in worker.log().splitlines() if " pipeline.ownership " in line]
    if not lines or "assigned" not in lines[-1]:
        return None
    return int(lines[-1].split("assigned ")[1].split()[0]) // 2


def until(worker, condition, what):
    deadline = time.monotonic() + 60
    while not condition():
        assert worker.process.poll() is None, f"the worker ended with {worker.process.returncode}:\n{worker.log()}"
        assert time.monotonic() < deadline, f"not seen: {what}\n{worker.log()}"
        time.sleep(0.02)


def stop(worker):
    worker.send(signal.SIGTERM)
    code = worker.wait(20)
    assert code == 0, f"exit code {code}:\n{worker.log()}"


def join_and_leave(bed):
    first = Worker(bed, "a", session_ms=SESSION_MS, records_max=20)
    until(first, lambda: assigned(first) == PARTITIONS, "a owns all")
    bed.feed_round(1000)
    second = Worker(bed, "b", session_ms=SESSION_MS, records_max=20)
    bed.feed_round(1000)
    until(second, lambda: assigned(second) == PARTITIONS // 2, "b owns half")
    bed.feed_round(1000)
    stop(second)
    until(first, lambda: assigned(first) == PARTITIONS, "a owns all again")
    stop(first)
    bed.finish("b")
    bed.check()


def stopped_beyond_session(bed):
    first = Worker(bed, "a", session_ms=SESSION_MS, records_max=20)
    until(first, lambda: assigned(first) == PARTITIONS, "a owns all")
    second = Worker(bed, "b", session_ms=SESSION_MS, records_max=20)
    until(second, lambda: assigned(second) == PARTITIONS // 2, "b owns half")
    bed.feed_round(1000)
    first.send(signal.SIGSTOP)
    until(second, lambda: assigned(second) == PARTITIONS, "b owns all")
    bed.feed_round(500)
    second.await_log("4 partitions restored")
    first.send(signal.SIGCONT)
    until(first, lambda: assigned(first) == PARTITIONS // 2, "a is a member again")
    bed.feed_round(500)
    stop(first)
    stop(second)
    bed.finish("a")
    bed.check()


def frozen_in_commit(bed, step):
    first = Worker(bed, "a", session_ms=SESSION_MS, records_max=20, PROCURED_FREEZE_AT=f"{step}:2")
    until(first, lambda: assigned(first) == PARTITIONS, "a owns all")
    bed.feed_round(1000)
    until(first, lambda: first.state() == "T", "a is frozen")
    second = Worker(bed, "b", session_ms=SESSION_MS, records_max=20)
    until(second, lambda: assigned(second) == PARTITIONS, "b owns all")
    second.await_log("4 partitions restored")
    first.send(signal.SIGCONT)
    until(first, lambda: assigned(first) == PARTITIONS // 2, "a is a member again")
    bed.feed_round(300)
    stop(first)
    stop(second)
    bed.finish("b")
    bed.check()


def one_topic_first(bed):
    """The comparison is of the order of a key's values, too: those of the topic that is read first were fed first."""
    for name in ["new", "continued"]:
        records = [(i % PARTITIONS, f"k{i % PARTITIONS}.{i % KEYS}", f"{name}{i}") for i in range(1200)]
        bed.feed([record[:2] + ("first" + record[2],) for record in records], "procured.reference.v1")
        bed.feed(records)
        bed.finish("a", records_max=50)
        bed.check()


def twin(bed):
    first = Worker(bed, "a", session_ms=SESSION_MS)
    until(first, lambda: assigned(first) == PARTITIONS, "a owns all")
    second = Worker(bed, "a", folder="twin", session_ms=SESSION_MS)
    code = first.wait(60)
    assert code == 1 and "instance_in_use" in first.log(), f"exit code {code}:\n{first.log()}"
    stop(second)
    bed.finish("a")
    bed.check()


def main(tool):
    seed = int(os.environ.get("PROCURED_SEED", "1"))
    with test_bed(tool, seed) as bed:
        bed.finish("a")
        for _ in range(5 if LONG else 1):
            case("one topic is read before the other", one_topic_first, bed)
            case("a second instance joins and leaves under load", join_and_leave, bed)
            case("stopped beyond its session and continued", stopped_beyond_session, bed)
            for step in ["after_send_offsets", "after_outputs", "before_send_offsets"]:
                case(f"frozen at {step} while the partitions move", frozen_in_commit, bed, step)
            case("a twin of the same name ends the older one", twin, bed)


main(sys.argv[1])
