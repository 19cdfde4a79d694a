"""The section ``[balance]``: preferences in money, each off where nothing is written."""

from visitplan.domain.balance import Balance
from visitplan.intake.fields import Fields
from visitplan.intake.money import minor_units


def read_balance(fields: Fields, currency: str) -> Balance:
    """Return the prices, amounts of 0 or more in major units."""
    names = tuple(Balance.model_fields)
    fields.warn_of_unknown(names)
    money = minor_units(currency)
    return Balance(**{name: fields.number_or(name, money, 0) for name in names})
