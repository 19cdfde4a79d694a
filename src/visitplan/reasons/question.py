"""A visit to be admitted: where it would fit, in numbers, before anything is tried."""

from typing import NamedTuple

from visitplan.domain.agent import Shift
from visitplan.domain.day import Day
from visitplan.domain.visit import Visit
from visitplan.reasons.bench import Bench
from visitplan.routing.gaps import Gaps
from visitplan.routing.insertion import Placement, cheapest_insertion


class Question(NamedTuple):
    """A visit to be admitted, on a day that may have been changed already.

    ``at_any_price`` looks for a place however dear.
    """

    bench: Bench
    day: Day
    visit: Visit
    at_any_price: bool = False

    @property
    def case_id(self) -> str:
        """The case in question."""
        return self.visit.case_id

    def place(self, gaps: Gaps, visit: Visit | None = None) -> Placement | None:
        """Return the cheapest place that costs less than the penalty, or any at any price."""
        number = self.bench.numbers[self.case_id]
        asked = self.bench.asking(gaps, self.visit if visit is None else visit)
        below = None if self.at_any_price else asked.statement.visits[number].penalty
        return cheapest_insertion(asked, number, below=below)

    def shift(self, place: Placement) -> Shift:
        """Return whose route a place is on."""
        return self.bench.stated.shifts[place.route.shift]

    def shift_id(self, place: Placement) -> str:
        """Return the id of the shift whose route a place is on."""
        return self.shift(place).id
