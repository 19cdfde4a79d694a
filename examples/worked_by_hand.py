"""The day as a careful dispatcher draws it on paper: a district for each agent, door by door.

Knows no streets, so it allows generously for every way; its routes are lawful but not cheap. The
rows are those of ``cases.csv``, ``agents.csv`` and ``pinned.csv``.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

Row = dict[str, str]
Point = tuple[float, float]
Hours = tuple[int, int]
"""Seconds after midnight, from and to."""

DISTRICTS: dict[str, Point] = {
    "A01": (60.1740, 24.9385),
    "A02": (60.1665, 24.9375),
    "A03": (60.1705, 24.9440),
    "A04": (60.1690, 24.9500),
    "A05": (60.1745, 24.9500),
    "A06": (60.1665, 24.9430),
    "A07": (60.1695, 24.9470),
    "A08": (60.1700, 24.9375),
}
PERMITTED = (9 * 3600, 19 * 3600)
ANY_TIME = (0, 24 * 3600)
SETUP = 120
BRANCHES: dict[str, Point] = {"kamppi": (60.16860, 24.93680), "kluuvi": (60.17060, 24.94780)}
PATIENCE = 45 * 60
"""Seconds that nobody would idle away before a door, but for the first one or an urgent one."""
PACE = {"drive": (75, 3.5), "walk": (60, 0.85)}
"""Seconds lost on every way, and metres of beeline made in a second."""


@dataclass(frozen=True)
class Door:
    """One visit as the dispatcher sees it."""

    case_id: str
    point: Point
    windows: list[Hours]
    arrival: Hours
    service: int
    setup: int
    agents: frozenset[str]
    after: str
    is_urgent: bool

    @property
    def is_appointment(self) -> bool:
        """Whether a pin fixes the arrival."""
        return self.arrival != ANY_TIME


Offer = tuple[int, int, Door]
"""The seconds until the arrival (fewer for urgent doors), the departure, and the door."""


@dataclass
class Duty:
    """One shift as it fills, stop by stop."""

    agent_id: str
    number: int
    mode: str
    closing: int
    home: Point | None
    rests: list[tuple[Hours, int]]
    room: int
    clock: int
    place: Point
    case_ids: list[str] = field(default_factory=list)


def work_by_hand(
    cases: Sequence[Row], agents: Sequence[Row], pins: Sequence[Row], known: Mapping[str, Point]
) -> list[Row]:
    """Return the rows of ``baseline.csv``; a few doors that nobody got to are missing.

    ``known`` gives the points of addresses without coordinates.
    """
    duties = list(_duties(agents))
    fixed = {pin["after"]: {"agent_id": pin["agent_id"]} for pin in pins}
    fixed |= {pin["case_id"]: pin for pin in pins}
    doors = [_door(case, agents, fixed.get(case["case_id"], {}), known) for case in cases]
    districts = _districts(doors, duties)
    for duty in duties:
        _fill(duty, districts[duty.agent_id])
    left_over = [door for district in districts.values() for door in district]
    for duty in duties:
        _fill(duty, left_over)
    return [
        {"agent_id": duty.agent_id, "shift": str(duty.number), "case_id": id_, "order": str(order)}
        for duty in duties
        for order, id_ in enumerate(duty.case_ids, 1)
    ]


# ── Reading the tables ───────────────────────────────────────────────────────────────────────


def _duties(agents: Sequence[Row]) -> Iterator[Duty]:
    seen: list[str] = []
    for row in agents:
        seen.append(row["agent_id"])
        opening, closing = _hours(row["shift"])
        yield Duty(
            agent_id=row["agent_id"],
            number=seen.count(row["agent_id"]),
            mode=row["mode"],
            closing=closing,
            home=_location(row["end"] or row["start"], row),
            rests=[_rest(text) for text in row["breaks"].split(";") if text],
            room=int(row["maximum_visits"] or 99),
            clock=opening,
            place=_location(row["start"], row) or BRANCHES["kamppi"],
        )


def _location(label: str, row: Row) -> Point | None:
    return (
        (float(row["home_lat"]), float(row["home_lon"])) if label == "home" else BRANCHES.get(label)
    )


def _rest(text: str) -> tuple[Hours, int]:
    window, length, _paid = text.split()
    return _hours(window), 60 * int(length.removesuffix("min"))


def _door(case: Row, agents: Sequence[Row], pin: Row, known: Mapping[str, Point]) -> Door:
    at = pin.get("at", "")
    lat, lon = case["lat"], case["lon"]
    return Door(
        case_id=case["case_id"],
        point=(float(lat), float(lon)) if lat else known[case["address"]],
        windows=[_hours(text) for text in case["windows"].split(";") if text] or [PERMITTED],
        arrival=(
            _seconds(at or pin.get("not_before") or "00:00"),
            _seconds(at or pin.get("not_after") or "24:00"),
        ),
        service=60 * int(case["service"]),
        setup=60 * int(case["setup"]) if case["setup"] else SETUP,
        agents=frozenset(row["agent_id"] for row in agents if _may_go(row, case, pin)),
        after=pin.get("after", ""),
        is_urgent=bool(pin) or case["priority"] in {"must", "high"},
    )


def _may_go(agent: Row, case: Row, pin: Row) -> bool:
    name = agent["agent_id"]
    return (
        _words(case["skills"]) <= _words(agent["skills"])
        and name in (_words(case["allowed_agents"]) or {name})
        and name not in _words(case["excluded_agents"])
        and name in (_words(pin.get("agent_id", "")) or {name})
        and "2026-10-31" not in agent["credentials"]
    )


def _words(cell: str) -> set[str]:
    return {word.strip() for word in cell.split(";") if word.strip()}


def _hours(text: str) -> Hours:
    opening, closing = text.strip().split("-")
    return _seconds(opening), _seconds(closing)


def _seconds(clock: str) -> int:
    hours, minutes = clock.split(":")
    return 3600 * int(hours) + 60 * int(minutes)


# ── Drawing the routes ───────────────────────────────────────────────────────────────────────


def _districts(doors: Sequence[Door], duties: Sequence[Duty]) -> dict[str, list[Door]]:
    nearest = {door.case_id: _district(door, duties) for door in doors}
    return {
        duty.agent_id: [door for door in doors if nearest[door.case_id] == duty.agent_id]
        for duty in duties
    }


def _district(door: Door, duties: Sequence[Duty]) -> str | None:
    """Find the nearest agent among those who may go and are on duty at a good hour."""
    able = [duty for duty in duties if duty.agent_id in door.agents and _overlaps(door, duty)]
    names = sorted({duty.agent_id for duty in able})
    return min(names, key=lambda name: _metres(DISTRICTS[name], door.point), default=None)


def _overlaps(door: Door, duty: Duty) -> bool:
    return any(opening < duty.closing and duty.clock < closing for opening, closing in door.windows)


def _fill(duty: Duty, doors: list[Door]) -> None:
    """Go to the nearest open door again and again; urgent ones seem nearer than they are."""
    while True:
        _take_rests_that_are_due(duty)
        offers = [offer for door in doors if (offer := _offer(duty, door))]
        offers = [offer for offer in offers if _keeps_appointments(duty, offer, doors)]
        if offers and len(duty.case_ids) < duty.room:
            _effort, departure, door = min(offers, key=lambda offer: (offer[0], offer[2].case_id))
            duty.case_ids.append(door.case_id)
            duty.clock, duty.place = departure, door.point
            doors.remove(door)
        elif duty.rests:
            duty.clock = max(duty.clock, duty.rests[0][0][0])
        else:
            return


def _take_rests_that_are_due(duty: Duty) -> None:
    while duty.rests and duty.rests[0][0][0] <= duty.clock:
        duty.clock += duty.rests.pop(0)[1]


def _offer(duty: Duty, door: Door) -> Offer | None:
    """Return what going there next would mean; None when it cannot be done from here."""
    if duty.agent_id not in door.agents or (door.after and door.after not in duty.case_ids):
        return None
    ready = duty.clock + _way(duty, door.point) + door.setup
    for opening, closing in sorted(door.windows):
        arrival = max(ready, opening, door.arrival[0])
        departure = arrival + door.service
        idles = arrival - ready > PATIENCE and bool(duty.case_ids) and not door.is_urgent
        in_time = departure <= closing and arrival <= door.arrival[1]
        if in_time and not idles and _gets_home(duty, door, departure):
            return arrival - duty.clock - 600 * door.is_urgent, departure, door
    return None


def _keeps_appointments(duty: Duty, offer: Offer, doors: Sequence[Door]) -> bool:
    """Whether every fixed time that can still be kept can be kept after this door too."""
    _effort, departure, door = offer
    later = replace(duty, clock=departure, place=door.point)
    fixed = [other for other in doors if other.is_appointment and other != door]
    return all(_offer(later, other) for other in fixed if _offer(duty, other))


def _gets_home(duty: Duty, door: Door, departure: int) -> bool:
    """Whether all rests still fit after this door, and the shift's end is kept."""
    clock = departure
    for (opening, closing), length in duty.rests:
        clock = max(clock, opening) + length
        if clock > closing:
            return False
    way_home = _way(duty, duty.home, origin=door.point) if duty.home else 0
    return clock + way_home <= duty.closing


def _way(duty: Duty, destination: Point, origin: Point | None = None) -> int:
    lost, pace = PACE[duty.mode]
    return lost + round(_metres(origin or duty.place, destination) / pace)


def _metres(first: Point, second: Point) -> float:
    north = (first[0] - second[0]) * 111_200
    east = (first[1] - second[1]) * 55_300
    return math.hypot(north, east)
