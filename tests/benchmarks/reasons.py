"""How long the reasons of a busy day's unassigned visits take, every change planned and verified.

Seconds by the clock; in brackets those of the processor, which other work hardly changes.

``python tests/benchmarks/reasons.py [--visits 500] [--unassigned 60]``
"""

import argparse
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parents[1]))

from rich.console import Console
from rich.table import Table

from benchmarks.busy_day import VISITS_PER_SHIFT, write_busy_day
from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.window import TimeWindow
from visitplan.explanation.told import Told
from visitplan.intake.reading import read_day
from visitplan.planning.story import plan_day
from visitplan.planning.terms import PlannedDay, Provenance
from visitplan.reasons.story import reasons_of, reasons_of_one
from visitplan.travel.beeline import BeelineTravel

SKILLED = 25
"""Every so-maniest case asks for a skill that nobody has, the next is hardly at home."""

T = TypeVar("T")


def a_short_handed_day(visits: int, unassigned: int) -> Day:
    """Return a made-up day with too few agents, some cases that nobody can serve among them."""
    with tempfile.TemporaryDirectory() as folder:
        write_busy_day(Path(folder), visits, seconds=5)
        day = read_day(Path(folder)).day
    cases = list(day.cases)
    for number in range(0, visits - 1, SKILLED):
        cases[number] = cases[number].model_copy(update={"skills": frozenset({"legal"})})
        cases[number + 1] = _hardly_at_home(cases[number + 1], day)
    impossible = visits // SKILLED
    fewer = max(0, unassigned - impossible) // (VISITS_PER_SHIFT + 4)
    shifts = day.shifts[: len(day.shifts) - fewer]
    return day.model_copy(update={"cases": tuple(cases), "shifts": shifts})


def _hardly_at_home(case: Case, day: Day) -> Case:
    """Return the case with a window that opens with the earliest shift and closes right after."""
    opening = min(shift.hours.opening for shift in day.shifts)
    closing = opening + timedelta(seconds=case.service_seconds + 60)
    return case.model_copy(update={"windows": (TimeWindow(opening=opening, closing=closing),)})


def timed(work: Callable[[], T]) -> tuple[T, str]:
    """Return what some work gives, and how long it took."""
    begin, worked = time.perf_counter(), time.process_time()
    result = work()
    wall, own = time.perf_counter() - begin, time.process_time() - worked
    return result, f"{wall:.2f} ({own:.2f})"


def kinds(told: tuple[Told, ...]) -> str:
    """Count what the smallest changes are."""
    smallest = (each.remedies[0].kind if each.remedies else "none found" for each in told)
    return ", ".join(f"{kind} {number}" for kind, number in Counter(smallest).most_common())


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--visits", type=int, default=500)
    parser.add_argument("--unassigned", type=int, default=60)
    asked = parser.parse_args()
    day = a_short_handed_day(asked.visits, asked.unassigned)
    planned = plan_day(day, BeelineTravel(day.travel), provenance=Provenance({}, {}))
    told, seconds = timed(lambda: reasons_of(planned))
    fates = Counter(each.fate for each in told)
    title = f"Reasons of a day of {asked.visits} visits, {len(planned.plan.routes)} routes"
    table = Table("what", "seconds", "", title=title)
    noted = ", ".join(f"{fate} {number}" for fate, number in fates.most_common())
    table.add_row(
        f"all {len(told)}, the smallest change of each", seconds, f"{noted}; {kinds(told)}"
    )
    table.add_row("one unassigned, all changes", *one(planned, told[0].case_id))
    table.add_row("one planned, all other places", *one(planned, planned_case(planned)))
    Console().print(table)


def one(planned: PlannedDay, case_id: str) -> tuple[str, str]:
    """Time all that there is to tell of one case."""
    told, seconds = timed(lambda: reasons_of_one(planned, case_id))
    return seconds, f"{len(told[0].remedies)} changes, {len(told[0].alternatives)} places"


def planned_case(planned: PlannedDay) -> str:
    route = planned.plan.routes[0]
    return route.stops[len(route.stops) // 2].case_id


if __name__ == "__main__":
    main()
