"""The sections ``[streets.hours."07:00-10:00"]``: how many times as long streets take then.

Each names road classes and ``other``; ``hours = "typical"`` stands for a working day's usual ones.
"""

from datetime import time
from itertools import pairwise

from visitplan.domain.street_hours import DRIVEN_CLASSES, MIDNIGHT, TYPICAL_HOURS, StreetHours
from visitplan.intake.codes import Code
from visitplan.intake.fields import Fields
from visitplan.intake.misread import MisreadError
from visitplan.intake.numbers import between
from visitplan.intake.windows import clock_span
from visitplan.intake.words import one_of

_NAMED = {"typical": TYPICAL_HOURS}
_SLOWNESS = between(0.2, 10)
_WHOLE_DAY = time(23, 59)


def read_hours(fields: Fields) -> tuple[StreetHours, ...]:
    """Return the hours at which streets are slower or faster; none where they are not named."""
    if isinstance(fields.values.get("hours"), str):
        return fields.get_or("hours", one_of(_NAMED), ())
    sections = fields.sections("hours")
    read = {name: _read(fields, name, own) for name, own in sections.items()}
    known = {name: hours for name, hours in read.items() if hours is not None}
    in_order = sorted(known, key=lambda name: known[name].begins)
    for before, after in pairwise(in_order):
        if known[before].ends > known[after].begins:
            sections[after].refuse(
                None,
                Code.SETTING_VALUE,
                f"the hours {after} begin before {before} end",
                "let hours of streets follow each other",
            )
    return tuple(known[name] for name in in_order) if _sound(sections) else ()


def _read(fields: Fields, name: str, own: Fields) -> StreetHours | None:
    own.warn_of_unknown(("other", *DRIVEN_CLASSES))
    slowness = {kind: own.number(kind, _SLOWNESS) for kind in own.values}
    given = {kind: figure for kind, figure in slowness.items() if figure is not None}
    try:
        span = clock_span(name)
    except MisreadError as misread:
        fields.misread("hours", misread)
        return None
    closes = MIDNIGHT if span.closing >= _WHOLE_DAY else _seconds(span.closing)
    other = given.pop("other", 1.0)
    return StreetHours(begins=_seconds(span.opening), ends=closes, other=other, by_class=given)


def _seconds(clock: time) -> int:
    return clock.hour * 3600 + clock.minute * 60 + clock.second


def _sound(sections: dict[str, Fields]) -> bool:
    return all(own.sound for own in sections.values())
