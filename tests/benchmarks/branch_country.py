"""A made-up country of branches: day folders that equal arguments write equal.

Branches stand on a grid. Cases are drawn around each, and some are handed to a neighbour of the
branch they lie by, as happens where territories follow postcodes.
"""

import csv
import math
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from busy_day import DAY, HOURS, PRIORITIES, VISITS_PER_SHIFT

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
    names = [f"B{number:04}-{case:05}" for case in range(country.visits)]
    _write(folder / "cases.csv", [_case(dice, country, number, name) for name in names])
    shifts = max(2, math.ceil(country.visits / VISITS_PER_SHIFT))
    _write(folder / "agents.csv", [_agent(country, number, shift) for shift in range(shifts)])


def _case(dice: Any, country: Country, number: int, name: str) -> dict[str, object]:
    is_misplaced = dice.random() < country.misplaced
    lat, lon = _around(dice, country, _neighbour(country, number) if is_misplaced else number)
    return {
        "case_id": name,
        "debtor_id": f"D{name}",
        "customer": f"Customer {name}",
        "lat": lat,
        "lon": lon,
        "status": "approved",
        "approved_by": "Approver 1",
        "approved_at": "2026-11-20T10:00",
        "approved_until": "2026-12-20",
        "windows": _drawn(dice, HOURS),
        "service": int(dice.integers(10, 31)),
        "priority": _drawn(dice, PRIORITIES),
    }


def _agent(country: Country, number: int, shift: int) -> dict[str, object]:
    lat, lon = _office(country, number)
    return {
        "agent_id": f"A{shift:03}",
        "name": f"Agent {number:04}-{shift:03}",
        "shift": "08:00-18:00" if shift % 3 else "10:30-20:00",
        "start": "home",
        "end": "home",
        "home_lat": round(lat, 6),
        "home_lon": round(lon, 6),
        "overtime": "8h +50%",
    }


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


def _drawn(dice: Any, choices: tuple[tuple[str, float], ...]) -> str:
    values, shares = zip(*choices, strict=True)
    return str(values[int(dice.choice(len(values), p=shares))])


def _write(file: Path, rows: list[dict[str, object]]) -> None:
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
