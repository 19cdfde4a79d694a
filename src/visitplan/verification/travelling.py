"""Travelling together: whether a crew's shift is really made of its people's own shifts.

The shift of a crew is nobody's input. Whatever it says is held against what each of the crew
brought along, so that no rule about one agent is lost by putting two in a car.
"""

from collections.abc import Iterator

from visitplan.domain.agent import Break
from visitplan.domain.violation import Violation
from visitplan.verification.evidence import Evidence, Worked
from visitplan.verification.moment import second_of


def crews_are_of_the_day(evidence: Evidence) -> Iterator[Violation]:
    """Each of a crew brings a shift of the day, his own, and nobody stands in a crew twice."""
    for worked in _crews(evidence):
        joined = worked.shift.joined
        if any(evidence.shifts.get(own.id) != own or own.joined for own in joined):
            yield worked.broke("crew_unknown", "is joined of shifts that the day does not have")
        if len({own.agent_id for own in joined}) < len(joined):
            yield worked.broke("crew_twice", "somebody stands in the crew twice")


def crews_work_the_hours_of_all(evidence: Evidence) -> Iterator[Violation]:
    """No route lies outside of the hours of anybody on it."""
    for worked in _crews(evidence):
        for own in worked.shift.joined:
            early = second_of(own.hours.opening) - second_of(worked.route.leaves)
            late = second_of(worked.route.ends) - second_of(own.hours.closing)
            if max(early, late) > 0:
                detail = f"outside of the hours of {own.agent_id}"
                yield worked.broke("crew_hours", detail, max(early, late))


def crews_go_as_who_drives(evidence: Evidence) -> Iterator[Violation]:
    """Each crew starts and ends where the one who drives does."""
    for worked in _crews(evidence):
        drives = worked.shift.joined[0]
        if (worked.shift.start, worked.shift.end) != (drives.start, drives.end):
            yield worked.broke("crew_start", "starts or ends elsewhere than the one who drives")


def crews_make_no_more_visits_than_each_may(evidence: Evidence) -> Iterator[Violation]:
    """Nobody makes more visits in a crew than his own shift allows."""
    for worked in _crews(evidence):
        visits = len(worked.route.stops)
        for own in worked.shift.joined:
            if own.maximum_visits is not None and visits > own.maximum_visits:
                detail = f"{visits} visits, {own.agent_id} may make {own.maximum_visits}"
                yield worked.broke("crew_maximum_visits", detail)


def crews_give_everybody_his_breaks(evidence: Evidence) -> Iterator[Violation]:
    """Each break that one of a crew owes lies in a break of the crew, and pays him no less."""
    for worked in _crews(evidence):
        for own in worked.shift.joined:
            for owed in own.breaks:
                if not any(_settles(rest, owed) for rest in worked.shift.breaks):
                    detail = f"a break of {own.agent_id} is not one of the crew"
                    yield worked.broke("crew_break", detail)


def _crews(evidence: Evidence) -> Iterator[Worked]:
    return (worked for worked in evidence.worked if worked.shift.joined)


def _settles(rest: Break, owed: Break) -> bool:
    return (
        rest.seconds >= owed.seconds
        and second_of(owed.window.opening) <= second_of(rest.window.opening)
        and second_of(rest.window.closing) <= second_of(owed.window.closing)
        and rest.paid >= owed.paid
    )
