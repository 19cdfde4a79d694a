"""Workers hear when their work is given up, and end with whoever handed it out."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from unit.executing import at_work
from visitplan.executing.processes import is_given_up, processes

ORPHANING = """
import json, os, sys
from unit.executing import at_work
from visitplan.executing.processes import processes
if __name__ == "__main__":
    workers = processes(1)
    print(workers.submit(at_work.own_id, "").result(), flush=True)
    workers.submit(at_work.until_given_up, sys.argv[1]).result()
"""
PATIENCE_SECONDS = 20


def test_work_under_way_hears_that_it_is_given_up(tmp_path: Path) -> None:
    workers, begun = processes(1), tmp_path / "begun"
    running = workers.submit(at_work.until_given_up, str(begun))
    _comes_true(begun.exists)

    workers.shutdown(wait=False, cancel_futures=True)

    assert running.result(PATIENCE_SECONDS) == "given up"
    assert not is_given_up()


def test_a_worker_does_not_outlive_whoever_handed_out_its_work(tmp_path: Path) -> None:
    script = tmp_path / "orphaning.py"
    script.write_text(ORPHANING)
    tests = str(Path(__file__).parents[2])
    with subprocess.Popen(
        [sys.executable, script, tmp_path / "begun"],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": tests},
    ) as parent:
        assert parent.stdout is not None
        worker = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)

    assert _comes_true(lambda: _is_over(worker))


def _comes_true(question: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and not question():
        time.sleep(0.05)
    return question()


def _is_over(process: int) -> bool:
    state = Path(f"/proc/{process}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z"
