"""The chance that somebody opens at a moment."""

from datetime import time

import numpy as np

from visitplan.domain.day import Day
from visitplan.domain.place import PlaceKind
from visitplan.domain.uncertainty import Uncertainty
from visitplan.domain.value import Id, Weekday
from visitplan.simulation.chance import Floats

DAY = 86_400


class AtHome:
    """The chances of one weekday at one kind of place, by the clock."""

    def __init__(self, terms: Uncertainty, weekday: Weekday, kind: PlaceKind) -> None:
        edges = sorted({time(), *terms.home_changes(kind)})
        self._edges = np.array([_second(at) for at in edges])
        self._chances = np.array([terms.home_at(weekday, kind, at) for at in edges])

    def at(self, seconds: Floats) -> Floats:
        """Return the chance at each moment, in seconds since midnight."""
        within = np.mod(seconds, DAY)
        chances: Floats = self._chances[np.searchsorted(self._edges, within, side="right") - 1]
        return chances


def home_by_case(day: Day) -> dict[Id, AtHome]:
    """Return the chances of the day at each case's kind of place."""
    kinds = {case.place_kind for case in day.cases}
    homes = {kind: AtHome(day.uncertainty, day.weekday, kind) for kind in sorted(kinds)}
    return {case.id: homes[case.place_kind] for case in day.cases}


def _second(at: time) -> int:
    return at.hour * 3600 + at.minute * 60 + at.second
