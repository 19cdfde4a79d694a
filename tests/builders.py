"""Values valid by default; a test names only what it is about."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from visitplan.domain.agent import Agent, Pay, Shift
from visitplan.domain.case import Case
from visitplan.domain.day import Day, SearchLimits, TravelSettings
from visitplan.domain.place import Place, Point
from visitplan.domain.policy import Penalties, Policy
from visitplan.domain.travel import TravelMatrix
from visitplan.domain.value import WEEKDAYS
from visitplan.domain.window import ClockSpan, TimeWindow

ZONE = ZoneInfo("Europe/Helsinki")
TODAY = date(2026, 11, 24)


def at(clock: str, day: date = TODAY, zone: ZoneInfo = ZONE) -> datetime:
    """Return a moment of the planning day: ``at("09:30")``."""
    return datetime.combine(day, time.fromisoformat(clock), tzinfo=zone)


def between(opening: str, closing: str) -> TimeWindow:
    return TimeWindow(opening=at(opening), closing=at(closing))


def a_place(lat: float = 60.17, lon: float = 24.94, **changes: Any) -> Place:
    return Place(**{"point": Point(lat=lat, lon=lon), "precision": "given"} | changes)


def a_case(number: int = 1, **changes: Any) -> Case:
    """Return an approved case; each number has its own point some 100 m from the next."""
    defaults: dict[str, Any] = {
        "id": f"C{number:03}",
        "debtor": f"D{number:03}",
        "place": a_place(60.165 + 0.001 * (number % 10), 24.94 + 0.002 * (number // 10)),
        "status": "approved",
        "customer": f"Customer {number:03}",
        "approved_by": "J. Sample",
        "approved_at": at("08:00", date(2026, 11, 20)),
        "approved_until": at("23:59", date(2026, 12, 20)),
        "service_seconds": 900,
        "setup_seconds": 120,
    }
    return Case(**defaults | changes)


def an_agent(number: int = 1, **changes: Any) -> Agent:
    return Agent(**{"id": f"A{number:02}", "name": f"Agent {number:02}"} | changes)


def a_pay(**changes: Any) -> Pay:
    return Pay(**{"fixed": 2000, "wage_per_hour": 2150, "rate_per_km": 55} | changes)


def a_shift(number: int = 1, **changes: Any) -> Shift:
    defaults: dict[str, Any] = {
        "id": f"A{number:02}/1",
        "agent_id": f"A{number:02}",
        "hours": between("09:00", "17:00"),
        "start": a_place(60.17, 24.945),
        "end": a_place(60.17, 24.945),
        "start_label": "Branch Sample",
        "end_label": "Branch Sample",
        "pay": a_pay(),
    }
    return Shift(**defaults | changes)


def a_policy(**changes: Any) -> Policy:
    hours = (ClockSpan(opening=time(8), closing=time(20)),)
    defaults: dict[str, Any] = {
        "pack": "sample",
        "version": "1",
        "source": "tests",
        "permitted_hours": {day: hours for day in WEEKDAYS if day != "sun"},
        "penalties": Penalties(must=100_000, high=12_000, normal=6_000, low=3_000),
    }
    return Policy(**defaults | changes)


def a_day(**changes: Any) -> Day:
    """Return a day of three cases and one agent."""
    defaults: dict[str, Any] = {
        "date": TODAY,
        "time_zone": ZONE,
        "currency": "EUR",
        "policy": a_policy(),
        "travel": TravelSettings(engine="beeline"),
        "limits": SearchLimits(seconds=5, work=50, seed=1),
        "cases": (a_case(1), a_case(2), a_case(3)),
        "agents": (an_agent(),),
        "shifts": (a_shift(),),
    }
    return Day(**defaults | changes)


def a_matrix(points: Sequence[Point], legs: Mapping[tuple[int, int], int] = {}) -> TravelMatrix:
    """Return straight-line times at 10 m/s in a flat world; ``legs`` overrides single seconds."""
    east = np.array([point.lon for point in points]) * 55_000
    north = np.array([point.lat for point in points]) * 111_000
    metres = np.hypot(east[:, None] - east, north[:, None] - north).round().astype(np.int64)
    seconds = (metres + 9) // 10
    for cell, value in legs.items():
        seconds[cell] = value
    return TravelMatrix(tuple(points), seconds, metres)
