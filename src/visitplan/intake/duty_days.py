"""Days on which a row of a shift holds: dates and weekdays, ``mon-fri``, ``周一至周五``."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from datetime import date

from visitplan.domain.value import WEEKDAYS
from visitplan.intake.codes import Code
from visitplan.intake.dates import DATE, calendar_date
from visitplan.intake.misread import MisreadError
from visitplan.intake.words import folded, parts

Holds = Callable[[date], bool]

_ENGLISH = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_NUMBERS: dict[str, int] = {
    name: number
    for number, (short, full, sign) in enumerate(
        zip(WEEKDAYS, _ENGLISH, "一二三四五六日", strict=True)
    )
    for name in (short, full, f"周{sign}", f"星期{sign}", f"礼拜{sign}", f"週{sign}")
} | {"tues": 1, "thur": 3, "thurs": 3, "周天": 6, "星期天": 6, "礼拜天": 6}
_RANGE = re.compile(r"(\S+?) ?(?:-|–|至|到|to) ?(\S+)")


def duty_days(value: object) -> Holds:
    """Return what tells whether the row holds on a date.

    A cell lists dates (2026-11-25) and weekdays (``mon``, ``mon-fri``, 周一, 星期一至星期五); a
    range may lead over the weekend (``sat-mon``).
    """
    if isinstance(value, date):
        only = calendar_date(value)
        return lambda on: on == only
    dates, weekdays = set[date](), set[int]()
    for part in parts(value):
        if re.fullmatch(DATE, unicodedata.normalize("NFKC", part), re.ASCII):
            dates.add(calendar_date(part))
        else:
            weekdays.update(weekdays_named(folded(part)))
    return lambda on: on in dates or on.weekday() in weekdays


def weekdays_named(word: str) -> Iterator[int]:
    """Yield the numbers of the weekdays that a folded word names, Monday being 0."""
    if word in _NUMBERS:
        yield _NUMBERS[word]
        return
    match = _RANGE.fullmatch(word)
    if match is None or not {match[1], match[2]} <= _NUMBERS.keys():
        raise MisreadError(
            Code.DATE_UNREADABLE,
            "names a day that is neither a date nor a weekday",
            "write 2026-11-25, mon-fri or 周一; several are separated by ;",
        )
    first, last = _NUMBERS[match[1]], _NUMBERS[match[2]]
    yield from ((first + step) % 7 for step in range((last - first) % 7 + 1))
