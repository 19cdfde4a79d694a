"""Money as people write it."""

from decimal import Decimal

from babel.numbers import format_currency, get_currency_precision


def price(minor_units: int, currency: str) -> str:
    """Return ``€12.40`` for 1240 minor units of EUR; ``¥1,240`` for 1240 of JPY."""
    amount = Decimal(minor_units).scaleb(-get_currency_precision(currency))
    return format_currency(amount, currency, locale="en")
