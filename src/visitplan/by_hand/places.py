"""Where a visit fits: the best place on the route of each shift that may make it, and its price."""

from typing import NamedTuple

from visitplan.domain.value import Id


class Place(NamedTuple):
    """A place on a route: ``position`` among its other stops, from 0.

    ``extra_cost`` is by how much the route becomes dearer there, in minor units, rounded up;
    ``seconds_late`` is by how much more it is late, at all of its stops and its end together.
    """

    shift_id: Id
    position: int
    extra_cost: int
    seconds_late: int
