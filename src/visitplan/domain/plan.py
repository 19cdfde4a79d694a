"""The answer: who goes where and when, what was left out and why, and what it costs."""

from datetime import date
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field

from visitplan.domain.balance import Yardstick
from visitplan.domain.finding import Finding
from visitplan.domain.value import Id, Metres, Mode, Money, Seconds, Value
from visitplan.domain.visit import BarredShift, Ineligible

TICKS_PER_MINOR_UNIT = 18_000
"""Ticks are the exact unit of cost: a wage per hour times seconds and a rate per kilometre times
metres are both whole in 1/18,000 of a minor unit (the least common multiple of 3,600 and 1,000).
"""


class Cost(Value):
    """Money by term, in minor units; ``total`` is their sum.

    Each term of a route is rounded half up to a minor unit once, so the printed terms add up.
    ``preference`` is the price of not sending preferred agents; ``fair_time``, ``other_agent``
    and ``crossing`` are those of balance.
    """

    fixed: Money = 0
    wage: Money = 0
    overtime: Money = 0
    distance: Money = 0
    expenses: Money = 0
    preference: Money = 0
    fair_time: Money = 0
    other_agent: Money = 0
    crossing: Money = 0
    unassigned: Money = 0

    @property
    def total(self) -> int:
        """The sum of all terms."""
        return sum(self.model_dump().values())

    def __add__(self, other: "Cost") -> "Cost":
        """Add term by term."""
        mine, theirs = self.model_dump(), other.model_dump()
        return Cost(**{term: mine[term] + theirs[term] for term in mine})


class Stop(Value):
    """A visit on a route.

    ``travel_seconds`` and ``travel_metres`` are the leg that leads here, setup not included;
    ``setup_seconds`` is charged before the arrival. The visit lasts from ``arrival`` to
    ``departure``; ``waiting_seconds`` is idle time before the arrival, breaks not included.
    """

    case_id: Id
    arrival: AwareDatetime
    departure: AwareDatetime
    travel_seconds: Seconds
    travel_metres: Metres
    setup_seconds: Seconds
    waiting_seconds: Seconds


class TakenBreak(Value):
    """A break inside a route, from ``start`` to ``end``."""

    start: AwareDatetime
    end: AwareDatetime
    paid: bool


class Route(Value):
    """The stops of one shift, in order; only used shifts have a route.

    ``leaves`` the start location, ``ends`` on reaching the end location (with an open end: on
    departing from the last stop). ``paid_seconds`` is what wages are paid for, the minimum paid
    time included, summed over the crew: ``agent_id``, who drives, and the ``partners``.
    """

    shift_id: Id
    agent_id: Id
    partners: tuple[Id, ...] = ()
    mode: Mode
    leaves: AwareDatetime
    ends: AwareDatetime
    stops: Annotated[tuple[Stop, ...], Field(min_length=1)]
    breaks: tuple[TakenBreak, ...] = ()
    return_seconds: Seconds
    return_metres: Metres
    paid_seconds: Seconds
    cost: Cost

    @property
    def crew(self) -> tuple[Id, ...]:
        """The ids of all agents on the route, who drives first."""
        return (self.agent_id, *self.partners)

    @property
    def metres(self) -> int:
        """The route's whole distance."""
        return sum(stop.travel_metres for stop in self.stops) + self.return_metres

    @property
    def travel_seconds(self) -> int:
        """The route's whole travel time."""
        return sum(stop.travel_seconds for stop in self.stops) + self.return_seconds


class Insertion(Value):
    """How a visit that was left out would fit into the final plan, every route kept as it is.

    ``extra_cost`` is the least by which the routes would become dearer on ``shift_id``, the
    penalty not counted; None when it fits nowhere. ``instead_of`` then names the visits of that
    shift whose place it could take. ``full`` says which daily caps alone keep it from there: that
    of a portfolio, or (None) of all cases.
    """

    case_id: Id
    shift_id: Id
    extra_cost: Money | None
    instead_of: tuple[Id, ...] = ()
    full: tuple[Id | None, ...] = ()


class Unassigned(Value):
    """An eligible visit in no route, and the truthful reason.

    ``impossible``: no shift can serve it even alone, ``rule`` says which rule is in the way and
    ``missing_seconds`` by how much the nearest shift misses. ``displaced``: it could be served;
    ``extra_cost`` is the cheapest insertion into this plan (more than its penalty), or None when
    it fits only instead of the visits ``instead_of``.
    """

    case_id: Id
    kind: Literal["impossible", "displaced"]
    rule: str
    reason: str
    penalty: Money
    missing_seconds: Seconds | None = None
    extra_cost: Money | None = None
    instead_of: tuple[Id, ...] = ()


class Elsewhere(Value):
    """A case of which the plan of another day speaks, where several days were planned at once.

    ``date`` is that day; ``arrival`` is when it is visited then (None: left out or refused there).
    """

    case_id: Id
    date: date
    arrival: AwareDatetime | None = None


class Manifest(Value):
    """How this plan came about, so that it can be made again.

    ``inputs`` maps a file name to the SHA-256 of its bytes. ``objective`` is the solver's own
    value in ticks (1/18,000 of a minor unit), which equals the independent evaluator's: the cost,
    less what the contacts are worth that may be expected.
    ``islands`` is how many searches ran side by side, on however many cores.
    ``parent`` is the SHA-256 of the plan file that this plan was re-planned from, at
    ``replanned_at``; ``start`` that of the file the search was told to begin with. ``days`` are
    the dates that were planned at once, this one among them, where there were several.
    """

    inputs: dict[str, str]
    pack: str
    pack_version: str
    versions: dict[str, str]
    seed: int
    seconds: float
    work: int | None
    engine: str
    islands: int = 1
    travel: str
    objective: int
    stopped_early: bool = False
    parent: str | None = None
    replanned_at: AwareDatetime | None = None
    start: str | None = None
    days: tuple[date, ...] = ()


class Plan(Value):
    """A day's plan: each case is in exactly one of routes, unassigned, ineligible and elsewhere.

    ``yardsticks`` are what balance was priced by, where it was; re-planning goes on by the same.
    """

    schema_version: Literal[1] = 1
    date: date
    time_zone: ZoneInfo
    currency: str
    routes: tuple[Route, ...]
    unassigned: tuple[Unassigned, ...]
    ineligible: tuple[Ineligible, ...]
    barred: tuple[BarredShift, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    yardsticks: tuple[Yardstick, ...] = ()
    cost: Cost
    findings: tuple[Finding, ...] = ()
    manifest: Manifest
