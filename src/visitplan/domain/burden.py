"""What visits ask of the people who are visited: the burden of one plan, or of several."""

from datetime import date, time
from typing import Annotated, Literal, Self

from pydantic import AwareDatetime, Field, model_validator

from visitplan.domain.value import Id, Value

Step = Literal["call", "letter", "notice", "answer", "consent", "assessment", "wait"]
"""What comes before a visit: something done from afar, or time."""

Fate = Literal["planned", "unassigned", "ineligible"]

Count = Annotated[int, Field(ge=1)]


class BurdenTerms(Value):
    """What counts as early, late and again.

    A visit is early if it begins before ``early``, late if it ends after ``late``, by the clock
    at the address. It comes again if somebody called at the same household within the ``days``
    calendar days before.
    """

    early: time = time(9)
    late: time = time(18)
    days: Annotated[int, Field(ge=1, le=366)] = 30

    @model_validator(mode="after")
    def _leaves_a_day(self) -> Self:
        if self.early >= self.late:
            raise ValueError("early lies before late")
        return self


class HouseholdCount(Value):
    """How many households are visited so many times by these plans."""

    visits: Count
    households: Count


class RepeatedVisit(Value):
    """A planned visit to a household at which somebody called ``before`` times not long ago."""

    case_id: Id
    date: date
    before: Count


class HourVisit(Value):
    """A planned visit at an hour that many people keep for themselves, by the clock there."""

    case_id: Id
    kind: Literal["early", "late"]
    arrival: AwareDatetime
    departure: AwareDatetime


class AreaShare(Value):
    """How many of an area's eligible cases are visited.

    ``area`` is the middle of a cell some 1.1 km across, ``60.165 24.941``; None pools ``areas``
    of which too few cases are known to be told of one by one.
    """

    area: str | None
    areas: Count = 1
    eligible: Count
    visited: Annotated[int, Field(ge=0)]


class RemoteStep(Value):
    """A case whose rules or history say that a visit is not the next proper step."""

    case_id: Id
    date: date
    fate: Fate
    step: Step
    reason: str


class AvoidedVisits(Value):
    """How many cases are not visited because of one rule, or of one kind of hold."""

    rule: str
    hold: str | None = None
    cases: Count


class Burden(Value):
    """The burden of plans, told without names, places or amounts.

    ``visits``, ``unassigned`` and ``avoided`` are the cases planned, left out, and not visited
    because a rule forbids it. One case counts once in ``avoided`` and under each of its rules in
    ``avoided_by``. ``areas`` is empty where fewer than five cases are eligible in all.
    """

    dates: tuple[date, ...]
    terms: BurdenTerms
    visits: int
    unassigned: int
    avoided: int
    households: tuple[HouseholdCount, ...]
    repeats: tuple[RepeatedVisit, ...]
    hours: tuple[HourVisit, ...]
    areas: tuple[AreaShare, ...]
    steps: tuple[RemoteStep, ...]
    avoided_by: tuple[AvoidedVisits, ...]
