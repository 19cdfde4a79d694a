"""Twenty scenarios of the example: how long, how large a report, and whether figures repeat.

    python tests/benchmarks/comparison.py [--seconds 5] [--seeds 3] [--work 60]

Runs ``visitplan compare examples/helsinki scenarios.toml`` as people do: once by the clock, for
the wall time beside what the searches alone would take on these cores, and twice by work, whose
figures must be equal. Streets are compiled before. Prints a table.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
HELSINKI = ROOT / "examples" / "helsinki"
VISITPLAN = str(Path(sys.executable).with_name("visitplan"))
LARGEST = 500_000
LONGEST = 60


class Ran(NamedTuple):
    """A run: seconds on the wall and of all processes, what it said, how large its report is."""

    wall: float
    cpu: float
    told: dict[str, Any]
    size: int


def compare(folder: Path, *options: str) -> Ran:
    began = time.monotonic()
    command = [VISITPLAN, "compare", str(HELSINKI), "scenarios.toml", "--json", *options]
    with (folder / "told.json").open("w+") as out:
        child = subprocess.Popen([*command, "--out", str(folder)], stdout=out)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        told = json.load(out)
    if child.returncode:
        sys.exit(f"compare ended with {child.returncode}: {told}")
    size = (Path(told["folder"]) / "scenarios.html").stat().st_size
    return Ran(time.monotonic() - began, used.ru_utime + used.ru_stime, told, size)


def figures(ran: Ran) -> list[tuple[str, list[int]]]:
    return [(each["name"], each["totals"]) for each in ran.told["scenarios"]]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seconds", default="5")
    asked.add_argument("--seeds", default="3")
    asked.add_argument("--work", default="60")
    options = asked.parse_args()
    cores = len(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([VISITPLAN, "check", str(HELSINKI)], check=True, capture_output=True)
        timed = compare(folder, "--seconds", options.seconds, "--seeds", options.seeds)
        by_work = ("--work", options.work, "--seeds", options.seeds)
        first, second = compare(folder, *by_work), compare(folder, *by_work)
    number = len(timed.told["scenarios"])
    # Today's common start takes half of what a scenario does.
    alone = (number + 0.5) * float(options.seconds) / cores
    alike = figures(first) == figures(second)
    print(f"{number} scenarios, {options.seeds} seeds, {options.seconds} s each, {cores} cores")
    print(f"load of the machine       {os.getloadavg()[0]:.1f}")
    print(f"wall                      {timed.wall:.1f} s")
    print(f"  of it searching         {alone:.1f} s")
    print(f"processor, all processes  {timed.cpu:.1f} s")
    print(f"report                    {timed.size:,} bytes (wanted: at most {LARGEST:,})")
    print(f"by work: {first.wall:.1f} s and {second.wall:.1f} s, figures equal: {alike}")
    held = timed.wall <= LONGEST and timed.size <= LARGEST and alike
    print(f"=> {LONGEST} s, {LARGEST:,} bytes, equal figures: {'held' if held else 'MISSED'}")


if __name__ == "__main__":
    main()
