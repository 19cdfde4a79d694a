"""What a comparison is asked, and what it tells: days as scenarios have them, plans by name."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from visitplan.domain.comparison import Comparison, Failed
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.scenario import Scenario
from visitplan.domain.travel import Travel
from visitplan.planning.terms import PlannedDay, Provenance


class Variant(NamedTuple):
    """A day as a scenario has it, its streets, and where both come from."""

    scenario: Scenario
    day: Day
    travel: Travel
    provenance: Provenance
    findings: tuple[Finding, ...] = ()


class ByHand(NamedTuple):
    """Hand-made routes as the baseline: priced, with the number of promises that they break."""

    planned: PlannedDay
    broken: int


class Told(NamedTuple):
    """A comparison, and the plans that it is of, by the names of its scenarios."""

    comparison: Comparison
    planned: Mapping[str, PlannedDay]


class Question(NamedTuple):
    """What is to be compared: today, its scenarios, those that could not even be read."""

    today: Variant
    variants: Sequence[Variant]
    failed: tuple[Failed, ...] = ()
    by_hand: ByHand | None = None
