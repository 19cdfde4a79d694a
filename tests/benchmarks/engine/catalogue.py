"""Instances by name: ``day-200``, ``day-500-lunch``, ``day-60-must@7``, ``solomon/C101``.

A day's part after ``@`` is the seed it is made with (1 where it is not told). The published
instances lie beside the checkout; without them only days are listed.
"""

import re
from collections.abc import Iterable
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

from benchmarks.engine.classics import Classic, read_classic
from benchmarks.engine.days import TICKS, a_working_day
from visitplan.routing.statement import Statement

PUBLISHED = Path(__file__).parents[3].parent / "shared" / "data" / "benchmarks"
SIZES = (60, 200, 500, 1500)
DAYS = tuple(f"day-{size}{kind}" for kind in ("", "-lunch", "-must") for size in SIZES)
QUICK = ("day-60", "day-200", "day-200-lunch", "day-500", "homberger/r1_2_2")

_DAY = re.compile(r"day-(?P<size>\d+)(?P<lunch>-lunch)?(?P<must>-must)?(@(?P<seed>\d+))?")


class Instance(NamedTuple):
    """A statement; ``unit`` ticks are what its costs are shown in."""

    name: str
    statement: Statement
    unit: int
    classic: Classic | None = None


def chosen(patterns: Iterable[str]) -> list[str]:
    """Return the names that the patterns mean; any day may be named. Raises LookupError."""
    names: list[str] = []
    for pattern in patterns:
        found = [name for name in listed() if fnmatch(name, pattern)]
        if not found and not _DAY.fullmatch(pattern):
            raise LookupError(f"no instance is called {pattern}")
        names.extend(found or [pattern])
    return list(dict.fromkeys(names))


def listed() -> list[str]:
    """Return the names of the standing instances."""
    files = sorted(file for end in ("txt", "vrp") for file in PUBLISHED.glob(f"*/*.{end}"))
    return [*DAYS, *(f"{file.parent.name}/{file.stem}" for file in files)]


def load(name: str) -> Instance:
    """Make or read an instance. Raises LookupError where there is none of this name."""
    if day := _DAY.fullmatch(name):
        statement = a_working_day(
            int(day["size"]),
            seed=int(day["seed"] or 1),
            lunch=bool(day["lunch"]),
            must=bool(day["must"]),
        )
        return Instance(name, statement, 100 * TICKS)
    files = list(PUBLISHED.glob(f"{name}.txt")) + list(PUBLISHED.glob(f"{name}.vrp"))
    if not files:
        raise LookupError(f"no instance is called {name}")
    classic = read_classic(files[0])
    return Instance(name, classic.statement(), 10, classic)
