"""Identifiers: text always, kept as written, refused where a spreadsheet has changed them."""

import re
from datetime import date, time, timedelta

from visitplan.intake.codes import Code
from visitplan.intake.misread import MisreadError
from visitplan.intake.words import described, parts

_EXPONENT = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.ASCII | re.IGNORECASE)
_LONGEST = 64


def identifier(value: object) -> str:
    """Return an id of 1 to 64 printable characters, blanks around it cut off."""
    if isinstance(value, date | time | timedelta):
        raise _changed_by_excel("is a date")
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise _unreadable(f"is {described(value)}, not an id")
    text = str(value).strip()
    if _EXPONENT.fullmatch(text):
        raise _changed_by_excel("is in scientific notation, digits are lost")
    if not text or len(text) > _LONGEST:
        raise _unreadable(f"has {len(text)} characters")
    if not text.isprintable():
        raise _unreadable("has invisible characters")
    return text


def identifiers(value: object) -> frozenset[str]:
    """Return a list of ids."""
    return frozenset(identifier(part) for part in parts(value))


def _changed_by_excel(problem: str) -> MisreadError:
    return MisreadError(
        Code.ID_CHANGED_BY_EXCEL,
        f"{problem}: a spreadsheet changed it",
        "format the column as text and enter the id again",
    )


def _unreadable(problem: str) -> MisreadError:
    return MisreadError(
        Code.ID_UNREADABLE, problem, f"write 1 to {_LONGEST} visible characters as text"
    )
