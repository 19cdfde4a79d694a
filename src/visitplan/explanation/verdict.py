"""The two verdicts on a visit that was left out."""

from visitplan.domain.plan import Insertion, Unassigned
from visitplan.domain.visit import Visit


def impossible(visit: Visit, rule: str, reason: str, missing_seconds: int | None) -> Unassigned:
    """Return that no shift can serve the visit; zero seconds missing is said as None."""
    return Unassigned(
        case_id=visit.case_id,
        kind="impossible",
        rule=rule,
        reason=reason,
        penalty=visit.penalty,
        missing_seconds=missing_seconds or None,
    )


def displaced(visit: Visit, rule: str, reason: str, insertion: Insertion | None) -> Unassigned:
    """Return that the visit could be served, but not with profit in this plan."""
    return Unassigned(
        case_id=visit.case_id,
        kind="displaced",
        rule=rule,
        reason=reason,
        penalty=visit.penalty,
        extra_cost=insertion.extra_cost if insertion else None,
        instead_of=insertion.instead_of if insertion else (),
    )
