"""One visit alone on one shift: the proof that it is possible, or that it is not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import compress, product

from visitplan.domain.agent import Break, Shift
from visitplan.domain.day import Day
from visitplan.domain.place import Point
from visitplan.domain.travel import Leg, Matrices, TravelMatrix
from visitplan.domain.visit import Visit
from visitplan.explanation.clock import second_of


@dataclass(frozen=True, eq=False)
class Attempt:
    """A shift that serves one visit and nothing else; ``matrix`` is the one of its mode."""

    visit: Visit
    shift: Shift
    matrix: TravelMatrix

    @property
    def way_there(self) -> Leg | None:
        """The way from the start of the shift; None where none leads there."""
        return self.matrix.leg(_point(self.shift.start.point), self.visit.point)

    @property
    def way_back(self) -> Leg | None:
        """The way to the end of the shift; nothing to travel where the end is open."""
        if self.shift.end is None:
            return Leg(0, 0)
        return self.matrix.leg(self.visit.point, _point(self.shift.end.point))

    @property
    def has_room(self) -> bool:
        """Whether the shift may make a visit at all."""
        return self.shift.maximum_visits != 0


def is_possible(attempt: Attempt) -> bool:
    """Say whether the shift can serve the visit alone: by hours, ways, breaks and pinned time."""
    there, back = attempt.way_there, attempt.way_back
    if there is None or back is None or not attempt.has_room:
        return False
    out = there.seconds + attempt.visit.setup_seconds
    return any(
        max(first, earliest) <= min(last, latest - attempt.visit.service_seconds)
        for earliest, latest in stays(attempt.shift, out=out, back=back.seconds)
        for first, last in lawful_arrivals(attempt.visit)
    )


def fits_the_hours(attempt: Attempt) -> bool:
    """Say whether the visit fits the shift's hours, as if nobody had to travel or to rest."""
    opening, closing = (second_of(end) for end in _ends(attempt.shift))
    return any(
        max(first, opening) <= min(last, closing - attempt.visit.service_seconds)
        for first, last in lawful_arrivals(attempt.visit)
    )


def lawful_arrivals(visit: Visit) -> tuple[tuple[int, int], ...]:
    """Return the first and the last second to arrive, for each window; empty: none is lawful.

    The stay ends in its window (where that bounds the whole stay) and in permitted hours, and a
    pinned arrival is kept.
    """
    spans = (
        _narrowed(visit, first=second_of(window.opening), last=second_of(window.closing))
        for window in visit.windows
    )
    return tuple((first, last) for each in spans for first, last in each if first <= last)


def _narrowed(visit: Visit, *, first: int, last: int) -> Iterator[tuple[int, int]]:
    if not visit.bounds_start:
        last -= visit.service_seconds
    if visit.arrival is not None:
        first = max(first, second_of(visit.arrival.opening))
        last = min(last, second_of(visit.arrival.closing))
    for hours in visit.permitted:
        opening, closing = second_of(hours.opening), second_of(hours.closing)
        yield max(first, opening), min(last, closing - visit.service_seconds)


def stays(shift: Shift, *, out: int, back: int) -> Iterator[tuple[int, int]]:
    """Yield the earliest arrival and the latest departure, for each way to place the breaks.

    A break lies before the arrival or after the departure. It interrupts travel, so that only
    sums count: what lies before the arrival fits between the shift's opening and it.
    """
    opening, closing = (second_of(end) for end in _ends(shift))
    for before, after in _splits(shift.breaks):
        rested, to_rest = _rested_at(before, opening), _rests_from(after, closing)
        if rested is not None and to_rest is not None:
            yield (
                max(rested, opening + out + sum(rest.seconds for rest in before)),
                min(to_rest, closing - back - sum(rest.seconds for rest in after)),
            )


def _splits(breaks: Sequence[Break]) -> Iterator[tuple[list[Break], list[Break]]]:
    in_order = sorted(breaks, key=lambda rest: second_of(rest.window.opening))
    for sides in product((True, False), repeat=len(in_order)):
        after = [not side for side in sides]
        yield list(compress(in_order, sides)), list(compress(in_order, after))


def _rested_at(breaks: Sequence[Break], opening: int) -> int | None:
    """Return when the last of these breaks is over at the earliest; None where they do not fit."""
    clock = opening
    for rest in breaks:
        clock = max(clock, second_of(rest.window.opening)) + rest.seconds
        if clock > second_of(rest.window.closing):
            return None
    return clock


def _rests_from(breaks: Sequence[Break], closing: int) -> int | None:
    """Return when the first of these breaks begins at the latest; None where they do not fit."""
    clock = closing
    for rest in reversed(breaks):
        clock = min(clock, second_of(rest.window.closing)) - rest.seconds
        if clock < second_of(rest.window.opening):
            return None
    return clock


def _ends(shift: Shift) -> tuple[datetime, datetime]:
    return shift.hours.opening, shift.hours.closing


def _point(point: Point | None) -> Point:
    if point is None:
        raise ValueError("a shift starts and ends somewhere: planning refuses a day where not")
    return point


def is_known(attempt: Attempt) -> bool:
    """Say whether the matrix knows all points; it need not hold those of a barred shift."""
    try:
        return bool((attempt.way_there, attempt.way_back))
    except KeyError:
        return False


def attempts(visit: Visit, day: Day, matrices: Matrices) -> tuple[Attempt, ...]:
    """Return an attempt on every shift of the day that the matrices know, sorted by shift id."""
    modes = {agent.id: agent.mode for agent in day.agents}
    pairs = ((shift, modes[shift.agent_id]) for shift in sorted(day.shifts, key=lambda s: s.id))
    tried = (Attempt(visit, shift, matrices[mode]) for shift, mode in pairs if mode in matrices)
    return tuple(attempt for attempt in tried if is_known(attempt))
