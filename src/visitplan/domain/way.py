"""A way by the hour: which of its times a traveller meets, and when he has to set out."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

FOREVER = 2**60
"""The end of what does not end; what has always been begins at -FOREVER."""


class Way(NamedTuple):
    """A way as it is for whoever sets out at ``begins`` or later and before ``ends``."""

    begins: int
    ends: int
    seconds: int
    metres: int

    def arrival(self, leaves: int) -> int:
        """Return when somebody is there who waits until the way begins."""
        return max(leaves, self.begins) + self.seconds


Ways = Sequence[Way]
"""The ways from one place to another, one after the other; no way leads between them."""


def first_there(ways: Ways, leaves: int) -> Way | None:
    """Return the way that arrives first, waiting for a later one included; None for no way.

    So nobody overtakes by setting out later: ``arrival = min over ways (max(leaves, begins) +
    seconds)`` never falls as ``leaves`` grows (first in, first out). Of two that arrive at once
    it is the earlier one.
    """
    if len(ways) == 1:  # most often, where it decides how fast everything is
        return ways[0] if leaves < ways[0].ends else None
    return min(
        (way for way in ways if leaves < way.ends),
        key=lambda way: way.arrival(leaves),
        default=None,
    )


def kept_until(ways: Ways, taken: Way) -> int:
    """Return the first second to set out at from which another way than this arrives first.

    ``taken`` is the first there for somebody who sets out before.
    """
    if len(ways) == 1:
        return taken.ends
    sooner = (
        way.begins + way.seconds - taken.seconds + 1 for way in ways if way.begins >= taken.ends
    )
    return min([taken.ends, *sooner])


def leave_by(ways: Ways, arrives: int) -> int | None:
    """Return the last second to set out at and be there in time, None where it is never.

    The inverse of ``first_there``: whoever sets out later arrives after ``arrives``.
    """
    in_time = (way for way in ways if way.begins + way.seconds <= arrives)
    return max((min(way.ends - 1, arrives - way.seconds) for way in in_time), default=None)


def following(ways: Iterable[Way]) -> tuple[Way, ...]:
    """Return the ways with those that only go on as before put in one."""
    apart: list[Way] = []
    for way in ways:
        if apart and apart[-1][1:] == (way.begins, *way[2:]):
            apart[-1] = apart[-1]._replace(ends=way.ends)
        else:
            apart.append(way)
    return tuple(apart)
