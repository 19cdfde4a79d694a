"""What a plan's agents need to know of the rules, where no rule is asked any more."""

from collections.abc import Iterable

from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.door import Door
from visitplan.domain.plan import Plan
from visitplan.domain.value import Id
from visitplan.eligibility.candidate import Candidate, Circumstances
from visitplan.eligibility.duties import duties_of
from visitplan.eligibility.hours import Hours
from visitplan.eligibility.ledger import ledger_of


def door_of(day: Day, plan: Plan) -> Door:
    """Return what the rules ask at the doors of a plan, and the lawful hours of its stops."""
    visited = {stop.case_id for route in plan.routes for stop in route.stops}
    cases = (case for case in day.cases if case.id in visited)
    return Door(duties=duties_of(day.policy), lawful=lawful_hours(day, cases))


def lawful_hours(day: Day, cases: Iterable[Case]) -> dict[Id, Hours]:
    """Return the hours of the day that bound the whole stay at each case."""
    # Hours do not hang on what happened before, so the ledger stays unread.
    circumstances = Circumstances(day, ledger_of((), (), day.time_zone))
    return {case.id: Candidate(case, circumstances).lawful for case in cases}
