"""The question that most rules answer: whether a case may be visited on the day."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import get_args
from zoneinfo import ZoneInfo

from visitplan.domain.case import Case, Consent
from visitplan.domain.contact import Contact
from visitplan.domain.day import Day
from visitplan.domain.policy import Policy
from visitplan.domain.terms import CapScope
from visitplan.verification.ledger import Ledger, key_of

SCOPES: tuple[CapScope, ...] = get_args(CapScope)


class Company:
    """Other visits of the day: how many there are over one debt, debtor or household."""

    def __init__(self, cases: Iterable[Case]) -> None:
        listed = tuple(cases)
        self._ids = frozenset(case.id for case in listed)
        self._sizes = Counter((scope, key_of(case, scope)) for case in listed for scope in SCOPES)

    def beside(self, case: Case, scope: CapScope) -> int:
        """Return how many there are beside the case itself."""
        return self._sizes[scope, key_of(case, scope)] - (case.id in self._ids)


@dataclass(frozen=True)
class Question:
    """A case with the day, what is known of it from before, and who else is visited that day."""

    case: Case
    day: Day
    ledger: Ledger
    company: Company

    @property
    def policy(self) -> Policy:
        """The rules of the day."""
        return self.day.policy

    @property
    def zone(self) -> ZoneInfo:
        """The zone of the address."""
        return self.case.time_zone or self.day.time_zone

    def date_of(self, moment: datetime) -> date:
        """Return the day that a moment lies in at the address."""
        return moment.astimezone(self.zone).date()

    def age(self, moment: datetime) -> int:
        """Return how many days before the planning day a moment was; negative if it is later."""
        return (self.day.date - self.date_of(moment)).days

    def past(self, scope: CapScope) -> Sequence[tuple[int, Contact]]:
        """Return what happened up to the planning day, with its age in days."""
        if scope not in self._pasts:
            aged = ((self.age(each.at), each) for each in self.ledger.over(self.case, scope))
            self._pasts[scope] = [(age, each) for age, each in aged if age >= 0]
        return self._pasts[scope]

    @cached_property
    def _pasts(self) -> dict[CapScope, Sequence[tuple[int, Contact]]]:
        return {}

    def consents(self) -> Iterator[Consent]:
        """Yield the consents that are good on the planning day."""
        for consent in self.case.consents:
            given = self.age(consent.given_at) >= 0
            lasts = consent.until is None or self.age(consent.until) <= 0
            if given and lasts and consent.visit_date in {None, self.day.date}:
                yield consent
