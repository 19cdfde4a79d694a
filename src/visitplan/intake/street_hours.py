"""The sections ``[streets.hours."mon-fri 07:00-10:00"]``: how many times as long streets take then.

Each names road classes and ``other``; without days it holds on all. ``hours = "typical"`` stands
for a week's usual ones.
"""

import re
from datetime import time
from itertools import pairwise

from visitplan.domain.street_hours import DRIVEN_CLASSES, MIDNIGHT, TYPICAL_HOURS, StreetHours
from visitplan.domain.value import WEEKDAYS, Weekday
from visitplan.domain.window import ClockSpan
from visitplan.intake.codes import Code
from visitplan.intake.duty_days import weekdays_named
from visitplan.intake.fields import Fields
from visitplan.intake.misread import MisreadError
from visitplan.intake.numbers import between
from visitplan.intake.windows import clock_span
from visitplan.intake.words import folded, one_of, parts

_NAMED = {"typical": TYPICAL_HOURS}
_SLOWNESS = between(0.2, 10)
_WHOLE_DAY = time(23, 59)
_DAYS = re.compile(r"[^\d上下早晚凌中]+(?=[\d上下早晚凌中])")
"""What stands before the hours."""


def read_hours(fields: Fields) -> tuple[StreetHours, ...]:
    """Return the hours at which streets are slower or faster; none where they are not named."""
    if isinstance(fields.values.get("hours"), str):
        return fields.get_or("hours", one_of(_NAMED), ())
    sections = fields.sections("hours")
    read = {name: _read(fields, name, own) for name, own in sections.items()}
    known = {name: hours for name, hours in read.items() if hours is not None}
    spans = sorted((*span, name) for name, hours in known.items() for span in hours.in_the_week)
    overlapping = {b[2]: a[2] for a, b in pairwise(spans) if a[1] > b[0]}
    for after, before in overlapping.items():
        sections[after].refuse(
            None,
            Code.SETTING_VALUE,
            f"the hours {after} begin before {before} end",
            "let hours of streets follow each other",
        )
    in_order = dict.fromkeys(name for *_, name in spans)
    return tuple(known[name] for name in in_order) if _sound(sections) else ()


def _read(fields: Fields, name: str, own: Fields) -> StreetHours | None:
    own.warn_of_unknown(("other", *DRIVEN_CLASSES))
    slowness = {kind: own.number(kind, _SLOWNESS) for kind in own.values}
    given = {kind: figure for kind, figure in slowness.items() if figure is not None}
    try:
        days, span = _when(name)
    except MisreadError as misread:
        fields.misread("hours", misread)
        return None
    closes = MIDNIGHT if span.closing >= _WHOLE_DAY else _seconds(span.closing)
    other = given.pop("other", 1.0)
    return StreetHours(
        days=days, begins=_seconds(span.opening), ends=closes, other=other, by_class=given
    )


def _when(name: str) -> tuple[tuple[Weekday, ...], ClockSpan]:
    """Return the days and hours in a section's name: ``mon-fri 7-10``, ``周六;周日 9-12``."""
    match = _DAYS.match(name)
    if match is None:
        return WEEKDAYS, clock_span(name)
    named = {number for part in parts(match[0]) for number in weekdays_named(folded(part))}
    days = tuple(day for number, day in enumerate(WEEKDAYS) if number in named)
    return days, clock_span(name[match.end() :])


def _seconds(clock: time) -> int:
    return clock.hour * 3600 + clock.minute * 60 + clock.second


def _sound(sections: dict[str, Fields]) -> bool:
    return all(own.sound for own in sections.values())
