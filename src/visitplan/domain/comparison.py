"""What scenarios cost, side by side, and how far the differences can be trusted."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from visitplan.domain.finding import Finding
from visitplan.domain.plan import Cost
from visitplan.domain.value import Id, Metres, Money, Seconds, Value

Verdict = Literal["cheaper", "dearer", "none", "unknown"]
"""How a cost differs; ``none``: by no more than the noise; ``unknown``: one seed says nothing."""

Fate = Literal["moved", "retimed", "added", "dropped"]
"""What becomes of a visit: another agent, another time, newly visited, no longer visited."""


class HourUse(Value):
    """How an agent spends one hour of the clock, in seconds; ``hour`` 24 and beyond is tomorrow.

    ``drive`` is travel, ``serve`` time at doors with its setup, ``wait`` idle time on the route,
    ``rest`` breaks on the route, ``idle`` the part of a shift without a route.
    """

    agent_id: Id
    hour: Annotated[int, Field(ge=0)]
    drive: Seconds = 0
    serve: Seconds = 0
    wait: Seconds = 0
    rest: Seconds = 0
    idle: Seconds = 0


class Figures(Value):
    """What a plan comes to.

    ``running`` is its cost without what is owed for visits left out; ``shift_seconds`` are all
    hours on duty, ``late`` and ``early`` count visits at hours that people keep for themselves,
    ``repeated`` those to a household where somebody called not long ago. ``contacts`` are people
    who may be expected to be met, by the chances of the day's uncertainty.
    """

    cost: Cost
    on_duty: int
    agents_used: int
    visits: int
    unassigned: int
    ineligible: int
    shift_seconds: Seconds
    paid_seconds: Seconds
    travel_seconds: Seconds
    metres: Metres
    waiting_seconds: Seconds
    early: int
    late: int
    repeated: int
    contacts: Annotated[float, Field(ge=0)] = 0.0

    @property
    def contacts_per_paid_hour(self) -> float | None:
        """How many people may be expected to be met for an hour's pay; None without any."""
        return self.contacts * 3600 / self.paid_seconds if self.paid_seconds else None

    @property
    def running(self) -> int:
        """The cost of the routes, in minor units."""
        return self.cost.total - self.cost.unassigned

    @property
    def eligible(self) -> int:
        """How many visits might have been made."""
        return self.visits + self.unassigned


class Changed(Value):
    """A visit that is not where the baseline has it; None where it is not visited."""

    case_id: Id
    fate: Fate
    agent_before: Id | None = None
    before: AwareDatetime | None = None
    agent_after: Id | None = None
    after: AwareDatetime | None = None


class Difference(Value):
    """How a scenario differs from the baseline: amounts by term, in minor units (negative: saved).

    ``noise`` is by how much the totals of either vary from seed to seed; None with one seed.
    """

    by_term: Mapping[str, int]
    total: int
    noise: Money | None
    verdict: Verdict
    visits: int


class Compared(Value):
    """A scenario that was planned.

    ``totals`` are its costs seed by seed, ``figures`` those of the cheapest plan. It is
    ``dominated`` by another one that visits no fewer at no higher running cost. ``broken`` counts
    the promises that hand-made routes break; our own plans break none.
    """

    name: str
    title: str
    changes: Mapping[str, str] = Field(default_factory=dict)
    figures: Figures
    totals: Annotated[tuple[int, ...], Field(min_length=1)]
    difference: Difference | None = None
    dominated: bool = False
    broken: int = 0
    use: tuple[HourUse, ...] = ()
    changed: tuple[Changed, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def spread(self) -> int:
        """The range of its costs over the seeds."""
        return max(self.totals) - min(self.totals)


class Failed(Value):
    """A scenario that cannot be planned, and why."""

    name: str
    title: str
    changes: Mapping[str, str] = Field(default_factory=dict)
    findings: tuple[Finding, ...]


class Marginal(Value):
    """What one more of something costs, between two scenarios that differ by nothing else.

    ``on_purpose`` is whether the second was planned for this price alone.

    ``less`` and ``more`` are their names, and ``number`` is how many units lie between them.
    ``per_unit`` is in minor units, as is ``noise``, that of the difference for one unit.
    """

    unit: Literal["agent", "hour", "visit"]
    less: str
    more: str
    number: Annotated[float, Field(gt=0)]
    per_unit: int
    noise: Money | None
    is_noise: bool
    on_purpose: bool = False


class Effort(Value):
    """How long each scenario was searched: so many seconds, or thousand steps, for all seeds."""

    seeds: tuple[int, ...]
    seconds: float
    work: int | None = None


class Comparison(Value):
    """Scenarios beside a baseline, which is the first of ``scenarios``."""

    schema_version: Literal[1] = 1
    date: date
    currency: str
    effort: Effort
    travel: str
    scenarios: tuple[Compared, ...]
    failed: tuple[Failed, ...] = ()
    marginals: tuple[Marginal, ...] = ()

    @property
    def baseline(self) -> Compared:
        """What the others are compared with."""
        return self.scenarios[0]
