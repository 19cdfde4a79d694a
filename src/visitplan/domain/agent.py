"""Who goes, when, and what it costs."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from visitplan.domain.place import Place
from visitplan.domain.value import Id, Mode, Money, Seconds, Value
from visitplan.domain.window import TimeWindow


class Credential(Value):
    """A card, an authorisation or a training, valid on both its first and its last day."""

    kind: str
    valid_from: date | None = None
    valid_until: date | None = None


class Agent(Value):
    """A person who visits; ``languages`` are those spoken, as codes (``fi``)."""

    id: Id
    name: str
    skills: frozenset[str] = frozenset()
    credentials: tuple[Credential, ...] = ()
    mode: Mode = "drive"
    languages: frozenset[str] = frozenset()


class Break(Value):
    """A rest owed to whoever is on duty: ``seconds`` of it, wholly inside ``window``.

    It interrupts travel or waiting, never a visit, and may lie before the route leaves or after
    it ends. An unpaid break inside the route is not paid time.
    """

    window: TimeWindow
    seconds: Annotated[int, Field(gt=0)]
    paid: bool

    @model_validator(mode="after")
    def _fits_its_window(self) -> Self:
        if self.seconds > self.window.seconds:
            raise ValueError("a break is no longer than its window")
        return self


class OvertimeTier(Value):
    """From ``beyond_seconds`` of paid time on, each hour costs ``premium_per_hour`` more.

    The premium stands on top of the wage and holds until the next tier takes over.
    """

    beyond_seconds: Seconds
    premium_per_hour: Money


class Pay(Value):
    """The price of a route, in minor units.

    ``fixed + wage × max(paid time, minimum) + overtime premiums + rate × distance + expenses``.
    With ``paid = "shift"`` the whole shift is paid once it is used, whatever the route's length.
    """

    fixed: Money = 0
    wage_per_hour: Money
    minimum_paid_seconds: Seconds = 0
    overtime: tuple[OvertimeTier, ...] = ()
    rate_per_km: Money = 0
    expenses_per_visit: Money = 0
    paid: Literal["route", "shift"] = "route"

    @model_validator(mode="after")
    def _tiers_rise(self) -> Self:
        for lower, upper in zip(self.overtime, self.overtime[1:], strict=False):
            if upper.beyond_seconds <= lower.beyond_seconds:
                raise ValueError("overtime tiers begin one after the other")
            if upper.premium_per_hour < lower.premium_per_hour:
                raise ValueError("a later overtime tier costs no less than an earlier one")
        return self


class Shift(Value):
    """Working hours of a crew on the planning day: leave and return inside ``hours``.

    ``end`` is None for an open end: the route ends with the departure from its last stop.
    ``start_label`` and ``end_label`` (a branch's name, ``home``) are what is printed.

    The crew is ``agent_id`` alone, or the agents of the shifts ``joined`` into this one, who
    travel together all day in the first one's car (``agent_id`` is who drives). Each is paid by
    the shift of his own, distance but once; ``pay`` is the driver's.
    """

    id: Id
    agent_id: Id
    hours: TimeWindow
    start: Place
    end: Place | None = None
    start_label: str = "start"
    end_label: str = "end"
    breaks: tuple[Break, ...] = ()
    pay: Pay
    maximum_visits: Annotated[int, Field(ge=0)] | None = None
    joined: tuple["Shift", ...] = ()

    @property
    def crew(self) -> tuple[Id, ...]:
        """The ids of all agents who travel together, who drives first."""
        return tuple(own.agent_id for own in self.members)

    @property
    def members(self) -> tuple["Shift", ...]:
        """The shifts that each of the crew would have alone; of one agent, this one."""
        return self.joined or (self,)
