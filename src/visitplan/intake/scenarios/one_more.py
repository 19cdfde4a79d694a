"""``one_more = ["agent", "hour", "visit"]``: scenarios planned for the price of one more.

Each adds enough of one thing to be seen beyond the search's noise, and nothing else; what it costs
is divided by how much it added.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import get_args

from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.scenario import OneMore, Scenario
from visitplan.intake.scenarios.findings import NOTHING_CHANGED, WRONG_SHAPE, finding

ONE_MORE = "one_more"
UNITS: tuple[OneMore, ...] = get_args(OneMore)
_VISITS_SHARE = 20
"""One case in so many is added, so that the price is that of an ordinary visit, not of one door."""


def problems_of_one_more(file: str, value: object) -> Iterator[Finding]:
    """Yield what is wrong with what the file says under ``one_more``."""
    listed = value if isinstance(value, list) else [value]
    if not all(each in UNITS for each in listed):
        problem = "is not what there may be one more of"
        remedy = 'write one_more = ["agent", "hour", "visit"], or some of them'
        yield finding((file, ONE_MORE), WRONG_SHAPE, problem, remedy)


def planned_for_one_more(units: Iterable[object], day: Day) -> Iterator[Scenario]:
    """Yield a scenario for each unit, in an order of ours; the names begin with a plus.

    The agent more is like the one who is on duty longest; the day has agents and cases.
    """
    asked, like = set(units), _longest_on_duty(day)
    more = max(1, round(len(day.cases) / _VISITS_SHARE))
    titles: dict[OneMore, tuple[str, dict[str, object]]] = {
        "agent": (f"One agent more, like {like}", {"add_agents": [{"like": like}]}),
        "hour": ("Everybody an hour longer on duty", {"shift_longer": "1 h"}),
        "visit": (f"{more} cases more", {"demand": _times(len(day.cases), more)}),
    }
    for unit in UNITS:
        if unit in asked:
            title, changes = titles[unit]
            yield Scenario(name=f"+ {unit}", title=title, changes=changes, one_more=unit)


def _longest_on_duty(day: Day) -> str:
    seconds = Counter[str]()
    for shift in day.shifts:
        seconds[shift.agent_id] += shift.hours.seconds
    return min(seconds, key=lambda agent: (-seconds[agent], agent))


def nothing_to_add_to(file: str) -> Finding:
    """Return why nothing can be added to a day without agents or cases."""
    problem = "asks for one more on a day that has no agents or no cases"
    return finding((file, ONE_MORE), NOTHING_CHANGED, problem, "leave it out")


def _times(cases: int, more: int) -> Decimal:
    """Return the factor of demand that adds so many cases, rounded as demand is."""
    return (Decimal(cases + more) / Decimal(max(1, cases))).quantize(Decimal("0.000001"))
