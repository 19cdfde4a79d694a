"""The report of a comparison: what scenarios cost, what they change, and how sure that is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from babel.numbers import format_currency, get_currency_precision

from visitplan.domain.comparison import Changed, Compared, Comparison, HourUse
from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.domain.travel import Travel
from visitplan.render.comparison_charts import USES, HeatMap, bars, frontier, heat_map
from visitplan.render.comparison_map import Ground, Marks, ground_of, marks_of
from visitplan.render.comparison_terms import amount, used_terms
from visitplan.render.page import compose, compose_part
from visitplan.render.wording import Wording, kilometres

MOST_CHANGED = 60
"""Visits named for each scenario; the workbook has them all."""

USE_WORDS = {
    "drive": "Driving",
    "serve": "At doors",
    "wait": "Waiting",
    "rest": "Break",
    "idle": "No route",
}
FATE_WORDS = {
    None: "as before",
    "moved": "another agent",
    "retimed": "another time",
    "added": "newly visited",
    "dropped": "no longer visited",
}
FATE_PHRASES = {
    "moved": "by another agent",
    "retimed": "at another time",
    "added": "newly visited",
    "dropped": "no longer visited",
}
UNIT_WORDS = {"agent": "agent", "hour": "hour on duty", "visit": "visit asked for"}
VERDICT_WORDS = {
    "cheaper": "cheaper",
    "dearer": "dearer",
    "none": "no difference",
    "unknown": "one seed: not known",
}


class Drawn(NamedTuple):
    """A scenario's located day, and its plan."""

    day: Day
    plan: Plan


class AgentRow(NamedTuple):
    """How an agent fares: visits and seconds on the route, before and after; and his uses."""

    agent_id: str
    visits_before: int
    visits: int
    uses: Mapping[str, int]


class Told(NamedTuple):
    """A scenario as the report tells it: its chart, its map, and for whom it changes what."""

    number: int
    one: Compared
    heat: HeatMap
    marks: tuple[Marks, ...]
    agents: tuple[AgentRow, ...]
    fates: Mapping[str, int]
    changed: Sequence[Changed]
    not_named: int


class Pages(NamedTuple):
    """The report, which needs nothing but itself, and as a part of another page."""

    whole: str
    part: str


def comparison_pages(comparison: Comparison, drawn: Mapping[str, Drawn], travel: Travel) -> Pages:
    """Return the report; it names agents and cases by id only.

    The part is styled by ``served/comparison.css``.
    """
    context = _context(comparison, drawn, travel)
    styles = ("page.css", "served/comparison.css")
    return Pages(
        compose("comparison.html.j2", context, styles=styles),
        compose_part("comparison_part.html.j2", context),
    )


def _context(comparison: Comparison, drawn: Mapping[str, Drawn], travel: Travel) -> dict[str, Any]:
    ground = _ground(drawn, travel)
    scenarios = comparison.scenarios
    return {
        "comparison": comparison,
        "words": _words(comparison, drawn),
        "signed": lambda minor: signed(minor, comparison.currency),
        "bars": bars(scenarios),
        "frontier": frontier(scenarios),
        "terms": used_terms([each.figures.cost for each in scenarios]),
        "amount": amount,
        "ground": ground,
        "told": _told(comparison, drawn, ground),
        "summary": summary(comparison),
        "on_purpose": [each for each in comparison.marginals if each.on_purpose],
        "read_off": [each for each in comparison.marginals if not each.on_purpose],
        "numbers": {one.name: number for number, one in enumerate(scenarios)},
        "whole": lambda minor: whole(minor, comparison.currency),
        "kilometres": kilometres,
        "uses": USES,
        "use_words": USE_WORDS,
        "fate_words": FATE_WORDS,
        "fate_phrases": FATE_PHRASES,
        "clock": clock,
        "unit_words": UNIT_WORDS,
        "verdict_words": VERDICT_WORDS,
        "attribution": travel.attribution,
    }


class Summary(NamedTuple):
    """What the report says first: the cheapest scenario, and how many differ by noise alone."""

    cheapest: Compared | None
    alike: int
    beside: int


def summary(comparison: Comparison) -> Summary:
    """Return what is to be said first; who asks for fewer visits is not called the cheapest."""
    beside = comparison.scenarios[1:]
    as_much = [s for s in beside if s.figures.eligible >= comparison.baseline.figures.eligible]
    cheaper = [s for s in as_much if s.difference and s.difference.verdict == "cheaper"]
    alike = sum(s.difference is not None and s.difference.verdict == "none" for s in beside)
    cheapest = min(cheaper, key=lambda s: s.figures.cost.total, default=None)
    return Summary(cheapest, alike, len(beside))


def signed(minor: int, currency: str) -> str:
    """Return an amount with its sign, ``+€12.30``; a true minus for what is saved."""
    amount_of = minor / 10 ** get_currency_precision(currency)
    text = str(format_currency(abs(amount_of), currency, locale="en"))
    return ("+" if minor > 0 else "\N{MINUS SIGN}" if minor < 0 else "±") + text


def whole(minor: int, currency: str) -> str:
    """Return an amount without its decimals, for an axis."""
    amount_of = minor / 10 ** get_currency_precision(currency)
    return str(
        format_currency(amount_of, currency, format="¤#,##0", currency_digits=False, locale="en")
    )


def clock(seconds: int) -> str:
    """Return a length of time as hours and minutes, ``4:16``."""
    whole_hours, minutes = divmod((seconds + 30) // 60, 60)
    return f"{whole_hours}:{minutes:02d}"


def _words(comparison: Comparison, drawn: Mapping[str, Drawn]) -> Wording:
    zone = next(iter(drawn.values())).plan.time_zone
    return Wording(comparison.date, zone, comparison.currency)


def _ground(drawn: Mapping[str, Drawn], travel: Travel) -> Ground | None:
    points = [
        case.place.point
        for each in drawn.values()
        for case in each.day.cases
        if case.place.point and not case.place.problem
    ]
    return ground_of(list(dict.fromkeys(points)), travel)


def _told(
    comparison: Comparison, drawn: Mapping[str, Drawn], ground: Ground | None
) -> tuple[Told, ...]:
    before = drawn[comparison.baseline.name]
    return tuple(
        _of_one(number, one, (before, drawn[one.name]), ground)
        for number, one in enumerate(comparison.scenarios)
    )


def _of_one(number: int, one: Compared, plans: tuple[Drawn, Drawn], ground: Ground | None) -> Told:
    before, after = plans
    visited = _visited(before.plan).keys() | _visited(after.plan).keys()
    return Told(
        number=number,
        one=one,
        heat=heat_map(one.use),
        marks=marks_of(after.day, one.changed, visited, ground) if ground else (),
        agents=_agents(before.plan, after.plan, one.use),
        fates=Counter(each.fate for each in one.changed),
        changed=one.changed[:MOST_CHANGED],
        not_named=max(0, len(one.changed) - MOST_CHANGED),
    )


def _visited(plan: Plan) -> dict[str, tuple[str, ...]]:
    return {stop.case_id: route.crew for route in plan.routes for stop in route.stops}


def _agents(before: Plan, after: Plan, use: Sequence[HourUse]) -> tuple[AgentRow, ...]:
    counts = [Counter(a for crew in _visited(p).values() for a in crew) for p in (before, after)]
    spent: dict[str, Counter[str]] = {}
    for each in use:
        own = spent.setdefault(each.agent_id, Counter())
        own.update({kind: getattr(each, kind) for kind in USES})
    names = sorted(spent.keys() | counts[0].keys() | counts[1].keys())
    return tuple(
        AgentRow(name, counts[0][name], counts[1][name], spent.get(name, Counter()))
        for name in names
    )
