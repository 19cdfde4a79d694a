"""Whatever the ledger: no admitted visit breaks a cap or a gap, and more past admits no more."""

from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from builders import TODAY, a_case, a_day, a_policy, at
from visitplan.domain.case import HOLDS, Case
from visitplan.domain.contact import CHANNELS, Contact
from visitplan.domain.day import Day
from visitplan.domain.terms import Cap, MinimumGap
from visitplan.eligibility.gate import gate

DEBTORS, HOUSEHOLDS = ("D1", "D2"), ("H1", "H2")
scopes = st.sampled_from(["debt", "debtor", "household"])
countings = st.sampled_from(["contacts", "attempts"])
some_channels = st.sets(st.sampled_from(CHANNELS), min_size=1).map(frozenset)
caps = st.one_of(
    st.builds(
        Cap, maximum=st.integers(0, 3), days=st.integers(1, 40), per=scopes, counts=countings,
        channels=some_channels,
    ),
    st.builds(
        Cap, maximum=st.integers(0, 3), calendar=st.sampled_from(["day", "week", "month"]),
        per=scopes, counts=countings, channels=some_channels,
    ),
)  # fmt: skip
gaps = st.builds(
    MinimumGap, days=st.integers(1, 40), per=scopes, counts=countings, channels=some_channels
)
ELSEWHERE = {"C777": ("D1", "H2"), "C778": ("D2", "H1")}
"""Cases of other days, with their debtors and households."""


@st.composite
def contacts(draw: st.DrawFn) -> Contact:
    case_id = draw(st.sampled_from(["C001", "C002", "C003", *ELSEWHERE]))
    debtor, household = ELSEWHERE.get(case_id, (None, None))
    moment = at(f"{draw(st.integers(0, 23)):02}:00", TODAY - timedelta(draw(st.integers(-2, 45))))
    return Contact(
        case_id=case_id,
        at=moment,
        channel=draw(st.sampled_from(CHANNELS)),
        reached=draw(st.booleans()),
        debtor=debtor,
        household=household,
    )


@st.composite
def some_cases(draw: st.DrawFn) -> tuple[Case, ...]:
    return tuple(
        a_case(
            number,
            debtor=draw(st.sampled_from(DEBTORS)),
            household=draw(st.sampled_from(HOUSEHOLDS)),
            priority=draw(st.sampled_from(["high", "normal"])),
        )
        for number in range(1, draw(st.integers(1, 4)) + 1)
    )


@st.composite
def some_day(draw: st.DrawFn) -> Day:
    policy = a_policy(
        caps=tuple(draw(st.lists(caps, max_size=2))), gaps=tuple(draw(st.lists(gaps, max_size=2)))
    )
    told = tuple(draw(st.lists(contacts(), max_size=8)))
    return a_day(cases=draw(some_cases()), policy=policy, contacts=told)


@given(some_day())
def test_no_set_of_visits_breaks_a_cap_or_a_gap(day: Day) -> None:
    visited = _visited(day)
    for case in day.cases:
        for cap in day.policy.caps if case.id in visited else ():
            if "visit" in cap.channels:
                begin = _begin(cap)
                counted = sum(begin <= on for on in _counted(cap, case, day))
                together = sum(_key(cap, each) == _key(cap, case) for each in visited.values())
                assert counted + together <= cap.maximum
        for gap in day.policy.gaps if case.id in visited else ():
            assert all((TODAY - on).days >= gap.days for on in _counted(gap, case, day))
            if "visit" in gap.channels:
                assert sum(_key(gap, each) == _key(gap, case) for each in visited.values()) == 1


@given(some_day(), contacts())
def test_one_more_contact_never_admits_a_case_that_shares_nothing(
    day: Day, contact: Contact
) -> None:
    day = day.model_copy(update={"cases": day.cases[:1]})
    more = day.model_copy(update={"contacts": (*day.contacts, contact)})
    assert _visited(more).keys() <= _visited(day).keys()


@given(some_day(), contacts())
def test_one_more_contact_never_admits_more_cases(day: Day, contact: Contact) -> None:
    """Over one scope alone: where scopes cross, one refusal may make room for two others."""
    alike = tuple(
        rule.model_copy(update={"per": "debtor"}) for rule in (*day.policy.caps, *day.policy.gaps)
    )
    policy = day.policy.model_copy(
        update={
            "caps": tuple(rule for rule in alike if isinstance(rule, Cap)),
            "gaps": tuple(rule for rule in alike if isinstance(rule, MinimumGap)),
        }
    )
    day = day.model_copy(update={"policy": policy})
    more = day.model_copy(update={"contacts": (*day.contacts, contact)})
    assert len(_visited(more)) <= len(_visited(day))


@given(some_day(), st.sampled_from(HOLDS), st.integers(0, 3))
def test_one_more_hold_never_admits_the_case(day: Day, hold: str, number: int) -> None:
    held = day.cases[number % len(day.cases)]
    changed = tuple(
        case.model_copy(update={"holds": (hold,)}) if case is held else case for case in day.cases
    )
    assert held.id not in _visited(day.model_copy(update={"cases": changed}))


@given(some_day(), st.randoms(use_true_random=False))
def test_the_order_of_contacts_and_their_number_of_times_is_irrelevant(
    day: Day, random: object
) -> None:
    told = [*day.contacts, *day.contacts[::2]]
    random.shuffle(told)  # type: ignore[attr-defined]
    assert gate(day.model_copy(update={"contacts": tuple(told)})) == gate(day)


@given(some_day(), st.one_of(caps, gaps))
def test_from_its_day_on_and_no_sooner_a_refusal_is_lifted(
    day: Day, term: Cap | MinimumGap
) -> None:
    policy = a_policy(**{"caps" if isinstance(term, Cap) else "gaps": (term,)})
    past = tuple(each for each in day.contacts if each.at.date() <= TODAY)
    alone = {"cases": day.cases[:1], "policy": policy, "contacts": past}
    day = day.model_copy(update=alone)
    for on in _lawful_from(day):
        assert not list(_lawful_from(day.model_copy(update={"date": on})))
        assert list(_lawful_from(day.model_copy(update={"date": on - timedelta(days=1)})))


def _lawful_from(day: Day) -> Iterator[date]:
    """Yield the days from which caps and gaps would be kept."""
    for ineligible in gate(day).ineligible:
        for refusal in ineligible.refusals:
            if refusal.rule in ("caps_leave_room", "gaps_have_passed") and refusal.lawful_from:
                yield refusal.lawful_from


def _visited(day: Day) -> dict[str, Case]:
    ids = {visit.case_id for visit in gate(day).visits}
    return {case.id: case for case in day.cases if case.id in ids}


def _counted(rule: Cap | MinimumGap, case: Case, day: Day) -> list[date]:
    """Return the days of what a rule counts, by the plainest of readings."""
    cases = {each.id: each for each in day.cases}
    once = {}
    for told in day.contacts:
        of = cases.get(told.case_id)
        debtor = told.debtor or (of.debtor if of else None)
        household = told.household or (of.household_key if of else None)
        key = {"debt": told.case_id, "debtor": debtor, "household": household}[rule.per]
        if told.channel in rule.channels and key == _key(rule, case):
            moment = (told.case_id, told.channel, told.at)
            once[moment] = once.get(moment, False) or told.reached
    return [
        at.date()
        for (_, _, at), reached in once.items()
        if at.date() <= TODAY and (reached or rule.counts == "attempts")
    ]


def _begin(cap: Cap) -> date:
    if cap.days is not None:
        return TODAY - timedelta(days=cap.days - 1)
    back = {"day": 0, "week": TODAY.weekday(), "month": TODAY.day - 1}[cap.calendar or "day"]
    return TODAY - timedelta(days=back)


def _key(rule: Cap | MinimumGap, case: Case) -> str:
    return {"debt": case.id, "debtor": case.debtor, "household": case.household_key}[rule.per]
