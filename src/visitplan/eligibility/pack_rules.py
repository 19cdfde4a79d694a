"""One entry of ``[[rules]]`` becomes a rule with its figure."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from pydantic import ValidationError

from visitplan.domain.rule import Commencement, Mark, Rule, Source
from visitplan.eligibility.bindings import BINDINGS, Figure
from visitplan.eligibility.figures import read_figure
from visitplan.eligibility.pack import BoundRule
from visitplan.eligibility.pack_findings import PackCode
from visitplan.eligibility.pack_keys import (
    HeadKeys,
    RuleKeys,
    Spot,
    nearest,
    note_misread,
    note_no_source,
)
from visitplan.eligibility.showing import shown


class _Effect(NamedTuple):
    begins: date | None
    ends: date | None
    commencement: Commencement


PLACEHOLDERS = frozenset(date(year, 1, 1) for year in (1, 1900, 1970, 2000))
"""Days that people write where they know none."""


def read_rule(written: Mapping[str, Any], head: HeadKeys, spot: Spot) -> BoundRule | None:
    """Return the rule; None where any part of it cannot be used (then noted)."""
    try:
        keys = RuleKeys.model_validate(written)
    except ValidationError as error:
        note_misread(spot, error, RuleKeys.model_fields)
        return None
    source = _source(keys, spot.at("source"))
    effect = _effect(keys, head, spot)
    is_known = _is_known(keys, spot)
    figure = _figure(keys, spot.at("figure")) if is_known else None
    if source is None or effect is None or figure is None:
        return None
    return BoundRule(_rule(keys, head, source, effect, shown(figure)), figure)


def _rule(keys: RuleKeys, head: HeadKeys, source: Source, effect: _Effect, figure: str) -> Rule:
    return Rule(
        id=keys.id,
        sets=keys.sets,
        figure=figure,
        unit=BINDINGS[keys.sets].unit,
        text=keys.text,
        source=source,
        mark=keys.mark,
        checked=keys.checked,
        status=keys.status,
        version=keys.version,
        effective_from=effect.begins,
        effective_until=effect.ends,
        commencement=effect.commencement,
        pack=head.name,
        pack_version=head.version,
        waiver=keys.waiver,
    )


def _source(keys: RuleKeys, spot: Spot) -> Source | None:
    try:
        return Source.model_validate(keys.source)
    except ValidationError as error:
        if keys.source.get("law"):
            note_misread(spot, error, Source.model_fields)
        else:
            note_no_source(spot)
        return None


def _effect(keys: RuleKeys, head: HeadKeys, spot: Spot) -> _Effect | None:
    own = keys.effective_from is not None
    first = keys.effective_from if own else head.effective_from
    mark = keys.effective_mark if own else keys.effective_mark or head.effective_mark
    ends = keys.effective_until or head.effective_until
    if first is None:
        spot.at("effective_from").refuse(
            PackCode.DATES_MISSING,
            "nothing says from when on the rule binds",
            'write effective_from = 2026-01-01, the law\'s own day, or "unknown", or "always" for '
            "what is no law; here or at the head of the pack",
        )
        return None
    if not isinstance(first, date):
        return _Effect(None, ends, first)
    if _is_wrong(first, ends, mark, spot):
        return None
    return _Effect(first, ends, mark or keys.mark)


def _is_wrong(first: date, ends: date | None, mark: Mark | None, spot: Spot) -> bool:
    if ends is not None and ends < first:
        spot.at("effective_until").refuse(
            PackCode.DATES_INVERTED,
            "lies before effective_from",
            "correct one of the two dates",
        )
        return True
    if first in PLACEHOLDERS and mark != "text":
        spot.at("effective_from").refuse(
            PackCode.DATE_PLACEHOLDER,
            f"{first} reads like a day that stands in for one that is not known",
            'write "unknown"; if it is the law\'s own day, effective_mark = "text" says so',
        )
        return True
    return False


def _is_known(keys: RuleKeys, spot: Spot) -> bool:
    if keys.sets not in BINDINGS:
        spot.at("sets").refuse(
            PackCode.RULE_UNKNOWN,
            "names no rule that visitplan knows",
            nearest(keys.sets, BINDINGS),
        )
        return False
    unit = BINDINGS[keys.sets].unit
    if keys.unit not in {None, unit}:
        spot.at("unit").refuse(
            PackCode.UNIT_OTHER,
            "is not the unit of this rule",
            f'give the figure in "{unit}", or leave the unit out',
        )
    return True


def _figure(keys: RuleKeys, spot: Spot) -> Figure | None:
    """Return the figure; None, which no pack can write, where it cannot be read."""
    try:
        return read_figure(keys.sets, keys.figure)
    except ValidationError as error:
        for each in error.errors(include_url=False, include_input=False):
            inside = ".".join(map(str, each["loc"]))
            where = spot.at(inside) if inside else spot
            where.refuse(
                PackCode.FIGURE_UNREADABLE,
                f"cannot be read: {each['msg']}",
                f"give it in {BINDINGS[keys.sets].unit}; visitplan policy show humane-baseline "
                "has examples",
            )
        return None
