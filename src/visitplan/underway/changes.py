"""Two versions of a day's plan, compared case by case."""

from collections.abc import Iterator

from visitplan.domain.change import Appointment, Change
from visitplan.domain.plan import Plan
from visitplan.domain.value import Id
from visitplan.underway.moment import second_of

Appointments = dict[Id, Appointment]


def changes_between(before: Plan, after: Plan, *, now: int, noticeable: int) -> tuple[Change, ...]:
    """Return what changes for whom, sorted by case id.

    Parameters
    ----------
    before, after
        The plan as announced, and as it is now.
    now
        Seconds since 1970. Of visits that both plans have before it nothing is told.
    noticeable
        Seconds; a time that moves further is owed a notice.
    """
    old, new = _appointments(before), _appointments(after)
    refused = {each.case_id for each in after.ineligible}
    return tuple(_changes(old, new, refused, now, noticeable))


def _changes(
    old: Appointments, new: Appointments, refused: set[Id], now: int, noticeable: int
) -> Iterator[Change]:
    for case_id in sorted(old.keys() | new.keys()):
        was, will = old.get(case_id), new.get(case_id)
        if was is None:
            yield Change(case_id=case_id, kind="added", after=will)
        elif will is None:
            kind = "ineligible" if case_id in refused else "unassigned"
            yield Change.model_validate(
                {"case_id": case_id, "kind": kind, "before": was, "notice_owed": True}
            )
        elif was != will and second_of(will.arrival) > now:
            yield _moved(case_id, was, will, noticeable)


def _moved(case_id: Id, was: Appointment, will: Appointment, noticeable: int) -> Change:
    later = second_of(will.arrival) - second_of(was.arrival)
    another = was.crew != will.crew
    return Change(
        case_id=case_id,
        kind="agent" if another else "time",
        before=was,
        after=will,
        later_seconds=later,
        notice_owed=another or abs(later) > noticeable,
    )


def _appointments(plan: Plan) -> Appointments:
    return {
        stop.case_id: Appointment(
            agent_id=route.agent_id, partners=route.partners, arrival=stop.arrival
        )
        for route in plan.routes
        for stop in route.stops
    }
