"""What it costs to plan as if there were no rush hour: the same days, three ways to plan them.

Every plan is then worked at the hours' true speeds: agents leave as planned, keep their order, and
come late where the streets are slower than the plan believed. Made-up days (``engine/days.py``)
at the hours of ``TYPICAL_HOURS``; equal seeds and work give equal figures on any machine.

``python tests/benchmarks/rush_hour.py [--visits 200] [--seeds 3] [--work 100]``
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1]))

from rich.console import Console
from rich.table import Table as Sheet

from benchmarks.engine.days import TICKS, a_working_day
from visitplan.domain.street_hours import MIDNIGHT, TYPICAL_HOURS, SlowPeriod, periods_of
from visitplan.routing.hops import hops_of
from visitplan.routing.price import price_of_time, price_of_way
from visitplan.routing.search.limits import Effort
from visitplan.routing.search.ruin_and_recreate import ruin_and_recreate
from visitplan.routing.statement import Answer, Pace, Statement, TimedRoute
from visitplan.routing.table import Table
from visitplan.routing.ways import at_worst, legs_of

ARTERIAL_FROM = 8000
"""A leg of so many metres goes along arterials only; the shorter, the more along side streets."""


class Worked(NamedTuple):
    """A route as it went: when each stay began, when it should have at the latest, and the end."""

    begins: tuple[int, ...]
    latest: tuple[int, ...]
    leaves: int
    ends: int
    metres: int


def at_the_hours(day: Statement) -> Statement:
    """Return the day with its streets as slow as they typically are at each hour of a Monday."""
    periods = [each for each in periods_of(TYPICAL_HOURS) if each.begins < MIDNIGHT]
    paces = [Pace(seconds=(_slowed(day, each),), metres=day.metres) for each in periods]
    paces = list(dict.fromkeys((Pace(seconds=day.seconds, metres=day.metres), *paces)))
    slow = [Pace(seconds=(_slowed(day, each),), metres=day.metres) for each in periods]
    hours = tuple(
        (each.begins, paces.index(pace)) for each, pace in zip(periods, slow, strict=True)
    )
    return day.model_copy(update={"others": tuple(paces[1:]), "hours": hours})


def _slowed(day: Statement, period: SlowPeriod) -> Table:
    share = np.minimum(1.0, day.metres[0].array / ARTERIAL_FROM)
    arterial = period.by_class.get("primary", period.other)
    slowness = share * arterial + (1 - share) * period.other
    return Table(np.rint(day.seconds[0].array * slowness).astype(np.int64))


def work(day: Statement, route: TimedRoute) -> Worked:
    """Go along a route at the true speeds."""
    terms = day.shifts[route.shift]
    hops = hops_of(day, terms, route.visits)
    if hops is None:
        raise ValueError("every leg of a made-up day leads somewhere")
    now, begins, latest = route.leaves, list[int](), list[int]()
    for hop, planned in zip(hops[:-1], route.arrivals, strict=True):
        opening, closing = next(span for span in hop.arrivals if planned <= span[1])
        begins.append(max(hop.reached(now), opening))
        latest.append(closing)
        now = begins[-1] + hop.stay
    went = route.model_copy(update={"arrivals": tuple(begins)})
    metres = sum(leg.metres for leg in legs_of(day, went))
    return Worked(tuple(begins), tuple(latest), route.leaves, hops[-1].reached(now), metres)


def figures(day: Statement, answer: Answer) -> Iterator[float]:
    """Yield what a plan is like once worked."""
    worked = [(route, work(day, route)) for route in answer.routes]
    late = [
        begins - latest
        for _, w in worked
        for begins, latest in zip(w.begins, w.latest, strict=True)
        if begins > latest
    ]
    waited = [
        begins - told
        for route, w in worked
        for begins, told in zip(w.begins, route.arrivals, strict=True)
        if begins - told > 15 * 60
    ]
    over = [w.ends - day.shifts[r.shift].closing for r, w in worked]
    yield sum(len(route.visits) for route in answer.routes)
    yield len(late)
    yield sum(late) / 60
    yield len(waited)
    yield sum(max(0, each) for each in over) / 60
    yield sum(_overtime(day, r, w) for r, w in worked) / 60
    yield _cost(day, worked) / TICKS / 100


def _overtime(day: Statement, route: TimedRoute, worked: Worked) -> int:
    tiers = day.shifts[route.shift].pay.tiers
    return max(0, worked.ends - worked.leaves - tiers[0][0]) if tiers else 0


def _cost(day: Statement, worked: list[tuple[TimedRoute, Worked]]) -> int:
    planned = {visit for route, _ in worked for visit in route.visits}
    total = sum(v.penalty for n, v in enumerate(day.visits) if n not in planned)
    for route, went in worked:
        pay = day.shifts[route.shift].pay
        total += price_of_time(pay, went.ends - went.leaves, 0)
        total += price_of_way(day, route.shift, route.visits, went.metres)
    return total


COLUMNS = (
    "visits planned",
    "after their hours",
    "minutes after",
    "> 15 min after the time told",
    "min beyond the shifts",
    "min overtime",
    "cost as worked",
)


def main() -> None:
    """Print the table."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--visits", type=int, default=200)
    asked.add_argument("--seeds", type=int, default=3)
    asked.add_argument("--work", type=int, default=100)
    wish = asked.parse_args()
    sheet = Sheet(
        "planned by", *COLUMNS, title=f"{wish.visits} visits, median of {wish.seeds} days"
    )
    rows: dict[str, list[list[float]]] = {}
    for seed in range(1, wish.seeds + 1):
        usual = a_working_day(wish.visits, seed=seed)
        day = at_the_hours(usual)
        ways = {"the usual speeds": usual, "the slowest hour": at_worst(day), "the hours": day}
        for name, planned_by in ways.items():
            effort = Effort(seconds=0, work=wish.work, seed=seed)
            answer = ruin_and_recreate(planned_by, effort, lambda _: None)
            rows.setdefault(name, []).append(list(figures(day, answer)))
    for name, found in rows.items():
        medians = np.median(np.array(found), axis=0)
        sheet.add_row(name, *(f"{figure:,.0f}" for figure in medians))
    Console(width=140).print(sheet)


if __name__ == "__main__":
    main()
