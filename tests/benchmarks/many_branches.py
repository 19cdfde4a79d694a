"""Many branches at once: what it costs beyond the searches, what survives, what borders save."""

import argparse
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from branch_country import Country, write_country

from dask_cluster import running_cluster

VISITPLAN = str(Path(sys.executable).with_name("visitplan"))
BREATH_SECONDS = 0.5
A_MILLION = 1_000_000
MOST_BEYOND = 0.10
MOST_MEMORY = 4 * 10**9
SEARCH_SECONDS_OF_A_REAL_BRANCH, VISITS_OF_A_REAL_BRANCH = 20, 300


class Run(NamedTuple):
    """What one run of plan-all took, and its report."""

    wall: float
    cpu: float
    peak: int
    report: dict[str, Any]

    @property
    def searches(self) -> float:
        return sum(float(branch["search_seconds"]) for branch in self.report["planned"])

    @property
    def beyond(self) -> float:
        """Seconds of the processors outside of the searches, by the shares of the clock."""
        whole = sum(float(branch["seconds"]) for branch in self.report["planned"])
        return self.cpu * (1 - self.searches / whole)

    @property
    def visits(self) -> int:
        return sum(int(branch["visits"]) for branch in self.report["planned"])


def plan_all(
    root: Path, out: Path, *options: str, disturb: Callable[[int], None] = lambda _: None
) -> Run:
    """Run the command and watch its memory; ``disturb`` hears its process id at every breath."""
    began, before = time.monotonic(), _cpu_of_children()
    command = [VISITPLAN, "plan-all", str(root), "--out", str(out), "--quiet", *options]
    peak = 0
    with subprocess.Popen(command) as running:
        while running.poll() is None:
            peak = max(peak, sum(map(_pss, _family(running.pid))))
            disturb(running.pid)
            time.sleep(BREATH_SECONDS)
    report = json.loads((out / "branches.json").read_text())
    return Run(time.monotonic() - began, _cpu_of_children() - before, peak, report)


def _cpu_of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _family(process: int) -> Iterator[int]:
    yield process
    try:
        listed = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return
    for child in map(int, listed.split()):
        yield from _family(child)


def _pss(process: int) -> int:
    """Return the proportional memory of a process in bytes; 0 when it has gone."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def overhead(chosen: argparse.Namespace, scratch: Path) -> Iterator[tuple[str, str]]:
    """Plan the same branches on processes and on a cluster, and compare their plans."""
    root = _country(scratch, Country(chosen.branches, chosen.visits))
    limits = ("--work", str(chosen.work))
    here = plan_all(root, scratch / "here", *limits, "--workers", str(chosen.workers))
    yield from _figures("processes", here, chosen.workers, here.searches)
    with running_cluster(scratch, workers=chosen.workers) as cluster:
        there = plan_all(root, scratch / "there", *limits, "--cluster", cluster.address)
    # A search on the cluster waits for a free worker: the processes tell how long they take.
    yield from _figures("Dask cluster", there, chosen.workers, here.searches)
    differing = sum(
        one["cost"] != other["cost"]
        for one, other in zip(here.report["planned"], there.report["planned"], strict=True)
    )
    yield "plans that differ between the two", str(differing)
    beyond = max(_beyond(run, chosen.workers, here.searches) for run in (here, there))
    yield verdict(
        "at most 10 % over the sum of the searches, equal plans",
        beyond <= MOST_BEYOND and not differing,
    )


def verdict(claim: str, is_held: bool) -> tuple[str, str]:
    """Return a line that says whether a claim was held on this machine, as busy as it was."""
    return f"=> {claim}", "held" if is_held else f"MISSED (load {os.getloadavg()[0]:.1f})"


def _beyond(run: Run, workers: int, searches: float) -> float:
    return workers * run.wall / searches - 1


def _figures(name: str, run: Run, workers: int, searches: float) -> Iterator[tuple[str, str]]:
    branches = len(run.report["planned"])
    yield f"{name}: branches, visits", f"{branches}, {run.visits}"
    yield f"{name}: wall", f"{run.wall:.1f} s"
    yield f"{name}: sum of the searches", f"{searches:.1f} s"
    beyond = _beyond(run, workers, searches)
    yield f"{name}: beyond the searches ({workers} × wall / sum)", f"{beyond:+.1%}"
    if name == "processes":
        yield f"{name}: processor", f"{run.cpu:.1f} s"
        yield f"{name}: processor beyond the searches, a branch", f"{run.beyond / branches:.2f} s"
    yield f"{name}: peak memory", f"{run.peak / 1e6:.0f} MB"


def killed(chosen: argparse.Namespace, scratch: Path) -> Iterator[tuple[str, str]]:
    """Kill two workers of a run by -9, and compare it with an undisturbed one."""
    branches = min(chosen.branches, 12)
    root = _country(scratch, Country(branches, chosen.visits, seed=3))
    limits = ("--work", str(chosen.work), "--workers", str(chosen.workers))
    victims, chance = [], random.Random(chosen.seed)

    def strike(process: int) -> None:
        workers = [p for p in _family(process) if p != process and _works(p)]
        begun = len(list((scratch / "killed" / ".finished").glob("*.json")))
        if workers and begun > 2 * (len(victims) + 1) and len(victims) < 2:
            victims.append(chance.choice(workers))
            os.kill(victims[-1], signal.SIGKILL)

    struck = plan_all(root, scratch / "killed", *limits, disturb=strike)
    calm = plan_all(root, scratch / "calm", *limits)
    again = plan_all(root, scratch / "killed", *limits)
    yield "workers killed by -9", str(len(victims))
    yield (
        "branches planned, failed",
        f"{len(struck.report['planned'])}, {len(struck.report['failed'])}",
    )
    is_equal = struck.report["costs"] == calm.report["costs"]
    yield "costs equal to an undisturbed run", str(is_equal)
    whole = len(struck.report["planned"]) == branches and bool(victims)
    yield verdict("a worker killed by -9 loses nothing", is_equal and whole)
    yield "the same command once more", f"{again.wall:.1f} s, nothing planned again"


def _works(process: int) -> bool:
    try:
        return b"spawn_main" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


def nation(chosen: argparse.Namespace, scratch: Path) -> Iterator[tuple[str, str]]:
    """Plan 100,000 visits with short searches, and reckon what a million would need."""
    root = _country(scratch, Country(chosen.nation, 100, seed=5))
    run = plan_all(root, scratch / "out", "--work", "1", "--workers", str(chosen.workers))
    branches = len(run.report["planned"])
    asked = branches * 100
    yield "branches planned, failed", f"{branches}, {len(run.report['failed'])}"
    yield "visits asked for, planned", f"{asked:,}, {run.visits:,}"
    yield "wall, processor", f"{run.wall:.0f} s, {run.cpu:.0f} s"
    yield "peak memory of all processes", f"{run.peak / 1e6:.0f} MB"
    is_whole = branches == chosen.nation and run.peak < MOST_MEMORY
    yield verdict("all planned within 4 GB", is_whole)
    each = run.beyond / asked
    yield "processor beyond the searches, a visit", f"{each * 1000:.1f} ms"
    searching = A_MILLION / VISITS_OF_A_REAL_BRANCH * SEARCH_SECONDS_OF_A_REAL_BRANCH
    hours = (searching + A_MILLION * each) / 3600
    yield "a million visits, 20 s a search for 300 visits", f"{hours:.0f} processor hours"
    yield "cores that do so within an hour", f"{hours:.0f}"
    yield "the coordinator's share on a cluster, one core", f"{A_MILLION * each / 60:.0f} min"


def borders(chosen: argparse.Namespace, scratch: Path) -> Iterator[tuple[str, str]]:
    """Hand over between two branches a fifth of whose cases lies beside the other office."""
    root = _country(scratch, Country(2, chosen.visits, misplaced=0.2, seed=7))
    limits = ("--work", str(chosen.work), "--workers", str(chosen.workers))
    run = plan_all(root, scratch / "out", *limits, "--borders")
    for border in run.report["borders"]:
        saved = border["before"] - border["after"]
        yield "cases handed over", str(len(border["handovers"]))
        yield "before, searched on for as long", f"{border['before'] / 100:.2f}"
        yield "after", f"{border['after'] / 100:.2f} ({-saved / border['before']:.1%})"
        yield verdict("handing over saves, and both days are verified", saved > 0)
    if not run.report["borders"]:
        yield "cases handed over", "none"
        yield verdict("handing over saves, and both days are verified", False)


def _country(scratch: Path, country: Country) -> Path:
    root = scratch / "branches"
    write_country(root, country)
    return root


PARTS: dict[str, Callable[[argparse.Namespace, Path], Iterator[tuple[str, str]]]] = {
    "overhead": overhead,
    "killed": killed,
    "borders": borders,
    "nation": nation,
}


def main(arguments: Sequence[str] | None = None) -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--parts", default=",".join(PARTS))
    options.add_argument("--branches", type=int, default=200)
    options.add_argument("--visits", type=int, default=50)
    options.add_argument("--work", type=int, default=100)
    options.add_argument("--workers", type=int, default=2)
    options.add_argument("--nation", type=int, default=1000, help="branches of 100 visits")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args(arguments)
    for name in chosen.parts.split(","):
        with ExitStack() as held:
            scratch = Path(held.enter_context(TemporaryDirectory()))
            print(f"{name}: {PARTS[name].__doc__}", flush=True)
            for figure, value in PARTS[name](chosen, scratch):
                print(f"    {figure:<58} {value:>30}", flush=True)


if __name__ == "__main__":
    main()
