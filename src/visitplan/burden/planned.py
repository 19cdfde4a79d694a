"""The visits of plans, each with the case that it goes to and the day that it lies in."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.plan import Plan


class PlanOfDay(NamedTuple):
    """A plan and the day of which it speaks, located."""

    day: Day
    plan: Plan

    @property
    def cases(self) -> dict[str, Case]:
        """The cases of the day by id."""
        return {case.id: case for case in self.day.cases}


class Call(NamedTuple):
    """A planned visit; ``arrival`` and ``departure`` are told by the clock at the address."""

    case: Case
    day: Day
    arrival: datetime
    departure: datetime


def calls_of(planned: Sequence[PlanOfDay]) -> Iterator[Call]:
    """Yield the visits of all plans; KeyError where a day does not know a case."""
    for each in planned:
        cases = each.cases
        for route in each.plan.routes:
            for stop in route.stops:
                case = cases[stop.case_id]
                zone = zone_of(case, each.day)
                yield Call(
                    case, each.day, stop.arrival.astimezone(zone), stop.departure.astimezone(zone)
                )


def left_out_of(planned: Sequence[PlanOfDay]) -> Iterator[Case]:
    """Yield the eligible cases in no route."""
    for each in planned:
        cases = each.cases
        yield from (cases[left.case_id] for left in each.plan.unassigned)


def zone_of(case: Case, day: Day) -> ZoneInfo:
    """Return the zone of the address."""
    return case.time_zone or day.time_zone
