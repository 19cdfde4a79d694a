"""A scenario: what a manager changes of a day to ask what it would cost."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from visitplan.domain.value import Value

BaselineKind = Literal["plan", "hand"]
"""What scenarios are compared with: the day as it is, planned; or its hand-made routes."""


class Scenario(Value):
    """A name, and what is changed, by dotted key (``shift_start``, ``agent.A05.wage``).

    The values are as they were written, texts, numbers and lists; reading the day gives them
    their meaning. ``axes`` are those of its changes that differ within a grid, as printed;
    ``grid`` is the grid's name, None where the scenario stands alone.
    """

    name: str
    title: str
    changes: Mapping[str, object] = Field(default_factory=dict)
    grid: str | None = None
    axes: Mapping[str, str] = Field(default_factory=dict)


class ScenarioBook(Value):
    """All scenarios of a file, in its order, and what they are compared with."""

    baseline: BaselineKind = "plan"
    scenarios: tuple[Scenario, ...]
