"""What the contacts of a route may be expected to be worth, read anew from the day."""

from datetime import datetime

from visitplan.domain.case import Case
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT
from visitplan.domain.value import WEEKDAYS
from visitplan.verification.evidence import Evidence, Worked


def contact_ticks(evidence: Evidence, worked: Worked) -> int:
    """Return the value of a contact times its chance at each arrival, in ticks."""
    value = evidence.day.foresight.contact_value * TICKS_PER_MINOR_UNIT
    if not value:
        return 0
    known = ((evidence.cases.get(stop.case_id), stop.arrival) for stop in worked.route.stops)
    return sum(round(value * _chance(evidence, case, at)) for case, at in known if case)


def _chance(evidence: Evidence, case: Case, arrival: datetime) -> float:
    """Return the first chance that is stated for the moment, by the day's own clock."""
    here = arrival.astimezone(evidence.day.time_zone)
    terms, weekday, clock = evidence.day.uncertainty, WEEKDAYS[here.weekday()], here.time()
    for stated in terms.home:
        if weekday not in stated.days or not stated.begins <= clock < stated.ends:
            continue
        if not stated.kinds or case.place_kind in stated.kinds:
            return stated.chance
    return terms.home_otherwise
