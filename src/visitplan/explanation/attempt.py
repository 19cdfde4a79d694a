"""One visit alone on one shift: the proof that it is possible, or that it is not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress, product

from visitplan.domain.agent import Break, Shift
from visitplan.domain.day import Day
from visitplan.domain.place import Point
from visitplan.domain.travel import Leg, Matrices, TravelMatrix
from visitplan.domain.visit import Visit
from visitplan.domain.way import leave_by
from visitplan.explanation.clock import second_of


@dataclass(frozen=True, eq=False)
class Attempt:
    """A shift that serves one visit and nothing else; ``matrix`` is the one of its mode."""

    visit: Visit
    shift: Shift
    matrix: TravelMatrix

    @property
    def way_there(self) -> Leg | None:
        """The way from the start of the shift as it opens; None where none leads there."""
        start = _point(self.shift.start.point)
        return self.matrix.leg(start, self.visit.point, self.opening)

    @property
    def way_back(self) -> Leg | None:
        """The way to the end of the shift for whoever comes and goes at once; None for no way."""
        there, stay = self.way_there, self.visit.setup_seconds + self.visit.service_seconds
        return self.way_back_at(self.opening + (there.seconds if there else 0) + stay)

    def way_back_at(self, leaves: int) -> Leg | None:
        """Return the way to the end of the shift at a second; none to go where the end is open."""
        if self.shift.end is None:
            return Leg(0, 0)
        return self.matrix.leg(self.visit.point, _point(self.shift.end.point), leaves)

    def leave_by(self, ends: int) -> int | None:
        """Return the last second to leave the door and be at the end in time; None for never."""
        if self.shift.end is None:
            return ends
        return leave_by(self.matrix.ways(self.visit.point, _point(self.shift.end.point)), ends)

    @property
    def opening(self) -> int:
        """The second at which the shift opens."""
        return second_of(self.shift.hours.opening)

    @property
    def closing(self) -> int:
        """The second at which the shift closes."""
        return second_of(self.shift.hours.closing)

    @property
    def has_room(self) -> bool:
        """Whether the shift may make a visit at all."""
        return self.shift.maximum_visits != 0


def is_possible(attempt: Attempt) -> bool:
    """Say whether the shift can serve the visit alone: by hours, ways, breaks and pinned time."""
    if attempt.way_there is None or attempt.way_back is None or not attempt.has_room:
        return False
    return any(
        max(first, earliest) <= min(last, latest - attempt.visit.service_seconds)
        for earliest, latest in stays(attempt)
        for first, last in lawful_arrivals(attempt.visit)
    )


def fits_the_hours(attempt: Attempt) -> bool:
    """Say whether the visit fits the shift's hours, as if nobody had to travel or to rest."""
    return any(
        max(first, attempt.opening) <= min(last, attempt.closing - attempt.visit.service_seconds)
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


def stays(attempt: Attempt) -> Iterator[tuple[int, int]]:
    """Yield the earliest arrival and the latest departure, for each way to place the breaks.

    A break lies before the arrival or after the departure.
    """
    for before, after in _splits(attempt.shift.breaks):
        earliest, latest = _earliest_arrival(attempt, before), _latest_departure(attempt, after)
        if earliest is not None and latest is not None:
            yield earliest, latest


def _earliest_arrival(attempt: Attempt, breaks: Sequence[Break]) -> int | None:
    """Return when the door is reached at the earliest, setup done, after these breaks.

    A break on the way interrupts it, so that only sums count; by the hour it may be better to
    take the first ones before setting out.
    """
    reached = []
    for at_home in range(_choices(attempt, breaks)):
        leaves = _rested_at(breaks[:at_home], attempt.opening)
        rested = None if leaves is None else _rested_at(breaks[at_home:], leaves)
        if leaves is None or rested is None:
            continue
        leg = attempt.matrix.leg(_point(attempt.shift.start.point), attempt.visit.point, leaves)
        if leg is not None:
            resting = sum(rest.seconds for rest in breaks[at_home:])
            busy = leg.seconds + attempt.visit.setup_seconds + resting
            reached.append(max(rested, leaves + busy))
    return min(reached, default=None)


def _latest_departure(attempt: Attempt, breaks: Sequence[Break]) -> int | None:
    """Return when the door is left at the latest, these breaks taken on the way or at its end."""
    left = []
    for at_the_end in range(_choices(attempt, breaks)):
        on_the_way = len(breaks) - at_the_end
        ends = _rests_from(breaks[on_the_way:], attempt.closing)
        to_rest = None if ends is None else _rests_from(breaks[:on_the_way], ends)
        if ends is None or to_rest is None:
            continue
        resting = sum(rest.seconds for rest in breaks[:on_the_way])
        leaves = attempt.leave_by(ends - resting)
        if leaves is not None:
            left.append(min(to_rest, leaves))
    return max(left, default=None)


def _choices(attempt: Attempt, breaks: Sequence[Break]) -> int:
    """Return in how many ways breaks in their order are cut in two: all on one side, or any."""
    return len(breaks) + 1 if attempt.matrix.later else 1


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
