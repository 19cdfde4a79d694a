"""An effort is cooled through once: every step of the work, and all of the clock."""

import itertools

import pytest

from visitplan.routing.search.cooling import Budget, Heat
from visitplan.routing.search.limits import Effort

HEAT = Heat(hot=100.0, cold=1.0)


@pytest.mark.parametrize("share", [1.0, 0.5])
def test_a_share_of_the_work_is_so_many_steps(share: float) -> None:
    stages = list(Budget(Effort(seconds=0, work=4)).stages(HEAT, share))
    assert sum(stage.steps for stage in stages) == 4000 * share


def test_what_one_cooling_used_up_is_not_left_for_the_next() -> None:
    budget = Budget(Effort(seconds=0, work=4))
    first = sum(stage.steps for stage in budget.stages(HEAT, 0.25))
    assert not budget.is_spent
    assert first + sum(stage.steps for stage in budget.stages(HEAT)) == 4000
    assert budget.is_spent


def test_the_temperature_falls_from_hot_to_cold_without_a_jump() -> None:
    stages = list(Budget(Effort(seconds=0, work=1)).stages(HEAT))
    assert stages[0].heat.hot == 100.0
    assert stages[-1].heat.cold == pytest.approx(1.0)
    for before, after in itertools.pairwise(stages):
        assert before.heat.cold == after.heat.hot > after.heat.cold


def test_half_way_is_the_geometric_mean() -> None:
    assert HEAT.after(0.5) == pytest.approx(10.0)
    assert HEAT.between(0.5, 1.0) == pytest.approx((10.0, 1.0))


def test_no_seconds_leave_no_stage() -> None:
    budget = Budget(Effort(seconds=0))
    assert budget.is_spent
    assert list(budget.stages(HEAT)) == []


def test_the_clock_leaves_some_stage_however_little_it_gives() -> None:
    assert list(Budget(Effort(seconds=1e-3)).stages(HEAT))
