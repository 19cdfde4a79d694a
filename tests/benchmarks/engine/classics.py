"""Published instances as statements: distance counts, hours bound the start of service.

Distances are cut to one decimal and everything is multiplied by ten (DIMACS convention);
a way takes as long as it is far. Loads are not part of a statement: they are left away for
everybody, and ``loads`` tells whether an answer would have kept them.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from visitplan.routing.statement import PayTerms, ShiftTerms, Statement, VisitTerms
from visitplan.routing.table import Table

BY_DISTANCE = PayTerms(fixed=0, per_second=0, minimum=0, tiers=(), per_metre=1, per_visit=0)


class Classic(NamedTuple):
    """An instance: row 0 of the arrays is the depot; ``known`` is the best known cost, if told."""

    points: Any
    hours: Any
    service: Any
    demand: Any
    prizes: Any | None
    fleet: int
    capacity: int
    known: int | None = None

    def statement(self) -> Statement:
        """Return the instance without its loads; without prizes every visit is mandatory."""
        table = _dimacs(self.points)
        hours, service = self.hours * 10, self.service * 10
        farthest = max(max(row) for row in table)
        visits = tuple(
            VisitTerms(
                location=number,
                arrivals=((int(hours[number][0]), int(hours[number][1])),),
                service=int(service[number]),
                setup=0,
                penalty=10 * farthest if self.prizes is None else 10 * int(self.prizes[number]),
                shifts=tuple(range(self.fleet)),
            )
            for number in range(1, len(self.points))
        )
        opening, closing = (int(hour) for hour in hours[0])
        shift = ShiftTerms(
            opening=opening,
            closing=closing,
            profile=0,
            start=0,
            end=0,
            breaks=(),
            pay=BY_DISTANCE,
        )
        return Statement(
            visits=visits, shifts=(shift,) * self.fleet, seconds=(table,), metres=(table,)
        )

    def keeps_loads(self, orders: Iterable[Sequence[int]]) -> bool:
        """Whether no route carries more than the instance's capacity."""
        return all(
            sum(int(self.demand[visit + 1]) for visit in order) <= self.capacity for order in orders
        )


def read_classic(path: Path) -> Classic:
    """Read an instance in Solomon's text format, or in VRPLIB's with the ``.sol`` beside it."""
    return _from_vrplib(path) if path.suffix == ".vrp" else _from_text(path)


def _from_text(path: Path) -> Classic:
    rows = [line.split() for line in path.read_text().splitlines()]
    numbers = [[int(word) for word in row] for row in rows if row and row[0].isdigit()]
    (fleet, capacity), table = numbers[0], np.array(numbers[1:])
    return Classic(table[:, 1:3], table[:, 4:6], table[:, 6], table[:, 3], None, fleet, capacity)


def _from_vrplib(path: Path) -> Classic:
    import vrplib  # noqa: PLC0415 - only who asks for such an instance needs it

    data = vrplib.read_instance(path, compute_edge_weights=False)
    prizes, size = data.get("prize"), len(data["node_coord"])
    service = np.broadcast_to(np.asarray(data["service_time"]), size).copy()
    service[0] = 0
    fleet = int(data.get("vehicles", size - 1))
    hours, demand = data["time_window"], data["demand"]
    known = _known(path.with_suffix(".sol"), is_scaled=prizes is not None)
    return Classic(
        data["node_coord"], hours, service, demand, prizes, fleet, int(data["capacity"]), known
    )


def _known(path: Path, *, is_scaled: bool) -> int | None:
    if not path.exists():
        return None
    cost = next(line.split()[-1] for line in path.read_text().splitlines() if "Cost" in line)
    return round(float(cost) * (1 if is_scaled else 10))


def _dimacs(points: Any) -> Table:
    """Return distances × 10, cut to whole numbers."""
    apart = (points[:, None] - points[None]).astype(np.float64)
    cells = (np.hypot(apart[..., 0], apart[..., 1]) * 10 + 1e-9).astype(np.int64)
    return Table(cells)
