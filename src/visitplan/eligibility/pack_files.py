"""A TOML text becomes a pack; everything wrong with it is noted at once."""

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any

from visitplan.domain.rule import Rule
from visitplan.eligibility.pack import BoundRule, Pack
from visitplan.eligibility.pack_findings import Noticed, PackCode
from visitplan.eligibility.pack_keys import HeadKeys, Spot, read_head
from visitplan.eligibility.pack_rules import read_rule

LARGEST = 1_000_000
"""Bytes."""


def read_pack(path: Path, noticed: Noticed) -> Pack | None:
    """Return the pack of a file; None where there is no reading it (then noted)."""
    spot = Spot(path.name, "", noticed)
    try:
        content = path.read_bytes() if path.stat().st_size <= LARGEST else None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "bad path"
        _note_unreadable(spot, f"cannot be read ({reason})")
        return None
    if content is None:
        _note_unreadable(spot, f"has more than {LARGEST:,} bytes")
        return None
    return parse_pack(path.name, content, noticed)


def parse_pack(file: str, content: bytes, noticed: Noticed) -> Pack | None:
    """Return the pack that a TOML text holds; None where it is none (then noted).

    A key or a rule that cannot be used is noted and left out, so that all others are read too.
    """
    spot = Spot(file, "", noticed)
    written = _parsed(content, spot)
    if written is None:
        return None
    head = read_head(written, spot)
    read = [
        read_rule(raw, head, spot.at(_named(raw, number)))
        for number, raw in enumerate(head.rules, 1)
    ]
    bound = tuple(rule for rule in read if rule is not None)
    _note_clashes(bound, spot)
    return _pack(file, head, bound)


def _pack(file: str, head: HeadKeys, rules: tuple[BoundRule, ...]) -> Pack:
    return Pack(
        file=file,
        name=head.name,
        title=head.title,
        version=head.version,
        status=head.status,
        jurisdiction=head.jurisdiction,
        inherits=tuple(head.inherits),
        rules=rules,
    )


def _parsed(content: bytes, spot: Spot) -> dict[str, Any] | None:
    try:
        return tomllib.loads(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except (ValueError, RecursionError):
        spot.refuse(PackCode.TOML_BROKEN, "is no TOML", "mend it; texts stand in quotes")
        return None


def _named(written: Mapping[str, Any], number: int) -> str:
    """Return what findings call a rule: its id, else its spot in the file."""
    name = written.get("id")
    return name if isinstance(name, str) and name else f"rules[{number}]"


def _note_clashes(rules: Iterable[BoundRule], spot: Spot) -> None:
    for first, second in combinations((bound.rule for bound in rules), 2):
        if first.id == second.id:
            _note_clash(first, second, spot.at(second.id))


def _note_clash(first: Rule, second: Rule, spot: Spot) -> None:
    if first.sets != second.sets:
        spot.at("sets").refuse(
            PackCode.ID_UNCLEAR,
            "two rules of one id set different things",
            "give each rule an id of its own",
        )
    elif _overlap(first, second):
        spot.at("effective_from").refuse(
            PackCode.DATES_OVERLAP,
            "two versions of this rule bind on the same days",
            "end the older one by effective_until the day before",
        )


def _overlap(first: Rule, second: Rule) -> bool:
    return first.begins <= (second.effective_until or date.max) and (
        second.begins <= (first.effective_until or date.max)
    )


def _note_unreadable(spot: Spot, problem: str) -> None:
    spot.refuse(PackCode.FILE_UNREADABLE, problem, "name a pack that you may read")
