"""Begins found at once are those that the programs find; what breaks a rule is an error."""

from typing import Any

import pytest
from vroom_problems import a_problem, a_random_problem, an_opened, the_search_of

from visitplan.errors import DisagreementError
from visitplan.routing.disagreement import Instance
from visitplan.vroom import clock, search
from visitplan.vroom.problem import Step
from visitplan.vroom.sequence import NoWay, stages_of
from visitplan.vroom.violations import Violation


@pytest.mark.parametrize("seed", range(20))
def test_begins_found_at_once_are_those_of_the_programs(seed: int) -> None:
    opened = an_opened(a_random_problem(seed, breaks=seed % 2 == 0))
    steps = [Step(type="job", id=job.id) for job in opened.network.problem.jobs[: 1 + seed % 5]]
    rests = opened.network.problem.vehicles[0].breaks
    steps[1:1] = [Step(type="break", id=rest.id) for rest in rests]
    stages = stages_of(opened.network, 0, steps)
    assert not isinstance(stages, NoWay)
    assert clock.begins_of(stages) == clock._programmed(stages)


def test_routes_that_break_a_rule_are_an_error_with_the_instance(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    honest = search.route_along

    def broken(*asked: Any) -> Any:
        return honest(*asked)._replace(broken=(Violation("delay", 60),))  # type: ignore[union-attr]

    monkeypatch.setattr(search, "route_along", broken)
    with pytest.raises(DisagreementError) as error:
        the_search_of(a_problem(), work=1)
    instance = Instance.model_validate_json(error.value.instance)
    assert (instance.reason, len(instance.answer.routes)) == (search.BROKEN, 1)
