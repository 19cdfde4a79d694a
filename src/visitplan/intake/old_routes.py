"""Routes of another day, or made by somebody else, held against the day that is to be planned.

Nothing of them has to fit: what does not is said, with the cases it is about, and left to the
search.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from visitplan.domain.crew_id import names_crew
from visitplan.domain.day import Day, HandRoute
from visitplan.domain.finding import Finding
from visitplan.intake.codes import Code
from visitplan.intake.fields import Fields
from visitplan.intake.hand_routes import HandStop, in_order
from visitplan.intake.identifiers import identifier
from visitplan.intake.moments import LocalDay
from visitplan.intake.numbers import whole
from visitplan.intake.report import Report, Spot
from visitplan.intake.tables import TableReader


class OldRoute(NamedTuple):
    """Visits in order, of a shift or, where none is named, of an agent."""

    shift_id: str | None
    agent_id: str | None
    case_ids: tuple[str, ...]


class Matched(NamedTuple):
    """What the day has of the old routes, by its own shifts, and what it has not."""

    routes: tuple[HandRoute, ...]
    findings: tuple[Finding, ...]


def read_old_routes(path: Path, day: Day) -> tuple[tuple[OldRoute, ...], tuple[Finding, ...]]:
    """Return the routes of a table in the form of ``baseline``, whatever they refer to.

    Raises InputError with every finding when a row cannot be read or an order is unclear.
    """
    report = Report()
    local = LocalDay(day.date, day.time_zone)
    stops: dict[tuple[str | None, str | None], list[HandStop]] = {}
    for fields in TableReader(report, {}, {}).rows(path, "baseline") or ():
        shift_id, agent_id = _whose(fields)
        stop = _read_stop(fields, shift_id or agent_id, local)
        if stop:
            stops.setdefault((shift_id, agent_id), []).append(stop)
    routes = tuple(
        OldRoute(*whose, tuple(stop.case_id for stop in in_order(own)))
        for whose, own in stops.items()
    )
    report.raise_if_refused()
    return routes, report.warnings


def _whose(fields: Fields) -> tuple[str | None, str | None]:
    agent_id, shift_id = fields.get("agent_id", identifier), fields.get("shift", identifier)
    if shift_id and agent_id and shift_id.isdecimal():
        shift_id = f"{agent_id}/{shift_id}"
    if not (shift_id or agent_id):
        fields.need("agent_id", identifier, "name the agent, or the shift as A01/1")
    return shift_id, agent_id


def _read_stop(fields: Fields, whose: str | None, local: LocalDay) -> HandStop | None:
    case_id = fields.need("case_id", identifier)
    order = fields.number("order", whole(below=100_000))
    arrival = fields.get("arrival", local.moment)
    if not fields.sound or case_id is None or whose is None:
        return None
    return HandStop(fields, whose, case_id, order, arrival)


def match(old: Sequence[OldRoute], day: Day, file: str) -> Matched:
    """Return the old routes by the day's own shifts: the same one, else one of the same agent."""
    report = Report()
    placed = _placed(old, day)
    _tell_of_shifts(old, placed, report, file)
    known, seen = {case.id for case in day.cases}, set[str]()
    unknown: list[str] = []
    twice: list[str] = []
    routes: dict[str, list[str]] = {}
    for route, shift_id in zip(old, placed, strict=True):
        for case_id in route.case_ids:
            if case_id not in known:
                unknown.append(case_id)
            elif case_id in seen:
                twice.append(case_id)
            elif shift_id:
                routes.setdefault(shift_id, []).append(case_id)
            seen.add(case_id)
    _tell(
        report,
        Code.START_CASE_UNKNOWN,
        file,
        unknown,
        "of no case of this day",
        "ignored",
    )
    _tell(report, Code.START_VISIT_TWICE, file, twice, "written twice", "the first one counts")
    matched = tuple(
        HandRoute(shift_id=shift_id, case_ids=tuple(routes[shift_id]))
        for shift_id in sorted(routes)
    )
    return Matched(matched, report.warnings)


def _placed(old: Sequence[OldRoute], day: Day) -> tuple[str | None, ...]:
    """Return the shift of this day that goes on with each old route; None where there is none."""
    ids = {shift.id for shift in day.shifts}
    taken = {route.shift_id for route in old if route.shift_id in ids}

    def place(route: OldRoute) -> str | None:
        named = route.shift_id
        if named and (named in ids or names_crew(named, ids)):
            return named
        own = [s.id for s in day.shifts if s.agent_id == _agent(route)]
        free = next((shift for shift in own if shift not in taken), None)
        taken.update([free] if free else [])
        return free

    return tuple(map(place, old))


def _agent(route: OldRoute) -> str | None:
    return route.agent_id or (route.shift_id or "").rpartition("/")[0] or None


def _tell_of_shifts(
    old: Sequence[OldRoute], placed: Sequence[str | None], report: Report, file: str
) -> None:
    """Say which visits stood on a shift that is not there today, and what becomes of them."""
    both = list(zip(old, placed, strict=True))
    moved = [r.case_ids for r, to in both if to and r.shift_id and r.shift_id != to]
    lost = [r.case_ids for r, to in both if to is None]
    _tell(
        report,
        Code.START_SHIFT_OTHER,
        file,
        list(_flat(moved)),
        "of a shift that is not there this day",
        "they begin on another shift of the same agent",
    )
    _tell(
        report,
        Code.START_SHIFT_ABSENT,
        file,
        list(_flat(lost)),
        "of a shift that is not there this day, nor its agent on another",
        "they are planned anew",
    )


def _flat(cases: Sequence[Sequence[str]]) -> Iterator[str]:
    for each in cases:
        yield from each


def _tell(
    report: Report, code: Code, file: str, cases: Sequence[str], problem: str, remedy: str
) -> None:
    if cases:
        visits = "1 visit" if len(cases) == 1 else f"{len(cases)} visits"
        report.warn(code, Spot(file), f"{visits} {problem}: {', '.join(sorted(cases))}", remedy)
