"""A made-up day folder of any size: equal sizes and seeds give equal files.

``python tests/benchmarks/busy_day.py FOLDER SIZE`` writes one with ten seconds to search. Then
``python -m cProfile -s cumulative "$(command -v visitplan)" plan FOLDER --out OUT`` tells what the
rest of the command takes: the search is what ``solve_apart`` waits for.
"""

import csv
import math
import sys
from pathlib import Path
from typing import Any

import numpy as np

DAY = """
date = 2026-11-24
time_zone = "Europe/Helsinki"
currency = "EUR"

[streets]
engine = "beeline"

[visits]
setup = "2 min"

[policy]
pack = "sample"
version = "1"
source = "made up"

[policy.permitted_hours]
tue = ["08:00-20:00"]

[penalties]
must = "400.00"
high = "90.00"
normal = "45.00"
low = "15.00"

[pay]
wage = "20.00"
fixed = "15.00"
rate_per_km = "0.40"
paid = "route"

[limits]
seconds = {seconds}
"""
HOURS = (
    ("", 0.58),
    ("17:00-20:00", 0.15),
    ("08:00-12:00", 0.1),
    ("08:00-10:00; 17:00-20:00", 0.17),
)
PRIORITIES = (("must", 0.08), ("high", 0.22), ("normal", 0.5), ("low", 0.2))
VISITS_PER_SHIFT = 13
Spot = tuple[float, float]
"""A latitude and a longitude."""


def write_busy_day(folder: Path, size: int, *, seconds: float, seed: int = 1) -> None:
    """Write a day of so many cases in a round town; half of the shifts have lunch."""
    dice = np.random.default_rng([seed, size])
    (folder / "day.toml").write_text(DAY.format(seconds=seconds))
    write_table(folder / "cases.csv", [_case(dice, number, size) for number in range(size)])
    agents = [_agent(dice, number, size) for number in range(shifts_for(size))]
    write_table(folder / "agents.csv", agents)


def shifts_for(size: int) -> int:
    """Return how many shifts so many cases take."""
    return max(2, math.ceil(size / VISITS_PER_SHIFT))


def case_row(dice: Any, name: str, spot: Spot) -> dict[str, object]:
    """Return an approved case at a spot, with hours, stay and priority as they are drawn."""
    return {
        "case_id": f"C{name}",
        "debtor_id": f"D{name}",
        "customer": f"Customer {name}",
        "lat": spot[0],
        "lon": spot[1],
        "status": "approved",
        "approved_by": "Approver 1",
        "approved_at": "2026-11-20T10:00",
        "approved_until": "2026-12-20",
        "windows": _drawn(dice, HOURS),
        "service": int(dice.integers(10, 31)),
        "priority": _drawn(dice, PRIORITIES),
    }


def agent_row(name: str, spot: Spot, *, early: bool, lunch: bool = False) -> dict[str, object]:
    """Return a shift, the early or the late one, that begins and ends at a spot."""
    return {
        "agent_id": f"A{name}",
        "name": f"Agent {name}",
        "shift": "08:00-18:00" if early else "10:30-20:00",
        "start": "home",
        "end": "home",
        "home_lat": spot[0],
        "home_lon": spot[1],
        "overtime": "8h +50%",
        "breaks": "11:30-14:30 30min unpaid" if lunch else "",
    }


def _case(dice: Any, number: int, size: int) -> dict[str, object]:
    return case_row(dice, f"{number:05}", _somewhere(dice, size))


def _agent(dice: Any, number: int, size: int) -> dict[str, object]:
    spot = _somewhere(dice, size)
    return agent_row(f"{number:03}", spot, early=dice.random() < 0.6, lunch=bool(number % 2))


def _somewhere(dice: Any, size: int) -> Spot:
    radius = 12_000 * (size / 200) ** 0.35 * math.sqrt(dice.random())
    angle = dice.uniform(0, 2 * math.pi)
    north, east = radius * math.cos(angle), radius * math.sin(angle)
    return round(60.17 + north / 111_000, 6), round(24.94 + east / 55_000, 6)


def _drawn(dice: Any, choices: tuple[tuple[str, float], ...]) -> str:
    values, shares = zip(*choices, strict=True)
    return str(values[int(dice.choice(len(values), p=shares))])


def write_table(file: Path, rows: list[dict[str, object]]) -> None:
    """Write rows as CSV; the first one names the columns."""
    with file.open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    Path(sys.argv[1]).mkdir(parents=True, exist_ok=True)
    write_busy_day(Path(sys.argv[1]), int(sys.argv[2]), seconds=10)
