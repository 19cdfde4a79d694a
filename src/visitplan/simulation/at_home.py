"""The chance that somebody opens at a moment."""

from datetime import time

import numpy as np

from visitplan.domain.day import Day
from visitplan.domain.place import PlaceKind
from visitplan.domain.uncertainty import HomeChance, Uncertainty
from visitplan.domain.value import Id, Weekday
from visitplan.simulation.chance import Floats

DAY = 86_400


class AtHome:
    """The chances of one weekday at one kind of place, by the clock."""

    def __init__(self, terms: Uncertainty, weekday: Weekday, kind: PlaceKind) -> None:
        spoken = [each for each in terms.home if _speaks(each, weekday, kind)]
        edges = sorted({0, *(_second(at) for each in spoken for at in (each.begins, each.ends))})
        self._edges = np.array(edges)
        self._chances = np.array([_chance(spoken, edge, terms) for edge in edges])

    def at(self, seconds: Floats) -> Floats:
        """Return the chance at each moment, in seconds since midnight."""
        within = np.mod(seconds, DAY)
        chances: Floats = self._chances[np.searchsorted(self._edges, within, side="right") - 1]
        return chances

    def spans(self) -> list[tuple[int, int, float]]:
        """Return from when, in seconds since midnight, until before when there is which chance."""
        ends = [*self._edges[1:].tolist(), DAY]
        return list(zip(self._edges.tolist(), ends, self._chances.tolist(), strict=True))


def home_by_case(day: Day) -> dict[Id, AtHome]:
    """Return the chances of the day at each case's kind of place."""
    kinds = {case.place_kind for case in day.cases}
    homes = {kind: AtHome(day.uncertainty, day.weekday, kind) for kind in sorted(kinds)}
    return {case.id: homes[case.place_kind] for case in day.cases}


def _speaks(each: HomeChance, weekday: Weekday, kind: PlaceKind) -> bool:
    return weekday in each.days and (not each.kinds or kind in each.kinds)


def _chance(spoken: list[HomeChance], second: int, terms: Uncertainty) -> float:
    holding = (e.chance for e in spoken if _second(e.begins) <= second < _second(e.ends))
    return next(holding, terms.home_otherwise)


def _second(at: time) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second
