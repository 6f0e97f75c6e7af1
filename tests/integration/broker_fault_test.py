"""Goal: a broker that dies and comes back costs time, never a record.

Method: one real broker, killed (-9) under load and started again on the same folder and ports, while the worker runs on.
Afterwards all committed records are compared with arithmetic over the inputs, by the same worker, and it must have
renewed a producer whose requests went unanswered (the guard for KIP-890). PROCURED_LONG=1: ten times.
"""
import os
import sys

from broker import LONG, Worker, case, test_bed


def kill_broker(bed):
    bed.feed_round(3000)
    worker = Worker(bed, "a", records_max=10)
    worker.await_log("pipeline.running")
    try:
        worker.process.wait(0.2 + bed.random.random())
    except Exception:
        bed.broker.kill()
    assert worker.process.poll() is None, f"the worker ended:\n{worker.log()}"
    bed.broker.start()
    bed.feed_round(300)
    bed.await_check(60)
    worker.process.terminate()
    code = worker.wait(30)
    assert code == 0, f"exit code {code}:\n{worker.log()}"
    return worker.metric("procured_kafka_tainted_producers_total", role="judge") + worker.metric(
        "procured_pipeline_transactions_total", outcome="unknown", role="judge")


def main(tool):
    seed = int(os.environ.get("PROCURED_SEED", "1"))
    with test_bed(tool, seed) as bed:
        bed.finish("a")
        renewed = [case("kill -9 of the broker under load", kill_broker, bed) for _ in range(10 if LONG else 2)]
        assert sum(renewed) > 0, f"no producer was renewed: {renewed}"


main(sys.argv[1])
