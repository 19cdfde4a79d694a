"""The story of a day that did not go as planned, told on the beeline."""

from datetime import timedelta
from typing import Any

import pytest

from builders import a_case, a_day, a_policy, a_shift, an_agent, at, between
from laws.planned_here import plan_here
from laws.replanned_here import replan_here
from strategies import BEELINE
from visitplan.domain.agent import Break
from visitplan.domain.case import Case
from visitplan.domain.day import Day, SearchLimits
from visitplan.domain.event import Event
from visitplan.domain.pin import Pin
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT, Plan, Stop
from visitplan.errors import InputError
from visitplan.planning.terms import Progress
from visitplan.replanning.terms import Replan, ReplannedDay
from visitplan.verification.verifier import verify

NOON = "10:30"


def a_team_day(**changes: Any) -> Day:
    """Return a day of twelve cases and two agents, the first of whom does it all."""
    defaults: dict[str, Any] = {
        "cases": tuple(a_case(number) for number in range(1, 13)),
        "agents": (an_agent(1), an_agent(2)),
        "shifts": (a_shift(1), a_shift(2)),
        "limits": SearchLimits(seconds=60, work=3, seed=1),
    }
    return a_day(**defaults | changes)


@pytest.fixture(scope="module")
def old() -> Plan:
    return plan_here(a_team_day(), BEELINE).plan


def replanned(
    old: Plan, *events: Event, day: Day | None = None, now: str = NOON, **asked: Any
) -> ReplannedDay:
    return replan_here(day or a_team_day(), BEELINE, Replan(old, events, at(now), **asked))


def an_event(kind: str, clock: str = "10:00", **named: Any) -> Event:
    return Event.model_validate({"kind": kind, "at": at(clock), **named})


def order(plan: Plan, shift_id: str = "A01/1") -> list[str]:
    return [s.case_id for route in plan.routes if route.shift_id == shift_id for s in route.stops]


def test_when_nothing_happened_nothing_changes(old: Plan) -> None:
    new = replanned(old)
    assert new.changes == ()
    assert new.planned.plan.routes == old.routes
    assert new.planned.plan.manifest.objective == old.manifest.objective


def test_the_manifest_names_the_parent_and_the_moment(old: Plan) -> None:
    manifest = replanned(old, parent="ab12").planned.plan.manifest
    assert (manifest.parent, manifest.replanned_at) == ("ab12", at(NOON))


def test_before_the_day_begins_everything_is_planned_anew(old: Plan) -> None:
    new = replanned(old, an_event("agent_ill", "08:00", agent_id="A01"), now="08:00")
    assert [route.agent_id for route in new.planned.plan.routes] == ["A02"]


def test_after_the_day_has_ended_it_stays_as_it_was(old: Plan) -> None:
    assert replanned(old, now="18:00").planned.plan.routes == old.routes


def test_the_work_of_who_falls_ill_goes_to_others(old: Plan) -> None:
    new = replanned(old, an_event("agent_ill", agent_id="A01"))
    made = order(new.planned.plan)
    assert made == order(old)[: len(made)]
    assert sorted(made + order(new.planned.plan, "A02/1")) == sorted(order(old))
    assert {change.kind for change in new.changes} == {"agent"}
    assert all(change.notice_owed for change in new.changes)
    assert verify(*new.planned) == ()


def test_what_only_the_ill_may_do_is_left_out_with_the_reason(old: Plan) -> None:
    last = order(old)[-1]
    only = tuple(
        case.model_copy(update={"allowed_agents": frozenset({"A01"})}) if case.id == last else case
        for case in a_team_day().cases
    )
    day = a_team_day(cases=only)
    new = replanned(old, an_event("agent_ill", agent_id="A01"), day=day)
    (out,) = new.planned.plan.unassigned
    assert (out.case_id, out.kind) == (last, "impossible")
    assert "A02" in out.reason


@pytest.mark.parametrize("told", ["by an event", "by its status", "by a hold"])
def test_a_withdrawn_visit_leaves_the_route_and_is_ineligible_by_rule(old: Plan, told: str) -> None:
    last = order(old)[-1]
    changes: dict[str, Any] = {
        "by an event": {},
        "by its status": {"status": "paid"},
        "by a hold": {"holds": ("complaint",)},
    }[told]
    events = (an_event("withdrawn", case_id=last),) if not changes else ()
    new = replanned(old, *events, day=_with(last, **changes))
    assert last not in order(new.planned.plan)
    rule = "no_hold_is_on" if "holds" in changes else "status_is_visitable"
    assert [(r.case_id, r.refusals[0].rule) for r in new.planned.plan.ineligible] == [(last, rule)]
    assert [(c.case_id, c.kind) for c in new.changes] == [(last, "ineligible")]


def _with(case_id: str, **changes: Any) -> Day:
    def changed(case: Case) -> Case:
        return case.model_copy(update=changes) if case.id == case_id else case

    return a_team_day(cases=tuple(map(changed, a_team_day().cases)))


def test_a_visit_paid_for_at_the_door_stays_made_and_is_a_fact(old: Plan) -> None:
    first = order(old)[0]
    new = replanned(old, day=_with(first, status="paid"))
    assert order(new.planned.plan)[0] == first
    assert [(fact.rule, fact.case_id) for fact in new.facts] == [("case_approved", first)]
    assert "VP-RP-010" in {finding.code for finding in new.planned.plan.findings}


@pytest.mark.parametrize("mode", ["all", "keep-agents", "insert-only"])
def test_a_new_case_is_put_in_whatever_is_kept(old: Plan, mode: Any) -> None:
    day = a_team_day(cases=(*a_team_day().cases, a_case(13, priority="high")))
    new = replanned(old, day=day, mode=mode)
    assert ("C013", "added") in {(change.case_id, change.kind) for change in new.changes}
    if mode == "insert-only":
        assert [case_id for case_id in order(new.planned.plan) if case_id != "C013"] == order(old)


def test_what_no_longer_fits_its_place_is_as_good_as_new(old: Plan) -> None:
    last = old.routes[0].stops[-1]
    closing = f"{last.departure:%H:%M}:59"
    day = _with(last.case_id, windows=(between("09:00", closing),), priority="high")
    late = an_event("delayed", agent_id="A01", delay_seconds=1800)
    new = replanned(old, late, day=day, mode="insert-only").planned.plan
    assert new.unassigned == ()
    assert [case_id for case_id in order(new) if case_id != last.case_id] == order(old)[:-1]


def test_a_delay_makes_visits_late_as_facts_and_the_rest_is_still_true(old: Plan) -> None:
    under_way = next(s for r in old.routes for s in r.stops if s.departure > at("10:00"))
    closing = f"{under_way.departure:%H:%M}"
    day = _with(under_way.case_id, windows=(between("09:00", closing + ":59"),))
    new = replanned(old, an_event("delayed", agent_id="A01", delay_seconds=1800), day=day)
    assert {"customer_window", "departure"} == {fact.rule for fact in new.facts}
    assert verify(*new.planned) == new.facts


def test_a_delay_told_before_an_earlier_replanning_counts_once(old: Plan) -> None:
    delay = an_event("delayed", agent_id="A01", delay_seconds=1800)
    once = replanned(old, delay).planned.plan
    again = replanned(once, delay, now="10:45")
    assert again.planned.plan.routes == once.routes


def test_a_high_price_of_changes_keeps_agents_where_moving_would_be_cheaper() -> None:
    day = a_team_day(cases=tuple(a_case(number) for number in range(1, 7)))
    split = plan_here(_each_to_its_own(day), BEELINE).plan
    free = replanned(split, day=day, now="08:30")
    held = replanned(split, day=day, now="08:30", stability=50_000)
    assert {change.kind for change in free.changes} >= {"agent"}
    assert held.changes == ()
    by_policy = day.model_copy(update={"policy": a_policy(stability=50_000)})
    assert replanned(split, day=by_policy, now="08:30").changes == ()
    assert free.planned.plan.cost.total < held.planned.plan.cost.total


def _each_to_its_own(day: Day) -> Day:
    only = (frozenset({"A01"}), frozenset({"A02"}))
    return day.model_copy(
        update={
            "cases": tuple(
                case.model_copy(update={"allowed_agents": only[number % 2]})
                for number, case in enumerate(day.cases)
            )
        }
    )


def test_breaks_taken_are_not_taken_twice_and_those_owed_are_taken() -> None:
    rests = (
        Break(window=between("09:30", "10:30"), seconds=1200, paid=False),
        Break(window=between("11:00", "12:00"), seconds=1200, paid=False),
    )
    hours = (("09:00", "09:29"), ("10:31", "10:59"), ("12:01", "12:30"))
    cases = tuple(a_case(n, windows=(between(*hours[n]),), priority="must") for n in range(3))
    day = a_team_day(cases=cases, agents=(an_agent(1),), shifts=(a_shift(1, breaks=rests),))
    old = plan_here(day, BEELINE).plan
    new = replanned(old, day=day, now="10:45")
    assert new.planned.plan.routes[0].breaks[0] == old.routes[0].breaks[0]
    assert len(new.planned.plan.routes[0].breaks) == 2
    assert verify(*new.planned) == ()


def test_what_a_made_visit_was_pinned_after_comes_too_late(old: Plan) -> None:
    first = order(old)[0]
    cases = (*a_team_day().cases, a_case(13))
    day = a_team_day(cases=cases, pins=(Pin(case_id=first, after="C013"),))
    new = replanned(old, day=day)
    (out,) = new.planned.plan.unassigned
    assert (out.case_id, out.rule) == ("C013", "pinned_order")


def test_progress_is_told_of_the_whole_day(old: Plan) -> None:
    told: list[Progress] = []
    asked = Replan(old, (), at(NOON))
    plan = replan_here(a_team_day(), BEELINE, asked, watch=told.append).planned.plan
    assert told[-1].cost == plan.manifest.objective // TICKS_PER_MINOR_UNIT


@pytest.mark.parametrize(
    ("changes", "codes"),
    [
        ({"currency": "SEK"}, {"VP-RP-001"}),
        ({"shifts": (a_shift(2),), "agents": (an_agent(2),)}, {"VP-RP-003"}),
        ({"cases": (a_case(1),)}, {"VP-RP-004"}),
    ],
    ids=["another currency", "a shift is gone", "cases are gone"],
)
def test_a_plan_that_the_day_does_not_know_is_refused(
    old: Plan, changes: dict[str, Any], codes: set[str]
) -> None:
    with pytest.raises(InputError) as refused:
        replanned(old, day=a_team_day(**changes))
    assert {finding.code for finding in refused.value.findings} == codes


def test_a_moment_of_another_day_is_refused(old: Plan) -> None:
    with pytest.raises(InputError, match="VP-RP-002"):
        replan_here(
            a_team_day(), BEELINE, Replan(old, (), at(NOON, at(NOON).date().replace(day=1)))
        )


def test_who_is_late_on_one_shift_begins_the_next_later() -> None:
    shifts = (
        a_shift(1, hours=between("09:00", "10:40")),
        a_shift(1, id="A01/2", hours=between("10:40", "17:00")),
    )
    early = tuple(a_case(n, windows=(between("09:00", "10:40"),)) for n in range(1, 5))
    late = tuple(a_case(n, windows=(between("10:45", "13:00"),)) for n in range(5, 8))
    day = a_team_day(cases=early + late, agents=(an_agent(1),), shifts=shifts)
    old = plan_here(day, BEELINE).plan
    delay = an_event("delayed", "09:30", agent_id="A01", delay_seconds=5400)
    first, second = replanned(old, delay, day=day, now="09:31").planned.plan.routes
    assert first.ends > at("10:40")
    assert second.leaves >= first.ends


def test_a_pinned_visit_that_the_rest_has_no_time_for_is_told_aloud(old: Plan) -> None:
    late = Pin(case_id="C013", not_before=at("17:59"))
    cases = tuple(a_case(number) for number in range(1, 14))
    new = replanned(old, day=a_team_day(cases=cases, pins=(late,)), mode="insert-only").planned.plan

    assert [each.case_id for each in new.unassigned] == ["C013"]
    assert "VP-EX-001" in {finding.code for finding in new.findings}


def done(case_id: str, clock: str, kind: str = "done") -> Event:
    return an_event(kind, clock, case_id=case_id)


def stop_of(plan: Plan, case_id: str) -> Stop:
    return next(stop for route in plan.routes for stop in route.stops if stop.case_id == case_id)


@pytest.mark.parametrize("kind", ["done", "failed"])
def test_a_stop_that_was_passed_over_is_open_again(old: Plan, kind: str) -> None:
    first, second, third = order(old)[:3]
    new = replanned(old, done(first, "09:20"), done(third, "10:20", kind)).planned
    assert order(new.plan)[:2] == [first, third]
    assert stop_of(new.plan, third).departure == at("10:20")
    assert stop_of(new.plan, second).arrival > at(NOON)
    assert verify(*new) == ()
    (told,) = (f for f in new.plan.findings if f.code == "VP-RP-012")
    assert told.problem.startswith(f"{second} has no report")


def test_a_stop_without_a_report_and_none_after_it_counts_as_made(old: Plan) -> None:
    first, second = order(old)[:2]
    new = replanned(old, done(first, "09:20")).planned.plan
    assert order(new)[:2] == [first, second]
    assert stop_of(new, second).arrival < at(NOON)
    assert not any(f.code == "VP-RP-012" for f in new.findings)


def test_what_was_made_stands_in_the_order_of_its_reports(old: Plan) -> None:
    first, second, third = order(old)[:3]
    told = (done(first, "09:25"), done(second, "10:20"), done(third, "09:50"))
    new = replanned(old, *told).planned
    assert order(new.plan)[:3] == [first, third, second]
    ended = [stop_of(new.plan, case_id).departure for case_id in (first, third, second)]
    assert ended == [at("09:25"), at("09:50"), at("10:20")]
    assert sorted(order(new.plan)) == sorted(order(old)), "no case twice, none lost"
    assert verify(*new) == ()


def test_a_passed_over_stop_that_was_withdrawn_is_not_missed(old: Plan) -> None:
    first, second, third = order(old)[:3]
    gone = an_event("withdrawn", "09:40", case_id=second)
    new = replanned(old, done(first, "09:20"), gone, done(third, "10:20")).planned.plan
    assert second in {each.case_id for each in new.ineligible}
    assert not any(f.code == "VP-RP-012" for f in new.findings)


def test_who_passed_a_stop_over_and_is_through_goes_back_for_it(old: Plan) -> None:
    *made, missed, last = order(old)
    told = [done(case_id, f"{stop_of(old, case_id).departure:%H:%M}") for case_id in made]
    home = old.routes[0].ends
    now = f"{home - timedelta(minutes=10):%H:%M}"
    told.append(done(last, f"{home - timedelta(minutes=12):%H:%M}"))
    new = replanned(old, *told, now=now)
    assert order(new.planned.plan) == [*made, last, missed]
    assert verify(*new.planned) == new.facts


def test_what_was_passed_over_once_is_made_once_it_is_reported(old: Plan) -> None:
    first, second, third = order(old)[:3]
    told = (done(first, "09:20"), done(third, "10:20"))
    new = replanned(old, *told).planned.plan
    late = replan_here(
        a_team_day(), BEELINE, Replan(new, (*told, done(second, "10:05")), at("10:50"))
    )
    made = order(late.planned.plan)
    assert made[:3] == [first, second, third]
    assert sorted(made) == sorted(order(old))


def test_an_earlier_report_still_counts_when_the_rest_is_planned_again(old: Plan) -> None:
    first, second = order(old)[:2]
    told = (done(first, "09:20"), done(second, f"{stop_of(old, second).departure:%H:%M}"))
    once = replanned(old, told[0], now="09:30").planned.plan
    twice = replan_here(a_team_day(), BEELINE, Replan(once, told, at(NOON))).planned.plan
    assert order(twice)[:2] == [first, second]
