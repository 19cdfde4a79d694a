"""The ledger: what happened before, over one debt, one debtor or one household."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from visitplan.domain.case import Case
from visitplan.domain.contact import Contact
from visitplan.domain.day import Day
from visitplan.domain.terms import CapScope

Shelf = Mapping[str, Sequence[Contact]]


def key_of(case: Case, scope: CapScope) -> str:
    """Return what a case shares with all others that are counted with it."""
    if scope == "debt":
        return case.id
    return case.debtor if scope == "debtor" else case.household_key


@dataclass(frozen=True)
class Ledger:
    """The contacts of the day, each once, found by whom they are counted over."""

    day: Day

    def over(self, case: Case, scope: CapScope) -> Sequence[Contact]:
        """Return the contacts counted with a case."""
        shelf = self._debtors if scope == "debtor" else self._homes
        return (self._debts if scope == "debt" else shelf).get(key_of(case, scope), ())

    @cached_property
    def _contacts(self) -> Sequence[Contact]:
        told: dict[tuple[str, str, float], list[Contact]] = {}
        for each in self.day.contacts:
            told.setdefault((each.case_id, each.channel, each.at.timestamp()), []).append(each)
        return [group[0] if len(group) == 1 else _as_one(group) for group in told.values()]

    @cached_property
    def _debts(self) -> Shelf:
        return _shelved(self._contacts, lambda contact: contact.case_id)

    @cached_property
    def _debtors(self) -> Shelf:
        known = {case.id: case.debtor for case in self.day.cases}
        return _shelved(self._contacts, lambda each: each.debtor or known.get(each.case_id))

    @cached_property
    def _homes(self) -> Shelf:
        known = {case.id: case.household_key for case in self.day.cases}
        return _shelved(self._contacts, lambda each: each.household or known.get(each.case_id))


def _as_one(group: Sequence[Contact]) -> Contact:
    """Return the contact that several systems told of."""
    first = {
        field: next((told for each in group if (told := getattr(each, field)) is not None), None)
        for field in ("agent_id", "outcome", "debtor", "household", "names_agent", "place_kind")
    }
    answers = [each.answered_at for each in group if each.answered_at is not None]
    return group[0].model_copy(
        update=first
        | {
            "reached": any(each.reached for each in group),
            "notice": any(each.notice for each in group),
            "answered_at": min(answers, key=lambda moment: moment.timestamp(), default=None),
        }
    )


def _shelved(contacts: Iterable[Contact], key: Callable[[Contact], str | None]) -> Shelf:
    shelf: dict[str, list[Contact]] = {}
    for contact in contacts:
        name = key(contact)
        if name is not None:
            shelf.setdefault(name, []).append(contact)
    return shelf
