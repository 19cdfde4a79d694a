"""Contacts held against the calendar and each other: what is yet to come, what is told again."""

from collections.abc import Sequence

from visitplan.domain.contact import Contact
from visitplan.intake.codes import Code
from visitplan.intake.fields import Fields
from visitplan.intake.moments import LocalDay

Told = Sequence[tuple[Fields, Contact]]


def check_ledger(contacts: Told, local: LocalDay) -> None:
    """Note how many contacts lie in the future, and how many are told of again: a warning each."""
    _note_future(contacts, local)
    _note_repeats(contacts)


def _note_future(contacts: Told, local: LocalDay) -> None:
    later = [
        fields
        for fields, contact in contacts
        if contact.at.astimezone(local.zone).date() > local.date
    ]
    if later:
        later[0].warn(
            "at",
            Code.CONTACT_IN_FUTURE,
            f"here begin {len(later)} contacts that lie after the planning day",
            "they count for no rule of this day; correct the date if it should be an earlier one",
        )


def _note_repeats(contacts: Told) -> None:
    seen: set[tuple[str, str, float]] = set()
    again: list[Fields] = []
    for fields, contact in contacts:
        moment = (contact.case_id, contact.channel, contact.at.timestamp())
        if moment in seen:
            again.append(fields)
        seen.add(moment)
    if again:
        again[0].warn(
            "at",
            Code.CONTACT_TWICE,
            f"here begin {len(again)} contacts that are told of again (same case, channel, moment)",
            "each counts once; correct the time if it was another contact",
        )
