"""The section ``[burden]``: which hours are early and late, and how soon a visit comes again."""

from datetime import time

from visitplan.domain.burden import BurdenTerms
from visitplan.intake.clock import clock_time
from visitplan.intake.codes import Code
from visitplan.intake.fields import Fields
from visitplan.intake.misread import MisreadError
from visitplan.intake.moments import one_width
from visitplan.intake.numbers import whole

_DEFAULT = BurdenTerms()
_LONGEST = 366


def read_burden(fields: Fields) -> BurdenTerms:
    """Return the terms; hours of the clock, the early one first, and days from 1 to 366."""
    fields.warn_of_unknown(tuple(BurdenTerms.model_fields))
    early = fields.get_or("early", _hour, _DEFAULT.early)
    late = fields.get_or("late", _hour, _DEFAULT.late)
    days = fields.number_or("days", whole(at_least=1, below=_LONGEST + 1), _DEFAULT.days)
    if early >= late:
        fields.refuse(
            "late",
            Code.WINDOW_INVERTED,
            "does not lie after early",
            'write early = "09:00" and late = "18:00"',
        )
        return _DEFAULT
    return BurdenTerms(early=early, late=late, days=days)


def _hour(value: object) -> time:
    clock = clock_time(one_width(value))
    if clock.days:
        raise MisreadError(Code.CLOCK_UNREADABLE, "lies beyond the day", "write 23:59 or earlier")
    return clock.time
