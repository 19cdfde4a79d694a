"""Statements valid by default: places on a line, ten minutes apart; clocks in hours."""

from collections.abc import Sequence
from typing import Any

from visitplan.routing.statement import (
    BreakTerms,
    PayTerms,
    ShiftTerms,
    Statement,
    VisitTerms,
)
from visitplan.routing.table import Table

TICKS = 18_000
HOUR = 3600
MINUTE = 60


def pay_terms(**changes: Any) -> PayTerms:
    """Return a wage of 21.50 an hour and nothing else."""
    plain: dict[str, Any] = {"fixed": 0, "per_second": 2150 * 5, "minimum": 0, "tiers": ()}
    return PayTerms(**plain | {"per_metre": 0, "per_visit": 0} | changes)


def visit_terms(location: int = 1, *spans: tuple[float, float], **changes: Any) -> VisitTerms:
    """Return a visit of half an hour, to begin in these hours (by default 9 to 17)."""
    defaults: dict[str, Any] = {
        "location": location,
        "arrivals": tuple((round(a * HOUR), round(b * HOUR)) for a, b in spans or [(9, 17)]),
        "service": 30 * MINUTE,
        "setup": 0,
        "penalty": 50_000 * TICKS,
        "shifts": (0,),
    }
    return VisitTerms(**defaults | changes)


def break_terms(earliest: float, latest: float, minutes: int, paid: bool = True) -> BreakTerms:
    return BreakTerms(
        earliest=round(earliest * HOUR),
        latest=round(latest * HOUR),
        duration=minutes * MINUTE,
        paid=paid,
    )


def shift_terms(*breaks: BreakTerms, **changes: Any) -> ShiftTerms:
    """Return a shift from 8 to 18, from location 0 and back."""
    defaults: dict[str, Any] = {"opening": 8 * HOUR, "closing": 18 * HOUR, "profile": 0}
    defaults |= {"start": 0, "end": 0, "breaks": breaks, "pay": pay_terms()}
    return ShiftTerms(**defaults | changes)


def a_statement(
    visits: Sequence[VisitTerms] = (),
    shifts: Sequence[ShiftTerms] = (),
    ways: dict[tuple[int, int], int] | None = None,
) -> Statement:
    """Return a statement; ``ways`` overrides single travel times in seconds."""
    seconds = line(600)
    for (here, there), way in (ways or {}).items():
        rows = [list(row) for row in seconds]
        rows[here][there] = way
        seconds = Table(rows)
    return Statement(
        visits=tuple(visits),
        shifts=tuple(shifts) or (shift_terms(),),
        seconds=(seconds,),
        metres=(line(5000),),
    )


def line(step: int, places: int = 4) -> Table:
    return Table([[abs(a - b) * step for b in range(places)] for a in range(places)])
