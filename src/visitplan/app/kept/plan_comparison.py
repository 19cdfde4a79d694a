"""Two plans of a day beside each other: what each costs, and what changes for whom."""

from typing import NamedTuple

from visitplan.domain.change import Change
from visitplan.domain.plan import Plan
from visitplan.routing.stability import NOTICEABLE
from visitplan.underway.changes import changes_between
from visitplan.underway.moment import second_of


class Term(NamedTuple):
    """One term of the costs, in minor units."""

    name: str
    before: int
    after: int

    @property
    def more(self) -> int:
        """By how much it rises; negative where it falls."""
        return self.after - self.before


class Comparison(NamedTuple):
    """What a new plan changes; terms that cost nothing in either plan are left out."""

    before: Plan
    after: Plan
    terms: tuple[Term, ...]
    changes: tuple[Change, ...]

    @property
    def total(self) -> Term:
        """What all of it costs."""
        return Term("total", self.before.cost.total, self.after.cost.total)

    @property
    def notices(self) -> int:
        """How many customers are owed a notice."""
        return sum(change.notice_owed for change in self.changes)


def compare(before: Plan, after: Plan) -> Comparison:
    """Compare the plan that counts with one that would follow it."""
    was, now = before.cost.model_dump(), after.cost.model_dump()
    terms = tuple(Term(name, was[name], now[name]) for name in was if was[name] or now[name])
    since = after.manifest.replanned_at
    moment = second_of(since) if since else 0
    changes = changes_between(before, after, now=moment, noticeable=NOTICEABLE)
    return Comparison(before, after, terms, changes)
