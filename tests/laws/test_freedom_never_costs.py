"""Law: a scenario that allows all that another one allows never costs more, seed by seed."""

from collections.abc import Iterable, Iterator

from hypothesis import given, settings

from builders import a_day
from strategies import BEELINE, days, travels
from visitplan.domain.balance import Balance
from visitplan.domain.comparison import Effort
from visitplan.domain.day import Day
from visitplan.domain.scenario import Scenario
from visitplan.domain.travel import Travel
from visitplan.executing.task import Result, Task
from visitplan.planning.ground import Ground, prepare
from visitplan.routing.here import reply_to
from visitplan.scenarios.kin import TODAY, kin_of
from visitplan.scenarios.rounds import Ends, Field, begin_today, search_all

EFFORT = Effort(seeds=(1, 2), seconds=600, work=4)


def search_here(tasks: Iterable[Task]) -> Iterator[Result]:
    for task in tasks:
        yield Result(task.key, reply_to(task.payload))


@settings(max_examples=25)
@given(days(5), travels())
def test_agents_added_never_cost_more(day: Day, travel: Travel) -> None:
    day = day.model_copy(update={"balance": Balance()})
    grounds = {
        TODAY: prepare(day, travel),
        "one more": prepare(with_one_more(day, "A98"), travel),
        "two more": prepare(with_one_more(with_one_more(day, "A98"), "A99"), travel),
    }
    scenarios = (
        Scenario(name="one more", title="", changes={"agents": 2}),
        Scenario(name="two more", title="", changes={"agents": 3}),
    )
    ends = searched(grounds, scenarios)
    for seed in EFFORT.seeds:
        today, one, two = (cost(grounds, ends, name, seed) for name in grounds)
        assert two <= one <= today


def test_equal_work_gives_equal_answers() -> None:
    grounds = {TODAY: prepare(a_day(), BEELINE)}
    grounds["more"] = prepare(with_one_more(a_day(), "A99"), BEELINE)
    scenarios = (Scenario(name="more", title="", changes={"agents": 2}),)
    assert searched(grounds, scenarios) == searched(grounds, scenarios)


def searched(grounds: dict[str, Ground], scenarios: tuple[Scenario, ...]) -> Ends:
    field = Field({name: each.stated for name, each in grounds.items()}, kin_of(scenarios))
    starts = begin_today(grounds[TODAY].stated, (), EFFORT, search_here)
    ends = search_all(field, starts, EFFORT, search_here, lambda _: None)
    assert not ends.failures
    return ends


def cost(grounds: dict[str, Ground], ends: Ends, name: str, seed: int) -> int:
    return ends.answers[name][seed].objective + grounds[name].stated.hopeless_ticks


def with_one_more(day: Day, agent_id: str) -> Day:
    """Return the day with one more agent, who is like the first but for his id."""
    agent = day.agents[0].model_copy(update={"id": agent_id})
    shift = day.shifts[0].model_copy(update={"id": f"{agent_id}/1", "agent_id": agent_id})
    return day.model_copy(update={"agents": (*day.agents, agent), "shifts": (*day.shifts, shift)})
