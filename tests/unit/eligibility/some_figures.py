"""Figures of every field that a rule may bind, to be drawn."""

from datetime import date, time
from typing import Any, get_args

from hypothesis import strategies as st

from visitplan.domain.case import HOLDS, CaseStatus
from visitplan.domain.contact import CHANNELS
from visitplan.domain.place import PLACE_KINDS
from visitplan.domain.rule import Rule, Source
from visitplan.domain.terms import (
    Access,
    Ban,
    Cap,
    ConsentDuty,
    HoldRule,
    HolidayCalendar,
    MinimumGap,
    PlaceOrder,
    RequiredNotice,
    Retention,
    ThirdParty,
    Training,
)
from visitplan.domain.value import WEEKDAYS
from visitplan.domain.window import ClockSpan
from visitplan.eligibility.bindings import BINDINGS
from visitplan.eligibility.merging import Merged, alone, merge_all
from visitplan.eligibility.pack import BoundRule


def _sets_of(values: Any) -> st.SearchStrategy[Any]:
    return st.frozensets(st.sampled_from(values), max_size=3)


def _lists_of(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(values, max_size=3).map(tuple)


def _span(hours: tuple[int, int]) -> ClockSpan:
    first, last = sorted(hours)
    return ClockSpan(opening=time(first), closing=time(last, 30))


days = st.integers(0, 4)
maybe_days = st.none() | days
forms = st.sampled_from(("oral", "written"))
channels = st.frozensets(st.sampled_from(CHANNELS[:2]), min_size=1)
spans = st.lists(st.tuples(*[st.integers(0, 23)] * 2).map(_span), max_size=2).map(tuple)
weeks = st.dictionaries(st.sampled_from(WEEKDAYS[:3]), spans, max_size=3)
scopes = st.sampled_from(("debt", "debtor"))
counts = st.sampled_from(("contacts", "attempts"))
words = st.sampled_from(("a", "b"))
people = _sets_of(get_args(ThirdParty))
flags = st.booleans()

FIGURES: dict[str, st.SearchStrategy[Any]] = {
    "ban": st.builds(Ban, except_products=_sets_of(("a", "b", "c"))),
    "permitted_hours": weeks,
    "quiet_hours": weeks,
    "rest_days": _sets_of(WEEKDAYS),
    "holidays": _sets_of((date(2026, 1, 1), date(2026, 5, 1))),
    "holiday_calendars": _lists_of(
        st.builds(
            HolidayCalendar,
            country=st.sampled_from(("US", "FI")),
            excluded=_sets_of((date(2026, 1, 1), date(2026, 5, 1))),
        )
    ),
    "special_hours": st.dictionaries(st.just(date(2026, 1, 1)), spans, max_size=1),
    "place_hours": st.dictionaries(st.sampled_from(PLACE_KINDS[:2]), weeks, max_size=2),
    "daylight_only": flags,
    "customer_may_bar_hours": days,
    "window_bounds": st.sampled_from(("start", "whole")),
    "visitable_statuses": _sets_of(get_args(CaseStatus)),
    "products": _sets_of(("a", "b", "c")),
    "minimum_days_past_due": days,
    "assessment_days": days,
    "approval_days": days,
    "notices": _lists_of(
        st.builds(
            RequiredNotice, channels=channels, number=st.integers(1, 3), lead_days=days,
            working=flags, expires_days=maybe_days, stops_if_answered=flags, names_agent=flags,
        )
    ),
    "consent": st.builds(ConsentDuty, form=forms, each_visit=flags, valid_days=maybe_days),
    "blocking_holds": _sets_of(HOLDS),
    "hold_rules": _lists_of(
        st.builds(
            HoldRule, hold=st.sampled_from(HOLDS[:2]), days=maybe_days, renewals=days,
            consequence=st.sampled_from(("no_visit", "no_contact")),
            lifted_by=st.none() | _sets_of(("a", "b")),
        )
    ),
    "caps": _lists_of(
        st.builds(
            Cap, maximum=days, days=st.sampled_from((7, 30)), per=scopes, counts=counts,
            channels=channels, more_with=st.none() | forms,
        )
    ),
    "gaps": _lists_of(
        st.builds(
            MinimumGap, days=st.integers(1, 4), per=scopes, counts=counts, channels=channels
        )
    ),
    "places": st.dictionaries(
        st.sampled_from(PLACE_KINDS[:3]), st.sampled_from(get_args(Access)), max_size=3
    ),
    "place_order": _lists_of(
        st.builds(
            PlaceOrder, first=st.just("home"), then=st.sampled_from(("work", "public")),
            attempts=st.integers(1, 3),
        )
    ),
    "crew_minimum": st.integers(1, 3),
    "crew_maximum": st.integers(1, 3),
    "required_credentials": _sets_of(("a", "b")),
    "trainings": _lists_of(st.builds(Training, kind=words, valid_days=maybe_days)),
    "shared_language": flags,
    "agent_change_days": days,
    "may_be_told": people,
    "may_help_locate": people,
    "payment_at_door": st.sampled_from(("allowed", "with_receipt", "forbidden")),
    "recording": st.sampled_from(("allowed", "with_consent", "forbidden")),
    "recording_duty": flags,
    "retention": _lists_of(
        st.builds(
            Retention, category=words, minimum_days=maybe_days, maximum_days=maybe_days
        )
    ),
    "conduct": _lists_of(words),
    "customer_on_agent_page": st.sampled_from(("shown", "tap", "hidden")),
}  # fmt: skip
"""By field, as a pack may write them, not yet in their canonical form."""


def canonical(field: str, figure: Any) -> Any:
    return BINDINGS[field].meet(figure, figure)


def figures(field: str) -> st.SearchStrategy[Any]:
    return FIGURES[field].map(lambda figure: canonical(field, figure))


def a_rule(**changes: Any) -> Rule:
    defaults: dict[str, Any] = {
        "id": "a-rule", "sets": "crew_minimum", "figure": "1", "unit": "people",
        "text": "A rule.", "source": Source(law="A law"), "mark": "text",
        "checked": date(2026, 11, 24), "status": "in force", "version": "1",
        "effective_from": date(2026, 1, 1), "pack": "a-pack", "pack_version": "1",
    }  # fmt: skip
    return Rule(**defaults | changes)


@st.composite
def merged_rules(draw: st.DrawFn) -> Merged:
    """Draw what up to three rules of some pack say together."""
    fields = draw(st.lists(st.sampled_from(sorted(FIGURES)), max_size=3))
    pack = draw(st.sampled_from(("a", "b", "c")))
    rules = []
    for number, field in enumerate(fields):
        figure = draw(figures(field))
        rule = a_rule(id=f"{number} {figure!r}"[:60], sets=field, pack=pack)
        rules.append(alone(BoundRule(rule, figure)))
    return merge_all(rules)
