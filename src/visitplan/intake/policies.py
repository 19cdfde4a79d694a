"""The sections ``[policy]`` and ``[penalties]``: what is allowed, and what leaving out costs."""

from datetime import date
from itertools import pairwise

from visitplan.domain.policy import Penalties, Policy
from visitplan.domain.value import WEEKDAYS, Weekday
from visitplan.domain.window import ClockSpan
from visitplan.intake.codes import Code
from visitplan.intake.dates import calendar_date
from visitplan.intake.fields import Fields
from visitplan.intake.money import minor_units
from visitplan.intake.windows import clock_span
from visitplan.intake.words import one_of, parts, plain_text, word_set

_DAYS: dict[str, Weekday] = {day: day for day in WEEKDAYS}
_BOUNDS = {"whole": "whole", "start": "start"}
_SHOWN = {"hidden": "hidden", "tap": "tap", "shown": "shown"}
_CLASSES = ("must", "high", "normal", "low")
_KNOWN = (
    "pack", "version", "source", "permitted_hours", "rest_days", "holidays",
    "required_credentials", "window_bounds", "not_preferred", "stability", "customer_on_agent_page",
)  # fmt: skip


def read_policy(fields: Fields, penalties: Fields, currency: str) -> Policy | None:
    """Return the policy; None when hours or penalties are missing or unreadable (then noted)."""
    fields.warn_of_unknown(_KNOWN)
    prices = _read_penalties(penalties, currency)
    hours = _read_hours(fields)
    chosen = {
        "rest_days": fields.get("rest_days", _weekdays),
        "holidays": fields.get("holidays", _dates),
        "required_credentials": fields.get("required_credentials", word_set),
        "window_bounds": fields.get("window_bounds", one_of(_BOUNDS)),
        "not_preferred": fields.number("not_preferred", minor_units(currency)),
        "stability": fields.number("stability", minor_units(currency)),
        "customer_on_agent_page": fields.get("customer_on_agent_page", one_of(_SHOWN)),
    }
    given = {name: value for name, value in chosen.items() if value is not None}
    named = {
        "pack": fields.get_or("pack", plain_text, "own"),
        "version": fields.get_or("version", plain_text, "1"),
        "source": fields.get_or("source", plain_text, "day.toml"),
    }
    if prices is None or hours is None:
        return None
    return Policy.model_validate({"permitted_hours": hours, "penalties": prices} | named | given)


def _read_penalties(fields: Fields, currency: str) -> Penalties | None:
    fields.warn_of_unknown(_CLASSES)
    money = minor_units(currency)
    amounts: dict[str, int] = {}
    for name in _CLASSES:
        if not fields.has(name):
            fields.refuse(
                name, Code.SETTING_MISSING, "is missing", f"write {name} = 60 under [penalties]"
            )
        elif (amount := fields.number(name, money)) is not None:
            amounts[name] = amount
    if len(amounts) < len(_CLASSES):
        return None
    for upper, lower in pairwise(_CLASSES):
        if amounts[upper] < amounts[lower]:
            fields.refuse(
                upper,
                Code.PENALTIES_ORDER,
                f"is less than {lower}",
                "let must be at least high, high at least normal, normal at least low",
            )
    return Penalties(**amounts)


def _read_hours(fields: Fields) -> dict[Weekday, tuple[ClockSpan, ...]] | None:
    section = fields.section("permitted_hours")
    section.warn_of_unknown(WEEKDAYS)
    if not section.values:
        fields.refuse(
            "permitted_hours",
            Code.SETTING_MISSING,
            "no hours are permitted",
            'write mon = ["09:00-19:00"] and so on under [policy.permitted_hours]',
        )
        return None
    spans = {day: section.get(day, _clock_spans) for day in WEEKDAYS}
    return {day: hours for day, hours in spans.items() if hours}


def _clock_spans(value: object) -> tuple[ClockSpan, ...]:
    spans = (clock_span(part) for part in parts(value))
    return tuple(sorted(spans, key=lambda span: (span.opening, span.closing)))


def _weekdays(value: object) -> frozenset[Weekday]:
    return frozenset(map(one_of(_DAYS), parts(value)))


def _dates(value: object) -> frozenset[date]:
    if isinstance(value, list):
        return frozenset(map(calendar_date, value))
    return frozenset(map(calendar_date, parts(value)))
