"""Made-up days of field visits in a made-up town: equal sizes and seeds give equal days."""

import math
from typing import Any, NamedTuple

import numpy as np

from visitplan.routing.statement import (
    BreakTerms,
    PayTerms,
    ShiftTerms,
    Span,
    Statement,
    VisitTerms,
)
from visitplan.routing.table import Table

HOUR, MINUTE = 3600, 60
TICKS = 18_000
"""Ticks in a minor unit; a wage of one minor unit an hour is 5 ticks a second."""

PAY = PayTerms(
    fixed=1500 * TICKS,
    per_second=2000 * 5,
    minimum=0,
    tiers=((8 * HOUR, 1000 * 5),),
    per_metre=40 * TICKS // 1000,
    per_visit=0,
)
PENALTIES = {
    "must": (40_000, 0.08),
    "high": (9000, 0.22),
    "normal": (4500, 0.5),
    "low": (1500, 0.2),
}
HOURS: dict[str, tuple[tuple[Span, ...], float]] = {
    "all day": (((8 * HOUR, 19 * HOUR + 1800),), 0.52),
    "evening": (((17 * HOUR, 20 * HOUR),), 0.15),
    "morning": (((8 * HOUR, 12 * HOUR),), 0.07),
    "afternoon": (((13 * HOUR, 17 * HOUR),), 0.07),
    "early or late": (((8 * HOUR, 10 * HOUR), (17 * HOUR, 20 * HOUR)), 0.09),
    "around noon or late": (((11 * HOUR, 13 * HOUR), (18 * HOUR, 20 * HOUR)), 0.03),
    "two hours": (((0, 2 * HOUR),), 0.07),
}
SKILLS = ((0.2, 0.45), (0.1, 0.35))
"""For each skill: the share of visits that need it, and of shifts that have it."""

LUNCH = BreakTerms(earliest=11 * HOUR + 1800, latest=14 * HOUR + 1800, duration=1800, paid=False)
WORK_PER_VISIT = 31 * MINUTE
SPARE = 1.2


class Town(NamedTuple):
    """Where things are, in metres: ``doors`` (n, 2) and ``homes`` (m, 2)."""

    doors: Any
    homes: Any


def a_working_day(size: int, *, seed: int, lunch: bool = False, must: bool = False) -> Statement:
    """Return a day of ``size`` visits with a fifth more shifts than the work needs.

    With ``lunch`` each shift has an unpaid half hour between 11:30 and 14:30. With ``must`` no
    visit is worth leaving out while a shift has room.
    """
    dice = np.random.default_rng([seed, size])
    count = max(2, math.ceil(size * WORK_PER_VISIT / (8 * HOUR) * SPARE))
    town = _town(dice, size, count)
    seconds, metres = _travel(dice, np.vstack(town))
    able = _able(dice, size, count)
    visits = tuple(_visit(dice, number, tuple(able[number]), must) for number in range(size))
    shifts = tuple(_shift(dice, size + number, lunch) for number in range(count))
    return Statement(visits=visits, shifts=shifts, seconds=(seconds,), metres=(metres,))


def _town(dice: Any, size: int, count: int) -> Town:
    """Two thirds of the doors lie in quarters, the rest and all homes anywhere."""
    radius = 12_000 * (size / 200) ** 0.35
    quarters = _anywhere(dice, max(3, size // 25), radius)
    doors = _anywhere(dice, size, radius)
    inside = dice.random(size) < 0.65
    near = quarters[dice.integers(len(quarters), size=size)] + dice.normal(0, 1200, (size, 2))
    doors[inside] = near[inside]
    return Town(doors, _anywhere(dice, count, radius))


def _anywhere(dice: Any, count: int, radius: float) -> Any:
    angle, distance = dice.uniform(0, 2 * math.pi, count), radius * np.sqrt(dice.random(count))
    return np.column_stack((distance * np.cos(angle), distance * np.sin(angle)))


def _travel(dice: Any, points: Any) -> tuple[Table, Table]:
    """Slow streets for the first four kilometres, faster roads beyond; not the same both ways."""
    metres = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) * 1.3
    metres *= dice.uniform(1, 1.15, metres.shape)
    seconds = 60 + np.minimum(metres, 4000) * 3.6 / 25 + np.maximum(metres - 4000, 0) * 3.6 / 50
    np.fill_diagonal(metres, 0)
    np.fill_diagonal(seconds, 0)
    return Table(np.rint(seconds).astype(np.int64)), Table(np.rint(metres).astype(np.int64))


def _able(dice: Any, size: int, count: int) -> list[list[int]]:
    """Return the shifts that have all skills which each visit needs; the first one has all."""
    able = np.ones((size, count), dtype=bool)
    for needed, had in SKILLS:
        needs, has = dice.random(size) < needed, dice.random(count) < had
        has[0] = True
        able &= ~needs[:, None] | has
    return [np.flatnonzero(row).tolist() for row in able]


def _visit(dice: Any, number: int, able: tuple[int, ...], must: bool) -> VisitTerms:
    service = int(dice.integers(10, 31)) * MINUTE
    begin = int(dice.integers(9, 17)) * HOUR
    hours = _drawn(dice, HOURS)
    spans = tuple((begin + a, begin + b) if a == 0 else (a, b) for a, b in hours)
    penalty = 400_000 if must else _drawn(dice, PENALTIES)
    return VisitTerms(
        location=number,
        arrivals=tuple((opening, closing - service) for opening, closing in spans),
        service=service,
        setup=int(dice.integers(1, 5)) * MINUTE,
        penalty=penalty * TICKS,
        shifts=able,
    )


def _drawn(dice: Any, choices: dict[str, tuple[Any, float]]) -> Any:
    values, shares = zip(*choices.values(), strict=True)
    return values[int(dice.choice(len(values), p=shares))]


def _shift(dice: Any, home: int, lunch: bool) -> ShiftTerms:
    opening = 8 * HOUR if dice.random() < 0.6 else 10 * HOUR + 1800
    return ShiftTerms(
        opening=opening,
        closing=opening + 10 * HOUR,
        profile=0,
        start=home,
        end=home,
        breaks=(LUNCH,) if lunch else (),
        pay=PAY,
    )
