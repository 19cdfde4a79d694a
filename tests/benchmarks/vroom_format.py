"""``visitplan vroom`` beside VROOM itself: the same problems, one core, VROOM's own time.

``python tests/benchmarks/vroom_format.py [--sizes 10,30] [--kinds plain,all] [--seeds 3]``
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from rich.console import Console
from rich.table import Table

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.vroom_days.duel import Duel
from benchmarks.vroom_days.problems import KINDS, SIZES

TESTS = Path(__file__).parents[1]
ONE_CORE = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1"}
WORST = 8


def duels_of(names: list[str]) -> Iterator[Duel]:
    """Fight all of them in a process of its own."""
    command = [sys.executable, "-m", "benchmarks.vroom_days.duel", *names]
    path = f"{TESTS}{os.pathsep}{TESTS.parent / 'src'}"
    environment = {**os.environ, **ONE_CORE, "PYTHONPATH": path}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=TESTS, env=environment
    ) as child:
        for line in child.stdout or ():
            told = json.loads(line)
            yield Duel(**told | {side: tuple(told[side]) for side in ("theirs", "ours", "flaws")})


def tables(duels: list[Duel]) -> Iterator[Table]:
    """Yield a table by size, one by kind, and the worst."""
    yield _counted("jobs", duels, lambda duel: duel.name.partition("-")[0])
    yield _counted("kind", duels, lambda duel: duel.name.partition("-")[2].partition("@")[0])
    yield _worst(duels)


def _counted(head: str, duels: list[Duel], key: Callable[[Duel], str]) -> Table:
    table = Table(
        head, "given", "VROOM's s", "ours took", "equal", "better", "worse", "ratio", "worst"
    )
    groups: dict[tuple[str, str], list[Duel]] = {}
    for duel in duels:
        groups.setdefault((key(duel), duel.given), []).append(duel)
    for (name, given), group in groups.items():
        table.add_row(name, given, *_cells(group))
    return table


def _cells(group: list[Duel]) -> Iterator[str]:
    yield f"{statistics.median(duel.seconds for duel in group):.3f}"
    yield f"{statistics.median(duel.took for duel in group):.3f}"
    for verdict in ("equal", "better", "worse"):
        yield str(sum(duel.verdict == verdict for duel in group))
    ratios = [duel.ratio for duel in group if duel.ratio]
    yield f"{statistics.median(ratios):.4f}" if ratios else ""
    yield f"{max(ratios):.4f}" if ratios else ""


def _worst(duels: Iterable[Duel]) -> Table:
    table = Table("worst", "given", "ratio", "theirs", "ours", "took/given")
    worse = [duel for duel in duels if duel.verdict == "worse"]
    for duel in sorted(worse, key=lambda duel: -(duel.ratio or 9.0))[:WORST]:
        ratio = f"{duel.ratio:.4f}" if duel.ratio else "less planned"
        sides = (str((*side[:2], side[2] // 360_000)) for side in (duel.theirs, duel.ours))
        table.add_row(duel.name, duel.given, ratio, *sides, f"{duel.took / duel.seconds:.2f}")
    return table


def _news(duel: Duel) -> str:
    ratio = f"{duel.ratio:.4f}" if duel.ratio else "-"
    return f"{duel.name} {duel.given} {duel.seconds:.3f} s: {duel.verdict} {ratio}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--seeds", type=int, default=3)
    wanted = parser.parse_args()
    names = [
        f"{size}-{kind}@{seed}"
        for size in wanted.sizes.split(",")
        for kind in wanted.kinds.split(",")
        for seed in range(1, wanted.seeds + 1)
    ]
    console, duels = Console(), list[Duel]()
    for duel in duels_of(names):
        duels.append(duel)
        console.print(_news(duel), highlight=False)
        for flaw in duel.flaws:
            console.print(f"{duel.name} {duel.given}: {flaw}")
    for table in tables(duels):
        console.print(table)


if __name__ == "__main__":
    main()
