"""What the gate lets through, and what it refuses."""

from datetime import date
from typing import Annotated

from pydantic import Field

from visitplan.domain.place import Point
from visitplan.domain.value import Id, Money, Seconds, Value
from visitplan.domain.window import TimeWindow


class CrewSize(Value):
    """How many people stand at a door: at least and at most (None: as many as one likes)."""

    minimum: Annotated[int, Field(ge=1)] = 1
    maximum: Annotated[int, Field(ge=1)] | None = None


class Visit(Value):
    """A case that may be visited on the planning day.

    ``windows`` are lawful windows (the customer's ∩ the policy's ∩ the day's), sorted, apart, at
    least one. ``bounds_start`` is true where a window bounds only the start of the stay;
    ``permitted`` then still bounds all of it. ``penalty`` is lost when the visit is left out.
    ``allowed_shifts`` are those that may go by skill, credential, choice and pin, sorted; an
    empty tuple means nobody may. ``crew`` is the size of the crew that goes: what the policy and
    the case ask for.
    """

    case_id: Id
    point: Point
    windows: Annotated[tuple[TimeWindow, ...], Field(min_length=1)]
    permitted: Annotated[tuple[TimeWindow, ...], Field(min_length=1)]
    bounds_start: bool = False
    service_seconds: Seconds
    setup_seconds: Seconds
    penalty: Money
    allowed_shifts: tuple[Id, ...]
    preferred_shifts: tuple[Id, ...] | None = None
    arrival: TimeWindow | None = None
    after: tuple[Id, ...] = ()
    crew: CrewSize = CrewSize()


class Refusal(Value):
    """One rule that forbids, with where the rule comes from.

    ``lawful_from`` is the first day after the planning day on which this rule would no longer
    forbid, if nothing else happened until then; None where no such day can be told.
    """

    rule: str
    reason: str
    pack: str
    version: str
    source: str
    lawful_from: date | None = None


class Ineligible(Value):
    """A case refused at the gate, with every rule that refused it."""

    case_id: Id
    refusals: Annotated[tuple[Refusal, ...], Field(min_length=1)]


class BarredShift(Value):
    """A shift that may not be worked that day, with every rule that forbids it."""

    shift_id: Id
    refusals: Annotated[tuple[Refusal, ...], Field(min_length=1)]


class Admission(Value):
    """The gate's answer: each case is in exactly one of ``visits`` and ``ineligible``."""

    visits: tuple[Visit, ...]
    ineligible: tuple[Ineligible, ...]
    barred: tuple[BarredShift, ...] = ()
