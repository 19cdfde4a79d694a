"""An attempt that fails, told by the clock: when who would be where, and what comes too soon."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.explanation.attempt import Attempt, is_possible, lawful_arrivals, stays
from visitplan.explanation.bars import bars
from visitplan.explanation.clock import at_second, second_of
from visitplan.explanation.impossible import fault_of
from visitplan.explanation.told import Checked
from visitplan.explanation.wording import listed


class _Try(NamedTuple):
    """One way to go: arrive, begin and leave, and the last seconds at which to do the last two."""

    arrives: int
    begins: int
    leaves: int
    last_begin: int
    last_leave: int

    @property
    def missing(self) -> int:
        return max(self.begins - self.last_begin, self.leaves - self.last_leave)


def failed_attempt(attempt: Attempt) -> str | None:
    """Return how the shift fails to serve the visit alone; None where it does not, or has no way.

    Of all ways to place the breaks and of all windows the one that misses by the least is told.
    """
    nearest = _nearest_try(attempt)
    return _words(attempt, nearest) if nearest and nearest.missing > 0 else None


def shortfall(attempt: Attempt) -> int | None:
    """Return by how many seconds the shift alone misses the visit at least.

    None where no way leads there and back, where its breaks cannot be placed, or where it may
    make no visit; zero or less: it does not miss it.
    """
    nearest = _nearest_try(attempt)
    return nearest.missing if nearest and attempt.has_room else None


def _nearest_try(attempt: Attempt) -> _Try | None:
    if attempt.way_there is None or attempt.way_back is None:
        return None
    return min(_tries(attempt), key=lambda each: (each.missing, each.arrives), default=None)


def _tries(attempt: Attempt) -> Iterator[_Try]:
    visit = attempt.visit
    for earliest, latest in stays(attempt):
        for first, last in lawful_arrivals(visit):
            begins = max(first, earliest)
            yield _Try(earliest, begins, begins + visit.service_seconds, last, latest)


def _words(attempt: Attempt, tried: _Try) -> str:
    clock = _Clock(attempt.shift.hours.opening)
    there, back = attempt.way_there, attempt.way_back_at(tried.leaves)
    metres = there.metres if there else 0
    parts = [
        f"leaves {clock(second_of(attempt.shift.hours.opening))}",
        f"arrives {clock(tried.arrives)} ({metres / 1000:.1f} km)",
    ]
    if tried.begins > tried.arrives:
        parts.append(f"waits until {clock(tried.begins)}")
    parts.append(f"would leave {clock(tried.leaves)}")
    if tried.begins > tried.last_begin:
        closes = tried.last_begin + attempt.visit.service_seconds
        return f"{', '.join(parts)}; the visit has to be over by {clock(closes)}"
    if back and back.seconds:
        home = tried.leaves + back.seconds
        parts.append(f"be at the end {clock(home)} ({back.metres / 1000:.1f} km)")
    closes = second_of(attempt.shift.hours.closing)
    rests = " and breaks are owed" if attempt.shift.breaks else ""
    return f"{', '.join(parts)}; the shift ends {clock(closes)}{rests}"


class _Clock:
    """Seconds as ``17:05``, in the zone of the shift."""

    def __init__(self, like: datetime) -> None:
        self._like = like

    def __call__(self, second: int) -> str:
        moment = at_second(second, self._like)
        days = (moment.date() - self._like.date()).days
        return f"{moment:%H:%M}" + (f" ({days:+d} d)" if days else "")


def checked(everybody: Sequence[Attempt], case: Case, day: Day) -> tuple[Checked, ...]:
    """Return every shift of the day, tried alone, in order of its id."""
    known = {attempt.shift.id: attempt for attempt in everybody}
    shifts = sorted(day.shifts, key=lambda shift: shift.id)
    return tuple(
        _checked(known[shift.id], case, day)
        if shift.id in known
        else Checked(shift_id=shift.id, rule="no_way", words="nobody knows the way from its start")
        for shift in shifts
    )


def _checked(attempt: Attempt, case: Case, day: Day) -> Checked:
    shift_id, found = attempt.shift.id, bars(attempt.shift, attempt.visit, case, day)
    if found:
        words = listed(bar.fault for bar in found)
        return Checked(shift_id=shift_id, rule=found[0].rule, words=words)
    if not lawful_arrivals(attempt.visit):
        words = "no lawful hours are left for the pinned arrival"
        return Checked(shift_id=shift_id, rule="pin", words=words)
    if is_possible(attempt):
        return Checked(shift_id=shift_id, rule=None, words="could serve it alone")
    rule, fault = fault_of(attempt)
    return Checked(
        shift_id=shift_id,
        rule=rule,
        words=failed_attempt(attempt) or fault,
        missing_seconds=shortfall(attempt),
    )
