"""The section ``[limits]``: when the search ends."""

from visitplan.domain.day import Engine, SearchLimits
from visitplan.intake.fields import Fields
from visitplan.intake.numbers import between, whole
from visitplan.intake.words import one_of

_DEFAULT = SearchLimits()
_ENGINES: dict[str, Engine] = {"own": "own", "ortools": "ortools"}


def read_limits(fields: Fields) -> SearchLimits:
    """Return the limits; seconds from 0 to a day, work and seed whole."""
    fields.warn_of_unknown(tuple(SearchLimits.model_fields))
    return SearchLimits(
        seconds=fields.number_or("seconds", between(0, 86_400), _DEFAULT.seconds),
        work=fields.number("work", whole()),
        seed=fields.number_or("seed", whole(), _DEFAULT.seed),
        islands=fields.number_or("islands", whole(at_least=1, below=65), _DEFAULT.islands),
        engine=fields.get_or("engine", one_of(_ENGINES), _DEFAULT.engine),
    )
