"""The ledger: what happened on all channels and days, found by case, by person and by address."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain, groupby
from operator import attrgetter
from typing import NamedTuple, TypeVar

from visitplan.domain.case import Case
from visitplan.domain.contact import Channel, Contact
from visitplan.domain.place import PlaceKind
from visitplan.domain.terms import CapScope
from visitplan.domain.value import Id


class Entry(NamedTuple):
    """One contact or attempt, or a visit that is planned; ``instant`` is ``at`` in seconds."""

    instant: float
    channel: Channel
    at: datetime
    reached: bool
    debtor: str | None = None
    household: str | None = None
    notice: bool = False
    names_agent: Id | None = None
    answered_at: datetime | None = None
    place_kind: PlaceKind | None = None


class PlannedCall(NamedTuple):
    """A visit that a plan makes: to which case, and when somebody will stand at the door."""

    case: Case
    at: datetime


Entries = Sequence[Entry]
T = TypeVar("T")


@dataclass(frozen=True)
class Ledger:
    """What is known of before: each contact once, each list from the earliest to the latest."""

    by_debt: Mapping[str, Entries] = field(default_factory=dict)
    by_debtor: Mapping[str, Entries] = field(default_factory=dict)
    by_household: Mapping[str, Entries] = field(default_factory=dict)
    planned: Mapping[tuple[CapScope, str], Entries] = field(default_factory=dict)

    def of(self, case: Case, scope: CapScope) -> Entries:
        """Return what happened over a case, over all of its debtor, or over all at its address.

        Planned visits stand last.
        """
        key = _key(case, scope)
        past = self._past(scope).get(key, ())
        planned = self.planned.get((scope, key)) if self.planned else None
        return (*past, *planned) if planned else past

    def with_planned(self, calls: Iterable[PlannedCall]) -> "Ledger":
        """Return the ledger as it will stand once visits that are planned have been made.

        Each counts as an attempt and as a contact: whoever is visited may open.
        """
        planned = dict(self.planned)
        for call in calls:
            entry = Entry(call.at.timestamp(), "visit", call.at, reached=True)
            for scope in _SCOPES:
                key = (scope, _key(call.case, scope))
                planned[key] = (*planned.get(key, ()), entry)
        return Ledger(self.by_debt, self.by_debtor, self.by_household, planned)

    def _past(self, scope: CapScope) -> Mapping[str, Entries]:
        if scope == "debt":
            return self.by_debt
        return self.by_debtor if scope == "debtor" else self.by_household


_SCOPES: tuple[CapScope, ...] = ("debt", "debtor", "household")


def ledger_of(contacts: Iterable[Contact], cases: Iterable[Case]) -> Ledger:
    """Return the ledger of contacts, in whatever order and however often they are told of.

    A contact that names no debtor or household is of that of its case, where ``cases`` has it.
    The contacts may come one by one: none of them is kept.
    """
    known = {case.id: case for case in cases}
    told: dict[str, list[Entry]] = defaultdict(list)
    for contact in contacts:
        told[contact.case_id].append(_entry(contact, known.get(contact.case_id)))
    by_debt = {case_id: _once(entries) for case_id, entries in told.items()}
    return Ledger(
        by_debt,
        _gathered(by_debt.values(), attrgetter("debtor")),
        _gathered(by_debt.values(), attrgetter("household")),
    )


def _key(case: Case, scope: CapScope) -> str:
    if scope == "debt":
        return case.id
    return case.debtor if scope == "debtor" else case.household_key


def _entry(contact: Contact, case: Case | None) -> Entry:
    return Entry(
        contact.at.timestamp(),
        contact.channel,
        contact.at,
        contact.reached,
        contact.debtor or (case.debtor if case else None),
        contact.household or (case.household_key if case else None),
        contact.notice,
        contact.names_agent,
        contact.answered_at,
        contact.place_kind,
    )


def _once(entries: list[Entry]) -> list[Entry]:
    """Return the entries from early to late, those of one channel and moment made one."""
    entries.sort(key=_moment)
    moments = [_moment(entry) for entry in entries]
    if len(set(moments)) == len(moments):
        return entries
    return [_one(list(same)) for _, same in groupby(entries, _moment)]


def _moment(entry: Entry) -> tuple[float, str]:
    return entry[:2]


def _one(told: Sequence[Entry]) -> Entry:
    """Return the one contact that several entries tell of."""
    answers = [entry.answered_at for entry in told if entry.answered_at is not None]
    return told[0]._replace(
        reached=any(entry.reached for entry in told),
        notice=any(entry.notice for entry in told),
        answered_at=min(answers, key=datetime.timestamp, default=None),
        debtor=_first(entry.debtor for entry in told),
        household=_first(entry.household for entry in told),
        names_agent=_first(entry.names_agent for entry in told),
        place_kind=_first(entry.place_kind for entry in told),
    )


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _gathered(
    lists: Iterable[list[Entry]], key_of: "attrgetter[str | None]"
) -> dict[str, list[Entry]]:
    """Return the same entries by another key; a list that is whole under it stays the same list."""
    parts: dict[str, list[list[Entry]]] = defaultdict(list)
    for entries in lists:
        for key, part in _split(entries, key_of):
            if key is not None:
                parts[key].append(part)
    return {
        key: found[0] if len(found) == 1 else sorted(chain.from_iterable(found), key=_moment)
        for key, found in parts.items()
    }


def _split(
    entries: list[Entry], key_of: "attrgetter[str | None]"
) -> Iterator[tuple[str | None, list[Entry]]]:
    keys = {key_of(entry) for entry in entries}
    if len(keys) == 1:
        yield keys.pop(), entries
        return
    for key in sorted(keys, key=str):
        yield key, [entry for entry in entries if key_of(entry) == key]
