"""Cases that rules look at together: of one person, or at one address."""

from visitplan.domain.day import Day


def kin_of(case_id: str, day: Day) -> frozenset[str]:
    """Return the day's cases of the same person or address, the case itself among them."""
    case = next(case for case in day.cases if case.id == case_id)
    return frozenset(
        other.id
        for other in day.cases
        if other.debtor == case.debtor or other.household_key == case.household_key
    )
