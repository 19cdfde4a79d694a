"""The report of a simulation: what many days make of a plan, without a name or a place."""

from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from visitplan.domain.frontier import RiskPoint
from visitplan.domain.plan import Plan
from visitplan.domain.simulated import Simulated, SimulatedVisit, Spreading
from visitplan.domain.uncertainty import HomeChance, Uncertainty
from visitplan.render.page import compose
from visitplan.render.wording import Wording, minutes, wording_of

MOST_BARS = 30
"""How many of the visits that are late most often are drawn; the table holds all."""
_WIDTH, _HEIGHT, _ROW = 600, 120, 18


class Bar(NamedTuple):
    """A bar of a chart in its units, and what it says."""

    x: float
    y: float
    width: float
    height: float
    words: str


class LateVisit(NamedTuple):
    """A stop that is not always within its hours, with its shift."""

    shift_id: str
    visit: SimulatedVisit


def simulation_page(
    plan: Plan,
    simulated: Simulated,
    terms: Uncertainty,
    frontier: Sequence[RiskPoint] = (),
) -> str:
    """Return the report; it names shifts and cases by id, shifts in the order of the plan."""
    words, late = wording_of(plan), late_visits(simulated)
    context = {
        "plan": plan,
        "simulated": simulated,
        "terms": terms,
        "words": words,
        "late": late,
        "frontier": frontier,
        "percent": percent,
        "minutes": minutes,
        "money": lambda minor: words.money(round(minor)),
        "home": tuple(map(_home_words, terms.home)),
        "cost_bars": cost_bars(simulated.cost, words),
        "late_bars": late_bars(late[:MOST_BARS]),
        "width": _WIDTH,
        "height": _HEIGHT,
        "row": _ROW,
    }
    styles = ("page.css", "days.css", "burden.css", "simulation.css")
    return compose("simulation.html.j2", context, styles=styles)


def late_visits(simulated: Simulated) -> tuple[LateVisit, ...]:
    """Return the stops that do not always end within their hours, the most often late first."""
    stops = chain.from_iterable(
        (LateVisit(route.shift_id, visit) for visit in route.visits) for route in simulated.routes
    )
    late = (stop for stop in stops if stop.visit.late > 0)
    return tuple(sorted(late, key=lambda stop: (-stop.visit.late, stop.visit.case_id)))


def percent(share: float) -> str:
    """Return a share of the days with one digit: ``4.2 %``."""
    return f"{100 * share:.1f}\N{NO-BREAK SPACE}%"


def cost_bars(cost: Spreading, words: Wording) -> tuple[Bar, ...]:
    """Return a bar for each step of the cost, as high as the days in it are many."""
    step, tallest = (cost.most - cost.least) / len(cost.shares), max(cost.shares)
    width = _WIDTH / len(cost.shares)
    return tuple(
        Bar(
            x=round(number * width, 1),
            y=round(_HEIGHT * (1 - share / tallest), 1),
            width=round(width - 2, 1),
            height=round(_HEIGHT * share / tallest, 1),
            words=f"from {words.money(round(cost.least + number * step))}: {percent(share)}",
        )
        for number, share in enumerate(cost.shares)
    )


def late_bars(late: Sequence[LateVisit]) -> tuple[Bar, ...]:
    """Return a bar for each of these visits, as long as it is late often."""
    return tuple(_late_bars(late))


def _late_bars(late: Sequence[LateVisit]) -> Iterator[Bar]:
    longest = max((stop.visit.late for stop in late), default=1.0)
    for number, (_, visit) in enumerate(late):
        width = round(max(1.0, 400 * visit.late / longest), 1)
        words = f"{visit.case_id}: {percent(visit.late)}"
        yield Bar(0, number * _ROW, width, _ROW - 4, words)


def _home_words(each: HomeChance) -> str:
    where = f" ({', '.join(sorted(each.kinds))})" if each.kinds else ""
    hours = f"{each.begins:%H:%M}\N{EN DASH}{each.ends:%H:%M}"
    days = ", ".join(day.capitalize() for day in each.days)
    return f"{days} {hours}{where}: {percent(each.chance)}"
