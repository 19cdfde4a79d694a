"""How the agent's page puts times, lengths and streets, in the reader's language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date

from visitplan.app.kept.carried_plans import Carried
from visitplan.domain.plan import Plan
from visitplan.domain.window import TimeWindow
from visitplan.render.along import LegView
from visitplan.render.navigation import Link, links_to
from visitplan.render.route_view import RouteView, StopView
from visitplan.render.wording import Wording, distance, wording_of
from visitplan.web.exchange import Exchange


@dataclass(frozen=True)
class RouteWords:
    """The words of one plan in one language."""

    here: Exchange
    plan: Plan
    own: Wording

    @property
    def date(self) -> str:
        """The planning day: ``Tuesday, 24 November``."""
        form = "EEEE, d MMMM" if self.here.language == "en" else "M月d日 EEEE"
        return str(format_date(self.plan.date, form, locale=self.here.language))

    def clock(self, moment: datetime) -> str:
        """Return the wall clock of the plan's zone."""
        return self.own.clock(moment)

    def span(self, opening: datetime, closing: datetime) -> str:
        """Return both ends of a stretch of time."""
        return self.own.span(opening, closing)

    def windows(self, windows: tuple[TimeWindow, ...]) -> str:
        """Return windows one after the other."""
        return self.own.windows(windows)

    def minutes(self, seconds: int) -> str:
        """Return seconds as minutes, rounded up."""
        return self.here.text("%(count)s min") % {"count": -(-seconds // 60)}

    def leg(self, leg: LegView) -> str:
        """Return how long a leg takes, how far it is, and its main streets; empty for no move."""
        if not leg.metres:
            return ""
        measure = f"{self.minutes(leg.seconds)}, {distance(leg.metres)}"
        if not leg.streets:
            return measure
        streets = self._listed([self.here.text(street) for street in leg.streets])
        return self.here.text("%(measure)s along %(streets)s") % {
            "measure": measure,
            "streets": streets,
        }

    def _listed(self, names: Sequence[str]) -> str:
        return self.here.text(", ").join(names)

    def ways_to(self, stop: StopView, route: RouteView) -> tuple[Link, ...]:
        """Return the links that lead to a stop; none where nobody knows the point."""
        point = stop.case.place.point
        zone = self.plan.time_zone
        return links_to(point, stop.number, route.route.mode, zone) if point else ()


def route_words(here: Exchange, carried: Carried) -> RouteWords:
    """Return the words of a plan for whoever asks."""
    return RouteWords(here, carried.plan, wording_of(carried.plan))
