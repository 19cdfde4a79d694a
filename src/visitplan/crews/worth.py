"""What a crew is worth: the time that its people share, for what they can do and at what pay."""

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from visitplan.crews.ability import Ability
from visitplan.crews.joining import common_hours
from visitplan.domain.agent import Agent, Shift
from visitplan.domain.day import Day, TravelSettings
from visitplan.domain.place import Point
from visitplan.domain.value import Id, Mode

Members = tuple[Shift, ...]

FARTHEST = 1800
"""Seconds from one's start to the driver's, at most: nobody is asked to cross the town for it."""

METRES_PER_DEGREE = 111_195

_TAKES_ALONG: tuple[Mode, ...] = ("drive", "two_wheeler", "walk", "transit")
"""Whose way of travelling a crew shares, the most able to take somebody along first."""


class Staff(NamedTuple):
    """Who is on duty, by shifts sorted by id, and the least wage of an hour among them."""

    shifts: tuple[Shift, ...]
    agents: Mapping[Id, Agent]
    travel: TravelSettings
    least_wage: int

    @classmethod
    def of(cls, day: Day, shifts: Sequence[Shift]) -> "Staff":
        """Return the staff of these shifts."""
        in_order = tuple(sorted(shifts, key=lambda shift: shift.id))
        least = min((shift.pay.wage_per_hour for shift in in_order), default=0)
        return cls(in_order, {agent.id: agent for agent in day.agents}, day.travel, least)

    def people(self, crew: Members) -> tuple[Agent, ...]:
        """Return the agents of a crew."""
        return tuple(self.agents[shift.agent_id] for shift in crew)

    def in_order(self, crew: Members) -> Members:
        """Return a crew with who drives first: by car, else by two-wheeler, and the cheapest."""

        def first(shift: Shift) -> tuple[int, int, Id]:
            mode = self.agents[shift.agent_id].mode
            return _TAKES_ALONG.index(mode), shift.pay.rate_per_km, shift.id

        driver = min(crew, key=first)
        return (driver, *sorted((s for s in crew if s is not driver), key=lambda each: each.id))

    def worth(self, crew: Members, ability: Ability) -> int:
        """Return what a crew is worth in seconds; 0 or less where it is of no use.

        That is the time shared, by the share of visits that it can make and by how cheap it is,
        less the way on which its people come together in the morning and part in the evening.
        """
        hours = common_hours([shift.hours for shift in crew])
        way = 0 if hours is None else self.way(crew)
        if hours is None or way > FARTHEST * (len(crew) - 1):
            return 0
        worked = hours.seconds * ability.share(self.people(crew)) * self._cheapness(crew)
        return round(worked) - 2 * way if worked else 0

    def way(self, crew: Members) -> int:
        """Return the seconds that the others need to the driver's start, as the crow flies."""
        here, *others = (shift.start.point for shift in self.in_order(crew))
        speed = self.travel.beeline_drive_kmh / 3.6 / self.travel.detour
        return sum(round(_metres(there, here) / speed) for there in others if here and there)

    def _cheapness(self, crew: Members) -> float:
        mean = sum(shift.pay.wage_per_hour for shift in crew) / len(crew)
        return (self.least_wage + 1) / (mean + 1)


def _metres(first: Point, second: Point) -> float:
    """Return the distance in a flat town."""
    east = (first.lon - second.lon) * math.cos(math.radians(first.lat))
    return math.hypot(first.lat - second.lat, east) * METRES_PER_DEGREE
