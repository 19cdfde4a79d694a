"""The section ``[limits]``: when the search ends."""

from visitplan.domain.day import SearchLimits
from visitplan.intake.fields import Fields
from visitplan.intake.numbers import between, whole

_DEFAULT = SearchLimits()


def read_limits(fields: Fields) -> SearchLimits:
    """Return the limits; seconds from 0 to a day, work and seed whole."""
    fields.warn_of_unknown(tuple(SearchLimits.model_fields))
    return SearchLimits(
        seconds=fields.number_or("seconds", between(0, 86_400), _DEFAULT.seconds),
        work=fields.number("work", whole()),
        seed=fields.number_or("seed", whole(), _DEFAULT.seed),
    )
