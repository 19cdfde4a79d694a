"""Travel in the statement's numbers: the paces of the day, and the hours at which each is met."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from visitplan.domain.place import Point
from visitplan.domain.travel import Period, TravelMatrix
from visitplan.routing.horizon import Horizon
from visitplan.routing.statement import Pace
from visitplan.routing.table import Table

Rows = Sequence[int]


def travel_by_hour(
    matrices: Sequence[TravelMatrix], points: Sequence[Point], horizon: Horizon
) -> dict[str, Any]:
    """Return the fields of a statement that are about travel.

    A matrix per travel profile, its periods beginning at seconds since 1970. Paces that are equal
    in every cell are one; hours that bring no other pace are none.
    """
    rows = [[matrix.row(point) for point in points] for matrix in matrices]
    numbers: dict[Pace, int] = {}
    hours = []
    for begins, periods in _changes(matrices, horizon):
        pace = _pace(periods, rows)
        hours.append((begins, numbers.setdefault(pace, len(numbers))))
    first, *others = numbers
    return {
        "seconds": first.seconds,
        "metres": first.metres,
        "others": tuple(others),
        "hours": tuple(next(same) for _, same in groupby(hours, key=itemgetter(1))),
    }


def _changes(matrices: Sequence[TravelMatrix], horizon: Horizon) -> list[tuple[int, list[Period]]]:
    """Return each second of the horizon at which any matrix changes, with the periods of all.

    The first one is 0, whatever began before.
    """
    midnight = int(horizon.midnight.timestamp())
    moments = {period.begins for matrix in matrices for period in matrix.later}
    seconds = sorted({0, *(moment - midnight for moment in moments if moment > midnight)})
    return [(at, [_in_force(matrix, midnight + at) for matrix in matrices]) for at in seconds]


def _in_force(matrix: TravelMatrix, moment: int) -> Period:
    return next(period for period in reversed(matrix.periods) if period.begins <= moment)


def _pace(periods: Sequence[Period], rows: Sequence[Rows]) -> Pace:
    pairs = list(zip(periods, rows, strict=True))
    return Pace(
        seconds=tuple(_table(period.seconds, own) for period, own in pairs),
        metres=tuple(_table(period.metres, own) for period, own in pairs),
    )


def _table(cells: NDArray[np.int64], rows: Rows) -> Table:
    return Table(cells[np.ix_(rows, rows)])
