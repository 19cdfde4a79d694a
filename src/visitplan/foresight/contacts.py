"""Hours when people are at home, where that is worth the way: a plan with it, and one without."""

from typing import NamedTuple

from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.planning.ground import Ground
from visitplan.planning.terms import PlannedDay
from visitplan.render.wording import wording_of
from visitplan.routing.open_doors import OpenDoors, with_doors
from visitplan.simulation.at_home import home_by_case
from visitplan.simulation.contacts import expected_contacts


class Contacts(NamedTuple):
    """How many people a plan may expect to meet, in how many paid hours, at what cost."""

    expected: float
    paid_hours: float
    cost: str

    @classmethod
    def of(cls, planned: PlannedDay) -> "Contacts":
        """Return them at the planned arrivals."""
        plan = planned.plan
        hours = sum(route.paid_seconds for route in plan.routes) / 3600
        cost = wording_of(plan).money(plan.cost.total)
        return cls(expected_contacts(plan, home_by_case(planned.day)), hours, cost)

    def __str__(self) -> str:
        """Say so: ``12.4 contacts, 0.61 per paid hour, for €412.30``."""
        rate = self.expected / self.paid_hours if self.paid_hours else 0.0
        return f"{self.expected:.1f} contacts, {rate:.2f} per paid hour, for {self.cost}"


def without_contacts(day: Day) -> Day:
    """Return the day on which contacts are worth nothing."""
    foresight = day.foresight.model_copy(update={"contact_value": 0})
    return day.model_copy(update={"foresight": foresight})


def with_worth(ground: Ground, day: Day) -> Ground:
    """Return the ground of a day without worth of contacts, with what they are worth on ``day``."""
    valued = ground.day.model_copy(update={"foresight": day.foresight})
    return ground._replace(day=valued, stated=with_doors(ground.stated, OpenDoors.of(valued)))


def told(without: PlannedDay, with_value: PlannedDay) -> Finding:
    """Return what the worth of contacts brings, beside the plan that does not look at it."""
    return Finding(
        severity="warning",
        code="VP-FS-004",
        file="day.toml",
        column="foresight.contact_value",
        problem=f"{Contacts.of(with_value)}; without their value {Contacts.of(without)}",
        remedy="a contact's value is a weight and in no cost: raise or lower it as this looks",
    )
