"""Stops that an agent passed over: somebody should know that they are open again."""

from collections.abc import Iterator, Sequence

from visitplan.domain.event import Event
from visitplan.domain.finding import Finding
from visitplan.domain.plan import Plan
from visitplan.underway.reported import reports_of


def stops_passed_over(old: Plan, events: Sequence[Event]) -> tuple[Finding, ...]:
    """Return a finding for each stop without a report of which a later one was reported.

    Of a visit that was withdrawn nothing is expected any more.
    """
    return tuple(_passed_over(old, events))


def _passed_over(old: Plan, events: Sequence[Event]) -> Iterator[Finding]:
    withdrawn = {event.case_id for event in events if event.kind == "withdrawn"}
    for route in old.routes:
        for stop in reports_of(route, events).passed_over:
            if stop.case_id not in withdrawn:
                yield Finding(
                    severity="warning",
                    code="VP-RP-012",
                    file="events",
                    problem=f"{stop.case_id} has no report, a later stop of {route.shift_id} has:"
                    " it counts as passed over, and is open again",
                    remedy="if it was made, report it, and plan the rest again",
                )
