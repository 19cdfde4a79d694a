"""The sections ``[policy]`` and ``[penalties]``: what is allowed, and what leaving out costs."""

from collections.abc import Mapping, MutableMapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from visitplan.domain.governing import Govern, OwnPolicy
from visitplan.domain.policy import Penalties, Policy
from visitplan.domain.value import WEEKDAYS, Weekday
from visitplan.domain.window import ClockSpan
from visitplan.intake.codes import Code
from visitplan.intake.dates import calendar_date
from visitplan.intake.fields import Fields
from visitplan.intake.money import minor_units
from visitplan.intake.report import Report
from visitplan.intake.windows import clock_span
from visitplan.intake.words import one_of, parts, plain_text, word_set

_DAYS: dict[str, Weekday] = {day: day for day in WEEKDAYS}
_BOUNDS = {"whole": "whole", "start": "start"}
_SHOWN = {"hidden": "hidden", "tap": "tap", "shown": "shown"}
_CLASSES = ("must", "high", "normal", "low")
_KNOWN = (
    "packs", "waiver", "pack", "version", "source", "permitted_hours", "rest_days", "holidays",
    "required_credentials", "window_bounds", "not_preferred", "stability", "customer_on_agent_page",
)  # fmt: skip
_STANDING = {"pack": "own", "version": "1", "source": "day.toml"}


class Governance(NamedTuple):
    """For which day a policy is read, from where, and who knows the packs (None: nobody)."""

    day: date
    folder: Path
    govern: Govern | None
    report: Report
    inputs: MutableMapping[str, str]


def read_policy(
    fields: Fields, penalties: Fields, currency: str, governance: Governance
) -> Policy | None:
    """Return the policy; None when rules or penalties are missing or unreadable (then noted).

    Own figures stand alone where no packs are named; otherwise they tighten the packs'.
    """
    fields.warn_of_unknown(_KNOWN)
    prices = _read_penalties(penalties, currency)
    packs = fields.get("packs", parts) or ()
    by_packs = bool(packs) or (governance.govern is not None and not fields.has("permitted_hours"))
    if not by_packs and governance.govern is not None:
        _warn_of_no_law(fields)
    figures = _read_figures(fields, hours_needed=not by_packs)
    waiver = fields.get("waiver", plain_text) if by_packs else None
    named = {name: text for name in _STANDING if (text := fields.get(name, plain_text))}
    permitted = named | {"waiver": waiver} if waiver else named
    rules = figures if not by_packs else _governed(fields, packs, permitted, figures, governance)
    if prices is None or rules is None or not fields.sound:
        return None
    own = {
        "not_preferred": fields.number("not_preferred", minor_units(currency)),
        "stability": fields.number("stability", minor_units(currency)),
    }
    said = {name: value for name, value in own.items() if value is not None}
    return Policy.model_validate({"penalties": prices} | _STANDING | named | dict(rules) | said)


def _read_figures(fields: Fields, *, hours_needed: bool) -> dict[str, object] | None:
    """Return the lender's own figures by field; None when there should be hours and are none."""
    hours = _read_hours(fields) if hours_needed or fields.has("permitted_hours") else None
    figures: dict[str, object | None] = {
        "permitted_hours": hours,
        "rest_days": fields.get("rest_days", _weekdays),
        "holidays": fields.get("holidays", _dates),
        "required_credentials": fields.get("required_credentials", word_set),
        "window_bounds": fields.get("window_bounds", one_of(_BOUNDS)),
        "customer_on_agent_page": fields.get("customer_on_agent_page", one_of(_SHOWN)),
    }
    if hours_needed and hours is None:
        return None
    return {name: value for name, value in figures.items() if value is not None}


def _warn_of_no_law(fields: Fields) -> None:
    fields.warn(
        "packs",
        Code.PACKS_NONE,
        "names no packs: your own hours are all that binds, with no notices, caps or places",
        'write packs = ["humane-baseline"], or the packs of your jurisdiction; yours then tighten',
    )


def _governed(
    fields: Fields,
    packs: tuple[str, ...],
    named: Mapping[str, str],
    figures: Mapping[str, object] | None,
    governance: Governance,
) -> Mapping[str, object] | None:
    """Return what the packs make of the own figures; None with what is wrong noted."""
    if governance.govern is None:
        fields.refuse(
            "packs",
            Code.PACKS_UNREAD,
            "names packs, which this reader was not given",
            "read the day by visitplan.read_day",
        )
        return None
    own = OwnPolicy(
        day=governance.day,
        folder=governance.folder,
        file=fields.spot().file,
        packs=packs,
        named=named,
        figures=figures or {},
    )
    governed = governance.govern(own)
    governance.report.add(governed.findings)
    governance.inputs.update(governed.inputs)
    return governed.fields


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
