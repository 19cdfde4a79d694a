"""A problem as VROOM's documentation describes it.

In this package alone its words are used: job, vehicle, task, step. Keys that VROOM does not know
are kept aside (``model_extra``), so that somebody can be told about them.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

UINT32 = 2**32 - 1
Whole = Annotated[int, Field(strict=True, ge=0, le=UINT32)]
Number = Annotated[int, Field(strict=True, ge=0, le=2**64 - 1)]
Text = Annotated[str, Field(strict=True)]
Degrees = Annotated[float, Field(strict=True, allow_inf_nan=False)]
Coordinates = tuple[
    Annotated[Degrees, Field(ge=-180, le=180)], Annotated[Degrees, Field(ge=-90, le=90)]
]
"""Longitude, latitude."""

Window = tuple[Whole, Whole]
Amount = tuple[Whole, ...]
Skills = frozenset[Whole]
MOST = 1_000_000
"""Ten times what fits into memory as a problem; anything longer is a mistake."""


class Part(BaseModel):
    """What all parts share: frozen, and unknown keys are remembered."""

    model_config = ConfigDict(frozen=True, extra="allow")


class Job(Part):
    """A place to visit; its windows bound when setup and service begin."""

    id: Number
    description: Text | None = None
    location: Coordinates | None = None
    location_index: Whole | None = None
    setup: Whole = 0
    service: Whole = 0
    setup_per_type: dict[str, Whole] = Field(default_factory=dict)
    service_per_type: dict[str, Whole] = Field(default_factory=dict)
    delivery: Amount | None = None
    pickup: Amount | None = None
    amount: Amount | None = None
    skills: Skills = frozenset()
    priority: Annotated[int, Field(strict=True, ge=0, le=100)] = 0
    time_windows: Annotated[tuple[Window, ...], Field(min_length=1)] | None = None

    @property
    def delivered(self) -> Amount | None:
        """What is delivered; ``amount`` is its former name."""
        if self.delivery is None and self.pickup is None:
            return self.amount
        return self.delivery

    def setup_by(self, kind: str | None) -> int:
        """Return the setup time of a vehicle of that type."""
        return self.setup_per_type.get(kind or "", self.setup)

    def service_by(self, kind: str | None) -> int:
        """Return the service time of a vehicle of that type."""
        return self.service_per_type.get(kind or "", self.service)


class Break(Part):
    """A rest within a route; its windows bound its start."""

    id: Number
    description: Text | None = None
    time_windows: Annotated[tuple[Window, ...], Field(min_length=1)] | None = None
    service: Whole = 0
    max_load: Amount | None = None


class Costs(Part):
    """What a vehicle costs: once used, per hour of travel, per kilometre, per hour of tasks."""

    fixed: Whole = 0
    per_hour: Whole = 3600
    per_km: Whole = 0
    per_task_hour: Whole = 0


class Step(Part):
    """A step of a given route."""

    type: Literal["start", "job", "pickup", "delivery", "break", "end"]
    id: Number | None = None
    service_at: Whole | None = None
    service_after: Whole | None = None
    service_before: Whole | None = None


class Vehicle(Part):
    """Who drives, from where to where, when, and at which price."""

    id: Number
    profile: Text = "car"
    description: Text | None = None
    start: Coordinates | None = None
    start_index: Whole | None = None
    end: Coordinates | None = None
    end_index: Whole | None = None
    capacity: Amount | None = None
    costs: Costs = Costs()
    skills: Skills = frozenset()
    type: Text | None = None
    time_window: Window | None = None
    breaks: tuple[Break, ...] = ()
    speed_factor: Annotated[float, Field(strict=True, gt=0, le=5, allow_inf_nan=False)] = 1.0
    max_tasks: Whole | None = None
    max_travel_time: Whole | None = None
    max_distance: Whole | None = None
    steps: tuple[Step, ...] = ()


class Matrices(Part):
    """The tables of one profile, not yet looked at."""

    durations: Any = None
    distances: Any = None
    costs: Any = None


class Problem(Part):
    """The whole problem."""

    jobs: Annotated[tuple[Job, ...], Field(max_length=MOST)] = ()
    shipments: tuple[Any, ...] = ()
    vehicles: Annotated[tuple[Vehicle, ...], Field(max_length=MOST)]
    matrices: dict[str, Matrices] = Field(default_factory=dict)
    matrix: Any = None
