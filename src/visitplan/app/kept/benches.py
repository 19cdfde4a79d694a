"""Plans of the database, prepared for the board: opened once, then edited and drawn at once."""

from collections import OrderedDict
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from visitplan.app.kept.plan_at_hand import PlanAtHand, at_hand, kept_plan
from visitplan.app.surroundings import Surroundings
from visitplan.by_hand.workbench import Workbench
from visitplan.domain.case import Case
from visitplan.domain.course import line_through
from visitplan.domain.day import Day
from visitplan.domain.door import Door
from visitplan.domain.plan import Plan
from visitplan.domain.window import TimeWindow
from visitplan.eligibility.at_the_door import lawful_hours
from visitplan.render.lawful import lawful_windows
from visitplan.render.scenery import street_box
from visitplan.storage import days, plans
from visitplan.storage.database import Database
from visitplan.storage.days import DayHead
from visitplan.storage.plans import PlanHead

if TYPE_CHECKING:
    from sqlalchemy import Connection

MOST_PLANS = 8
"""A prepared plan of a great day takes some ten megabytes, its streets more."""


class Shown(NamedTuple):
    """A plan and its day, as the database knows them."""

    plan: PlanHead
    day: DayHead


class Bench:
    """A plan on the workbench, beside the day that it is of, as that day stands now."""

    def __init__(self, shown: Shown, hand: PlanAtHand) -> None:
        self.shown, self.workbench = shown, Workbench(hand.planned)
        self.travel, self.verified = hand.travel, hand.verified

    @property
    def day(self) -> Day:
        """The located day."""
        return self.workbench.planned.day

    @property
    def plan(self) -> Plan:
        """The plan as it was kept."""
        return self.workbench.planned.plan

    def hours_of(self, case_id: str) -> tuple[TimeWindow, ...]:
        """Return the lawful hours of a case that its customer agrees to, in UTC, sorted."""
        return lawful_windows(self.cases[case_id], self._door)

    @cached_property
    def cases(self) -> dict[str, Case]:
        """The day's cases by id."""
        return {case.id: case for case in self.day.cases}

    @cached_property
    def _door(self) -> Door:
        return Door(lawful=lawful_hours(self.day, self.day.cases))

    @cached_property
    def ways(self) -> dict[str, str]:
        """The encoded line of each route along the streets, by shift id."""
        from visitplan.render.drawn_ways import drawn_ways  # noqa: PLC0415 - slow to load

        return drawn_ways(self.plan, self.day, self.travel)

    @cached_property
    def streets(self) -> dict[str, str]:
        """The streets around the day's places, by class: encoded lines parted by blanks."""
        from visitplan.render.vectors import DrawnStreets  # noqa: PLC0415 - shapely loads slowly

        places = (case.place for case in self.day.cases)
        points = (place.point for place in places if place.point and not place.problem)
        box = street_box(line_through(points))
        return DrawnStreets(self.travel.street_lines(box)).inside(box) if box else {}


class Benches:
    """The plans that somebody looked at lately; each is prepared by one of those who wait for it.

    A day that was changed is opened anew: what the rules say of its plan may be something else.
    """

    def __init__(self, database: Database, surroundings: Surroundings, most: int = MOST_PLANS):
        self._database, self._surroundings, self._most = database, surroundings, most
        self._prepared: OrderedDict[tuple[str, int], Bench] = OrderedDict()
        self._opening = Lock()

    def bench(self, plan_id: str) -> Bench | None:
        """Return a plan on its workbench; None where there is no such plan.

        Raises what ``open_day`` does, and InputError where its document is no plan of the day.
        """
        with self._database.read() as connection:
            shown = shown_plan(connection, plan_id)
        if shown is None:
            return None
        key = (plan_id, shown.day.version)
        with self._opening:
            found = self._prepared.pop(key, None) or self._prepare(shown)
            if found is None:
                return None
            self._prepared[key] = found
            while len(self._prepared) > self._most:
                self._prepared.popitem(last=False)
        found.shown = shown
        return found

    def _prepare(self, shown: Shown) -> Bench | None:
        with self._database.read() as connection:
            kept = kept_plan(connection, shown.plan.id)
        if kept is None:
            return None
        hand = at_hand(kept, self._surroundings)
        bench = Bench(shown, hand)
        bench.workbench.edited(())  # what every move needs is made now
        return bench


def shown_plan(connection: "Connection", plan_id: str) -> Shown | None:
    """Return a plan's head beside its day's; None where there is no such plan."""
    plan = plans.head(connection, plan_id)
    day = days.head(connection, plan.day_id) if plan else None
    return Shown(plan, day) if plan and day else None
