"""The breaks that a begun shift still owes."""

from collections.abc import Iterator, Sequence

from visitplan.domain.agent import Break
from visitplan.domain.plan import TakenBreak
from visitplan.domain.window import TimeWindow
from visitplan.underway.moment import Clock, second_of


def still_owed(
    breaks: Sequence[Break], rested: Sequence[TakenBreak], *, leaves: int, free: int, clock: Clock
) -> tuple[Break, ...]:
    """Return the breaks to come, each within what is left of its window from ``free`` on.

    A break taken is taken, also one that a delay has moved out of its window; one with room
    before the route left was taken then. One without room any more is missed: a fact that the
    verifier tells, not a promise that can still be kept.
    """
    left = list(breaks)
    for pause in rested:
        settled = _settled_by(pause, left)
        if settled is not None:
            left.remove(settled)
    due = (rest for rest in left if leaves - second_of(rest.window.opening) < rest.seconds)
    return tuple(_from(due, free, clock))


def _settled_by(pause: TakenBreak, owed: Sequence[Break]) -> Break | None:
    alike = [rest for rest in owed if _length(pause) == rest.seconds and pause.paid == rest.paid]
    inside = [rest for rest in alike if _lies_in(pause, rest.window)]
    return min(inside or alike, key=lambda rest: second_of(rest.window.closing), default=None)


def _lies_in(pause: TakenBreak, window: TimeWindow) -> bool:
    opens, closes = second_of(window.opening), second_of(window.closing)
    return opens <= second_of(pause.start) and second_of(pause.end) <= closes


def _from(owed: Iterator[Break], free: int, clock: Clock) -> Iterator[Break]:
    for rest in owed:
        opening, closing = second_of(rest.window.opening), second_of(rest.window.closing)
        if closing - max(opening, free) >= rest.seconds:
            window = TimeWindow(
                opening=clock.moment(max(opening, free)), closing=rest.window.closing
            )
            yield rest.model_copy(update={"window": window})


def _length(pause: TakenBreak) -> int:
    return second_of(pause.end) - second_of(pause.start)
