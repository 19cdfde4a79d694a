"""A case that no rule refuses becomes a visit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from visitplan.domain.pin import Pin
from visitplan.domain.value import Id
from visitplan.domain.visit import Visit
from visitplan.domain.window import TimeWindow
from visitplan.eligibility.about_crews import crew_size
from visitplan.eligibility.candidate import Candidate
from visitplan.eligibility.shifts import Duty


@dataclass(frozen=True)
class Admitting:
    """What visits are made with: who is on duty, the pins by case, the ids of all visits."""

    duty: Duty
    pins: Mapping[Id, Sequence[Pin]]
    admitted: frozenset[Id]


def admit(candidate: Candidate, admitting: Admitting) -> Visit:
    """Return the visit that a case becomes.

    Raises ValueError for a case without a point, which the gate does not admit.
    """
    case, policy = candidate.case, candidate.policy
    if case.place.point is None:
        raise ValueError("a visit is somewhere: the gate admits only cases with a point")
    pins = admitting.pins.get(case.id, ())
    pinned = frozenset(pin.agent_id for pin in pins if pin.agent_id is not None)
    return Visit(
        case_id=case.id,
        point=case.place.point,
        windows=candidate.windows,
        permitted=candidate.lawful,
        bounds_start=policy.window_bounds == "start",
        service_seconds=case.service_seconds,
        setup_seconds=case.setup_seconds,
        penalty=policy.penalties.of("must" if pins else case.priority),
        allowed_shifts=admitting.duty.allowed(candidate, pinned),
        preferred_shifts=admitting.duty.preferred(case),
        arrival=_pinned_arrival(pins, candidate.circumstances.today) if pins else None,
        after=tuple(sorted(admitting.admitted & {pin.after for pin in pins})) if pins else (),
        crew=crew_size(candidate),
    )


def _pinned_arrival(pins: Sequence[Pin], today: TimeWindow) -> TimeWindow | None:
    """Return the hours common to all pinned arrivals; an open side is the day's own edge."""
    opens = [pin.not_before for pin in pins if pin.not_before]
    closes = [pin.not_after for pin in pins if pin.not_after]
    if not opens and not closes:
        return None
    return TimeWindow(
        opening=max(opens, key=datetime.timestamp, default=today.opening),
        closing=min(closes, key=datetime.timestamp, default=today.closing),
    )
