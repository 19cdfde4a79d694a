"""How much slower streets are at some hours of some weekdays."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from typing import Annotated, NamedTuple, Self

from pydantic import Field, model_validator

from visitplan.domain.value import WEEKDAYS, Value, Weekday

Slowness = Annotated[float, Field(ge=0.2, le=10)]
"""Multiplies a travel time: 1.5 is half as long again, below 1 is faster than the usual."""

ARTERIALS = ("motorway", "trunk", "primary", "secondary")
"""The road classes of OpenStreetMap that carry a town's traffic."""

DRIVEN_CLASSES = (
    *(f"{road}{link}" for road in (*ARTERIALS, "tertiary") for link in ("", "_link")),
    *("unclassified", "residential", "living_street", "service", "road", "track"),
)
"""The road classes that may have hours of their own; a link without is as slow as its road."""

MIDNIGHT = 86_400
"""Where the day ends, in seconds of the wall clock."""

WEEK = len(WEEKDAYS) * MIDNIGHT
"""Where the week ends, in seconds of the wall clock since Monday's midnight."""

WORKING_DAYS: tuple[Weekday, ...] = WEEKDAYS[:5]


class StreetHours(Value):
    """On ``days`` from ``begins`` until ``ends``, in seconds of the wall clock, ``ends`` excluded.

    A driven street takes ``by_class`` times as long, by its OpenStreetMap class, and one of any
    other class ``other`` times. A public holiday counts as the weekday that it falls on.
    """

    days: Annotated[tuple[Weekday, ...], Field(min_length=1)] = WEEKDAYS
    begins: Annotated[int, Field(ge=0, lt=MIDNIGHT)]
    ends: Annotated[int, Field(gt=0, le=MIDNIGHT)]
    other: Slowness = 1.0
    by_class: dict[str, Slowness] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _ends_later(self) -> Self:
        if self.ends <= self.begins:
            raise ValueError("hours end after they begin, on the same day")
        return self

    @property
    def in_the_week(self) -> Iterator[tuple[int, int]]:
        """The spans of these hours, in seconds of the wall clock since Monday's midnight."""
        for day in self.days:
            midnight = WEEKDAYS.index(day) * MIDNIGHT
            yield midnight + self.begins, midnight + self.ends


def week_second(moment: datetime) -> int:
    """Return what the clock of the moment's own zone shows, in seconds since Monday's midnight."""
    since_midnight = moment.hour * 3600 + moment.minute * 60 + moment.second
    return moment.weekday() * MIDNIGHT + since_midnight


class SlowPeriod(NamedTuple):
    """From a second of the week's clock on: how many times as long streets take, by class.

    The week begins at Monday's midnight.
    """

    begins: int
    other: float
    by_class: Mapping[str, float]

    @property
    def pace(self) -> tuple[float, tuple[tuple[str, float], ...]]:
        """How slow it is, whenever it is: equal for periods in which streets are alike."""
        return self.other, tuple(sorted(self.by_class.items()))


def periods_of(hours: Sequence[StreetHours]) -> tuple[SlowPeriod, ...]:
    """Return the week from Monday's midnight on, cut where streets become slower or faster.

    Outside of all hours nothing slows. The last period goes on until the week begins again. Raises
    ValueError where hours overlap.
    """
    spans = sorted((begins, ends, n) for n, h in enumerate(hours) for begins, ends in h.in_the_week)
    if any(before[1] > after[0] for before, after in pairwise(spans)):
        raise ValueError("the hours of streets overlap")
    at = {begins: hours[number] for begins, _, number in spans}
    periods: list[SlowPeriod] = []
    for cut in sorted({0, *at, *(ends for _, ends, _ in spans)} - {WEEK}):
        period = _from(cut, at.get(cut))
        if not periods or periods[-1].pace != period.pace:
            periods.append(period)
    return tuple(periods)


def _from(begins: int, hours: StreetHours | None) -> SlowPeriod:
    return SlowPeriod(begins, hours.other, hours.by_class) if hours else SlowPeriod(begins, 1.0, {})


def _rush(begins: int, ends: int) -> StreetHours:
    by_class = dict.fromkeys(ARTERIALS, 1.33)
    return StreetHours(
        days=WORKING_DAYS, begins=begins * 3600, ends=ends * 3600, other=1.15, by_class=by_class
    )


def _night(begins: int, ends: int) -> StreetHours:
    by_class = dict.fromkeys(ARTERIALS, 0.85)
    return StreetHours(begins=begins * 3600, ends=ends * 3600, other=0.95, by_class=by_class)


TYPICAL_HOURS: tuple[StreetHours, ...] = (_night(0, 6), _rush(6, 9), _rush(16, 19), _night(22, 24))
"""A town's week, for whoever has no figures of his own: on Saturdays and Sundays nobody rushes.

The rush hours of main roads are measured: 6 to 9 and 16 to 19 on weekdays, a leg then takes 1.33
times as long as at the usual hours, on the main roads of the 52 largest towns of the United States
(Federal Highway Administration, 2017 Urban Congestion Trends, FHWA-HOP-18-025; the hours from its
Urban Congestion Report, Documentation and Definitions). That smaller streets slow down less, and
that nights are faster, are assumptions of ours. Towns differ by more than these figures, so
measure your own.
"""
