"""A made-up country of branches: day folders that equal arguments write equal.

Branches stand on a grid. Cases are drawn around each, and some are handed to a neighbour of the
branch they lie by, as happens where territories follow postcodes.
"""

import math
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from benchmarks.busy_day import DAY, agent_row, case_row, shifts_for, write_table

APART_METRES = 9_000.0
SPREAD_METRES = 5_000.0
METRES_NORTH, METRES_EAST = 111_000, 55_000


class Country(NamedTuple):
    """How many branches of how many visits; which share of the cases lies nearer to a neighbour."""

    branches: int
    visits: int
    misplaced: float = 0.1
    seed: int = 1


def write_country(root: Path, country: Country) -> None:
    """Write a day folder for each branch into ``root``."""
    for number in range(country.branches):
        folder = root / f"branch-{number:04}"
        folder.mkdir(parents=True, exist_ok=True)
        _write_branch(folder, country, number)


def _write_branch(folder: Path, country: Country, number: int) -> None:
    dice = np.random.default_rng([country.seed, number])
    (folder / "day.toml").write_text(DAY.format(seconds=1))
    names = [f"{number:04}-{case:05}" for case in range(country.visits)]
    write_table(folder / "cases.csv", [_case(dice, country, number, name) for name in names])
    agents = [_agent(country, number, shift) for shift in range(shifts_for(country.visits))]
    write_table(folder / "agents.csv", agents)


def _case(dice: Any, country: Country, number: int, name: str) -> dict[str, object]:
    is_misplaced = dice.random() < country.misplaced
    where = _neighbour(country, number) if is_misplaced else number
    return case_row(dice, name, _around(dice, country, where))


def _agent(country: Country, number: int, shift: int) -> dict[str, object]:
    lat, lon = _office(country, number)
    spot = round(lat, 6), round(lon, 6)
    return agent_row(f"{number:04}-{shift:03}", spot, early=bool(shift % 3))


def _office(country: Country, number: int) -> tuple[float, float]:
    row, column = divmod(number, max(1, math.isqrt(country.branches)))
    return (
        58.0 + row * APART_METRES / METRES_NORTH,
        20.0 + column * APART_METRES / METRES_EAST,
    )


def _neighbour(country: Country, number: int) -> int:
    return min(number ^ 1, country.branches - 1)


def _around(dice: Any, country: Country, number: int) -> tuple[float, float]:
    lat, lon = _office(country, number)
    radius, angle = SPREAD_METRES * math.sqrt(dice.random()), dice.uniform(0, 2 * math.pi)
    return (
        round(lat + radius * math.cos(angle) / METRES_NORTH, 6),
        round(lon + radius * math.sin(angle) / METRES_EAST, 6),
    )
