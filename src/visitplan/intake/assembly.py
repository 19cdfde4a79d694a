"""Rows become the parts of a day, each held against the others."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple, TypeVar

from visitplan.domain.case import Case
from visitplan.domain.day import HandRoute
from visitplan.domain.pin import Pin
from visitplan.domain.place import Place
from visitplan.intake.agents import OnDuty, read_agents, refuse_transit_without_matrix
from visitplan.intake.cases import read_case
from visitplan.intake.codes import Code
from visitplan.intake.contacts import read_contact
from visitplan.intake.daily_caps import warn_of_unknown_portfolios
from visitplan.intake.fields import Fields
from visitplan.intake.hand_routes import Known, hand_routes
from visitplan.intake.ledger_checks import check_ledger
from visitplan.intake.lookalikes import note_same_ids
from visitplan.intake.pin_checks import OnTheDay, check_pins
from visitplan.intake.pins import read_pin
from visitplan.intake.place_pins import read_place_pins, with_cases_pinned, with_shifts_pinned
from visitplan.intake.references import (
    known_contacts,
    warn_of_nobody_left,
    warn_of_unknown_skills,
    with_agents_on_duty,
)
from visitplan.intake.report import Report, Spot
from visitplan.intake.settings import Settings
from visitplan.intake.swapped import note_swapped

T = TypeVar("T")


class Rows(NamedTuple):
    """The rows of each table; None where a table is absent or cannot be read as a whole."""

    cases: tuple[Fields, ...] | None
    agents: tuple[Fields, ...] | None
    contacts: tuple[Fields, ...] | None
    pinned: tuple[Fields, ...] | None
    baseline: tuple[Fields, ...] | None
    places: tuple[Fields, ...] | None

    @property
    def can_be_compared(self) -> bool:
        """Tell whether references between tables mean anything."""
        return self.cases is not None and self.agents is not None


def assembled(rows: Rows, settings: Settings, report: Report) -> dict[str, object]:
    """Return the parts of a day by name; what is wrong with them is noted, not raised."""
    _note_empty_tables(rows, report)
    on_duty = read_agents(rows.agents or (), settings)
    refuse_transit_without_matrix(on_duty, settings.travel)
    note_same_ids(((fields, agent_id) for agent_id, fields in on_duty.rows.items()), "agent_id")
    note_same_ids(_ids(rows.cases), "case_id")
    case_ids = frozenset(case_id for _, case_id in _ids(rows.cases))
    pinned_places = read_place_pins(rows.places or ())
    cases = with_cases_pinned(_cases(rows, on_duty, settings), pinned_places)
    pinned_places.warn_of_unknown(case_ids if rows.cases is not None else None)
    warn_of_unknown_portfolios(settings.daily_cap, cases, report)
    contacts = _read_each(rows.contacts, partial(read_contact, local=settings.local))
    check_ledger(contacts, settings.local)
    return {
        "date": settings.local.date,
        "time_zone": settings.local.zone,
        "currency": settings.currency,
        "policy": settings.policy,
        "travel": settings.travel,
        "limits": settings.limits,
        "daily_cap": settings.daily_cap,
        "balance": settings.balance,
        "burden": settings.burden,
        "door": settings.door,
        "foresight": settings.foresight,
        "uncertainty": settings.uncertainty,
        "cases": cases,
        "agents": on_duty.agents,
        "shifts": with_shifts_pinned(on_duty.shifts, pinned_places),
        "contacts": known_contacts(contacts, case_ids) if rows.can_be_compared else (),
        "pins": _pins(rows, on_duty, cases, case_ids, settings),
        "baseline": _baseline(rows, on_duty, case_ids, settings),
    }


def _note_empty_tables(rows: Rows, report: Report) -> None:
    if rows.agents == ():
        report.error(
            Code.NO_AGENTS, Spot("agents"), "nobody is on duty", "add a row for each shift"
        )
    if rows.cases == ():
        report.warn(Code.NO_CASES, Spot("cases"), "there are no cases", "the plan will be empty")


def _cases(rows: Rows, on_duty: OnDuty, settings: Settings) -> tuple[Case, ...]:
    read = _read_each(rows.cases, partial(read_case, settings=settings))
    note_swapped(((fields, case.place) for fields, case in read), _anchors(on_duty))
    if rows.agents is None:
        return tuple(case for _, case in read)
    skills = _known_skills(on_duty)
    for fields, case in read:
        if skills is not None:
            warn_of_unknown_skills(fields, case, skills)
        warn_of_nobody_left(fields, case, on_duty.rows)
    return tuple(with_agents_on_duty(fields, case, on_duty.rows) for fields, case in read)


def _known_skills(on_duty: OnDuty) -> frozenset[str] | None:
    """Return every skill on duty; None when an agent could not be read, and so might have more."""
    if len(on_duty.agents) < len(on_duty.rows):
        return None
    return frozenset[str]().union(*(agent.skills for agent in on_duty.agents))


def _anchors(on_duty: OnDuty) -> Iterable[Place]:
    for shift in on_duty.shifts:
        yield shift.start
        if shift.end is not None:
            yield shift.end


def _pins(
    rows: Rows,
    on_duty: OnDuty,
    cases: tuple[Case, ...],
    case_ids: frozenset[str],
    settings: Settings,
) -> tuple[Pin, ...]:
    pins = _read_each(rows.pinned, partial(read_pin, local=settings.local))
    if rows.can_be_compared:
        day = OnTheDay(
            cases={case.id: case for case in cases},
            agents={agent.id: agent for agent in on_duty.agents},
            shifts=on_duty.shifts,
            case_ids=case_ids,
            agent_ids=frozenset(on_duty.rows),
        )
        check_pins(pins, day)
    return tuple(pin for _, pin in pins)


def _baseline(
    rows: Rows, on_duty: OnDuty, case_ids: frozenset[str], settings: Settings
) -> tuple[HandRoute, ...]:
    if rows.baseline is None or not rows.can_be_compared:
        return ()
    known = Known(case_ids, on_duty.shifts, frozenset(on_duty.rows), settings.local)
    return hand_routes(rows.baseline, known)


def _read_each(
    rows: Iterable[Fields] | None, read: Callable[[Fields], T | None]
) -> list[tuple[Fields, T]]:
    return [(fields, value) for fields in rows or () if (value := read(fields)) is not None]


def _ids(rows: Iterable[Fields] | None) -> list[tuple[Fields, str]]:
    """Return the ids of all rows, those included that cannot be used for other reasons."""
    return [(row, str(row.values["case_id"]).strip()) for row in rows or () if row.has("case_id")]
