"""VROOM and ours on one problem, in this process: ``python -m benchmarks.vroom_days.duel NAME…``.

A line of JSON per problem. VROOM has one thread, its deepest exploration and its own stop; its
time is that of the solving alone. Ours gets the same problem, opened as well, and so many seconds
by the clock, in which it states, searches, confirms, times and writes the answer.
"""

import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.vroom_days.judge import judge
from benchmarks.vroom_days.problems import problem_of
from visitplan.domain.day import TravelSettings
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.ready import make_ready
from visitplan.travel.beeline import BeelineTravel
from visitplan.vroom.story import Source, opened, solved

DEEPEST = 5
LEAST = 0.2


class Duel(NamedTuple):
    """One answer of ours beside VROOM's: ``given`` names the seconds, ranks are the judge's."""

    name: str
    given: str
    seconds: float
    took: float
    theirs: tuple[int, int, int]
    ours: tuple[int, int, int]
    flaws: tuple[str, ...] = ()

    @property
    def verdict(self) -> str:
        """Whether ours is better, equal or worse, by VROOM's own order."""
        if self.ours == self.theirs:
            return "equal"
        return "better" if self.ours < self.theirs else "worse"

    @property
    def ratio(self) -> float | None:
        """Our cost to theirs, where as much is planned."""
        same = self.ours[:2] == self.theirs[:2] and self.theirs[2]
        return self.ours[2] / self.theirs[2] if same else None


def fought(name: str) -> list[Duel]:
    """Return ours in VROOM's own time, in twice of it, and in LEAST seconds at least."""
    problem = problem_of(name)
    answer, seconds = _by_vroom(problem)
    theirs = judge(problem, answer)
    duels = []
    for given, limit in (("1x", seconds), ("2x", 2 * seconds), ("0.2", max(LEAST, seconds))):
        found, took = by_ours(problem, limit)
        ours = judge(problem, found)
        flaws = tuple(f"theirs: {f}" for f in theirs.flaws) + ours.flaws
        duels.append(Duel(name, given, limit, took, theirs.rank, ours.rank, flaws))
    return duels


def _by_vroom(problem: dict[str, Any]) -> tuple[dict[str, Any], float]:
    import vroom  # noqa: PLC0415 - a peer that need not be installed

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "problem.json"
        file.write_text(json.dumps(problem), encoding="utf-8")
        instance = vroom.Input.from_json(file)
        begin = time.perf_counter()
        found = instance.solve(exploration_level=DEEPEST, nb_threads=1)
        took = time.perf_counter() - begin
        return found.to_dict(), took


def by_ours(problem: dict[str, Any], seconds: float) -> tuple[dict[str, Any], float]:
    """Return our answer and the seconds that it took."""
    measure = BeelineTravel(TravelSettings(engine="beeline")).matrix
    ready = opened(Source(json.dumps(problem).encode(), "problem", measure))
    begin = time.perf_counter()
    answered = solved(ready, Effort(seconds=seconds))
    return answered.answer, time.perf_counter() - begin


def main(names: Sequence[str]) -> None:
    make_ready(lambda _: None)
    by_ours(problem_of("10-all"), LEAST)  # loads and compiles
    for name in names:
        for duel in fought(name):
            print(json.dumps(duel._asdict()), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
