"""Amounts: decimals of major units in files, whole minor units in values."""

from collections.abc import Callable
from decimal import Decimal

from babel.numbers import get_currency_precision, is_currency

from visitplan.intake.codes import Code
from visitplan.intake.misread import MisreadError
from visitplan.intake.words import plain_text

# Sums over a day of such amounts stay far below 2^53, where floats stop counting.
_LARGEST_MINOR = 10**11


def currency_code(value: object) -> str:
    """Return an ISO 4217 code."""
    code = plain_text(value).upper()
    if not (code.isascii() and is_currency(code)):
        raise MisreadError(
            Code.CURRENCY, "is no currency of ISO 4217", "write a code as EUR, CNY or JPY"
        )
    return code


def minor_units(currency: str) -> Callable[[Decimal], int]:
    """Return a reader of amounts ≥ 0 in major units that gives minor units of this currency."""
    digits = get_currency_precision(currency)

    def read(amount: Decimal) -> int:
        minor = amount.scaleb(digits)
        if amount < 0:
            raise MisreadError(Code.NUMBER_NEGATIVE, "is negative", "write an amount of 0 or more")
        if minor != minor.to_integral_value():
            raise MisreadError(
                Code.MONEY_DECIMALS,
                f"has more decimals than {currency}, which has {digits}",
                "round it to what can be paid",
            )
        if minor > _LARGEST_MINOR:
            raise MisreadError(
                Code.NUMBER_OUT_OF_RANGE, "is larger than any pay", "write major units, as 21.50"
            )
        return int(minor)

    return read
