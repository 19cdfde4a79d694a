"""The chance that somebody opens, by weekday, hour and kind of place."""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import time
from typing import NamedTuple
from zoneinfo import ZoneInfo

from visitplan.domain.contact import Contact
from visitplan.domain.learned import HourLearned
from visitplan.domain.place import PlaceKind
from visitplan.domain.uncertainty import HomeChance, Uncertainty
from visitplan.domain.value import WEEKDAYS, Weekday

ASSUMED_KNOCKS = 20
"""As how many knocks the assumption counts."""

LEAST_KNOCKS = 20
"""Of an hour with fewer knocks nothing is told, and the assumption stands."""

DIGITS = 3


class Knock(NamedTuple):
    """A visit at which somebody was at the door, with nothing of whose door it was."""

    weekday: Weekday
    hour: int
    kind: PlaceKind | None
    opened: bool


def knocks_of(contacts: Iterable[Contact], zone: ZoneInfo) -> Iterator[Knock]:
    """Yield the visits among contacts, by the clock of a zone; one told twice counts once."""
    seen = set[tuple[str, float]]()
    for each in contacts:
        visit = (each.case_id, each.at.timestamp())
        if each.channel == "visit" and visit not in seen:
            seen.add(visit)
            local = each.at.astimezone(zone)
            weekday = WEEKDAYS[local.weekday()]
            yield Knock(weekday, local.hour, each.place_kind, each.reached)


def hours_learned(knocks: Iterable[Knock], assumed: Uncertainty) -> tuple[HourLearned, ...]:
    """Return the chances of all hours with enough knocks: at any place, then at each kind.

    A chance is the mean of a beta distribution after ``n`` knocks, ``k`` of them opened: with the
    assumed chance ``p`` as ``m`` knocks before, ``(k + m p) / (n + m)`` (Gelman and others,
    Bayesian Data Analysis, 3rd edition, section 2.4). Hours at any place begin with what is
    assumed, hours at a kind of place with those at any place.
    """
    counts = _Counts(knocks)
    anywhere = {
        (None, *cell): counts.learned(None, *cell, _assumed(assumed, *cell))
        for cell in counts.cells()
    }
    of_kinds = (
        counts.learned(kind, weekday, hour, anywhere[None, weekday, hour].chance)
        for kind, weekday, hour in counts.cells_of_kinds()
    )
    found = (*anywhere.values(), *of_kinds)
    enough = (each for each in found if each.knocks >= LEAST_KNOCKS)
    return tuple(sorted(enough, key=_in_order))


def home_of(hours: Iterable[HourLearned], assumed: Uncertainty) -> tuple[HomeChance, ...]:
    """Return the entries of ``Uncertainty.home``: kinds of place first, what is assumed last."""
    learned = [
        HomeChance(
            days=(each.weekday,),
            begins=time(each.hour),
            ends=time(each.hour + 1) if each.hour < 23 else time(23, 59),
            chance=each.chance,
            kinds=frozenset({each.kind} if each.kind else ()),
        )
        for each in hours
    ]
    special = (each for each in learned if each.kinds)
    return (*special, *(each for each in learned if not each.kinds), *assumed.home)


class _Counts:
    """Knocks and opened doors by kind of place (None: any), weekday and hour."""

    def __init__(self, knocks: Iterable[Knock]) -> None:
        self._knocks = Counter[tuple[PlaceKind | None, Weekday, int]]()
        self._opened = Counter[tuple[PlaceKind | None, Weekday, int]]()
        for each in knocks:
            for kind in {None, each.kind}:
                self._knocks[kind, each.weekday, each.hour] += 1
                self._opened[kind, each.weekday, each.hour] += each.opened

    def cells(self) -> Iterator[tuple[Weekday, int]]:
        """Yield the weekdays and hours at which anybody knocked."""
        yield from ((weekday, hour) for kind, weekday, hour in self._knocks if kind is None)

    def cells_of_kinds(self) -> Iterator[tuple[PlaceKind, Weekday, int]]:
        """Yield the same for each kind of place."""
        yield from ((k, weekday, hour) for k, weekday, hour in self._knocks if k is not None)

    def learned(
        self, kind: PlaceKind | None, weekday: Weekday, hour: int, before: float
    ) -> HourLearned:
        """Return what an hour has shown, beginning with a chance."""
        knocks, opened = self._knocks[kind, weekday, hour], self._opened[kind, weekday, hour]
        chance = (opened + ASSUMED_KNOCKS * before) / (knocks + ASSUMED_KNOCKS)
        return HourLearned(
            kind=kind, weekday=weekday, hour=hour, knocks=knocks, opened=opened,
            chance=round(chance, DIGITS),
        )  # fmt: skip


def _assumed(terms: Uncertainty, weekday: Weekday, hour: int) -> float:
    """Return what is assumed of the middle of an hour at any place."""
    middle = time(hour, 30)
    spoken = (
        each.chance
        for each in terms.home
        if not each.kinds and weekday in each.days and each.begins <= middle < each.ends
    )
    return next(spoken, terms.home_otherwise)


def _in_order(each: HourLearned) -> tuple[str, int, int]:
    return each.kind or "", WEEKDAYS.index(each.weekday), each.hour
