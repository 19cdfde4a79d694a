"""Several shifts joined into one: the people travel together, all day, in one car."""

from collections.abc import Sequence
from datetime import datetime
from functools import reduce

from visitplan.domain.agent import Break, Shift
from visitplan.domain.crew_id import crew_id
from visitplan.domain.window import TimeWindow


def join(members: Sequence[Shift]) -> Shift | None:
    """Return the shift of a crew, who drives first; None where they share no hours.

    It has the hours that all have, and starts and ends where the driver does: the others come
    there as to any other place of work. All rest together, and make no more visits than any of
    them may.
    """
    hours = common_hours([member.hours for member in members])
    if hours is None:
        return None
    limits = [m.maximum_visits for m in members if m.maximum_visits is not None]
    return members[0].model_copy(
        update={
            "id": crew_id(member.id for member in members),
            "hours": hours,
            "breaks": reduce(_rested_together, (member.breaks for member in members)),
            "maximum_visits": min(limits, default=None),
            "joined": tuple(members),
        }
    )


def common_hours(hours: Sequence[TimeWindow]) -> TimeWindow | None:
    """Return the hours that lie in all of these; None where there are none."""
    opening = max((each.opening for each in hours), key=datetime.timestamp)
    closing = min((each.closing for each in hours), key=datetime.timestamp)
    if opening.timestamp() >= closing.timestamp():
        return None
    return TimeWindow(opening=opening, closing=closing)


def _rested_together(first: tuple[Break, ...], second: tuple[Break, ...]) -> tuple[Break, ...]:
    """Return breaks that settle both: one for two where one has room in both windows."""
    rests, alone = list(first), []
    for owed in second:
        shared = ((n, _shared(rest, owed)) for n, rest in enumerate(rests))
        fit = next(((n, both) for n, both in shared if both), None)
        if fit:
            rests[fit[0]] = fit[1]
        else:
            alone.append(_waited_for(owed))
    kept = {id(rest) for rest in first}
    return (*(_waited_for(r) if id(r) in kept else r for r in rests), *alone)


def _shared(first: Break, second: Break) -> Break | None:
    """Return a break that settles both, unpaid only where it is unpaid for both."""
    window = common_hours((first.window, second.window))
    seconds = max(first.seconds, second.seconds)
    if window is None or window.seconds < seconds:
        return None
    return Break(window=window, seconds=seconds, paid=first.paid or second.paid)


def _waited_for(rest: Break) -> Break:
    """Return a break that only one owes: the others wait, which is paid, and so is he."""
    return rest.model_copy(update={"paid": True})
