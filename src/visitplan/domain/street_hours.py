"""How much slower streets are at some hours of the day."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Annotated, NamedTuple, Self

from pydantic import Field, model_validator

from visitplan.domain.value import Value

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


class StreetHours(Value):
    """From ``begins`` until ``ends``, in seconds of the wall clock, ``ends`` excluded.

    A driven street takes ``by_class`` times as long, by its OpenStreetMap class, and one of any
    other class ``other`` times.
    """

    begins: Annotated[int, Field(ge=0, lt=MIDNIGHT)]
    ends: Annotated[int, Field(gt=0, le=MIDNIGHT)]
    other: Slowness = 1.0
    by_class: dict[str, Slowness] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _ends_later(self) -> Self:
        if self.ends <= self.begins:
            raise ValueError("hours end after they begin, on the same day")
        return self


class SlowPeriod(NamedTuple):
    """From a second of the wall clock on: how many times as long streets take, by class."""

    begins: int
    other: float
    by_class: Mapping[str, float]


def periods_of(hours: Sequence[StreetHours]) -> tuple[SlowPeriod, ...]:
    """Return the day from midnight on, cut where hours begin or end; between them nothing slows.

    The last period goes on after midnight. Raises ValueError where hours overlap.
    """
    in_order = sorted(hours, key=lambda each: each.begins)
    if any(before.ends > after.begins for before, after in pairwise(in_order)):
        raise ValueError("the hours of streets overlap")
    cuts = sorted({0, *(h.begins for h in in_order), *(h.ends for h in in_order)} - {MIDNIGHT})
    at = {each.begins: each for each in in_order}
    return tuple(
        SlowPeriod(cut, at[cut].other, at[cut].by_class) if cut in at else SlowPeriod(cut, 1.0, {})
        for cut in cuts
    )


def _rush(begins: int, ends: int, *, arterial: float, other: float) -> StreetHours:
    by_class = dict.fromkeys(ARTERIALS, arterial)
    return StreetHours(begins=begins * 3600, ends=ends * 3600, other=other, by_class=by_class)


TYPICAL_HOURS: tuple[StreetHours, ...] = (
    _rush(0, 6, arterial=0.8, other=0.9),
    _rush(7, 10, arterial=1.35, other=1.15),
    _rush(16, 19, arterial=1.45, other=1.2),
    _rush(22, 24, arterial=0.85, other=0.95),
)
"""A town's working day, for whoever has no figures of his own.

The hours are those that published traffic data is commonly cut by (morning peak 7 to 10, evening
peak 16 to 19, night from 22; Precisely, Spectrum Spatial, historic traffic time buckets). How much
slower the streets are then is an own assumption, on top of ``calibration``: towns differ by more
than these figures, so measure your own.
"""
