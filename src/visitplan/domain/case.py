"""What the lender hands over."""

from datetime import date
from typing import Annotated, Literal, get_args
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, Field

from visitplan.domain.place import Place, PlaceKind
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
    "incapacity",
    "hospital",
    "bereavement",
    "disaster",
    "family_event",
    "identity_theft",
    "litigation",
    "moratorium",
    "refused_visits",
    "address_wrong",
    "unknown",
]
"""Why nobody goes; ``unknown`` is the hold of whoever could not say, and blocks like any other."""

HOLDS: tuple[Hold, ...] = get_args(Hold)

ConsentForm = Literal["oral", "written"]


class Consent(Value):
    """What the customer agreed to; a consent that was withdrawn is not handed over.

    ``visit_date`` is the day that it was given for (None: any day until ``until``).
    """

    form: ConsentForm
    given_at: AwareDatetime
    until: AwareDatetime | None = None
    visit_date: date | None = None


class DatedHold(Value):
    """A hold of which more is known than that it is there.

    It is in force from ``starts`` (None: from long ago) to ``ends`` (None: until somebody lifts
    it), both included. ``lifted_by`` is who lifted it, ``lifted_role`` as what, from ``lifted_on``
    on; a hold that nobody by name lifted, on no known day, is not lifted.
    """

    hold: Hold
    starts: date | None = None
    ends: date | None = None
    lifted_by: Annotated[str, Field(min_length=1)] | None = None
    lifted_role: str | None = None
    lifted_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether it stays until somebody lifts it, and nobody has."""
        return self.ends is None and self.lifted_on is None


class Case(Value):
    """A case, approved or not; only routing and lawfulness data, never an amount owed.

    ``debtor`` is an opaque reference that joins several cases of one person. ``holds`` are those
    of which nothing is known but that they are there, ``dated_holds`` all others. ``customer`` is
    whom to ask for at the door; it is shown only as the policy allows. ``windows`` are the
    customer's hours on the planning day (empty: any hour that the policy permits).
    ``service_seconds`` is spent at the door; ``setup_seconds`` (parking, the gate, the lift) is
    spent before it, once when consecutive visits are at one point.

    What only policy packs ask for, empty where the lender does not say: ``household`` joins the
    cases of one address (``household_key`` where it is None); ``jurisdiction`` is the code of
    the law at the address (``US-MA``); ``time_zone`` is the address's own (None: the day's);
    ``place_kind`` is what the address is to the customer; ``days_past_due`` is how long the debt
    has been due on the planning day; ``assessed_at`` and ``assessed_by`` are when and by whom
    the customer's situation was assessed; ``barred`` are hours in which the customer wants
    nobody; ``languages`` are those that the customer speaks, as codes (``fi``); ``portfolio`` is
    the lender's book that the case belongs to, which may have a daily cap; ``crew`` is how many
    people the case asks for (None: as the policy says).
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
    dated_holds: tuple[DatedHold, ...] = ()
    windows: tuple[TimeWindow, ...] = ()
    service_seconds: Seconds
    setup_seconds: Seconds
    priority: Priority = "normal"
    skills: frozenset[str] = frozenset()
    allowed_agents: frozenset[Id] | None = None
    excluded_agents: frozenset[Id] = frozenset()
    preferred_agents: frozenset[Id] = frozenset()
    household: str | None = None
    jurisdiction: str | None = None
    time_zone: ZoneInfo | None = None
    place_kind: PlaceKind = "home"
    days_past_due: Annotated[int, Field(ge=0)] | None = None
    assessed_at: AwareDatetime | None = None
    assessed_by: str | None = None
    consents: tuple[Consent, ...] = ()
    barred: tuple[TimeWindow, ...] = ()
    languages: frozenset[str] = frozenset()
    portfolio: Id | None = None
    crew: Annotated[int, Field(ge=1)] | None = None

    @property
    def household_key(self) -> str:
        """What joins cases of one address: its own key, the address as written, or the point."""
        if self.household is not None:
            return self.household
        if self.place.address is not None:
            return " ".join(self.place.address.casefold().split())
        point = self.place.point
        return f"debtor {self.debtor}" if point is None else f"{point.lat:.5f} {point.lon:.5f}"
