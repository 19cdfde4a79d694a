"""Where a figure comes from: a rule of a pack, with its source and how well that was seen."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from visitplan.domain.value import Value

Mark = Literal["text", "secondary", "unverified"]
"""How the source was seen: its own text, a report of it, or not at all.

An unverified rule may only tighten what other rules say, and every use of it warns.
"""

Commencement = Literal["text", "secondary", "unverified", "unknown", "always"]
"""How the first day of a rule was seen, as a mark; ``unknown``: when the law took effect was not
found; ``always``: what is no law takes effect on no day. Both bind every planning day.
"""

RuleStatus = Literal["in force", "draft"]
"""Whether the *source* is in force, or is itself a draft or a proposal."""


class Source(Value):
    """The law, letter or decision that a figure is taken from.

    ``dated`` is the date of the text, None where it is not known; ``article`` is the place in it.
    """

    law: Annotated[str, Field(min_length=1)]
    article: str | None = None
    dated: date | None = None
    url: str | None = None

    def __str__(self) -> str:
        """``GB/T 45251-2025, 5.3, 2025-02-28``: what a refusal quotes."""
        given = (self.law, self.article, self.dated)
        return ", ".join(str(part) for part in given if part is not None)


class Rule(Value):
    """One figure of one pack, as it can be quoted to whoever asks why.

    ``sets`` is the field of ``Policy`` that the figure binds; ``figure`` is the figure as read
    by people, with ``unit``. The rule binds planning days from ``effective_from`` (None: every
    day before, too; ``commencement`` says why) until ``effective_until``, both included (None:
    until further notice). ``version`` counts the
    versions of one ``id``, whose dates never overlap within a pack. ``checked`` is the day on
    which somebody last held the figure against its source. ``waiver`` is the reference of the
    written permission by which a lender's figure is looser than a pack's.
    """

    id: Annotated[str, Field(min_length=1)]
    sets: Annotated[str, Field(min_length=1)]
    figure: str
    unit: str
    text: str
    source: Source
    mark: Mark
    checked: date
    status: RuleStatus
    version: str
    effective_from: date | None = None
    effective_until: date | None = None
    commencement: Commencement = "always"
    pack: str
    pack_version: str
    waiver: str | None = None

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Self:
        if self.effective_until is not None and self.effective_until < self.begins:
            raise ValueError("a rule takes effect before it lapses")
        return self

    def binds(self, on: date) -> bool:
        """Tell whether the rule is effective on a planning day."""
        return self.begins <= on and (self.effective_until is None or on <= self.effective_until)

    @property
    def begins(self) -> date:
        """The first day that the rule binds, the first of all days where none is known."""
        return self.effective_from or date.min


class PackName(Value):
    """A pack that a policy was merged from; none of those shipped claims to be the law."""

    name: str
    version: str
    status: Literal["draft", "reviewed"] = "draft"
