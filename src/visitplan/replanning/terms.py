"""What re-planning a day is asked, and what it hands back."""

from datetime import datetime
from typing import NamedTuple

from visitplan.domain.change import Change
from visitplan.domain.event import Event
from visitplan.domain.plan import Plan
from visitplan.domain.violation import Violation
from visitplan.planning.terms import PlannedDay
from visitplan.routing.choice import Mode
from visitplan.routing.solvers import Solvers


class Replan(NamedTuple):
    """What is asked: the old plan and what became of it until ``at``, and how free the rest is.

    ``stability`` is money, in minor units, for each visit that gets another agent, is moved by
    more than 15 minutes, or is called off; None leaves it to the policy. ``parent`` is the
    SHA-256 of the old plan's file. ``solvers`` may be loaded already: then one case more, which
    the day has and the old plan has not, with the mode ``insert-only``, waits for nothing but its
    place, its proof and the verifier.
    """

    old: Plan
    events: tuple[Event, ...]
    at: datetime
    mode: Mode = "all"
    stability: int | None = None
    parent: str | None = None
    solvers: Solvers | None = None


class ReplannedDay(NamedTuple):
    """A new version of a day's plan, what it changes, and what the day had broken before."""

    planned: PlannedDay
    changes: tuple[Change, ...]
    facts: tuple[Violation, ...]


class Verdict(NamedTuple):
    """What a re-planned day breaks: facts, broken before anything was decided, and the rest."""

    planned: PlannedDay
    facts: tuple[Violation, ...]
    violations: tuple[Violation, ...]
