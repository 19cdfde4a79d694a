"""The peers are told the same problem: what they find is feasible, and costs what they say."""

import pytest

from benchmarks.engine.contenders import CannotStateError
from benchmarks.engine.days import a_working_day
from benchmarks.engine.evaluate import judge
from visitplan.routing.statement import Statement


def with_pay(statement: Statement, **terms: object) -> Statement:
    shifts = tuple(
        shift.model_copy(update={"pay": shift.pay.model_copy(update=terms)})
        for shift in statement.shifts
    )
    return statement.model_copy(update={"shifts": shifts})


@pytest.mark.parametrize("seed", range(1, 6))
def test_pyvrp_prices_its_answer_as_the_judge_does(seed: int) -> None:
    pyvrp, peer = pytest.importorskip("pyvrp"), pytest.importorskip("benchmarks.engine.by_pyvrp")
    day = peer._in_larger_units(a_working_day(25, seed=seed))
    stated = peer._stated(day)
    found = pyvrp.solve(stated.data, pyvrp.stop.MaxIterations(100), seed=seed, collect_stats=False)
    assert found.is_feasible()
    verdict = judge(day, peer._orders(stated, found.best.routes(), len(day.shifts)))
    assert verdict.flaws == ()
    # Of several clients that stand for one visit, PyVRP misses the prizes of all but one.
    surplus = sum(visit.penalty * (len(visit.arrivals) - 1) for visit in day.visits)
    assert verdict.cost == found.cost() - surplus


def test_pyvrp_rests_on_each_route() -> None:
    pyvrp, peer = pytest.importorskip("pyvrp"), pytest.importorskip("benchmarks.engine.by_pyvrp")
    day = peer._in_larger_units(a_working_day(25, seed=1, lunch=True))
    stated = peer._stated(day)
    found = pyvrp.solve(stated.data, pyvrp.stop.MaxIterations(300), seed=1, collect_stats=False)
    assert found.is_feasible()
    assert judge(day, peer._orders(stated, found.best.routes(), len(day.shifts))).flaws == ()


def test_pyvrp_says_what_it_cannot_state() -> None:
    peer = pytest.importorskip("benchmarks.engine.by_pyvrp")
    with pytest.raises(CannotStateError, match="minimum paid time"):
        peer.ready(with_pay(a_working_day(10, seed=1), minimum=3600))


@pytest.mark.parametrize("lunch", [False, True])
def test_vroom_keeps_hours_skills_and_breaks(*, lunch: bool) -> None:
    peer = pytest.importorskip("benchmarks.engine.by_vroom")
    day = a_working_day(20, seed=4, lunch=lunch)
    orders = peer.ready(day)(5.0, 1)
    assert orders is not None
    verdict = judge(day, orders)
    assert verdict.flaws == ()
    assert verdict.left_out < 5


def test_parts_for_pyvrp_are_a_plan_of_the_whole_day(monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("pyvrp")
    peer = pytest.importorskip("benchmarks.engine.by_parts")
    monkeypatch.setattr("visitplan.routing.search.partition.PART", 20)
    day = a_working_day(50, seed=2)
    assert len(peer.cuts_of(day)) > 1
    found = peer.ready(day)(0.5, 1)
    assert found is not None
    assert judge(day, found).flaws == ()
