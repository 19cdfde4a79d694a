"""The smallest change of hours that would make a visit possible on a shift."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from visitplan.domain.window import TimeWindow
from visitplan.explanation.attempt import Attempt, is_possible
from visitplan.explanation.clock import length, moved, second_of, span

Stretch = Callable[[Attempt, int], Attempt]
Words = Callable[[str], str]
_A_DAY = 24 * 3600


class Relief(NamedTuple):
    """So many seconds more would do; ``condition`` completes a sentence that begins with 'if'."""

    seconds: int
    condition: str


def smallest_relief(attempt: Attempt) -> Relief | None:
    """Return the least stretch of the shift or of one window after which the visit is possible.

    A shift is stretched on both sides only where one side never does (``seconds`` is then their
    sum); a window only within permitted hours. The condition says whole minutes, rounded up. None
    when no such stretch of up to a day helps.
    """
    reliefs = [
        Relief(seconds, words(length(seconds)))
        for words, stretch in _stretches(attempt)
        if (seconds := _least(attempt, stretch)) is not None
    ]
    smallest = min(reliefs, key=lambda relief: relief.seconds, default=None)
    return smallest or _relief_on_both_sides(attempt)


def _relief_on_both_sides(attempt: Attempt) -> Relief | None:
    seconds = _least(attempt, _begin_and_end)
    if seconds is None:
        return None
    much = length(seconds)
    condition = f"{attempt.shift.id} began {much} earlier and ended {much} later"
    return Relief(2 * seconds, condition)


def relief_of(attempt: Attempt) -> Relief | None:
    """Return the smallest change of hours, and where none is enough, of what else is in the way.

    That is a shift that may make no visit, or whose breaks lie right in the visit's hours.
    """
    if not attempt.has_room:
        room = _with_shift(attempt, maximum_visits=None)
        return _besides(f"{attempt.shift.id} were allowed a visit", room)
    relief = smallest_relief(attempt)
    if relief is None and attempt.shift.breaks:
        return _besides(
            f"{attempt.shift.id} owed no break at that time", _with_shift(attempt, breaks=())
        )
    return relief


def _besides(condition: str, changed: Attempt) -> Relief | None:
    """Return a condition, with what is needed besides it; None where it does not help."""
    if is_possible(changed):
        return Relief(0, condition)
    further = relief_of(changed)
    return Relief(further.seconds, f"{condition} and {further.condition}") if further else None


def nearest(attempts: Iterable[Attempt]) -> tuple[Attempt, Relief | None]:
    """Return the attempt that misses by the fewest seconds, with its relief."""
    pairs = [(attempt, relief_of(attempt)) for attempt in attempts]
    return min(pairs, key=_missed_by)


def _missed_by(pair: tuple[Attempt, Relief | None]) -> tuple[bool, int, str]:
    attempt, relief = pair
    return relief is None, relief.seconds if relief else 0, attempt.shift.id


def _least(attempt: Attempt, stretch: Stretch) -> int | None:
    """Bisect: a longer stretch never makes a possible visit impossible."""
    if not is_possible(stretch(attempt, _A_DAY)):
        return None
    low, high = 0, _A_DAY
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_possible(stretch(attempt, middle)) else (middle, high)
    return high


def _stretches(attempt: Attempt) -> Iterator[tuple[Words, Stretch]]:
    shift = attempt.shift.id
    yield lambda much: f"{shift} ended {much} later", _end_later
    yield lambda much: f"{shift} began {much} earlier", _begin_earlier
    for number, window in enumerate(attempt.visit.windows):
        its = f"its window {span(window)}"
        yield partial("{} closed {} later".format, its), _close_window_later(number)
        yield partial("{} opened {} earlier".format, its), _open_window_earlier(number)


def _end_later(attempt: Attempt, seconds: int) -> Attempt:
    return _with_shift(attempt, hours=stretched(attempt.shift.hours, after=seconds))


def _begin_earlier(attempt: Attempt, seconds: int) -> Attempt:
    return _with_shift(attempt, hours=stretched(attempt.shift.hours, before=seconds))


def _begin_and_end(attempt: Attempt, seconds: int) -> Attempt:
    hours = stretched(attempt.shift.hours, before=seconds, after=seconds)
    return _with_shift(attempt, hours=hours)


def _close_window_later(number: int) -> Stretch:
    return lambda attempt, seconds: _with_window(attempt, number, after=seconds)


def _open_window_earlier(number: int) -> Stretch:
    return lambda attempt, seconds: _with_window(attempt, number, before=seconds)


def stretched(window: TimeWindow, *, before: int = 0, after: int = 0) -> TimeWindow:
    """Return a window so many seconds longer on either side."""
    return TimeWindow(opening=moved(window.opening, -before), closing=moved(window.closing, after))


def _with_shift(attempt: Attempt, **changes: object) -> Attempt:
    return replace(attempt, shift=attempt.shift.model_copy(update=changes))


def _with_window(attempt: Attempt, number: int, *, before: int = 0, after: int = 0) -> Attempt:
    windows = list(attempt.visit.windows)
    windows[number] = _within_permitted(
        stretched(windows[number], before=before, after=after), windows[number], attempt
    )
    visit = attempt.visit.model_copy(update={"windows": tuple(windows)})
    return replace(attempt, visit=visit)


def _within_permitted(longer: TimeWindow, window: TimeWindow, attempt: Attempt) -> TimeWindow:
    """Cut what left the permitted hours in which the window lies."""
    for hours in attempt.visit.permitted:
        if second_of(hours.opening) <= second_of(window.opening) <= second_of(hours.closing):
            return TimeWindow(
                opening=max(longer.opening, hours.opening, key=second_of),
                closing=min(longer.closing, hours.closing, key=second_of),
            )
    return window
