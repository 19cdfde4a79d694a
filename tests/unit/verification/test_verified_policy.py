"""Of each rule of a policy: a plan that keeps it is true; one that breaks it breaks it alone."""

from datetime import date

import pytest

from builders import a_case, a_day, a_place, a_policy, a_shift, an_agent, at, between
from unit.verification.edits import edited, in_route
from unit.verification.hand_scheduling import a_refusal, draw, matrices_of
from unit.verification.pairs import NOON, a_contact, a_notice, a_rule, broken, days_ago, on, planned
from unit.verification.policy_pairs import (
    CHINA,
    FIVE_DAYS,
    MONTHLY,
    PAIRS,
    TRAINED,
    VISA,
    WEEK_APART,
)
from visitplan.domain.terms import (
    HolidayCalendar,
    Training,
)
from visitplan.domain.visit import BarredShift
from visitplan.verification.verifier import verify


@pytest.mark.parametrize("name", PAIRS)
def test_a_plan_that_keeps_the_rule_is_true(name: str) -> None:
    assert broken(PAIRS[name].keeps) == set()


@pytest.mark.parametrize("name", PAIRS)
def test_a_plan_that_breaks_the_rule_breaks_nothing_else(name: str) -> None:
    assert broken(PAIRS[name].breaks) == {PAIRS[name].rule}


@pytest.mark.parametrize("name", PAIRS)
def test_the_violation_names_the_source_of_the_rule(name: str) -> None:
    pair = PAIRS[name]
    policy = edited(pair.breaks.policy, rules=(a_rule("retention"), a_rule(pair.field)))
    found = verify(
        edited(pair.breaks, policy=policy), matrices_of(pair.breaks), planned(pair.breaks)
    )
    assert {each.source for each in found} == {"Law of Samples, art. 7 (rule one of sample 1)"}
    assert all("Law of Samples" in str(each) for each in found)


@pytest.mark.parametrize("name", [name for name in PAIRS if PAIRS[name].rule not in {
    "agent_credential", "agent_training", "language", "agent_named", "agent_change",
    "crew_minimum",
}])  # fmt: skip
def test_a_case_is_refused_where_the_rule_is_broken_and_only_there(name: str) -> None:
    for day, expected in ((PAIRS[name].keeps, {"wrongly_refused"}), (PAIRS[name].breaks, set())):
        rest = [case.id for case in day.cases[1:]]
        plan = draw(day, {"A01/1": rest} if rest else {}, ineligible=["C001"])
        assert broken(day, plan) == expected


ALONE = [name for name in PAIRS if not PAIRS[name].breaks.cases[1:]]
OF_THE_CASE = [name for name in ALONE if "agent" not in PAIRS[name].rule]


@pytest.mark.parametrize("name", OF_THE_CASE)
def test_a_case_that_must_be_refused_is_not_left_out_as_a_visit(name: str) -> None:
    day = PAIRS[name].breaks
    left_out = draw(day, {}, unassigned=["C001"])
    of_the_staff = PAIRS[name].rule in {"language", "crew_minimum"}
    assert broken(day, left_out) == (set() if of_the_staff else {"wrongly_admitted"})


def test_a_holiday_of_a_calendar_is_one_though_the_policy_does_not_list_it() -> None:
    christmas = date(2026, 12, 25)
    on_christmas = a_day(
        date=christmas,
        policy=a_policy(holiday_calendars=(HolidayCalendar(country="FI"),)),
        cases=(a_case(1, approved_until=None),),
        shifts=(a_shift(1, hours=edited(between("09:00", "17:00"), opening=at("09:00", christmas),
                                        closing=at("17:00", christmas))),),
    )  # fmt: skip
    excluded = (HolidayCalendar(country="FI", excluded=frozenset({christmas})),)
    open_day = edited(on_christmas, policy=a_policy(holiday_calendars=excluded))
    nowhere = edited(on_christmas, policy=a_policy(holiday_calendars=(
        HolidayCalendar(country="FI", subdivision="XX"),)))  # fmt: skip
    assert broken(on_christmas) == {"holiday"}
    assert broken(open_day) == set()
    assert broken(nowhere) == {"holiday"}


def test_a_crew_is_no_larger_than_allowed_and_each_of_it_is_looked_at() -> None:
    day = on({"crew_maximum": 1, "required_credentials": {"card"}}, agent={"credentials": (VISA,)})
    day = edited(day, agents=(*day.agents, an_agent(2)))
    pair = in_route(planned(day), 0, partners=("A02",))
    assert {"crew_maximum", "agent_credential"} <= broken(day, pair)


def test_a_second_member_of_the_crew_speaks_for_both() -> None:
    day = on({"shared_language": True}, case={"languages": {"fi"}})
    day = edited(day, agents=(*day.agents, an_agent(2, languages=frozenset({"fi"}))))
    assert "language" in broken(day)
    assert "language" not in broken(day, in_route(planned(day), 0, partners=("A02",)))


def test_a_shift_is_barred_where_a_training_is_missing_and_only_there() -> None:
    barred = (BarredShift(shift_id="A01/1", refusals=(a_refusal(),)),)
    for agent, expected in (({}, set()), ({"credentials": (TRAINED,)}, {"wrongly_barred"})):
        day = on({"trainings": (Training(kind="course"),)}, agent=agent)
        plan = edited(draw(day, {}, unassigned=["C001"]), barred=barred)
        assert broken(day, plan) == expected


def test_what_happened_after_the_planning_day_never_counts() -> None:
    later = [a_contact(-1), a_notice(-1, answered_at=days_ago(-1))]
    rules = {"caps": (MONTHLY,), "gaps": (WEEK_APART,), "notices": (FIVE_DAYS,)}
    assert broken(on(rules, a_notice(9), *later)) == set()


def test_the_day_of_a_contact_is_that_of_the_address() -> None:
    late = a_contact(7, at=days_ago(7, "20:00"))
    assert broken(on({"gaps": (WEEK_APART,)}, late)) == set()
    assert broken(on({"gaps": (WEEK_APART,)}, late, case=CHINA)) == {"gap"}


def test_a_refusal_for_want_of_daylight_is_true_within_two_minutes() -> None:
    day = on({"daylight_only": True}, case={"windows": (between("15:17", "15:33"),)})
    assert broken(day) == set()
    assert broken(day, draw(day, {}, ineligible=["C001"])) == set()


def test_where_the_sun_does_not_rise_there_is_no_daylight() -> None:
    day = on({"daylight_only": True}, case={"place": a_place(75.0, 27.0), "windows": NOON})
    midsummer = date(2026, 6, 23)
    hours = edited(day.shifts[0].hours, opening=at("09:00", midsummer),
                   closing=at("20:00", midsummer))  # fmt: skip
    north = edited(day.shifts[0], start=a_place(75.0, 27.0), end=None)
    case = edited(day.cases[0], windows=(), approved_at=at("08:00", date(2026, 6, 1)))
    bright = edited(day, date=midsummer, cases=(case,), shifts=(edited(north, hours=hours),))
    assert "daylight" in broken(edited(day, shifts=(north,)))
    assert broken(bright) == set()


def test_of_two_cases_of_one_person_one_is_refused_for_the_others_sake() -> None:
    day = on({"gaps": (WEEK_APART,)}, beside=[{"debtor": "D001"}])
    assert broken(day, draw(day, {"A01/1": ["C001"]}, ineligible=["C002"])) == set()
    assert broken(day, draw(day, {}, unassigned=["C001"], ineligible=["C002"])) == set()
    assert broken(day, draw(day, {}, ineligible=["C001", "C002"])) == {"wrongly_refused"}
