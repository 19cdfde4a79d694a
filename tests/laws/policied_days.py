"""Random days under random policies: rules of each kind, and cases that meet half of them."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from builders import TODAY, at
from strategies import days
from visitplan.domain.agent import Agent, Credential
from visitplan.domain.case import Case, Consent, DatedHold
from visitplan.domain.contact import CHANNELS, Contact
from visitplan.domain.day import Day
from visitplan.domain.policy import Policy
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
from visitplan.domain.window import ClockSpan

LETTERS = frozenset({"letter", "sms"})
FORMS = st.sampled_from(["oral", "written"])
SCOPES = st.sampled_from(["debt", "debtor", "household"])
COUNTS = st.sampled_from(["contacts", "attempts"])
CHANNEL_SETS = st.sampled_from([frozenset({"visit"}), frozenset(CHANNELS), frozenset({"call"})])


def spans(*hours: tuple[int, int]) -> tuple[ClockSpan, ...]:
    return tuple(ClockSpan(opening=time(a), closing=time(b)) for a, b in hours)


HOURS = st.sampled_from([spans((8, 20)), spans((9, 12), (13, 19)), spans((10, 11)), ()])
WINDOWS = st.one_of(
    st.builds(lambda days: {"days": days}, st.sampled_from([1, 7, 30])),
    st.builds(lambda window: {"calendar": window}, st.sampled_from(["day", "week", "month"])),
)
CAPS = st.builds(
    lambda window, **terms: Cap(**terms, **window),
    WINDOWS,
    maximum=st.integers(0, 3),
    per=SCOPES,
    counts=COUNTS,
    channels=CHANNEL_SETS,
    more_with=st.none() | FORMS,
)
GAPS = st.builds(
    MinimumGap, days=st.integers(1, 9), per=SCOPES, counts=COUNTS, channels=CHANNEL_SETS
)
NOTICES = st.builds(
    RequiredNotice,
    channels=st.sampled_from([LETTERS, frozenset(CHANNELS)]),
    number=st.integers(1, 2),
    lead_days=st.integers(0, 5),
    working=st.booleans(),
    expires_days=st.sampled_from([None, 7, 30]),
    stops_if_answered=st.booleans(),
    names_agent=st.booleans(),
    any_contact=st.booleans(),
)
FIGURES: dict[str, st.SearchStrategy[Any]] = {
    "permitted_hours": HOURS.map(lambda hours: {"tue": hours}),
    "quiet_hours": HOURS.map(lambda hours: {"tue": hours[:1] and spans((11, 14))}),
    "special_hours": HOURS.map(lambda hours: {TODAY: hours}),
    "place_hours": HOURS.map(lambda hours: {"work": {"tue": hours}}),
    "rest_days": st.sampled_from([frozenset({"sun"}), frozenset({"sun"}), frozenset({"tue"})]),
    "holidays": st.sampled_from([frozenset(), frozenset({TODAY - timedelta(days=1)})]),
    "holiday_calendars": st.just((HolidayCalendar(country="FI"),)),
    "daylight_only": st.booleans(),
    "ban": st.just(Ban(except_products=frozenset({"loan"}))),
    "jurisdictions": st.sampled_from([frozenset({"US"}), frozenset({"US", "US-MA"})]),
    "products": st.just(frozenset({"loan"})),
    "minimum_days_past_due": st.sampled_from([1, 60]),
    "assessment_days": st.sampled_from([0, 30]),
    "approval_days": st.sampled_from([3, 4, 30]),
    "notices": st.lists(NOTICES, min_size=1, max_size=2).map(tuple),
    "consent": st.builds(
        ConsentDuty, form=FORMS, each_visit=st.booleans(), valid_days=st.sampled_from([None, 5])
    ),
    "blocking_holds": st.just(frozenset({"paid"})),
    "hold_rules": st.builds(
        HoldRule,
        hold=st.just("hospital"),
        days=st.sampled_from([None, 2, 30]),
        lifted_by=st.sampled_from([None, frozenset(), frozenset({"head"})]),
    ).map(lambda rule: (rule,)),
    "caps": st.lists(CAPS, min_size=1, max_size=2).map(tuple),
    "gaps": st.lists(GAPS, min_size=1, max_size=2).map(tuple),
    "places": st.just({"work": "denied", "other": "with_consent"}),
    "place_order": st.builds(
        lambda attempts: (PlaceOrder(first="home", then="other", attempts=attempts),),
        st.integers(1, 2),
    ),
    "crew_minimum": st.sampled_from([1, 1, 2]),
    "crew_maximum": st.sampled_from([1, 2]),
    "required_credentials": st.just(frozenset({"card"})),
    "trainings": st.just((Training(kind="course", valid_days=365),)),
    "shared_language": st.just(True),
    "agent_change_days": st.sampled_from([0, 2]),
}


def policies(policy: Policy) -> st.SearchStrategy[Policy]:
    """A policy with a few figures of its own, the rest as it was."""
    drawn = st.lists(st.sampled_from(sorted(FIGURES)), min_size=1, max_size=4, unique=True)
    figures = drawn.flatmap(lambda names: st.fixed_dictionaries({n: FIGURES[n] for n in names}))
    return figures.map(lambda chosen: Policy(**dict(policy) | chosen))


@st.composite
def policied_days(draw: st.DrawFn, most: int = 4) -> Day:
    """A small day under rules of its own, with a ledger that some of them look at."""
    day = draw(days(most))
    changed = tuple(draw(a_case_under_rules(case)) for case in day.cases)
    contacts = draw(st.lists(entries(changed), max_size=5)) if changed else []
    agents = tuple(draw(an_agent_under_rules(agent)) for agent in day.agents)
    changes = {
        "policy": draw(policies(day.policy)),
        "cases": changed,
        "agents": agents,
        "contacts": tuple(contacts),
        "balance": Day.model_fields["balance"].default,
    }
    return day.model_copy(update=changes)


def a_case_under_rules(case: Case) -> st.SearchStrategy[Case]:
    changes = st.fixed_dictionaries(
        {
            "debtor": st.sampled_from([case.debtor, "D001"]),
            "household": st.sampled_from([None, None, "H1"]),
            "jurisdiction": st.sampled_from([None, "US", "US-MA"]),
            "time_zone": st.sampled_from([None, None, ZoneInfo("Europe/Stockholm")]),
            "place_kind": st.sampled_from(["home", "home", "work", "other"]),
            "product": st.sampled_from([None, "loan", "loan", "card"]),
            "days_past_due": st.sampled_from([None, 59, 60]),
            "assessed_at": st.sampled_from([None, moment(0), moment(30), moment(31)]),
            "assessed_by": st.sampled_from([None, "J. Sample", "J. Sample"]),
            "holds": st.sampled_from([(), (), (), ("dispute",), ("hospital",), ("unknown",)]),
            "dated_holds": st.lists(DATED_HOLDS, max_size=1).map(tuple),
            "consents": st.lists(CONSENTS, max_size=2).map(tuple),
            "barred": st.sampled_from([(), (), case.windows[:1]]),
            "languages": st.sampled_from([frozenset(), frozenset({"fi"})]),
            "crew": st.sampled_from([None, None, None, 1, 2]),
        }
    )
    return changes.map(lambda drawn: case.model_copy(update=drawn))


def moment(days_ago: int, hour: int = 10) -> Any:
    return at(f"{hour:02}:00", TODAY - timedelta(days=days_ago))


AROUND = st.none() | st.integers(-3, 1).map(lambda days: TODAY + timedelta(days=days))
DATED_HOLDS = st.builds(
    DatedHold,
    hold=st.sampled_from(["paid", "hospital", "unknown"]),
    starts=AROUND,
    ends=AROUND,
    lifted_by=st.sampled_from([None, "M. Meyer"]),
    lifted_role=st.sampled_from([None, "head"]),
    lifted_on=AROUND,
)
CONSENTS = st.builds(
    Consent,
    form=FORMS,
    given_at=st.integers(0, 7).map(moment),
    until=st.sampled_from([None, moment(1), moment(-9)]),
    visit_date=st.sampled_from([None, TODAY, TODAY + timedelta(days=1)]),
)


def entries(cases: Sequence[Case]) -> st.SearchStrategy[Contact]:
    """Something that happened to one of the cases within the last five weeks."""
    ages = st.sampled_from([0, 1, 2, 4, 5, 6, 7, 8, 9, 29, 30, 31])
    return st.builds(
        Contact,
        case_id=st.sampled_from([case.id for case in cases]),
        at=st.builds(moment, ages, st.sampled_from([1, 10, 23])),
        channel=st.sampled_from(CHANNELS),
        reached=st.booleans(),
        debtor=st.sampled_from([None, None, "D001"]),
        household=st.sampled_from([None, None, "H1"]),
        notice=st.booleans(),
        names_agent=st.sampled_from([None, "A01", "A02"]),
        answered_at=st.sampled_from([None, None, None, moment(1)]),
        place_kind=st.sampled_from([None, "home", "other"]),
    )


def an_agent_under_rules(agent: Agent) -> st.SearchStrategy[Agent]:
    begins = st.sampled_from([None, TODAY - timedelta(days=365), date(2020, 1, 1)])
    course = begins.map(lambda begin: Credential(kind="course", valid_from=begin))
    card = st.sampled_from([TODAY, TODAY - timedelta(days=1)]).map(
        lambda end: Credential(kind="card", valid_until=end)
    )
    held = st.tuples(course, card) | st.just((Credential(kind="card"),))
    spoken = st.sampled_from([frozenset(), frozenset({"fi"})])
    return st.builds(
        lambda credentials, languages: agent.model_copy(
            update={"credentials": credentials, "languages": languages}
        ),
        held,
        spoken,
    )
