"""A town in a straight line, and one case explained in it."""

from collections.abc import Mapping
from typing import Any

from builders import a_case, a_day, a_matrix, a_place
from visitplan.domain.day import Day
from visitplan.domain.plan import Insertion, Unassigned
from visitplan.domain.travel import Matrices
from visitplan.eligibility.gate import gate
from visitplan.explanation.explain import explain

HOME = a_place(60.17, 24.94)
DOOR = a_place(60.17, 24.95)
HALF_AN_HOUR_AWAY = {(0, 1): 1800, (1, 0): 1800}


def a_visited_day(**changes: Any) -> Day:
    """Return a day of one case; ``case`` changes it, the rest changes the day."""
    case = {"place": DOOR, "setup_seconds": 0} | changes.pop("case", {})
    shifts = changes.pop("shifts")
    moved = [shift.model_copy(update={"start": HOME, "end": HOME}) for shift in shifts]
    return a_day(cases=(a_case(1, **case),), shifts=tuple(moved), **changes)


def matrices(legs: Mapping[tuple[int, int], int] = HALF_AN_HOUR_AWAY) -> Matrices:
    """Return the matrix of HOME and DOOR, half an hour apart either way."""
    assert HOME.point is not None
    assert DOOR.point is not None
    return {"drive": a_matrix([HOME.point, DOOR.point], legs)}


def explained(
    day: Day, insertion: Insertion | None = None, legs: Mapping[tuple[int, int], int] | None = None
) -> Unassigned:
    """Return why the day's only case was left out."""
    insertions = {insertion.case_id: insertion} if insertion else {}
    travel = matrices(HALF_AN_HOUR_AWAY if legs is None else legs)
    (unassigned,) = explain(day, gate(day).visits, travel, insertions)
    return unassigned
