"""Of what kind the value of a change is, where a scenario changes a day as a whole."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple
from zoneinfo import ZoneInfo

from visitplan.intake.durations import minutes
from visitplan.intake.misread import MisreadError
from visitplan.intake.moments import LocalDay
from visitplan.intake.windows import windows

MOST_TIMES = 20
"""Demand is multiplied by this at most."""


class Shape(NamedTuple):
    """Which values fit a key, and how one is written."""

    fits: Callable[[object], bool]
    example: str


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 1000


def _is_seed(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**31


def _is_factor(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return False
    return Decimal(value).is_finite() and 0 < value <= MOST_TIMES


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


_ANY_DAY = LocalDay(date(2000, 1, 3), ZoneInfo("UTC"))


def _read_by(read: Callable[[object], object]) -> Callable[[object], bool]:
    def fits(value: object) -> bool:
        try:
            return bool(read(value))
        except MisreadError:
            return False

    return fits


def _is_flag(value: object) -> bool:
    return isinstance(value, bool)


def _are_ids(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_text, value))


def _is_list(value: object) -> bool:
    return isinstance(value, list) and bool(value)


_CLOCK = Shape(_read_by(_ANY_DAY.moment), '"10:00"')
_LENGTH = Shape(_read_by(minutes), '"30 min"')
SHAPES: Mapping[str, Shape] = {
    "agents": Shape(_is_count, "a number of agents, as 9"),
    "add_agents": Shape(_is_list, '[{ like = "A01", number = 2 }]'),
    "remove_agents": Shape(_are_ids, '["A03"]'),
    "shift_start": _CLOCK,
    "shift_end": _CLOCK,
    "shift_longer": _LENGTH,
    "demand": Shape(_is_factor, f"a factor above 0, up to {MOST_TIMES}, as 1.2"),
    "demand_seed": Shape(_is_seed, "a whole number, as 7"),
    "demand_replacement": Shape(_is_flag, "true or false"),
    "windows": Shape(
        _read_by(lambda value: windows(value, on=_ANY_DAY)), '"09:00-12:00; 15:00-19:00"'
    ),
    "windows_wider": _LENGTH,
    "windows_narrower": _LENGTH,
}
