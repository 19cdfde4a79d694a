"""Rests: whether everybody gets the breaks that are owed."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from visitplan.domain.agent import Break
from visitplan.domain.plan import TakenBreak
from visitplan.domain.violation import Violation
from visitplan.verification.evidence import Evidence, Worked
from visitplan.verification.moment import second_of


def breaks_lie_inside_the_route(evidence: Evidence) -> Iterator[Violation]:
    """Every break in a route begins after leaving and is over when the route ends."""
    for worked, pause in _taken(evidence):
        outside = max(
            second_of(worked.route.leaves) - second_of(pause.start),
            second_of(pause.end) - second_of(worked.route.ends),
        )
        if outside > 0:
            yield worked.broke("break_inside_route", "a break lies outside of the route", outside)


def breaks_interrupt_no_visit(evidence: Evidence) -> Iterator[Violation]:
    """No break overlaps a stay at a door."""
    for worked, pause in _taken(evidence):
        for stop in worked.route.stops:
            first = max(second_of(pause.start), second_of(stop.arrival))
            last = min(second_of(pause.end), second_of(stop.departure))
            if _overlap(pause, second_of(stop.arrival), second_of(stop.departure)):
                yield Violation(
                    rule="break_interrupts_visit",
                    detail="a break falls into a visit",
                    case_id=stop.case_id,
                    shift_id=worked.shift.id,
                    seconds=max(0, last - first),
                )


def breaks_follow_each_other(evidence: Evidence) -> Iterator[Violation]:
    """No two breaks of a route overlap."""
    for worked in evidence.worked:
        for first, second in combinations(worked.route.breaks, 2):
            if _overlap(first, second_of(second.start), second_of(second.end)):
                yield worked.broke("breaks_overlap", "two breaks overlap")


def breaks_taken_are_owed(evidence: Evidence) -> Iterator[Violation]:
    """Each break taken is one that the shift owes: its length, its window, its pay."""
    for worked in evidence.worked:
        fits = [
            [number for number, owed in enumerate(worked.shift.breaks) if _settles(pause, owed)]
            for pause in worked.route.breaks
        ]
        if _unmatched(fits):
            yield worked.broke("break_owed", "a break is taken that the shift does not owe")


def breaks_owed_are_taken(evidence: Evidence) -> Iterator[Violation]:
    """Each break owed is taken in the route, or there is room for it before or after.

    This and ``breaks_taken_are_owed`` are checked apart. Where both hold, one pairing satisfies
    both at once (Mendelsohn and Dulmage, 1958), so nothing slips through between them.
    """
    for worked in evidence.worked:
        fits = [
            [number for number, pause in enumerate(worked.route.breaks) if _settles(pause, owed)]
            for owed in worked.shift.breaks
            if not _fits_outside(worked, owed)
        ]
        if _unmatched(fits):
            yield worked.broke("break_taken", "a break that is owed has no room")


def _taken(evidence: Evidence) -> Iterator[tuple[Worked, TakenBreak]]:
    for worked in evidence.worked:
        for pause in worked.route.breaks:
            yield worked, pause


def _overlap(pause: TakenBreak, first: int, last: int) -> bool:
    return second_of(pause.start) < last and first < second_of(pause.end)


def _settles(pause: TakenBreak, owed: Break) -> bool:
    start, end = second_of(pause.start), second_of(pause.end)
    return (
        end - start == owed.seconds
        and pause.paid == owed.paid
        and second_of(owed.window.opening) <= start
        and end <= second_of(owed.window.closing)
    )


def _fits_outside(worked: Worked, owed: Break) -> bool:
    before = second_of(worked.route.leaves) - second_of(owed.window.opening)
    after = second_of(owed.window.closing) - second_of(worked.route.ends)
    return max(before, after) >= owed.seconds


def _unmatched(fits: Sequence[Sequence[int]]) -> bool:
    """Say whether the left side cannot be matched one to one (augmenting paths)."""
    partner: dict[int, int] = {}

    def place(left: int, tried: set[int]) -> bool:
        for right in fits[left]:
            if right not in tried:
                tried.add(right)
                if right not in partner or place(partner[right], tried):
                    partner[right] = left
                    return True
        return False

    return not all(place(left, set()) for left in range(len(fits)))
