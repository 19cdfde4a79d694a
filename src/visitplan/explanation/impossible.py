"""Visits that no allowed shift can serve, not even alone: what is in the way, and by how much."""

from collections.abc import Sequence
from dataclasses import replace

from visitplan.domain.plan import Unassigned
from visitplan.domain.visit import Visit
from visitplan.explanation.attempt import Attempt, fits_the_hours, is_possible, lawful_arrivals
from visitplan.explanation.clock import length, second_of, span, spans
from visitplan.explanation.relief import Relief, nearest
from visitplan.explanation.verdict import impossible
from visitplan.explanation.wording import reason


def out_of_reach(allowed: Sequence[Attempt]) -> Unassigned:
    """Explain a visit that none of its allowed shifts can serve alone, by the nearest of them.

    ``missing_seconds`` is the least stretch of a shift or a window that would do.
    """
    attempt, relief = nearest(allowed)
    rule, fault = fault_of(attempt)
    fact = f"no shift that may go can serve it, not even alone: {attempt.shift.id} {fault}"
    return impossible(attempt.visit, rule, reason(fact, *_asked(relief)), _missing(relief))


def pinned_out_of_hours(allowed: Sequence[Attempt]) -> Unassigned:
    """Explain a visit whose pinned arrival no window allows.

    ``missing_seconds`` is how far the pinned time is from the nearest lawful arrival.
    """
    visit = allowed[0].visit
    freed = visit.model_copy(update={"arrival": None})
    unpinned = [replace(attempt, visit=freed) for attempt in allowed]
    fact = (
        f"its pinned arrival {_when(visit)} leaves no room for its {length(visit.service_seconds)}"
        f" within its lawful hours {_when(freed)}"
    )
    return impossible(visit, "pin", reason(fact, *_once_unpinned(unpinned)), _off(visit, freed))


def _once_unpinned(unpinned: Sequence[Attempt]) -> tuple[str, ...]:
    condition = "it were not pinned to that time"
    if any(map(is_possible, unpinned)):
        return (condition,)
    _attempt, relief = nearest(unpinned)
    return (condition, relief.condition) if relief else ()


def _off(visit: Visit, freed: Visit) -> int | None:
    if visit.arrival is None:
        return None
    opening, closing = second_of(visit.arrival.opening), second_of(visit.arrival.closing)
    return min(max(first - closing, opening - last) for first, last in lawful_arrivals(freed))


def fault_of(attempt: Attempt) -> tuple[str, str]:
    """Return the rule in the way of a shift alone, and what the shift cannot do."""
    visit, shift = attempt.visit, attempt.shift
    there, back = attempt.way_there, attempt.way_back
    if there is None or back is None:
        side = "from its start to the door" if there is None else "from the door to its end"
        return "no_way", f"has no way {side} (see whether the place is right)"
    if not attempt.has_room:
        return "maximum_visits", "may make no visit"
    if not fits_the_hours(attempt):
        at_the_door = f"{length(visit.service_seconds)} at the door"
        return (
            "hours",
            f"works {span(shift.hours)}, which leaves no {at_the_door} in {_when(visit)}",
        )
    if is_possible(replace(attempt, shift=shift.model_copy(update={"breaks": ()}))):
        return "breaks", "has no room for it beside its breaks"
    ways = f"{length(there.seconds)} there, {length(back.seconds)} back"
    return "travel_time", f"cannot get there and back in time ({ways})"


def _when(visit: Visit) -> str:
    return spans([visit.arrival] if visit.arrival else visit.windows)


def _asked(relief: Relief | None) -> tuple[str, ...]:
    return (relief.condition,) if relief else ()


def _missing(relief: Relief | None) -> int | None:
    return relief.seconds if relief else None
