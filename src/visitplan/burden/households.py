"""How often doors are called at: by these plans, and not long before."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from visitplan.burden.past import Past
from visitplan.burden.planned import Call
from visitplan.domain.burden import HouseholdCount, RepeatedVisit


def visits_per_household(calls: Iterable[Call]) -> tuple[HouseholdCount, ...]:
    """Return how many households are visited once, twice and so on, the fewest visits first."""
    visits = Counter(call.case.household_key for call in calls)
    return tuple(
        HouseholdCount(visits=times, households=households)
        for times, households in sorted(Counter(visits.values()).items())
    )


def repeated_visits(calls: Sequence[Call], past: Past, days: int) -> Iterator[RepeatedVisit]:
    """Yield the visits to a household at which somebody called within the days before.

    Visits planned on earlier days count where the ledger of the later day has them.
    """
    for call in calls:
        before = sum(
            contact.at.timestamp() < call.arrival.timestamp()
            and (call.arrival.date() - contact.at.astimezone(call.arrival.tzinfo).date()).days
            <= days
            for contact in past.visits_at.get(call.case.household_key, ())
        )
        if before:
            yield RepeatedVisit(case_id=call.case.id, date=call.day.date, before=before)
