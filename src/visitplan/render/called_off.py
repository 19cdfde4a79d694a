"""Who said no since the plan was made, or is held: agents carry nothing about them any more."""

from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.holding import forbidding


def called_off(case: Case, day: Day) -> bool:
    """Tell whether nobody goes to a case on a day, even where a plan tells of a visit made."""
    is_held = bool(forbidding(case, day.policy, day.date))
    return is_held or case.status not in day.policy.visitable_statuses
