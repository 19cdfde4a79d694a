"""How sure the figures are that a plan is made of: ways, times at the door, somebody at home.

The defaults are assumptions, to be replaced by what one's own days have shown. Of the chances to
find somebody at home only the direction is well supported (evenings and Saturdays above weekday
mornings); a likely hour is no permission, and none of this is ever learned about one person.
"""

from datetime import time
from typing import Annotated, Self

from pydantic import Field, model_validator

from visitplan.domain.place import PlaceKind
from visitplan.domain.value import WEEKDAYS, Seconds, Value, Weekday

Chance = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Spread = Annotated[float, Field(ge=0, le=2, allow_inf_nan=False)]
"""The standard deviation of a logarithm: 0.2 is about a fifth more or less."""

_WORKING: tuple[Weekday, ...] = WEEKDAYS[:5]


class HomeChance(Value):
    """The chance that somebody opens, from ``begins`` until before ``ends`` on some weekdays.

    ``kinds`` are the kinds of place that it is of (empty: every kind).
    """

    days: Annotated[tuple[Weekday, ...], Field(min_length=1)]
    begins: time
    ends: time
    chance: Chance
    kinds: frozenset[PlaceKind] = frozenset()

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Self:
        if self.begins >= self.ends:
            raise ValueError("hours begin before they end")
        return self


_USUAL = (
    HomeChance(days=_WORKING, begins=time(9), ends=time(12), chance=0.30),
    HomeChance(days=_WORKING, begins=time(12), ends=time(17), chance=0.35),
    HomeChance(days=_WORKING, begins=time(17), ends=time(19), chance=0.50),
    HomeChance(days=("sat",), begins=time(10), ends=time(16), chance=0.50),
)


class Uncertainty(Value):
    """By how much a day differs from its plan.

    Every way takes its planned time × a factor of the day (``day_travel``, one for all agents) ×
    a factor of its own (``leg_travel``); a stay with somebody at home its planned time × a factor
    (``service``). Factors are lognormal with mean 1. Where nobody opens the stay lasts
    ``nobody_seconds``, or the planned time if that is shorter. Of several entries of ``home``
    that speak of a moment the first counts; where none does, ``home_otherwise``.
    """

    day_travel: Spread = 0.10
    leg_travel: Spread = 0.20
    service: Spread = 0.35
    nobody_seconds: Seconds = 240
    home: tuple[HomeChance, ...] = _USUAL
    home_otherwise: Chance = 0.35

    def home_at(self, weekday: Weekday, kind: PlaceKind, clock: time) -> float:
        """Return the chance that somebody opens at a time of the clock."""
        speaking = (
            each.chance
            for each in self.home
            if weekday in each.days
            and (not each.kinds or kind in each.kinds)
            and each.begins <= clock < each.ends
        )
        return next(speaking, self.home_otherwise)

    def home_changes(self, kind: PlaceKind) -> tuple[time, ...]:
        """Return the times of the clock at which chances may change, on one weekday or another."""
        spoken = (each for each in self.home if not each.kinds or kind in each.kinds)
        return tuple(sorted({at for each in spoken for at in (each.begins, each.ends)}))
