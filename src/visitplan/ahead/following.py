"""Cases that waited for another one's visit: on which days they may follow it, or go before."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from itertools import chain
from typing import NamedTuple

from visitplan.ahead.prospect import Prospect
from visitplan.domain.attempts import as_told
from visitplan.domain.case import Case
from visitplan.domain.contact import Contact
from visitplan.domain.day import Day
from visitplan.domain.plan import Elsewhere
from visitplan.domain.value import Id
from visitplan.domain.visit import Visit
from visitplan.eligibility.between import precedence
from visitplan.eligibility.gate import gate

Key = tuple[str, str]
NOON = time(12)


def followed(prospect: Prospect, planned: Mapping[Id, int]) -> Prospect | None:
    """Return what is lawful beside visits that are planned, each of these fixed to its day.

    ``planned`` tells the day of each planned case. A case that waited may go on a day on which
    the gate lets it through with all visits planned to the same person or address, and on later
    days lets these through with it. One at a time goes for each person or address, and only
    where no case before it is left out. Returns None where nobody may go.
    """
    scene = _Scene.of(prospect, planned)
    closed = scene.keys_of(v.case_id for v in _left_out(prospect, planned))
    let_in: dict[Id, dict[int, Visit]] = {}
    for case_id in sorted(prospect.waiting, key=scene.precedence):
        keys = scene.keys_of([case_id])
        days = {} if closed & keys else scene.lawful_days(case_id)
        if days:
            let_in[case_id] = days
            closed |= keys
    return _beside(prospect, scene, let_in) if let_in else None


def _left_out(prospect: Prospect, planned: Collection[Id]) -> Iterator[Visit]:
    for visit in chain(*(admission.visits for admission in prospect.admissions)):
        if visit.case_id not in planned and visit.case_id not in prospect.waiting:
            yield visit


def _beside(
    prospect: Prospect, scene: "_Scene", let_in: Mapping[Id, Mapping[int, Visit]]
) -> Prospect:
    def visits(number: int, before: Iterable[Visit]) -> Iterator[Visit]:
        for visit in before:
            if visit.case_id not in let_in and scene.planned.get(visit.case_id, number) == number:
                yield visit
        yield from (days[number] for days in let_in.values() if number in days)

    admissions = tuple(
        each.model_copy(update={"visits": tuple(visits(number, each.visits))})
        for number, each in enumerate(prospect.admissions)
    )
    waiting = {c: other for c, other in prospect.waiting.items() if c not in let_in}
    return prospect._replace(admissions=admissions, waiting=waiting)


class _Scene(NamedTuple):
    """The days, what is planned on them, and what joins cases and contacts."""

    dated: tuple[Day, ...]
    planned: Mapping[Id, int]
    cases: Mapping[Id, Case]
    on_day: tuple[Mapping[Id, Case], ...]
    kin: Mapping[Key, Sequence[Id]]
    contacts: Mapping[Key, Sequence[Contact]]

    @classmethod
    def of(cls, prospect: Prospect, planned: Mapping[Id, int]) -> "_Scene":
        """Look everything up once."""
        on_day = tuple({case.id: case for case in day.cases} for day in prospect.dated)
        cases = {case_id: case for day in on_day for case_id, case in day.items()}
        kin: defaultdict[Key, list[Id]] = defaultdict(list)
        for case in cases.values():
            for key in _keys(case):
                kin[key].append(case.id)
        contacts: defaultdict[Key, list[Contact]] = defaultdict(list)
        for contact in prospect.dated[0].contacts:
            for key in _keys_of_contact(contact, cases):
                contacts[key].append(contact)
        return cls(prospect.dated, planned, cases, on_day, kin, contacts)

    def precedence(self, case_id: Id) -> tuple[bool, int, str]:
        """Return what puts one case before another, as on one day at the gate."""
        pinned = {pin.case_id for day in self.dated for pin in day.pins}
        return precedence(self.cases[case_id], pinned)

    def keys_of(self, case_ids: Iterable[Id]) -> set[Key]:
        """Return the persons and addresses of cases."""
        return {key for case_id in case_ids for key in _keys(self.cases[case_id])}

    def lawful_days(self, case_id: Id) -> dict[int, Visit]:
        """Return the visit that the case may be on each day, beside what is planned."""
        found = {n: self._visit(case_id, n) for n, day in enumerate(self.on_day) if case_id in day}
        return {number: visit for number, visit in found.items() if visit}

    def _visit(self, case_id: Id, number: int) -> Visit | None:
        days = {kin: self.planned[kin] for kin in self._kin(case_id) if kin in self.planned}
        days[case_id] = number
        visit: Visit | None = None
        for later in range(number, len(self.dated)):
            here = {kin for kin, day in days.items() if day == later}
            visits = {v.case_id: v for v in gate(self._day(later, days)).visits} if here else {}
            if not here <= visits.keys():
                return None
            visit = visit or visits[case_id]
        return visit

    def _kin(self, case_id: Id) -> set[Id]:
        """Return all cases of the same person or address."""
        return {kin for key in self.keys_of([case_id]) for kin in self.kin[key]}

    def _day(self, number: int, days: Mapping[Id, int]) -> Day:
        """Return a day with only these cases, those of earlier days in its ledger."""
        day = self.dated[number]
        told = {c: n for c, n in days.items() if n <= number}
        cases = [self.on_day[n][c] for c, n in told.items()]
        keys = self.keys_of(told)
        alone = day.model_copy(
            update={
                "cases": tuple(cases),
                "pins": tuple(pin for pin in day.pins if pin.case_id in told),
                "contacts": tuple(
                    {id(c): c for key in sorted(keys) for c in self.contacts[key]}.values()
                ),
            }
        )
        return as_told(alone, (self._earlier(c, n) for c, n in told.items() if n < number))

    def _earlier(self, case_id: Id, number: int) -> Elsewhere:
        day = self.dated[number]
        at_noon = datetime.combine(day.date, NOON, tzinfo=day.time_zone)
        return Elsewhere(case_id=case_id, date=day.date, arrival=at_noon)


def _keys(case: Case) -> tuple[Key, Key]:
    return ("debtor", case.debtor), ("household", case.household_key)


def _keys_of_contact(contact: Contact, cases: Mapping[Id, Case]) -> set[Key]:
    """Return whose contact it is, by its own words and by those of its case."""
    case = cases.get(contact.case_id)
    named = (("debtor", contact.debtor), ("household", contact.household))
    own = {(scope, name) for scope, name in named if name is not None}
    return own | set(_keys(case)) if case else own
