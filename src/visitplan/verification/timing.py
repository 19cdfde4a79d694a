"""Timing: travel, setup, waiting, service, the way back and the shift's hours by the clock."""

from collections.abc import Iterator

from visitplan.domain.plan import Stop
from visitplan.domain.violation import Violation
from visitplan.verification.evidence import Evidence, Worked
from visitplan.verification.gaps import Gap, gaps_to_ends, gaps_to_stops
from visitplan.verification.moment import second_of


def times_are_whole_seconds(evidence: Evidence) -> Iterator[Violation]:
    """No printed time has a fraction of a second."""
    for worked in evidence.worked:
        route = worked.route
        moments = [route.leaves, route.ends]
        moments += [moment for stop in route.stops for moment in (stop.arrival, stop.departure)]
        moments += [moment for pause in route.breaks for moment in (pause.start, pause.end)]
        if any(moment.microsecond for moment in moments):
            yield _on(worked, None, "whole_seconds", "a time has a fraction of a second")


def ways_exist(evidence: Evidence) -> Iterator[Violation]:
    """Every place of a route has a way that leads to the next."""
    for gap in (*gaps_to_stops(evidence), *gaps_to_ends(evidence)):
        if gap.leg is None:
            yield _of(gap, "way_exists", "no way to here is known")


def legs_are_as_far_as_they_are(evidence: Evidence) -> Iterator[Violation]:
    """Travel times and distances of the stops are those of the travel matrix."""
    for gap in gaps_to_stops(evidence):
        if gap.leg is None or gap.stop is None:
            continue
        wrong = gap.stop.travel_seconds - gap.leg.seconds
        if wrong:
            yield _of(gap, "travel_seconds", "another travel time than by the streets", wrong)
        if gap.stop.travel_metres != gap.leg.metres:
            yield _of(gap, "travel_metres", "another distance than by the streets")


def ways_back_are_as_far_as_they_are(evidence: Evidence) -> Iterator[Violation]:
    """Ways to the end location are those of the travel matrix; an open end has none."""
    for gap in gaps_to_ends(evidence):
        if gap.leg is None:
            continue
        wrong = gap.worked.route.return_seconds - gap.leg.seconds
        if wrong:
            yield _of(gap, "return_seconds", "another time for the way back", wrong)
        if gap.worked.route.return_metres != gap.leg.metres:
            yield _of(gap, "return_metres", "another distance for the way back")


def setups_take_their_time(evidence: Evidence) -> Iterator[Violation]:
    """Every setup is the case's own, and none where the agent already stands at that point."""
    for gap in gaps_to_stops(evidence):
        if gap.stop is not None and gap.case is not None and gap.stop.setup_seconds != gap.setup:
            wrong = gap.stop.setup_seconds - gap.setup
            yield _of(gap, "setup_seconds", f"{gap.setup} s of setup are due", wrong)


def arrivals_leave_time_to_arrive(evidence: Evidence) -> Iterator[Violation]:
    """Between two doors there is time to travel, to set up and for the breaks taken there."""
    for gap in gaps_to_stops(evidence):
        if gap.idle is not None and gap.idle < 0:
            yield _of(gap, "arrival", "arrives before it is possible", gap.idle)


def waiting_is_what_is_left(evidence: Evidence) -> Iterator[Violation]:
    """All time before an arrival that nothing else takes is told as waiting."""
    for gap in gaps_to_stops(evidence):
        if gap.stop is None or gap.idle is None:
            continue
        wrong = gap.stop.waiting_seconds - max(0, gap.idle)
        if wrong:
            yield _of(gap, "waiting_seconds", "another waiting time than is left", wrong)


def services_take_their_time(evidence: Evidence) -> Iterator[Violation]:
    """Every departure is the arrival and the case's service time."""
    for call in evidence.calls:
        wrong = call.departure - call.arrival - call.case.service_seconds
        if wrong:
            detail = f"{call.case.service_seconds} s at the door are due"
            yield _on(call.worked, call.stop, "departure", detail, wrong)


def routes_end_on_reaching_the_end(evidence: Evidence) -> Iterator[Violation]:
    """Every route ends after the way back and the breaks on it, neither sooner nor later."""
    for gap in gaps_to_ends(evidence):
        if gap.idle:
            when = "before" if gap.idle < 0 else "after"
            yield _of(gap, "route_end", f"ends {when} reaching the end location", gap.idle)


def routes_stay_within_shifts(evidence: Evidence) -> Iterator[Violation]:
    """Every route leaves and ends inside its shift's hours."""
    for worked in evidence.worked:
        early = second_of(worked.shift.hours.opening) - second_of(worked.route.leaves)
        late = second_of(worked.route.ends) - second_of(worked.shift.hours.closing)
        if early > 0:
            yield _on(worked, None, "shift_hours", "leaves before the shift opens", early)
        if late > 0:
            yield _on(worked, None, "shift_hours", "ends after the shift closes", late)


def _of(gap: Gap, rule: str, detail: str, seconds: int | None = None) -> Violation:
    return _on(gap.worked, gap.stop, rule, detail, seconds)


def _on(
    worked: Worked, stop: Stop | None, rule: str, detail: str, seconds: int | None = None
) -> Violation:
    return Violation(
        rule=rule,
        detail=detail,
        case_id=stop.case_id if stop is not None else None,
        shift_id=worked.shift.id,
        seconds=abs(seconds) if seconds is not None else None,
    )
