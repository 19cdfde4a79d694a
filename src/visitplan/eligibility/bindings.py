"""What a rule may bind: each field of a policy with its unit and its order of strictness."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from visitplan.domain.terms import Cap, MinimumGap, RequiredNotice
from visitplan.eligibility import strictness as strict

# A figure's type is that of its field; only the functions of one binding ever meet it.
Figure = Any


@dataclass(frozen=True)
class Binding:
    """One field: its unit, the meet of two figures, and how a lender's figure stands to a pack's.

    ``loosens`` tells whether the first figure permits something that the second forbids;
    ``replace`` puts the first in the place of the second, as only a waiver may.
    """

    unit: str
    meet: Callable[[Figure, Figure], Figure]
    loosens: Callable[[Figure, Figure], bool]
    replace: Callable[[Figure, Figure], Figure]


def _ordered(unit: str, meet: Callable[[Any, Any], Any]) -> Binding:
    """Bind a figure that stands as a whole: it is looser wherever the meet has to change it."""
    return Binding(
        unit=unit,
        meet=meet,
        loosens=lambda own, other: bool(meet(own, other) != own),
        replace=lambda own, _: own,
    )


def _additive(unit: str, meet: Callable[[Any, Any], Any]) -> Binding:
    """Bind a figure to which every rule adds: there is no way to be looser."""
    return Binding(unit=unit, meet=meet, loosens=lambda _own, _other: False, replace=meet)


def _table(unit: str, meet: Callable[[Any, Any], Any]) -> Binding:
    """Bind entries that each stand alone: looser is whoever has a looser entry of the same key."""
    return Binding(
        unit=unit,
        meet=strict.by_key(meet),
        loosens=lambda own, other: any(
            meet(own[key], other[key]) != own[key] for key in own.keys() & other.keys()
        ),
        replace=lambda own, other: {
            key: {**other, **own}[key] for key in sorted({**other, **own}, key=str)
        },
    )


def _list(unit: str, key: Callable[[Any], Hashable], meet: Callable[[Any, Any], Any]) -> Binding:
    """Bind a list whose entries have keys, as a table of them."""
    table = _table(unit, meet)

    def keyed(entries: tuple[Any, ...]) -> dict[Hashable, Any]:
        first: dict[Hashable, Any] = {}
        for entry in entries:
            first[key(entry)] = meet(first[key(entry)], entry) if key(entry) in first else entry
        return dict(sorted(first.items(), key=lambda item: str(item[0])))

    return Binding(
        unit=unit,
        meet=lambda a, b: tuple(table.meet(keyed(a), keyed(b)).values()),
        loosens=lambda own, other: table.loosens(keyed(own), keyed(other)),
        replace=lambda own, other: tuple(table.replace(keyed(own), keyed(other)).values()),
    )


def _words(*loose_to_strict: str) -> Callable[[str, str], str]:
    return strict.later_in(loose_to_strict)


def _of_notice(each: RequiredNotice) -> Hashable:
    return (tuple(sorted(each.channels)), each.working, each.any_contact)


def _of_cap(each: Cap) -> Hashable:
    return (each.per, each.counts, tuple(sorted(each.channels)), each.days, each.calendar)


def _of_gap(each: MinimumGap) -> Hashable:
    return (each.per, each.counts, tuple(sorted(each.channels)))


BINDINGS: Mapping[str, Binding] = MappingProxyType(
    {
        "ban": _ordered("products excepted", strict.ban),
        "permitted_hours": _ordered("clock at the address", strict.common_days),
        "quiet_hours": Binding(
            "clock at the address", strict.by_key(strict.all_hours),
            lambda _own, _other: False, strict.by_key(strict.all_hours),
        ),
        "rest_days": _additive("weekdays", strict.union),
        "holidays": _additive("dates", strict.union),
        "holiday_calendars": _list(
            "calendars", lambda each: (each.country, each.subdivision or ""), strict.calendar
        ),
        "special_hours": _table("clock at the address", strict.common_hours),
        "place_hours": _table("clock at the address", strict.common_days),
        "daylight_only": _ordered("yes or no", strict.either),
        "customer_may_bar_hours": _ordered("hours a week", strict.highest),
        "window_bounds": _ordered("word", _words("start", "whole")),
        "visitable_statuses": _ordered("statuses", strict.intersection),
        "products": _ordered("product codes", strict.intersection),
        "minimum_days_past_due": _ordered("days", strict.highest),
        "assessment_days": _ordered("days", strict.lowest),
        "approval_days": _ordered("days", strict.lowest),
        "notices": _list("notices", _of_notice, strict.notice),
        "consent": _ordered("form", strict.consent_duty),
        "blocking_holds": _additive("holds", strict.union),
        "hold_rules": _list("holds", lambda each: each.hold, strict.hold_rule),
        "caps": _list("visits or contacts", _of_cap, strict.cap),
        "gaps": _list("days", _of_gap, strict.gap),
        "places": _table("access", _words("allowed", "with_consent", "denied")),
        "place_order": _list(
            "attempts", lambda each: (each.first, each.then), strict.place_order
        ),
        "crew_minimum": _ordered("people", strict.highest),
        "crew_maximum": _ordered("people", strict.lowest),
        "required_credentials": _additive("credentials", strict.union),
        "trainings": _list("certificates", lambda each: each.kind, strict.training),
        "shared_language": _ordered("yes or no", strict.either),
        "agent_change_days": _ordered("days", strict.highest),
        "may_be_told": _ordered("people", strict.intersection),
        "may_help_locate": _ordered("people", strict.intersection),
        "payment_at_door": _ordered("word", _words("allowed", "with_receipt", "forbidden")),
        "recording": _ordered("word", _words("allowed", "with_consent", "forbidden")),
        "recording_duty": _ordered("yes or no", strict.either),
        "retention": _list("days", lambda each: each.category, strict.retention),
        "conduct": _list("sentences", lambda sentence: sentence, lambda sentence, _: sentence),
        "customer_on_agent_page": _ordered("word", _words("shown", "tap", "hidden")),
    }
)  # fmt: skip
"""By field of ``Policy``; what is absent here (prices, names) no rule binds."""
