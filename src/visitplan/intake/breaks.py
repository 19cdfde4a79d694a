"""Breaks: ``11:30-13:30 30min unpaid; 15:00-16:00 15min paid``."""

import re
from itertools import pairwise

from visitplan.domain.agent import Break
from visitplan.domain.window import TimeWindow
from visitplan.intake.codes import Code
from visitplan.intake.durations import minutes
from visitplan.intake.fields import Fields
from visitplan.intake.misread import MisreadError
from visitplan.intake.moments import LocalDay
from visitplan.intake.windows import WINDOW, window
from visitplan.intake.words import parts

_BREAK = re.compile(
    rf"(?P<window>{WINDOW.pattern}) (?P<length>\d{{1,3}}[^ ]{{0,8}}(?: [a-z]+)?) "
    r"(?P<paid>paid|unpaid|带薪|有薪|不带薪|无薪)",
    re.ASCII | re.IGNORECASE,
)


def breaks(value: object, *, on: LocalDay) -> tuple[Break, ...]:
    """Return the rests that a cell lists, sorted by the opening of their windows."""
    found = (_break(part, on) for part in parts(value))
    return tuple(sorted(found, key=lambda rest: rest.window.opening.timestamp()))


def check_breaks(fields: Fields, rests: tuple[Break, ...], shift: TimeWindow) -> None:
    """Note breaks whose window leaves the shift or overlaps the next one's."""
    opening, closing = shift.opening.timestamp(), shift.closing.timestamp()
    for rest in rests:
        if rest.window.opening.timestamp() < opening or closing < rest.window.closing.timestamp():
            fields.refuse(
                "breaks",
                Code.BREAK_OUTSIDE_SHIFT,
                "has a window outside of the shift",
                "keep the whole window inside the shift's hours",
            )
    for earlier, later in pairwise(rests):
        if later.window.opening.timestamp() < earlier.window.closing.timestamp():
            fields.refuse(
                "breaks",
                Code.BREAKS_OVERLAP,
                "has windows that overlap",
                "let one break's window end before the next begins",
            )


def _break(text: str, on: LocalDay) -> Break:
    match = _BREAK.fullmatch(text)
    if match is None:
        raise MisreadError(
            Code.BREAK_UNREADABLE,
            "holds an entry that is no break",
            "write 11:30-13:30 30min unpaid; several are separated by ;",
        )
    hours, length = window(match["window"], on=on), minutes(match["length"])
    if not 0 < length <= hours.seconds:
        raise MisreadError(
            Code.BREAK_TOO_LONG,
            "holds a break that is longer than its window, or of no length",
            "widen the window or shorten the break",
        )
    paid = match["paid"].casefold() in ("paid", "带薪", "有薪")
    return Break(window=hours, seconds=length, paid=paid)
