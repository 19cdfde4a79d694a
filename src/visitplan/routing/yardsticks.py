"""Yardsticks: the day dealt out before the search, by the cases and shifts alone.

The day's work is every stay with its setup, and for each visit the mean way from its five nearest
others: on generated days of 60 to 500 visits that came within a tenth of the hours then planned.
"""

import math
from typing import Any

import numpy as np

from visitplan.domain.balance import Balance, Yardstick
from visitplan.routing.areas import Chart, dealt
from visitplan.routing.stating import Stated

NEIGHBOURS = 5

FILLING = 0.8
"""How much of a shift's hours a good route fills; as many shifts get an area as the work needs."""


def yardsticks_of(stated: Stated, balance: Balance) -> tuple[Yardstick, ...]:
    """Return a yardstick for each shift, sorted by shift; none where no price asks for them.

    Neither the order of the visits nor the seed matters.
    """
    if not stated.visits or not (balance.fair_time_per_hour or balance.crossing_per_visit):
        return ()
    order = sorted(range(len(stated.visits)), key=lambda number: stated.visits[number].case_id)
    ways = _ways(stated, order)
    work = _work(stated, ways)
    fair = _fair_seconds(stated, work) if balance.fair_time_per_hour else [0] * len(stated.shifts)
    areas = _areas(stated, order, ways, work) if balance.crossing_per_visit else {}
    return tuple(
        Yardstick(shift_id=shift.id, fair_seconds=fair[number], area=areas.get(number, ()))
        for number, shift in enumerate(stated.shifts)
    )


def _ways(stated: Stated, order: list[int]) -> Any:
    """Return the seconds between visits, the mean of both directions; inf where no way leads."""
    places = [stated.statement.visits[number].location for number in order]
    there = _least(stated)[np.ix_(places, places)]
    return (there + there.T) / 2


def _least(stated: Stated) -> Any:
    """Return the least seconds of any profile in use, at any hour; inf where no way leads."""
    paces = [pace.seconds for pace in stated.statement.paces]
    tables = np.array([np.array(table) for pace in paces for table in pace], dtype=np.float64)
    tables[tables < 0] = np.inf
    return tables.min(axis=0)


def _work(stated: Stated, ways: Any) -> int:
    """Return the day's work in seconds."""
    apart = ways.copy()
    np.fill_diagonal(apart, np.inf)
    near = np.sort(apart, axis=1)[:, :NEIGHBOURS]
    near[np.isinf(near)] = 0
    stays = sum(visit.service + visit.setup for visit in stated.statement.visits)
    return stays + int(near.mean(axis=1).sum())


def _hours(stated: Stated) -> list[int]:
    return [shift.closing - shift.opening for shift in stated.statement.shifts]


def _fair_seconds(stated: Stated, work: int) -> list[int]:
    """Deal the work, as far as the shifts have hours for it, in proportion to their hours.

    The hours of a crew are those of its people, who are counted alone.
    """
    hours = _hours(stated)
    total = sum(own for own, shift in zip(hours, stated.shifts, strict=True) if not shift.joined)
    return [min(work, total) * own // max(1, total) for own in hours]


def _areas(stated: Stated, order: list[int], ways: Any, work: int) -> dict[int, tuple[str, ...]]:
    hours = _hours(stated)
    typical = FILLING * sum(hours) / len(hours)
    count = min(len(hours), len(order), max(1, math.ceil(work / max(1.0, typical))))
    chart = Chart(ways, _starts(stated, order), _able(stated, order), np.array(hours))
    areas: dict[int, list[str]] = {}
    for position, shift in enumerate(dealt(chart, count)):
        if shift is not None:
            areas.setdefault(shift, []).append(stated.visits[order[position]].case_id)
    return {shift: tuple(area) for shift, area in areas.items()}


def _starts(stated: Stated, order: list[int]) -> Any:
    """Return the seconds from each shift's start to each visit, by its own profile."""
    visits, shifts = stated.statement.visits, stated.statement.shifts
    places = [visits[number].location for number in order]
    rows = [np.array(stated.statement.seconds[s.profile])[s.start][places] for s in shifts]
    starts = np.array(rows, dtype=np.float64)
    starts[starts < 0] = np.inf
    return starts


def _able(stated: Stated, order: list[int]) -> Any:
    able = np.zeros((len(order), len(stated.shifts)), dtype=np.bool_)
    for position, number in enumerate(order):
        able[position, list(stated.statement.visits[number].shifts)] = True
    return able
