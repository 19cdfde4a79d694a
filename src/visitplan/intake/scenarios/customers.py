"""When customers may be visited in a scenario: other windows, and other cells of single cases."""

from collections.abc import Mapping
from datetime import datetime

from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.window import TimeWindow
from visitplan.intake.durations import minutes
from visitplan.intake.fields import Fields
from visitplan.intake.report import Spot
from visitplan.intake.scenarios.keys import ONE_CASE, cell_of, first_of
from visitplan.intake.windows import merged

Spots = Mapping[str, Spot]


def with_cells(
    rows: tuple[Fields, ...], changes: Mapping[str, object], spots: Spots
) -> tuple[Fields, ...]:
    """Return the rows of cases with the cells that a scenario names changed.

    ``windows`` takes the place of the windows of every case that has some.
    """
    of_case: dict[str, dict[str, str]] = {}
    for key in changes:
        if first_of(key) == ONE_CASE:
            _, case_id, column = cell_of(key)
            of_case.setdefault(case_id, {})[column] = key
    return tuple(
        row.amended(
            {name: changes[k] for name, k in keys.items()}, {n: spots[k] for n, k in keys.items()}
        )
        for row in rows
        for keys in [_windows_of(row, changes) | of_case.get(_id(row), {})]
    )


def _windows_of(row: Fields, changes: Mapping[str, object]) -> dict[str, str]:
    return {"windows": "windows"} if "windows" in changes and row.has("windows") else {}


def with_widths(day: Day, changes: Mapping[str, object]) -> Day:
    """Return the day with every window of a customer wider or narrower at both ends.

    Windows that become wider stay within the day and are joined where they meet; of one that
    would vanish, so much is left in its middle as the visit takes.
    """
    seconds = 0
    if "windows_wider" in changes:
        seconds = minutes(changes["windows_wider"])
    elif "windows_narrower" in changes:
        seconds = -minutes(changes["windows_narrower"])
    if not seconds:
        return day
    cases = tuple(_with_widths(case, seconds, day) for case in day.cases)
    return day.model_copy(update={"cases": cases})


def _with_widths(case: Case, seconds: int, day: Day) -> Case:
    changed = (_moved(window, seconds, case.service_seconds, day) for window in case.windows)
    return case.model_copy(update={"windows": merged(tuple(changed))})


def _moved(window: TimeWindow, seconds: int, least: int, day: Day) -> TimeWindow:
    # A window shorter than the visit stays as it is; by the clock nothing leaves its day.
    cut = max(seconds, -max(0, window.seconds - least) // 2)
    zone = window.opening.tzinfo or day.time_zone
    opening = datetime.fromtimestamp(window.opening.timestamp() - cut, zone)
    closing = datetime.fromtimestamp(window.closing.timestamp() + cut, zone)
    if opening.date() < window.opening.date():
        opening = window.opening.replace(hour=0, minute=0, second=0)
    if closing.date() > window.closing.date():
        closing = window.closing.replace(hour=23, minute=59, second=59)
    return TimeWindow(opening=opening, closing=closing)


def _id(row: Fields) -> str:
    return str(row.values.get("case_id", "")).strip()
