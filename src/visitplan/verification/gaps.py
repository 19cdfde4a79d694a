"""A route cut at its stops: what happens between one door and the next."""

from collections.abc import Iterator
from typing import NamedTuple

from visitplan.domain.case import Case
from visitplan.domain.plan import Stop
from visitplan.domain.travel import Leg
from visitplan.verification.evidence import Evidence, Worked
from visitplan.verification.moment import second_of


class Gap(NamedTuple):
    """The way from one departure (or from leaving) to the next arrival (or to the end).

    ``stop`` and ``case`` are where it leads: None at the end of the route; ``case`` is None too
    where the day does not know it. ``leg`` is None where no way leads there; ``setup`` is what
    the case asks for, nothing where the stop before is at the same point.
    """

    worked: Worked
    stop: Stop | None
    case: Case | None
    leg: Leg | None
    setup: int
    opens: int
    closes: int
    pauses: int

    @property
    def idle(self) -> int | None:
        """The seconds left after travel, setup and breaks; negative where time is short."""
        if self.leg is None:
            return None
        return self.closes - self.opens - self.leg.seconds - self.setup - self.pauses


def gaps_to_stops(evidence: Evidence) -> Iterator[Gap]:
    """Yield the gap before each stop of each route."""
    for worked in evidence.worked:
        opens = second_of(worked.route.leaves)
        points, legs = evidence.points(worked), evidence.legs(worked)
        for number, stop in enumerate(worked.route.stops):
            case = evidence.cases.get(stop.case_id)
            setup = evidence.setup(stop, points[number], points[number + 1])
            closes = second_of(stop.arrival)
            pauses = paused(worked, opens, closes)
            yield Gap(worked, stop, case, legs[number], setup, opens, closes, pauses)
            opens = second_of(stop.departure)


def gaps_to_ends(evidence: Evidence) -> Iterator[Gap]:
    """Yield the gap from the last stop of each route to its end; nothing to drive if it is open."""
    for worked in evidence.worked:
        opens = second_of(worked.route.stops[-1].departure)
        closes = second_of(worked.route.ends)
        leg = Leg(0, 0) if worked.shift.end is None else evidence.legs(worked)[-1]
        yield Gap(worked, None, None, leg, 0, opens, closes, paused(worked, opens, closes))


def paused(worked: Worked, opens: int, closes: int) -> int:
    """Return the seconds of those breaks that begin in a gap."""
    return sum(pause.closing - pause.opening for pause in worked.pauses(opens, closes))
