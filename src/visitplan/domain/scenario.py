"""A scenario: what a manager changes of a day to ask what it would cost."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from visitplan.domain.value import Value

OneMore = Literal["agent", "hour", "visit"]
"""What a manager may ask the price of: one more agent, hour on duty, visit asked for."""

BaselineKind = Literal["plan", "hand"]
"""What scenarios are compared with: the day as it is, planned; or its hand-made routes."""


class Scenario(Value):
    """A name, and what is changed, by dotted key (``shift_start``, ``agent.A05.wage``).

    The values are as they were written, texts, numbers and lists; reading the day gives them
    their meaning. ``axes`` are those of its changes that differ within a grid, as printed;
    ``grid`` is the grid's name, None where the scenario stands alone. ``one_more`` is what it is
    planned for the price of, None where it is somebody's own question.
    """

    name: str
    title: str
    changes: Mapping[str, object] = Field(default_factory=dict)
    grid: str | None = None
    axes: Mapping[str, str] = Field(default_factory=dict)
    one_more: OneMore | None = None


class ScenarioBook(Value):
    """All scenarios of a file, in its order, and what they are compared with."""

    baseline: BaselineKind = "plan"
    scenarios: tuple[Scenario, ...]
