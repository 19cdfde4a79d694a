"""Shifts of one agent: hours, ends, breaks and pay of each row."""

from functools import partial
from itertools import pairwise

from visitplan.domain.agent import Shift
from visitplan.domain.window import TimeWindow
from visitplan.intake.breaks import breaks, check_breaks
from visitplan.intake.codes import Code
from visitplan.intake.duty_days import duty_days
from visitplan.intake.fields import Fields
from visitplan.intake.modes import MODES
from visitplan.intake.numbers import whole
from visitplan.intake.pay import pay_of, read_terms
from visitplan.intake.settings import Settings
from visitplan.intake.shift_ends import read_end, read_start
from visitplan.intake.windows import window
from visitplan.intake.words import folded

_LONGEST = 16 * 3600


def read_shifts(agent_id: str, rows: list[Fields], settings: Settings) -> list[Shift]:
    """Return the usable shifts of the day, numbered ``agent_id/1``, ``/2`` in order of time."""
    of_the_day = (fields for fields in rows if _is_of_the_day(fields, settings))
    timed = [(fields, _read_hours(fields, settings)) for fields in of_the_day]
    known = sorted(
        ((fields, hours) for fields, hours in timed if hours is not None),
        key=lambda pair: pair[1].opening.timestamp(),
    )
    _note_overlaps(known)
    read = (
        _read_shift(f"{agent_id}/{number}", fields, hours, settings)
        for number, (fields, hours) in enumerate(known, start=1)
    )
    return list(filter(None, read))


def _is_of_the_day(fields: Fields, settings: Settings) -> bool:
    """Tell whether a row holds on the planning day; one without a date holds on any."""
    holds = fields.get("date", duty_days)
    return holds is None or holds(settings.local.date)


def _read_hours(fields: Fields, settings: Settings) -> TimeWindow | None:
    if fields.has("shift"):
        hours = fields.get("shift", partial(window, on=settings.local))
    else:
        hours = _from_two_columns(fields, settings)
    if hours is not None and hours.seconds > _LONGEST:
        fields.refuse(
            "shift",
            Code.SHIFT_LENGTH,
            f"lasts {hours.seconds / 3600:.1f} h, more than 16 h",
            "split it in two shifts, or correct the hours",
        )
    return hours


def _from_two_columns(fields: Fields, settings: Settings) -> TimeWindow | None:
    opening = fields.need("shift_start", settings.local.moment, "write 09:00")
    closing = fields.need("shift_end", settings.local.moment, "write 17:00")
    if opening is None or closing is None:
        return None
    if opening.timestamp() >= closing.timestamp():
        fields.refuse(
            "shift_end",
            Code.SHIFT_LENGTH,
            "is not after shift_start",
            "put the later time here; on the next day write 02:00+1",
        )
        return None
    return TimeWindow(opening=opening, closing=closing)


def _note_overlaps(shifts: list[tuple[Fields, TimeWindow]]) -> None:
    for (earlier, before), (later, after) in pairwise(shifts):
        if after.opening.timestamp() < before.closing.timestamp():
            later.refuse(
                "shift",
                Code.SHIFTS_OVERLAP,
                f"overlaps the same agent's shift in row {earlier.spot().row}",
                "let one shift end before the next begins",
            )


def _read_shift(
    shift_id: str, fields: Fields, hours: TimeWindow, settings: Settings
) -> Shift | None:
    start = read_start(fields, settings.branches)
    end = read_end(fields, settings.branches, start)
    rests = fields.get("breaks", partial(breaks, on=settings.local)) or ()
    check_breaks(fields, rests, hours)
    mode = MODES.get(folded(str(fields.values.get("mode"))), "drive")
    terms = read_terms(fields, settings.currency, settings.pay.by(mode))
    if terms.wage is None:
        fields.need("wage", lambda _: None, "fill it in, or set wage under [pay] in day.toml")
    visits = fields.number("maximum_visits", whole(below=10_000))
    if not fields.sound or start is None or end is None or terms.wage is None:
        return None
    return Shift(
        id=shift_id,
        agent_id=shift_id.rpartition("/")[0],
        hours=hours,
        start=start.place,
        end=end.place,
        start_label=start.label,
        end_label=end.label,
        breaks=rests,
        pay=pay_of(terms, terms.wage),
        maximum_visits=visits,
    )
