"""Travel between visits, by number, and then the places of shifts, with setup as part of the way.

Peers know no setup before the hours, and some charge it elsewhere.
"""

from typing import Any, NamedTuple

import numpy as np

from visitplan.routing.statement import Statement


class Ways(NamedTuple):
    """Square arrays of one profile; ``place_at`` is the row of each place of a shift."""

    metres: Any
    seconds: Any
    place_at: dict[int, int]


def ways_of(statement: Statement, profile: int) -> Ways:
    """Return the ways of a profile. Raises ValueError where one leads nowhere."""
    ends = (place for shift in statement.shifts for place in (shift.start, shift.end))
    own = list(dict.fromkeys(place for place in ends if place is not None))
    places = np.array([visit.location for visit in statement.visits] + own)
    metres = np.array(statement.metres[profile], dtype=np.int64)[np.ix_(places, places)]
    seconds = np.array(statement.seconds[profile], dtype=np.int64)[np.ix_(places, places)]
    if min(metres.min(), seconds.min()) < 0:
        raise ValueError("a way leads nowhere")
    setups = np.array([visit.setup for visit in statement.visits] + [0] * len(own))
    seconds += setups * (places[:, None] != places)
    np.fill_diagonal(metres, 0)
    np.fill_diagonal(seconds, 0)
    size = len(statement.visits)
    return Ways(metres, seconds, {place: size + number for number, place in enumerate(own)})
