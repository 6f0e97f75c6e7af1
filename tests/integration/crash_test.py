"""Goal: whatever step the worker dies at, what it published is what an undisturbed run publishes, each record once.

Method: one real broker, one instance whose local state stays. For each named step: feed records, run the worker with
PROCURED_CRASH_AT (its own _exit(137) there), run it again to rest, and compare all committed records with arithmetic over
the inputs. Then kill -9 at random times under load. PROCURED_LONG=1: 50 random kills, each step at three counts.
"""
import os
import sys

from broker import LONG, Worker, case, test_bed

STEPS = ["before_poll", "mid_slice", "after_begin", "mid_outputs", "after_outputs", "mid_changelog", "after_changelog",
         "before_send_offsets", "after_send_offsets", "before_commit", "end_txn_sent", "after_commit", "before_fold",
         "after_fold", "mid_restore"]


def crash_at(bed, step, count):
    bed.feed_round()
    if step == "mid_restore":
        bed.forget_state("a")
    worker = Worker(bed, "a", until_idle=True, records_max=100, PROCURED_CRASH_AT=f"{step}:{count}")
    code = worker.wait()
    assert code == 137, f"{step}: exit code {code}, not 137: the step was not reached\n{worker.log()}"
    bed.finish("a")
    bed.check()


def kill_at_random(bed, rounds):
    for _ in range(rounds):
        bed.feed_round(1500)
        worker = Worker(bed, "a", records_max=50)
        worker.await_log("pipeline.running")
        try:
            worker.process.wait(bed.random.random() * 0.4)
        except Exception:
            worker.process.kill()
        worker.process.wait()
        if bed.random.random() < 0.3:
            bed.forget_state("a")
    bed.finish("a")
    bed.check()


def main(tool):
    seed = int(os.environ.get("PROCURED_SEED", "1"))
    with test_bed(tool, seed) as bed:
        bed.feed_round(2000)
        bed.finish("a", records_max=30)
        bed.check()
        for step in STEPS:
            for count in ([1, 2, 3] if LONG and step != "mid_restore" else [1]):
                case(f"crash at {step}:{count}", crash_at, bed, step, count)
        case("kill -9 at random under load", kill_at_random, bed, 50 if LONG else 5)


main(sys.argv[1])
