"""A day that looks real: four agents, thirty-odd stops, some visits left out, some refused.

The streets are an invented grid laid over a city's coordinates; nobody lives there.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from builders import TODAY, ZONE, a_case, a_day, a_pay, a_shift, an_agent, at, between
from visitplan.domain.agent import Break, OvertimeTier
from visitplan.domain.case import Case
from visitplan.domain.course import Course, FollowedStreet, line_through
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.place import Place, Point
from visitplan.domain.plan import Cost, Manifest, Plan, Route, Stop, TakenBreak, Unassigned
from visitplan.domain.policy import Policy
from visitplan.domain.travel import StreetLine
from visitplan.domain.visit import Ineligible, Refusal
from visitplan.eligibility.at_the_door import door_of
from visitplan.render.scenery import Scenery
from visitplan.render.vectors import DrawnStreets
from visitplan.render.way import Ways

STREETS = ("Sample Street", "Harbour Road", "Mill Lane", "Park Avenue", "Tower Street")
CREDIT = "© OpenStreetMap contributors"
DESCRIPTION = "sample streets of 2026-11-01, drive"


def crossing(column: int, row: int) -> Point:
    """Return a crossing of the grid: columns some 110 m apart, rows some 130 m, a little askew."""
    return Point(
        lat=60.160 + 0.0012 * row + 0.00018 * column, lon=24.915 + 0.002 * column - 0.0004 * row
    )


def grid(columns: int = 26, rows: int = 18) -> tuple[StreetLine, ...]:
    along = [[crossing(c, r) for c in range(columns)] for r in range(rows)]
    across = [[crossing(c, r) for r in range(rows)] for c in range(columns)]
    return tuple(
        StreetLine(
            "major" if number % 6 == 2 else "path" if number % 6 == 4 else "minor", tuple(line)
        )
        for lines in (along, across)
        for number, line in enumerate(lines)
    )


def walk_the_grid(origin: tuple[int, int], destination: tuple[int, int]) -> tuple[Point, ...]:
    (column, row), (to_column, to_row) = origin, destination
    across = range(column, to_column, 1 if to_column > column else -1)
    down = range(row, to_row, 1 if to_row > row else -1)
    return (
        *(crossing(c, row) for c in across),
        *(crossing(to_column, r) for r in down),
        crossing(to_column, to_row),
    )


def a_course(origin: tuple[int, int], destination: tuple[int, int]) -> Course:
    """Return the walk along a row, then a column; rows have names, columns have none."""
    (column, row), (to_column, to_row) = origin, destination
    across, down = 110 * abs(to_column - column), 130 * abs(to_row - row)
    streets = (
        FollowedStreet(STREETS[row % 5], "residential", across),
        FollowedStreet(None, "service", down),
    )
    line = line_through(walk_the_grid(origin, destination))
    return Course(line, tuple(street for street in streets if street.metres))


BRANCH = (12, 8)
CROSSINGS = (
    ((14, 9), (17, 10), (20, 12), (23, 13), (24, 16), (19, 16), (16, 14), (13, 12)),
    ((10, 9), (8, 11), (5, 12), (3, 15), (6, 16), (9, 15), (11, 14), (12, 11), (12, 11)),
    ((11, 6), (9, 4), (6, 5), (2, 3), (1, 7), (4, 8), (7, 8)),
    ((13, 6), (15, 3), (18, 1), (22, 2), (24, 5), (21, 7), (18, 8), (15, 7)),
)
LEFT_OUT = ((25, 17), (0, 0), (2, 10))
REFUSED = ((16, 11), (8, 6), (20, 4))


def a_sample_case(number: int, spot: tuple[int, int], **changes: Any) -> Case:
    defaults: dict[str, Any] = {
        "id": f"C{number:03}",
        "place": Place(
            address=f"{STREETS[number % 5]} {number}", point=crossing(*spot), precision="given"
        ),
        "customer": f"Customer {number:03}",
        "windows": (between("09:00", "13:00"), between("14:00", "18:00")) if number % 3 else (),
        "door_note": "Gate at the side, second bell" if number % 4 == 1 else None,
        "skills": frozenset({"swedish"}) if number % 5 == 2 else frozenset(),
        "service_seconds": 900 if number % 2 else 1200,
    }
    return a_case(number, **defaults | changes)


def a_route(shift_number: int, cases: Sequence[Case], spots: Sequence[tuple[int, int]]) -> Route:
    """Return a route by the clock: legs by the grid, lunch on the way to the fifth stop."""
    clock = at("09:00") + timedelta(minutes=7 * shift_number)
    leaves, here, stops, breaks = clock, BRANCH, [], []
    for number, (case, spot) in enumerate(zip(cases, spots, strict=True), 1):
        metres = 120 * (abs(here[0] - spot[0]) + abs(here[1] - spot[1]))
        travel, setup, waiting = metres // 5, case.setup_seconds, 600 if number == 2 else 0
        clock += timedelta(seconds=travel + waiting)
        if number == 5:
            breaks.append(TakenBreak(start=clock, end=clock + timedelta(minutes=30), paid=False))
            clock = breaks[-1].end
        arrival = clock + timedelta(seconds=setup)
        departure = arrival + timedelta(seconds=case.service_seconds)
        stops.append(_stop(case, arrival, departure, (travel, metres, setup, waiting)))
        here, clock = spot, departure
    back = 120 * (abs(here[0] - BRANCH[0]) + abs(here[1] - BRANCH[1]))
    ends = clock + timedelta(seconds=back // 5)
    metres = sum(stop.travel_metres for stop in stops) + back
    paid = int((ends - leaves).total_seconds()) - 1800 * len(breaks)
    cost = Cost(fixed=2000, wage=2150 * paid // 3600, distance=55 * metres // 1000, overtime=640)
    return Route(
        shift_id=f"A{shift_number:02}/1",
        agent_id=f"A{shift_number:02}",
        mode="drive",
        leaves=leaves,
        ends=ends,
        stops=tuple(stops),
        breaks=tuple(breaks),
        return_seconds=back // 5,
        return_metres=back,
        paid_seconds=paid,
        cost=cost,
    )


def _stop(
    case: Case, arrival: datetime, departure: datetime, way: tuple[int, int, int, int]
) -> Stop:
    travel, metres, setup, waiting = way
    return Stop(
        case_id=case.id,
        arrival=arrival,
        departure=departure,
        travel_seconds=travel,
        travel_metres=metres,
        setup_seconds=setup,
        waiting_seconds=waiting,
    )


def a_refusal(rule: str, reason: str) -> Refusal:
    return Refusal(
        rule=rule, reason=reason, pack="sample", version="1", source="house rules, part 2"
    )


def a_sample(**case_changes: Any) -> tuple[Plan, Day, Scenery]:
    """Return plan, day and scenery; ``case_changes`` hold for every case."""
    numbers = iter(range(1, 100))
    routed = [
        [a_sample_case(next(numbers), spot, **case_changes) for spot in spots]
        for spots in CROSSINGS
    ]
    left_out = [a_sample_case(next(numbers), spot, **case_changes) for spot in LEFT_OUT]
    refused = [a_sample_case(next(numbers), spot, **case_changes) for spot in REFUSED]
    nowhere = a_sample_case(
        next(numbers),
        (0, 0),
        **{"place": Place(address="Elsewhere 1", problem="no such address")} | case_changes,
    )
    routes = tuple(
        a_route(number, cases, spots)
        for number, (cases, spots) in enumerate(zip(routed, CROSSINGS, strict=True), 1)
    )
    home = Place(point=crossing(*BRANCH), precision="given")
    pay = a_pay(overtime=(OvertimeTier(beyond_seconds=10_800, premium_per_hour=900),))
    lunch = Break(window=between("11:00", "14:00"), seconds=1800, paid=False)
    day = a_day(
        cases=(*(case for cases in routed for case in cases), *left_out, *refused, nowhere),
        agents=tuple(an_agent(number) for number in range(1, 6)),
        shifts=tuple(
            a_shift(number, start=home, end=home, pay=pay, breaks=(lunch,))
            for number in range(1, 6)
        ),
    )
    day = day.model_copy(update={"travel": day.travel.model_copy(update={"engine": "streets"})})
    unassigned = (
        Unassigned(
            case_id=left_out[0].id,
            kind="impossible",
            rule="stay_within_shifts",
            reason="The nearest shift ends before the visit could.",
            penalty=6000,
            missing_seconds=720,
        ),
        Unassigned(
            case_id=left_out[1].id,
            kind="displaced",
            rule="pay_for_unassigned_visits",
            reason="Going there costs more than leaving it out.",
            penalty=3000,
            extra_cost=4150,
        ),
        Unassigned(
            case_id=left_out[2].id,
            kind="displaced",
            rule="visit_wholly_within_windows",
            reason="It fits only instead of other visits.",
            penalty=6000,
            instead_of=(routed[2][4].id,),
        ),
    )
    ineligible = (
        Ineligible(
            case_id=refused[0].id, refusals=(a_refusal("hold_dispute", "A dispute is open."),)
        ),
        Ineligible(
            case_id=refused[1].id,
            refusals=(
                a_refusal("approval_expired", "The approval ended on 2026-11-20."),
                a_refusal("hold_vulnerable", "The person is recorded as vulnerable."),
            ),
        ),
        Ineligible(
            case_id=refused[2].id, refusals=(a_refusal("status", "The case is only proposed."),)
        ),
        Ineligible(
            case_id=nowhere.id, refusals=(a_refusal("not_located", "The address was not found."),)
        ),
    )
    cost = sum((route.cost for route in routes), Cost(unassigned=15_000))
    plan = Plan(
        date=TODAY,
        time_zone=ZONE,
        currency="EUR",
        routes=routes,
        unassigned=unassigned,
        ineligible=ineligible,
        cost=cost,
        findings=(a_finding(),),
        manifest=a_manifest(),
    )
    streets = DrawnStreets(grid())
    return plan, day, Scenery(the_ways(), streets, DESCRIPTION, CREDIT, door_of(day, plan))


def a_sample_under(policy: Policy) -> tuple[Plan, Day, Scenery]:
    """Return the sample under the rules of a policy."""
    plan, day, scenery = a_sample()
    day = day.model_copy(update={"policy": policy})
    return plan, day, replace(scenery, door=door_of(day, plan))


def the_ways() -> Ways:
    return {
        f"A{number:02}/1": tuple(
            a_course(here, there)
            for here, there in zip((BRANCH, *spots), (*spots, BRANCH), strict=True)
        )
        for number, spots in enumerate(CROSSINGS, 1)
    }


def a_finding() -> Finding:
    return Finding(
        severity="warning",
        code="VP-IN-042",
        file="cases.csv",
        row=14,
        column="remark",
        problem="a column that is not known",
        remedy="remove it, or name it in day.toml",
    )


def a_manifest() -> Manifest:
    return Manifest(
        inputs={},
        pack="sample",
        pack_version="1",
        versions={"visitplan": "0.1.0"},
        seed=1,
        seconds=10.0,
        work=None,
        engine="ortools",
        travel=DESCRIPTION,
        objective=0,
    )
