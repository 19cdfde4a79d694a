"""The section ``[foresight]``: how much lateness is risked, and what a contact is worth."""

from visitplan.domain.foresight import Foresight
from visitplan.intake.fields import Fields
from visitplan.intake.money import minor_units
from visitplan.intake.numbers import between

_LEAST_RISK, _MOST_RISK = 0.001, 0.999


def read_foresight(fields: Fields, currency: str) -> Foresight:
    """Return the terms; the risk is a share of the days, the value an amount in major units."""
    fields.warn_of_unknown(tuple(Foresight.model_fields))
    return Foresight(
        lateness_risk=fields.number("lateness_risk", between(_LEAST_RISK, _MOST_RISK)),
        contact_value=fields.number_or("contact_value", minor_units(currency), 0),
    )
