"""Goal: on the dashboard of a real daemon one goes from the e-commerce share to the proof in the source document.

Method: a simulated municipality through real Kafka; then the walk of tests/browser, by mouse and by keyboard, in both
languages, against the daemon's own address.
"""
import os
import subprocess
import sys

from town import ROOT, Broker, Town


def main(procured):
    with Broker() as broker, Town(procured, broker, buyers=1, documents=400) as town:
        daemon = town.daemon()
        town.feed(10_000)
        daemon.rest(4)
        path = f"{ROOT / '.dev/node/node_modules/.bin'}:{os.environ['PATH']}"
        walk = subprocess.run(["node", "--test", "--test-reporter=spec", "walk.test.mjs"], cwd=ROOT / "tests/browser",
                              env={**os.environ, "PATH": path, "PROCURED_DASHBOARD_URL": daemon.address()})
        assert walk.returncode == 0, daemon.log()
        daemon.stop()


main(sys.argv[1])
