"""The section ``[horizon]``: how many days are planned at once."""

from visitplan.domain.horizon import MOST_DAYS, HorizonSettings
from visitplan.intake.fields import Fields
from visitplan.intake.numbers import whole

_DEFAULT = HorizonSettings()


def read_horizon(fields: Fields) -> HorizonSettings:
    """Return the horizon; days from 1 to 31, per cent from 0 to 100, both whole."""
    fields.warn_of_unknown(tuple(HorizonSettings.model_fields))
    days = whole(at_least=1, below=MOST_DAYS + 1)
    return HorizonSettings(
        days=fields.number_or("days", days, _DEFAULT.days),
        waiting_percent=fields.number_or(
            "waiting_percent", whole(below=101), _DEFAULT.waiting_percent
        ),
    )
