"""Routes drawn by hand: rows of ``baseline``, or of a file that somebody wants priced."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from visitplan.domain.agent import Shift
from visitplan.domain.crew_id import names_crew
from visitplan.domain.day import Day, HandRoute
from visitplan.intake.codes import Code
from visitplan.intake.fields import Fields
from visitplan.intake.identifiers import identifier
from visitplan.intake.moments import LocalDay
from visitplan.intake.numbers import whole
from visitplan.intake.report import Report
from visitplan.intake.tables import TableReader
from visitplan.intake.words import nearest


class HandStop(NamedTuple):
    """A visit of a route drawn by hand, as read."""

    fields: Fields
    shift_id: str
    case_id: str
    order: int | None
    arrival: datetime | None


class Known(NamedTuple):
    """What a hand-made route may refer to."""

    case_ids: frozenset[str]
    shifts: Sequence[Shift]
    agent_ids: frozenset[str]
    local: LocalDay

    @property
    def without_shift(self) -> frozenset[str]:
        """Agents whose shifts could not be used, which was noted where they stand."""
        return self.agent_ids - {shift.agent_id for shift in self.shifts}


def read_routes(path: Path, day: Day) -> tuple[HandRoute, ...]:
    """Return the routes of a file in the form of ``baseline``, sorted by shift.

    Raises InputError with every finding when a row cannot be used or refers to what the day
    does not have.
    """
    report = Report()
    rows = TableReader(report, {}, {}).rows(path, "baseline")
    known = Known(
        frozenset(case.id for case in day.cases),
        day.shifts,
        frozenset(agent.id for agent in day.agents),
        LocalDay(day.date, day.time_zone),
    )
    routes = hand_routes(rows or (), known)
    report.raise_if_refused()
    return routes


def hand_routes(rows: Iterable[Fields], known: Known) -> tuple[HandRoute, ...]:
    """Return the routes that the rows make up, sorted by shift; what is wrong is noted.

    Stops follow the column ``order``, else the arrivals where all are known, else the rows.
    """
    by_shift: dict[str, list[HandStop]] = {}
    seen: dict[str, Fields] = {}
    for fields in rows:
        if stop := _read_stop(fields, known):
            _note_twice(stop, seen)
            by_shift.setdefault(stop.shift_id, []).append(stop)
    return tuple(_route(shift_id, by_shift[shift_id]) for shift_id in sorted(by_shift))


def _read_stop(fields: Fields, known: Known) -> HandStop | None:
    case_id = fields.need("case_id", identifier)
    order = fields.number("order", whole(below=100_000))
    arrival = fields.get("arrival", known.local.moment)
    shift_id = _shift_of(fields, known, arrival)
    if case_id is not None and case_id not in known.case_ids:
        near = nearest(case_id, known.case_ids)
        fields.refuse(
            "case_id",
            Code.CASE_UNKNOWN,
            "is no case of this day",
            f'did you mean "{near}"?' if near else "add the case, or remove the row",
        )
    if not fields.sound or case_id is None or shift_id is None:
        return None
    return HandStop(fields, shift_id, case_id, order, arrival)


def _shift_of(fields: Fields, known: Known, arrival: datetime | None) -> str | None:
    if fields.has("shift"):
        return _named_shift(fields, known)
    agent_id = fields.need("agent_id", identifier, "name the agent, or the shift as A01/1")
    if agent_id is None:
        return None
    if agent_id not in known.agent_ids:
        near = nearest(agent_id, known.agent_ids)
        fields.refuse(
            "agent_id",
            Code.AGENT_UNKNOWN,
            "is no agent on duty this day",
            f'did you mean "{near}"?' if near else "add the agent's shift, or remove the row",
        )
        return None
    if agent_id in known.without_shift:
        return None
    return _shift_at(fields, [s for s in known.shifts if s.agent_id == agent_id], arrival)


def _named_shift(fields: Fields, known: Known) -> str | None:
    shift_id = fields.get("shift", identifier)
    agent_id = fields.get("agent_id", identifier)
    ids = {shift.id for shift in known.shifts}
    if shift_id and agent_id and shift_id.isdecimal():
        shift_id = f"{agent_id}/{shift_id}"  # "2" beside an agent is that agent's second shift
    if shift_id is None or shift_id.rpartition("/")[0] in known.without_shift:
        return None
    if shift_id not in ids and not names_crew(shift_id, ids):
        near = nearest(shift_id, ids)
        fields.refuse(
            "shift",
            Code.SHIFT_UNKNOWN,
            "is no shift of this day",
            f'did you mean "{near}"?' if near else "write it as A01/1: agent and number of shift",
        )
    return shift_id


def _shift_at(fields: Fields, own: list[Shift], arrival: datetime | None) -> str | None:
    if len(own) > 1 and arrival is not None:
        moment = arrival.timestamp()
        own = [
            shift
            for shift in own
            if shift.hours.opening.timestamp() <= moment <= shift.hours.closing.timestamp()
        ]
    if len(own) == 1:
        return own[0].id
    fields.refuse(
        "agent_id",
        Code.SHIFT_UNCLEAR,
        "has several shifts, or none at this arrival",
        "name the shift in a column shift: A01/1, A01/2",
    )
    return None


def _note_twice(stop: HandStop, seen: dict[str, Fields]) -> None:
    earlier = seen.setdefault(stop.case_id, stop.fields)
    if earlier is not stop.fields:
        stop.fields.refuse(
            "case_id",
            Code.VISIT_TWICE,
            f"was visited already in row {earlier.spot().row}",
            "keep one of the rows",
        )


def _route(shift_id: str, stops: list[HandStop]) -> HandRoute:
    ordered = in_order(stops)
    arrivals = tuple(stop.arrival for stop in ordered)
    return HandRoute(
        shift_id=shift_id,
        case_ids=tuple(stop.case_id for stop in ordered),
        arrivals=arrivals if any(arrivals) else (),
    )


def in_order(stops: list[HandStop]) -> list[HandStop]:
    """Return the stops of one route by ``order``, else by arrivals if all are known, else as read.

    An order that is unclear is noted.
    """
    orders = [stop.order for stop in stops]
    if all(order is not None for order in orders):
        if len(set(orders)) < len(orders):
            _note_order(stops, "stands twice in one route", "number the stops 1, 2, 3")
        return sorted(stops, key=lambda stop: stop.order or 0)
    if any(order is not None for order in orders):
        _note_order(stops, "is given for some stops of a route only", "number all or none")
    elif all(stop.arrival for stop in stops):
        return sorted(stops, key=lambda stop: stop.arrival.timestamp() if stop.arrival else 0)
    return stops


def _note_order(stops: list[HandStop], problem: str, remedy: str) -> None:
    stops[0].fields.refuse("order", Code.ORDER_UNCLEAR, problem, remedy)
