"""Dates as people and spreadsheets write them; a guess is offered, never made."""

import re
import unicodedata
from datetime import date, datetime

from visitplan.intake.codes import Code
from visitplan.intake.misread import MisreadError
from visitplan.intake.words import described

_YEAR_FIRST = re.compile(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日?)", re.ASCII
)
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", re.ASCII)
DATE = r"(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{4}年\d{1,2}月\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})"
"""The shape of a date, to be found inside of a longer pattern."""

_EARLIEST, _LATEST = 1900, 2199


def calendar_date(value: object) -> date:
    """Return a date of the years 1900 to 2199."""
    if isinstance(value, datetime):
        value = value.date()
    found = value if isinstance(value, date) else _from_text(value)
    if not _EARLIEST <= found.year <= _LATEST:
        raise MisreadError(
            Code.DATE_OUT_OF_RANGE,
            f"is not in the years {_EARLIEST} to {_LATEST}",
            "correct the year; leave it empty where there is no end",
        )
    return found


def planning_date(value: object) -> date:
    """Return a date of the years 2000 to 2100; the past is allowed, for replays."""
    found = calendar_date(value)
    if not 2000 <= found.year <= 2100:
        raise MisreadError(
            Code.DATE_OUT_OF_RANGE, "is not in the years 2000 to 2100", "correct the year"
        )
    return found


def _from_text(value: object) -> date:
    if not isinstance(value, str):
        raise MisreadError(
            Code.DATE_UNREADABLE, f"is {described(value)}, not a date", "write it as 2026-11-24"
        )
    text = unicodedata.normalize("NFKC", value).strip()
    if match := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in match.groups() if part and part not in "-/.")
        return _existing(year, month, day)
    if match := _YEAR_LAST.fullmatch(text):
        return _year_last(match)
    raise _unreadable(text)


def _year_last(match: re.Match[str]) -> date:
    first, sign, second, year = match.groups()
    if sign == ".":
        return _existing(int(year), int(second), int(first))
    day_first, month_first = (
        (int(year), int(second), int(first)),
        (int(year), int(first), int(second)),
    )
    if int(first) <= 12 and int(second) <= 12 and first != second:
        raise MisreadError(
            Code.DATE_AMBIGUOUS,
            "may be read with the day or with the month first",
            f"write {_existing(*day_first)} or {_existing(*month_first)}",
        )
    return _existing(*(day_first if int(first) > 12 or first == second else month_first))


def _existing(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise MisreadError(
            Code.DATE_UNREADABLE, "is a date that does not exist", "look it up in a calendar"
        ) from None


def _unreadable(text: str) -> MisreadError:
    if re.fullmatch(r"\d{5}(\.\d+)?", text):
        hint = "it looks like a spreadsheet's day count: format the column as a date"
    elif re.fullmatch(r"\d{9,13}", text):
        hint = "it looks like seconds or milliseconds since 1970: write a date"
    else:
        hint = "write it as 2026-11-24"
    return MisreadError(Code.DATE_UNREADABLE, f"is {described(text)} that is no date", hint)
