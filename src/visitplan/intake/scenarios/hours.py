"""When shifts begin and end in a scenario."""

from collections.abc import Mapping
from datetime import datetime

from visitplan.domain.window import TimeWindow
from visitplan.intake.durations import minutes
from visitplan.intake.duty_days import duty_days
from visitplan.intake.fields import Fields
from visitplan.intake.misread import MisreadError
from visitplan.intake.moments import LocalDay
from visitplan.intake.report import Spot
from visitplan.intake.scenarios.keys import HOURS
from visitplan.intake.windows import window

Spots = Mapping[str, Spot]


def with_hours(
    rows: tuple[Fields, ...], changes: Mapping[str, object], spots: Spots, local: LocalDay
) -> tuple[Fields, ...]:
    """Return the rows with other hours.

    With ``shift_start`` each agent's first shift of the day begins then, with ``shift_end`` his
    last one ends then; ``shift_longer`` lets each last one end later by that much. Rows whose
    hours cannot be read are left to whoever reads them.
    """
    if not any(key in changes for key in HOURS):
        return rows
    known = {number: hours for number, row in enumerate(rows) if (hours := _hours(row, local))}
    firsts, lasts = _ends(rows, known)
    return tuple(
        _rehoured(row, known[number], (number in firsts, number in lasts), (changes, spots, local))
        if number in known
        else row
        for number, row in enumerate(rows)
    )


def _ends(
    rows: tuple[Fields, ...], known: Mapping[int, TimeWindow]
) -> tuple[frozenset[int], frozenset[int]]:
    """Return which rows are the first, and which the last shift of their agent."""
    by_agent: dict[str, list[int]] = {}
    for number in sorted(known, key=lambda each: known[each].opening.timestamp()):
        by_agent.setdefault(str(rows[number].values.get("agent_id")), []).append(number)
    numbers = by_agent.values()
    return frozenset(own[0] for own in numbers), frozenset(own[-1] for own in numbers)


def _hours(row: Fields, local: LocalDay) -> TimeWindow | None:
    """Return the hours of a shift that is worked on the day."""
    try:
        if row.has("date") and not duty_days(row.values["date"])(local.date):
            return None
        if row.has("shift"):
            return window(row.values["shift"], on=local)
        opening = local.moment(row.values.get("shift_start"))
        return TimeWindow(opening=opening, closing=local.moment(row.values.get("shift_end")))
    except (MisreadError, ValueError):
        return None


def _rehoured(
    row: Fields,
    hours: TimeWindow,
    place: tuple[bool, bool],
    context: tuple[Mapping[str, object], Spots, LocalDay],
) -> Fields:
    changes, spots, local = context
    is_first, is_last = place
    opening, closing, spot = hours.opening, hours.closing, None
    if is_first and "shift_start" in changes:
        opening, spot = local.moment(changes["shift_start"]), spots["shift_start"]
    if is_last and "shift_end" in changes:
        closing, spot = local.moment(changes["shift_end"]), spots["shift_end"]
    if is_last and "shift_longer" in changes:
        closing, spot = _later(closing, changes["shift_longer"]), spots["shift_longer"]
    if spot is None:
        return row
    text = f"{opening.isoformat()} to {closing.isoformat()}"
    return row.amended(
        {"shift": text, "shift_start": None, "shift_end": None},
        dict.fromkeys(("shift", "shift_start", "shift_end"), spot),
    )


def _later(moment: datetime, length: object) -> datetime:
    # Elapsed time, so that an hour is an hour on the day on which clocks change.
    return datetime.fromtimestamp(moment.timestamp() + minutes(length), moment.tzinfo)
