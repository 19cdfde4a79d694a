"""What is told of one case: why, by how much, what would admit it, and who else could go."""

from datetime import date
from typing import Literal, get_args

from pydantic import AwareDatetime

from visitplan.domain.value import Id, Money, Seconds, Value

RemedyKind = Literal[
    "search",
    "hours",
    "approval",
    "people",
    "room",
    "daily_cap",
    "pin",
    "priority",
    "another_shift",
    "several",
    "another_day",
]

ORDER: tuple[RemedyKind, ...] = get_args(RemedyKind)
"""Which change is the smaller one, where two of different kinds would do; see ``smaller``."""

AT_MOST_ASKED_FIRST = 2 * 3600


class Remedy(Value):
    """A change after which the visit is planned: really tried, verified and priced.

    ``change`` completes a sentence that begins with 'it would be planned if'. ``size`` compares
    changes of one kind: seconds, what keeps an agent away, money in minor units, or days. The
    visit then is on ``shift_id`` from ``arrival`` to ``departure``, and the routes cost
    ``extra_cost`` more, which is less than its ``penalty``; on another day, of which no plan is
    known, that is what it costs alone on its route, be it more. All other stops stay on their
    shift, in their order.
    """

    kind: RemedyKind
    change: str
    size: int
    shift_id: Id
    arrival: AwareDatetime
    departure: AwareDatetime
    extra_cost: int
    penalty: Money

    @property
    def smaller(self) -> tuple[bool, int, int, int]:
        """The order of remedies: what comes first asks for less.

        Where only the search is in the way, nothing else is asked for. Hours come next, be they
        the customer's or a shift's, the fewest minutes before others; but nobody is asked for more
        than two hours before all else was tried. Then by ``ORDER``, by size, and by what the
        routes cost more.
        """
        too_long = self.kind == "hours" and self.size > AT_MOST_ASKED_FIRST
        return too_long, ORDER.index(self.kind), self.size, self.extra_cost


class Checked(Value):
    """A shift that was tried alone, and what is in its way; ``rule`` None: nothing is."""

    shift_id: Id
    rule: str | None
    words: str
    missing_seconds: Seconds | None = None


class Alternative(Value):
    """Another shift, or another place on the same one, for a planned visit.

    ``difference`` is by how many minor units the routes would be dearer than they are, every other
    visit staying where it is (negative: cheaper); None where the visit does not fit, and then
    ``reason`` says why.
    """

    shift_id: Id
    position: int | None = None
    arrival: AwareDatetime | None = None
    difference: int | None = None
    reason: str | None = None


class Told(Value):
    """What is told of one case.

    ``attempt`` is a concrete attempt that fails, ``checked`` every shift tried alone (for what is
    impossible: the proof). ``instead_of`` are the fewest neighbours on a route in whose place the
    visit fits, and ``instead_dearer`` by how much the plan would then be dearer, penalties
    counted. ``remedies`` are in order, the smallest first. ``lawful_from`` is the
    first day on which no rule of today's policy would refuse the case, as things stand.
    """

    case_id: Id
    fate: Literal["planned", "impossible", "displaced", "ineligible"]
    rule: str | None = None
    reason: str | None = None
    attempt: str | None = None
    checked: tuple[Checked, ...] = ()
    penalty: Money | None = None
    extra_cost: int | None = None
    instead_of: tuple[Id, ...] = ()
    instead_dearer: int | None = None
    lawful_from: date | None = None
    remedies: tuple[Remedy, ...] = ()
    alternatives: tuple[Alternative, ...] = ()
