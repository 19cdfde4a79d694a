"""Plain decimals, and nothing that a programming language would also take for a number."""

import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal

from visitplan.intake.codes import Code
from visitplan.intake.misread import MisreadError
from visitplan.intake.words import described

_PLAIN = re.compile(r"[+-]?[0-9]{1,18}(?:\.[0-9]{1,18})?", re.ASCII)
_COMMA = re.compile(r"[+-]?[0-9]{1,18},[0-9]{1,18}", re.ASCII)
_WIDE_DIGIT = re.compile("[\uff10-\uff19]")


def mended_digits(value: object) -> object:
    """Return a text with full-width digits and points made plain; anything else unchanged."""
    if isinstance(value, str) and _WIDE_DIGIT.search(value):
        return unicodedata.normalize("NFKC", value)
    return value


def plain_decimal(value: object, *, decimal_comma: bool = False) -> Decimal:
    """Return the exact decimal that was written; no exponent, underscore, infinity or boolean."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise _no_number(described(value))
    text = str(value).strip()
    if _PLAIN.fullmatch(text):
        return Decimal(text)
    if not _COMMA.fullmatch(text):
        raise _no_number(f"{described(value)} that is no plain decimal")
    if not decimal_comma:
        raise MisreadError(
            Code.NUMBER_UNREADABLE,
            "has a decimal comma in a file that is not separated by semicolons",
            f"write {text.replace(',', '.')}",
        )
    return Decimal(text.replace(",", "."))


def whole(*, at_least: int = 0, below: int = 2**31) -> Callable[[Decimal], int]:
    """Return a reader of whole numbers: ``at_least`` included, ``below`` not."""

    def read(number: Decimal) -> int:
        if number != number.to_integral_value():
            raise MisreadError(
                Code.NUMBER_UNREADABLE, "is no whole number", "write it without decimals"
            )
        if not at_least <= number < below:
            raise _out_of_range(f"{at_least} to {below - 1}")
        return int(number)

    return read


def between(low: float, high: float) -> Callable[[Decimal], float]:
    """Return a reader of numbers from ``low`` to ``high``, both included."""

    def read(number: Decimal) -> float:
        if not low <= number <= high:
            raise _out_of_range(f"{low:g} to {high:g}")
        return float(number)

    return read


def _no_number(what: str) -> MisreadError:
    return MisreadError(
        Code.NUMBER_UNREADABLE, f"is {what}", "write plain digits with a point, as 12.5"
    )


def _out_of_range(allowed: str) -> MisreadError:
    return MisreadError(Code.NUMBER_OUT_OF_RANGE, "is out of range", f"write {allowed}")
