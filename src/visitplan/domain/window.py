"""Time windows and hours of the clock."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Self

from pydantic import AwareDatetime, model_validator

from visitplan.domain.value import Value


class TimeWindow(Value):
    """Hours in which something may take place, both ends included.

    A visit lies wholly inside: arrival ≥ opening and departure ≤ closing (where a policy bounds
    the start only, arrival ≤ closing takes the place of the second).
    """

    opening: AwareDatetime
    closing: AwareDatetime

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> Self:
        if self.opening.timestamp() > self.closing.timestamp():
            raise ValueError("a window opens before it closes")
        return self

    @property
    def seconds(self) -> int:
        """Elapsed seconds between opening and closing (daylight saving respected)."""
        return int(self.closing.timestamp() - self.opening.timestamp())


class ClockSpan(Value):
    """Hours of the wall clock, ``09:00`` to ``19:00``, on whatever date they are asked for."""

    opening: time
    closing: time

    @model_validator(mode="after")
    def _opens_before_it_closes(self) -> Self:
        if self.opening >= self.closing:
            raise ValueError("hours open before they close, within one day")
        return self


def intersect(first: Iterable[TimeWindow], second: Iterable[TimeWindow]) -> tuple[TimeWindow, ...]:
    """Return the hours common to both, sorted; windows that only touch in a point are kept out.

    Moments are compared as instants: two datetimes of one zone compare by the wall clock, which
    is wrong in the hour that daylight saving repeats.
    """
    second = tuple(second)
    common = (
        (max(a.opening, b.opening, key=_instant), min(a.closing, b.closing, key=_instant))
        for a in first
        for b in second
    )
    apart = [pair for pair in common if _instant(pair[0]) < _instant(pair[1])]
    apart.sort(key=lambda pair: _instant(pair[0]))
    return tuple(TimeWindow(opening=opening, closing=closing) for opening, closing in apart)


def _instant(moment: datetime) -> float:
    return moment.timestamp()
