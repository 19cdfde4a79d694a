"""The ledger: what happened on all channels and days, found by case, by person and by address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from visitplan.domain.case import Case
from visitplan.domain.contact import Channel, Contact
from visitplan.domain.place import PlaceKind
from visitplan.domain.terms import CapScope
from visitplan.domain.value import Id
from visitplan.eligibility.told import SCOPES, Row, Told, tell


class Event(NamedTuple):
    """One contact or attempt, or a visit that is planned.

    ``on`` is the day that it lies in, ``second`` the moment in seconds since 1970.
    """

    on: date
    second: float
    channel: Channel
    reached: bool
    notice: bool = False
    names_agent: Id | None = None
    answered_at: datetime | None = None
    place_kind: PlaceKind | None = None


class PlannedCall(NamedTuple):
    """A visit that a plan makes: to which case, and when somebody will stand at the door."""

    case: Case
    at: datetime


class Shelf(NamedTuple):
    """What happened, side by side by its key: from the earliest to the latest of each.

    The rows are plain tuples until somebody asks: a million of them weigh less so.
    """

    rows: Sequence[Row]
    bounds: Mapping[str, tuple[int, int]]

    def of(self, key: str) -> list[Event]:
        """Return the events of one key."""
        first, end = self.bounds.get(key, (0, 0))
        return list(map(Event._make, self.rows[first:end]))


@dataclass(frozen=True)
class Ledger:
    """What is known of before, each contact once, with its days in one zone."""

    zone: ZoneInfo
    shelves: Mapping[CapScope, Shelf]
    planned: Mapping[tuple[CapScope, str], tuple[PlannedCall, ...]] = field(default_factory=dict)

    def past(self, case: Case, scope: CapScope, zone: ZoneInfo) -> Sequence[Event]:
        """Return what happened over a case, over all of its debtor, or over all at its address.

        Days are those of ``zone``. Planned visits stand last.
        """
        key = _key(case, scope)
        events = self.shelves[scope].of(key)
        if zone.key != self.zone.key:
            events = [event._replace(on=_day(event, zone)) for event in events]
        planned = self.planned.get((scope, key)) if self.planned else None
        return events if planned is None else [*events, *(_attempt(call, zone) for call in planned)]

    def with_planned(self, calls: Iterable[PlannedCall]) -> "Ledger":
        """Return the ledger as it will stand once visits that are planned have been made.

        Each counts as an attempt and as a contact: whoever is visited may open.
        """
        planned = dict(self.planned)
        for call in calls:
            for scope in SCOPES:
                key = (scope, _key(call.case, scope))
                planned[key] = (*planned.get(key, ()), call)
        return replace(self, planned=planned)


def ledger_of(contacts: Iterable[Contact], cases: Iterable[Case], zone: ZoneInfo) -> Ledger:
    """Return the ledger of contacts, in whatever order and however often they are told of.

    A contact that names no debtor or household is of that of its case, where ``cases`` has it.
    The contacts may come one by one: none of them is kept. ``zone`` is where most cases lie.
    """
    told = tell(contacts, cases, zone)
    rows = list(told.rows)
    return Ledger(zone, {scope: _shelf(rows, told, scope) for scope in SCOPES})


def _shelf(rows: Sequence[Row], told: Told, scope: CapScope) -> Shelf:
    order, bounds = told.orders[scope]
    return Shelf([rows[number] for number in order], bounds)


def _key(case: Case, scope: CapScope) -> str:
    if scope == "debt":
        return case.id
    return case.debtor if scope == "debtor" else case.household_key


def _day(event: Event, zone: ZoneInfo) -> date:
    return datetime.fromtimestamp(event.second, zone).date()


def _attempt(call: PlannedCall, zone: ZoneInfo) -> Event:
    return Event(call.at.astimezone(zone).date(), call.at.timestamp(), "visit", reached=True)
