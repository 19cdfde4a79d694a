"""What a comparison asks for, and how far it is: what stands in the queue's rows."""

from typing import Annotated

from pydantic import Field

from visitplan.domain.value import Value

MOST_SCENARIOS = 40
LONGEST_TEXT = 100_000
MOST_SECONDS = 600
PART = "part.html"
"""The report as a part of another page, kept beside the files that people take along."""


class ComparisonRequest(Value):
    """What is compared, and with what effort: a job's column ``request``.

    ``scenarios`` is a text as of ``scenarios.toml``; ``seconds`` are for each scenario, all seeds.
    """

    scenarios: Annotated[str, Field(max_length=LONGEST_TEXT)]
    seconds: Annotated[float, Field(ge=0.1, le=MOST_SECONDS)] = 5.0
    seeds: Annotated[int, Field(ge=1, le=20)] = 3


class ComparisonProgress(Value):
    """How far a comparison is: a job's column ``progress``; searches done, of about how many."""

    seconds: int = 0
    done: int = 0
    total: int = 0
    news: str | None = None
