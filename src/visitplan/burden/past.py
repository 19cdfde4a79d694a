"""What happened before, as far as it was over the cases of a day or at their addresses."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from visitplan.domain.case import Case
from visitplan.domain.contact import Contact
from visitplan.domain.day import Day


class Past(NamedTuple):
    """Contacts from the earliest to the latest, each once: by case, and visits by household."""

    by_case: Mapping[str, list[Contact]]
    visits_at: Mapping[str, list[Contact]]


def past_of(day: Day, cases: Iterable[Case]) -> Past:
    """Return what the day's ledger tells of cases, those that other days speak of among them.

    What several systems tell of one case, channel and moment is one contact, which reached
    somebody if any of them says so.
    """
    households = {case.id: case.household_key for case in cases}
    by_case: dict[str, list[Contact]] = defaultdict(list)
    visits_at: dict[str, list[Contact]] = defaultdict(list)
    for contact in _once(day.contacts, households):
        by_case[contact.case_id].append(contact)
        household = contact.household or households.get(contact.case_id)
        if contact.channel == "visit" and household is not None:
            visits_at[household].append(contact)
    return Past(by_case, visits_at)


def _once(contacts: Iterable[Contact], households: Mapping[str, str]) -> list[Contact]:
    known = set(households.values())
    told: dict[tuple[str, str, float], Contact] = {}
    for contact in contacts:
        if contact.case_id in households or contact.household in known:
            key = (contact.case_id, contact.channel, contact.at.timestamp())
            told[key] = _joined(told[key], contact) if key in told else contact
    return sorted(told.values(), key=lambda contact: contact.at.timestamp())


def _joined(first: Contact, second: Contact) -> Contact:
    return first.model_copy(
        update={
            "reached": first.reached or second.reached,
            "notice": first.notice or second.notice,
            "answered_at": first.answered_at or second.answered_at,
            "household": first.household or second.household,
        }
    )
