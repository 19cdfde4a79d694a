"""Time windows and hours of the clock."""

from collections.abc import Iterable
from datetime import time
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
        if self.opening > self.closing:
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
    """Return the hours common to both, sorted; windows that only touch in a point are kept out."""
    second = tuple(second)
    common = ((max(a.opening, b.opening), min(a.closing, b.closing)) for a in first for b in second)
    return tuple(
        TimeWindow(opening=opening, closing=closing)
        for opening, closing in sorted(common)
        if opening < closing
    )
