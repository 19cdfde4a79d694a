"""A pack: the rules of a jurisdiction, or of a lender, as they were read."""

from dataclasses import dataclass, field
from datetime import date

from visitplan.domain.rule import PackName, Rule
from visitplan.domain.value import Value
from visitplan.eligibility.bindings import Figure


@dataclass(frozen=True)
class BoundRule:
    """A rule with its figure as a value of the field that it sets."""

    rule: Rule
    figure: Figure = field(hash=False)


@dataclass(frozen=True)
class Pack:
    """All versions of all rules of one file; ``file`` is the name that findings quote."""

    file: str
    name: str
    title: str
    version: str
    status: str
    jurisdiction: str | None
    inherits: tuple[str, ...]
    rules: tuple[BoundRule, ...]

    def on(self, day: date) -> tuple[BoundRule, ...]:
        """Return the rules that bind a planning day."""
        return tuple(bound for bound in self.rules if bound.rule.binds(day))

    @property
    def named(self) -> PackName:
        """What a policy remembers of the pack."""
        return PackName(
            name=self.name,
            version=self.version,
            status="reviewed" if self.status == "reviewed" else "draft",
        )


class PackSummary(Value):
    """A pack in a list: what it is for, and how well its rules were seen."""

    name: str
    title: str
    version: str
    status: str
    jurisdiction: str | None
    inherits: tuple[str, ...]
    rules: int
    text: int
    secondary: int
    unverified: int


def summary(pack: Pack) -> PackSummary:
    """Return a pack with its own rules counted by mark, those that it inherits left out."""
    marks = [bound.rule.mark for bound in pack.rules]
    return PackSummary(
        name=pack.name,
        title=pack.title,
        version=pack.version,
        status=pack.status,
        jurisdiction=pack.jurisdiction,
        inherits=pack.inherits,
        rules=len(marks),
        text=marks.count("text"),
        secondary=marks.count("secondary"),
        unverified=marks.count("unverified"),
    )
