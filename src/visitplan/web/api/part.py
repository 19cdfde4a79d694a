"""The parts of the API, and how a program is recognised."""

from visitplan.web.api import (
    beginning,
    cases,
    contacts,
    days,
    deliveries,
    describing,
    holds,
    keys,
    outcomes,
    planning,
    plans,
    webhooks,
)
from visitplan.web.guarding import Doors
from visitplan.web.parts import Part

PARTS: tuple[Part, ...] = (
    Part(Doors(), ways=(keys.program_by_key,)),
    Part(days.doors),
    Part(beginning.doors),
    Part(cases.doors),
    Part(contacts.doors),
    Part(holds.doors),
    Part(planning.doors),
    Part(plans.doors),
    Part(outcomes.doors),
    Part(webhooks.doors),
    Part(deliveries.doors),
    Part(describing.doors),
)
