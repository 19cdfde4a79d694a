"""A case that no rule refuses becomes a visit."""

from collections.abc import Sequence
from datetime import datetime

from visitplan.domain.agent import Shift
from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.pin import Pin
from visitplan.domain.value import Id
from visitplan.domain.visit import Visit
from visitplan.domain.window import TimeWindow
from visitplan.eligibility.hours import lawful_hours, visit_windows, whole_day
from visitplan.eligibility.shifts import allowed_shifts, crew_size, preferred_shifts


def admit(case: Case, day: Day, *, on_duty: Sequence[Shift], admitted: frozenset[Id]) -> Visit:
    """Return the visit that a case becomes.

    ``on_duty`` are the shifts not barred; ``admitted`` the ids of all cases that are visits.
    """
    if case.place.point is None:
        raise ValueError("a visit is somewhere: the gate admits only cases with a point")
    pins = tuple(pin for pin in day.pins if pin.case_id == case.id)
    pinned = frozenset(pin.agent_id for pin in pins if pin.agent_id is not None)
    return Visit(
        case_id=case.id,
        point=case.place.point,
        windows=visit_windows(case, day),
        permitted=lawful_hours(case, day),
        bounds_start=day.policy.window_bounds == "start",
        service_seconds=case.service_seconds,
        setup_seconds=case.setup_seconds,
        penalty=day.policy.penalties.of("must" if pins else case.priority),
        allowed_shifts=allowed_shifts(case, on_duty, day=day, pinned=pinned),
        preferred_shifts=preferred_shifts(case, on_duty),
        arrival=_pinned_arrival(pins, day),
        after=tuple(sorted(admitted & {pin.after for pin in pins})),
        crew=crew_size(case, day.policy),
    )


def _pinned_arrival(pins: Sequence[Pin], day: Day) -> TimeWindow | None:
    """Return the hours common to all pinned arrivals; an open side is the day's own edge."""
    opens = [pin.not_before for pin in pins if pin.not_before]
    closes = [pin.not_after for pin in pins if pin.not_after]
    if not opens and not closes:
        return None
    today = whole_day(day)
    return TimeWindow(
        opening=max(opens, key=datetime.timestamp, default=today.opening),
        closing=min(closes, key=datetime.timestamp, default=today.closing),
    )
