"""The section ``[uncertainty]``: how a day may differ from its plan, and who is at home when.

Chances to find somebody stand by weekdays and hours (``"mon-fri 17:00-19:00" = 0.5``) in
``[uncertainty.home]``, and those of one kind of place in ``[uncertainty.home.work]``.
"""

from collections.abc import Iterator
from typing import NamedTuple

from visitplan.domain.place import PLACE_KINDS, PlaceKind
from visitplan.domain.uncertainty import HomeChance, Uncertainty
from visitplan.domain.value import WEEKDAYS, Weekday
from visitplan.domain.window import ClockSpan
from visitplan.intake.codes import Code
from visitplan.intake.durations import minutes
from visitplan.intake.duty_days import weekdays_named
from visitplan.intake.fields import Fields
from visitplan.intake.misread import MisreadError
from visitplan.intake.numbers import between
from visitplan.intake.windows import clock_span
from visitplan.intake.words import folded, one_of, parts

_CHANCE, _SPREAD = between(0, 1), between(0, 2)
_KIND = one_of({kind: kind for kind in PLACE_KINDS})
_NAMES = ("day_travel", "leg_travel", "service", "nobody", "home", "home_otherwise")


class _Hours(NamedTuple):
    """Weekdays, and hours of the clock on them."""

    days: tuple[Weekday, ...]
    span: ClockSpan


def read_uncertainty(fields: Fields) -> Uncertainty:
    """Return the distributions; where nothing is written, the assumed ones."""
    fields.warn_of_unknown(_NAMES)
    usual = Uncertainty()
    return Uncertainty(
        day_travel=fields.number_or("day_travel", _SPREAD, usual.day_travel),
        leg_travel=fields.number_or("leg_travel", _SPREAD, usual.leg_travel),
        service=fields.number_or("service", _SPREAD, usual.service),
        nobody_seconds=fields.get_or("nobody", minutes, usual.nobody_seconds),
        home=_home(fields.section("home"), usual.home),
        home_otherwise=fields.number_or("home_otherwise", _CHANCE, usual.home_otherwise),
    )


def _home(home: Fields, usual: tuple[HomeChance, ...]) -> tuple[HomeChance, ...]:
    """Return what is written, that of one kind of place first; the usual where only those are."""
    sections = {name for name, value in home.values.items() if isinstance(value, dict)}
    special = [chance for kind in sorted(sections) for chance in _of_a_kind(home, kind)]
    anywhere = [
        chance
        for name in home.values
        if name not in sections and (chance := _chance(home, name, frozenset()))
    ]
    return (*special, *(anywhere or usual))


def _of_a_kind(home: Fields, word: str) -> Iterator[HomeChance]:
    own = home.section(word)
    try:
        kind = _KIND(word)
    except MisreadError as misread:
        home.misread(word, misread)
        return
    chances = (_chance(own, name, frozenset({kind})) for name in own.values)
    yield from (chance for chance in chances if chance)


def _chance(fields: Fields, name: str, kinds: frozenset[PlaceKind]) -> HomeChance | None:
    try:
        hours = _hours(name)
    except MisreadError as misread:
        fields.misread(name, misread)
        return None
    chance = fields.number(name, _CHANCE)
    if chance is None:
        return None
    begins, ends = hours.span.opening, hours.span.closing
    return HomeChance(days=hours.days, begins=begins, ends=ends, chance=chance, kinds=kinds)


def _hours(name: str) -> _Hours:
    days, _, span = name.rpartition(" ")
    if not days:
        raise MisreadError(
            Code.WINDOW_UNREADABLE,
            "does not name weekdays and hours",
            'write "mon-fri 17:00-19:00" = 0.5',
        )
    numbers = {number for part in parts(days) for number in weekdays_named(folded(part))}
    return _Hours(tuple(WEEKDAYS[number] for number in sorted(numbers)), clock_span(span))
