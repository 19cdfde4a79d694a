"""Who said no since the plan was made, or is held: agents carry nothing about them any more."""

from visitplan.domain.case import Case
from visitplan.domain.policy import Policy


def called_off(case: Case, policy: Policy) -> bool:
    """Tell whether nobody goes to a case any more, even where a plan tells of a visit made."""
    stopping = policy.blocking_holds | {rule.hold for rule in policy.hold_rules} | {"unknown"}
    return case.status not in policy.visitable_statuses or not stopping.isdisjoint(case.holds)
