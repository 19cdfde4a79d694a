"""For each rule of a policy a plan that keeps it and one that breaks it, and nothing else."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from builders import TODAY, a_case, a_day, a_place, a_policy, a_shift, an_agent, at, between
from unit.verification.edits import edited, in_route
from unit.verification.hand_scheduling import a_refusal, draw, matrices_of
from visitplan.domain.agent import Credential
from visitplan.domain.case import Consent
from visitplan.domain.contact import Contact
from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.domain.rule import Rule, Source
from visitplan.domain.terms import (
    Ban,
    Cap,
    ConsentDuty,
    HoldRule,
    HolidayCalendar,
    MinimumGap,
    PlaceOrder,
    RequiredNotice,
    Training,
)
from visitplan.domain.visit import BarredShift
from visitplan.domain.window import ClockSpan
from visitplan.verification.verifier import verify

NOON = (between("12:00", "13:00"),)
LAST_MINUTES = (between("18:50", "19:10"),)


def days_ago(days: int, clock: str = "10:00") -> datetime:
    return at(clock, TODAY - timedelta(days=days))


def a_contact(days: int, channel: str = "visit", **changes: Any) -> Contact:
    defaults = {"case_id": "C001", "at": days_ago(days), "channel": channel, "reached": False}
    return Contact(**defaults | changes)


def a_notice(days: int, **changes: Any) -> Contact:
    return a_contact(days, "letter", notice=True, **changes)


def a_consent(form: str = "written", days: int = 1, **changes: Any) -> tuple[Consent, ...]:
    return (Consent(**{"form": form, "given_at": days_ago(days)} | changes),)


def clock(opening: int, closing: int) -> tuple[ClockSpan, ...]:
    return (ClockSpan(opening=time(opening), closing=time(closing)),)


def a_rule(field: str) -> Rule:
    return Rule(
        id="one",
        sets=field,
        figure="",
        unit="",
        text="",
        source=Source(law="Law of Samples", article="art. 7"),
        mark="text",
        checked=TODAY,
        status="in force",
        version="1",
        effective_from=date(2020, 1, 1),
        pack="sample",
        pack_version="1",
    )


def frozen(changes: dict[str, Any]) -> dict[str, Any]:
    return {
        name: frozenset(value) if isinstance(value, set) else value
        for name, value in changes.items()
    }


def on(
    policy: dict[str, Any],
    *contacts: Contact,
    case: dict[str, Any] | None = None,
    agent: dict[str, Any] | None = None,
    beside: Sequence[dict[str, Any]] = (),
) -> Day:
    """Return a day of one agent and one case, and of others beside it."""
    others = (a_case(number, **changes) for number, changes in enumerate(beside, 2))
    return a_day(
        policy=a_policy(**frozen(policy)),
        cases=(a_case(1, **frozen(case or {})), *others),
        agents=(an_agent(1, **frozen(agent or {})),),
        shifts=(a_shift(1, hours=between("09:00", "20:00")),),
        contacts=contacts,
    )


def planned(day: Day) -> Plan:
    return draw(day, {"A01/1": [case.id for case in day.cases]})


def broken(day: Day, plan: Plan | None = None) -> set[str]:
    found = verify(day, matrices_of(day), plan or planned(day))
    return {violation.rule for violation in found}


class Pair(NamedTuple):
    """The rule that a figure of the policy stands for, a day that keeps it, one that breaks it."""

    rule: str
    field: str
    keeps: Day
    breaks: Day


def figure(rule: str, field: str, value: Any, keeps: Any, breaks: Any) -> Pair:
    """Compare two cases, given by their changes, under one figure."""
    return Pair(rule, field, on({field: value}, case=keeps), on({field: value}, case=breaks))


def ledger(
    rule: str, field: str, value: Any, keeps: Sequence[Contact], breaks: Sequence[Contact]
) -> Pair:
    """Compare two ledgers under one figure."""
    return Pair(rule, field, on({field: value}, *keeps), on({field: value}, *breaks))


def staff(rule: str, field: str, value: Any, keeps: Any, breaks: Any, **case: Any) -> Pair:
    """Compare two agents under one figure."""
    one, other = (on({field: value}, agent=agent, case=case) for agent in (keeps, breaks))
    return Pair(rule, field, one, other)


BUT_CARS = Ban(except_products=frozenset({"car"}))
MONTHLY = Cap(maximum=1, days=30, per="debtor", counts="attempts")
TALKS = Cap(maximum=1, days=30, per="debt", counts="contacts")
WEEKLY = Cap(maximum=1, calendar="week", per="debt", counts="attempts")
MONTH = Cap(maximum=1, calendar="month", per="debt", counts="attempts")
ANY_WAY = Cap(
    maximum=2, days=7, per="debt", counts="attempts", channels=frozenset({"visit", "call"})
)
HOME = Cap(maximum=1, calendar="day", per="household", counts="attempts")
WEEK_APART = MinimumGap(days=7, per="debtor", counts="attempts")
AFTER_A_CALL = MinimumGap(days=3, per="debt", counts="contacts", channels=frozenset({"call"}))
LETTER = frozenset({"letter"})
FIVE_DAYS = RequiredNotice(channels=LETTER, lead_days=5)
FIVE_WORKING = RequiredNotice(channels=LETTER, lead_days=5, working=True)
EXPIRING = RequiredNotice(channels=LETTER, expires_days=30)
NAMING = RequiredNotice(channels=LETTER, names_agent=True)
REMOTE = RequiredNotice(channels=frozenset({"call", "sms"}), number=2, any_contact=True)
WRITTEN = ConsentDuty(form="written")
EACH_VISIT = ConsentDuty(form="oral", each_visit=True)
THIRTY_DAYS = ConsentDuty(form="oral", valid_days=30)
VISA = Credential(kind="card", valid_until=TODAY)
TRAINED = Credential(kind="course", valid_from=TODAY - timedelta(days=365))
CHINA = {"time_zone": ZoneInfo("Asia/Shanghai")}

PAIRS: dict[str, Pair] = {
    "a ban but for a product": figure(
        "no_ban", "ban", BUT_CARS, {"product": "car"}, {"product": "card"}
    ),
    "a ban of everything": Pair("no_ban", "ban", on({}), on({"ban": Ban()})),
    "another jurisdiction": figure(
        "jurisdiction", "jurisdictions", {"US"}, {"jurisdiction": "US"}, {"jurisdiction": "US-MA"}
    ),
    "another status": figure(
        "case_approved", "visitable_statuses", {"approved"}, {}, {"status": "paid"}
    ),
    "an approval of long ago": figure(
        "approval_age",
        "approval_days",
        30,
        {"approved_at": days_ago(30, "00:00")},
        {"approved_at": days_ago(31, "23:59")},
    ),
    "another product": figure(
        "product", "products", {"car"}, {"product": "car"}, {"product": "card"}
    ),
    "no product": figure("product", "products", {"car"}, {"product": "car"}, {}),
    "due too shortly": figure(
        "days_past_due", "minimum_days_past_due", 60, {"days_past_due": 60}, {"days_past_due": 59}
    ),
    "due for how long": figure(
        "days_past_due", "minimum_days_past_due", 1, {"days_past_due": 1}, {}
    ),
    "an assessment of long ago": figure(
        "assessment",
        "assessment_days",
        90,
        {"assessed_at": days_ago(90), "assessed_by": "J. Sample"},
        {"assessed_at": days_ago(91), "assessed_by": "J. Sample"},
    ),
    "an assessment by nobody": figure(
        "assessment",
        "assessment_days",
        90,
        {"assessed_at": days_ago(90), "assessed_by": "J. Sample"},
        {"assessed_at": days_ago(90)},
    ),
    "an oral consent": figure(
        "consent", "consent", WRITTEN, {"consents": a_consent()}, {"consents": a_consent("oral")}
    ),
    "no consent": figure("consent", "consent", WRITTEN, {"consents": a_consent()}, {}),
    "a consent for another day": figure(
        "consent",
        "consent",
        EACH_VISIT,
        {"consents": a_consent(visit_date=TODAY)},
        {"consents": a_consent(visit_date=TODAY + timedelta(days=1))},
    ),
    "a consent for no day": figure(
        "consent",
        "consent",
        EACH_VISIT,
        {"consents": a_consent(visit_date=TODAY)},
        {"consents": a_consent()},
    ),
    "a consent grown old": figure(
        "consent",
        "consent",
        THIRTY_DAYS,
        {"consents": a_consent(days=30)},
        {"consents": a_consent(days=31)},
    ),
    "a consent that ended": figure(
        "consent",
        "consent",
        WRITTEN,
        {"consents": a_consent(days=9, until=at("00:01"))},
        {"consents": a_consent(days=9, until=days_ago(1, "23:59"))},
    ),
    "a consent of tomorrow": figure(
        "consent",
        "consent",
        WRITTEN,
        {"consents": a_consent(days=0)},
        {"consents": a_consent(days=-1)},
    ),
    "a hold": figure("no_hold", "blocking_holds", {"paid"}, {}, {"holds": ("paid",)}),
    "a hold that nobody could name": figure(
        "no_hold", "blocking_holds", {"paid"}, {"holds": ("dispute",)}, {"holds": ("unknown",)}
    ),
    "a hold with a rule of its own": Pair(
        "no_hold",
        "hold_rules",
        on({"blocking_holds": frozenset()}, case={"holds": ("disaster",)}),
        on(
            {"blocking_holds": frozenset(), "hold_rules": (HoldRule(hold="disaster", days=92),)},
            case={"holds": ("disaster",)},
        ),
    ),
    "work, which is denied": figure(
        "place_kind", "places", {"work": "denied"}, {}, {"place_kind": "work"}
    ),
    "a hospital without consent": figure(
        "place_kind",
        "places",
        {"hospital": "with_consent"},
        {"place_kind": "hospital", "consents": a_consent("oral")},
        {"place_kind": "hospital"},
    ),
    "work before home": Pair(
        "place_order",
        "place_order",
        on(
            {"place_order": (PlaceOrder(first="home", then="work"),)},
            a_contact(9, place_kind="home"),
            case={"place_kind": "work"},
        ),
        on(
            {"place_order": (PlaceOrder(first="home", then="work"),)},
            a_contact(9, place_kind="home", reached=True),
            case={"place_kind": "work"},
        ),
    ),
    "a visit to a place unknown": Pair(
        "place_order",
        "place_order",
        on({}, case={"place_kind": "work"}),
        on(
            {"place_order": (PlaceOrder(first="home", then="work"),)},
            a_contact(9),
            case={"place_kind": "work"},
        ),
    ),
    "a weekday of rest": Pair(
        "rest_day",
        "rest_days",
        on({"rest_days": frozenset({"wed"})}),
        on({"rest_days": frozenset({"tue"})}),
    ),
    "a date of rest": Pair(
        "holiday", "holidays", on({}), on({"holidays": frozenset({TODAY})})
    ),
    "hours that have passed": figure(
        "permitted_hours",
        "permitted_hours",
        {"tue": clock(9, 19)},
        {"windows": (between("18:45", "19:10"),)},
        {"windows": LAST_MINUTES},
    ),
    "hours at the address": figure(
        "permitted_hours",
        "permitted_hours",
        {"tue": clock(14, 19)},
        {"windows": NOON, **CHINA},
        {"windows": NOON},
    ),
    "hours of the date": figure(
        "special_hours",
        "special_hours",
        {TODAY: clock(10, 12)},
        {"windows": (between("11:00", "12:00"),)},
        {"windows": NOON},
    ),
    "a date without hours": Pair(
        "special_hours", "special_hours", on({}), on({"special_hours": {TODAY: ()}})
    ),
    "hours of quiet": figure(
        "quiet_hours",
        "quiet_hours",
        {"tue": clock(12, 14)},
        {"windows": (between("11:45", "13:00"),)},
        {"windows": (between("11:46", "13:00"),)},
    ),
    "hours after dark": figure(
        "daylight",
        "daylight_only",
        True,
        {"windows": (between("15:15", "16:00"),)},
        {"windows": (between("15:22", "16:00"),)},
    ),
    "hours that the customer bars": figure(
        "barred_hours",
        "customer_may_bar_hours",
        28,
        {"windows": (between("11:45", "13:00"),), "barred": NOON},
        {"windows": (between("11:46", "13:00"),), "barred": NOON},
    ),
    "a notice too late": ledger(
        "notice", "notices", (FIVE_DAYS,), [a_notice(5)], [a_notice(4)]
    ),
    "a reminder is no harm": ledger(
        "notice", "notices", (FIVE_DAYS,), [a_notice(5), a_notice(1)], [a_notice(1)]
    ),
    "a notice five working days ahead": ledger(
        "notice", "notices", (FIVE_WORKING,), [a_notice(6)], [a_notice(5)]
    ),
    "a notice for another debt": ledger(
        "notice",
        "notices",
        (FIVE_DAYS,),
        [a_notice(9)],
        [a_notice(9, case_id="C002", debtor="D001")],
    ),
    "a letter that is no notice": ledger(
        "notice", "notices", (FIVE_DAYS,), [a_notice(9)], [a_contact(9, "letter")]
    ),
    "a notice by another channel": ledger(
        "notice", "notices", (FIVE_DAYS,), [a_notice(9)], [a_contact(9, "sms", notice=True)]
    ),
    "a notice that expired": ledger(
        "notice", "notices", (EXPIRING,), [a_notice(30)], [a_notice(31)]
    ),
    "a single attempt from afar": ledger(
        "notice",
        "notices",
        (REMOTE,),
        [a_contact(2, "call"), a_contact(1, "sms")],
        [a_contact(2, "call")],
    ),
    "one attempt told twice": ledger(
        "notice",
        "notices",
        (REMOTE,),
        [a_contact(2, "call"), a_contact(3, "call")],
        [a_contact(2, "call"), a_contact(2, "call", reached=True)],
    ),
    "a notice that was answered": ledger(
        "notice_answered",
        "notices",
        (FIVE_DAYS,),
        [a_notice(9)],
        [a_notice(9), a_notice(1, answered_at=days_ago(1, "11:00"))],
    ),
    "a second attempt in a month": ledger(
        "cap", "caps", (MONTHLY,), [a_contact(30)], [a_contact(29)]
    ),
    "an attempt for another debt": ledger(
        "cap", "caps", (MONTHLY,), [a_contact(9, case_id="X")],
        [a_contact(9, case_id="X", debtor="D001")],
    ),
    "a second talk": ledger(
        "cap", "caps", (TALKS,), [a_contact(9)], [a_contact(9, reached=True)]
    ),
    "a second attempt in a week": ledger(
        "cap", "caps", (WEEKLY,), [a_contact(2)], [a_contact(1)]
    ),
    "a second attempt in a calendar month": ledger(
        "cap", "caps", (MONTH,), [a_contact(24)], [a_contact(23)]
    ),
    "calls that count": ledger(
        "cap", "caps", (ANY_WAY,), [a_contact(1, "call"), a_contact(1, "sms")],
        [a_contact(1, "call"), a_contact(2)],
    ),
    "a cap that consent lifts": Pair(
        "cap",
        "caps",
        on(
            {"caps": (edited(TALKS, more_with="oral"),)},
            a_contact(9, reached=True),
            case={"consents": a_consent("written")},
        ),
        on(
            {"caps": (edited(TALKS, more_with="written"),)},
            a_contact(9, reached=True),
            case={"consents": a_consent("oral")},
        ),
    ),
    "two visits to one household": Pair(
        "cap",
        "caps",
        on({"caps": (HOME,)}, case={"household": "H1"}, beside=[{"household": "H2"}]),
        on({"caps": (HOME,)}, case={"household": "H1"}, beside=[{"household": "H1"}]),
    ),
    "too soon": ledger("gap", "gaps", (WEEK_APART,), [a_contact(7)], [a_contact(6)]),
    "too soon after a talk on the telephone": ledger(
        "gap",
        "gaps",
        (AFTER_A_CALL,),
        [a_contact(3, "call", reached=True), a_contact(1, "call")],
        [a_contact(2, "call", reached=True)],
    ),
    "two visits to one person": Pair(
        "gap",
        "gaps",
        on({"gaps": (WEEK_APART,)}, beside=[{}]),
        on({"gaps": (WEEK_APART,)}, beside=[{"debtor": "D001"}]),
    ),
    "a credential that ended": staff(
        "agent_credential",
        "required_credentials",
        {"card"},
        {"credentials": (VISA,)},
        {"credentials": (edited(VISA, valid_until=TODAY - timedelta(days=1)),)},
    ),
    "a training of long ago": staff(
        "agent_training",
        "trainings",
        (Training(kind="course", valid_days=365),),
        {"credentials": (TRAINED,)},
        {"credentials": (edited(TRAINED, valid_from=TODAY - timedelta(days=366)),)},
    ),
    "a training of no date": staff(
        "agent_training",
        "trainings",
        (Training(kind="course", valid_days=365),),
        {"credentials": (TRAINED,)},
        {"credentials": (edited(TRAINED, valid_from=None),)},
    ),
    "a training that ended": staff(
        "agent_training",
        "trainings",
        (Training(kind="course"),),
        {"credentials": (edited(TRAINED, valid_from=None),)},
        {"credentials": (edited(TRAINED, valid_until=TODAY - timedelta(days=1)),)},
    ),
    "no language in common": staff(
        "language",
        "shared_language",
        True,
        {"languages": {"fi", "sv"}},
        {"languages": {"sv"}},
        languages={"fi"},
    ),
    "alone, where two must go": Pair(
        "crew_minimum", "crew_minimum", on({"crew_minimum": 1}), on({"crew_minimum": 2})
    ),
    "alone, where a case asks for two": figure(
        "crew_minimum", "crew_minimum", 1, {"crew": 1}, {"crew": 2}
    ),
    "another agent than the notice names": ledger(
        "agent_named",
        "notices",
        (NAMING,),
        [a_notice(3, names_agent="A02"), a_notice(2, names_agent="A01")],
        [a_notice(3, names_agent="A01"), a_notice(2, names_agent="A02")],
    ),
    "a notice that names nobody": ledger(
        "agent_named", "notices", (NAMING,), [a_notice(2, names_agent="A01")], [a_notice(2)]
    ),
    "another agent than was announced": ledger(
        "agent_change",
        "agent_change_days",
        2,
        [a_notice(9, names_agent="A01")],
        [a_notice(9, names_agent="A02")],
    ),
    "a change told too late": ledger(
        "agent_change",
        "agent_change_days",
        2,
        [a_notice(9, names_agent="A02"), a_notice(2, names_agent="A01")],
        [a_notice(9, names_agent="A02"), a_notice(1, names_agent="A01")],
    ),
    "a change told in time and again": ledger(
        "agent_change",
        "agent_change_days",
        2,
        [a_notice(9, names_agent="A02")]
        + [a_notice(days, names_agent="A01") for days in (5, 1)],
        [a_notice(days, names_agent=name) for days, name in ((9, "A01"), (5, "A02"), (1, "A01"))],
    ),
}  # fmt: skip


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
