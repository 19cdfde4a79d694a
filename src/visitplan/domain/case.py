"""What the lender hands over."""

from typing import Literal, get_args

from pydantic import AwareDatetime

from visitplan.domain.place import Place
from visitplan.domain.value import Id, Seconds, Value
from visitplan.domain.window import TimeWindow

Priority = Literal["must", "high", "normal", "low"]
CaseStatus = Literal["approved", "proposed", "paid", "withdrawn", "closed"]
Hold = Literal[
    "paid",
    "dispute",
    "complaint",
    "hardship",
    "vulnerable",
    "represented",
    "insolvent",
    "deceased",
    "cease_contact",
    "minor",
]
HOLDS: tuple[Hold, ...] = get_args(Hold)


class Case(Value):
    """A case, approved or not; only routing and lawfulness data, never an amount owed.

    ``debtor`` is an opaque reference that joins several cases of one person. ``customer`` is
    whom to ask for at the door; it is shown only as the policy allows. ``windows`` are the
    customer's hours on the planning day (empty: any hour that the policy permits).
    ``service_seconds`` is spent at the door; ``setup_seconds`` (parking, walking to the door) is
    spent before it, once when consecutive visits are at one point.
    """

    id: Id
    debtor: Id
    place: Place
    status: CaseStatus
    customer: str | None = None
    product: str | None = None
    door_note: str | None = None
    approved_by: str | None = None
    approved_at: AwareDatetime | None = None
    approved_until: AwareDatetime | None = None
    holds: tuple[Hold, ...] = ()
    windows: tuple[TimeWindow, ...] = ()
    service_seconds: Seconds
    setup_seconds: Seconds
    priority: Priority = "normal"
    skills: frozenset[str] = frozenset()
    allowed_agents: frozenset[Id] | None = None
    excluded_agents: frozenset[Id] = frozenset()
    preferred_agents: frozenset[Id] = frozenset()
