"""Restrictions of turns, as OpenStreetMap's relations state them.

A relation leads from a way over a node, or over another way, to a way. Not obeyed: restrictions
that hold at some hours only, which are counted, and those that lead over several ways.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from visitplan.domain.value import Mode
from visitplan.travel.extract import Tags, TurnRestriction

_BOUND: Mapping[Mode, frozenset[str]] = {
    "drive": frozenset({"motorcar", "motor_vehicle", "vehicle"}),
    "two_wheeler": frozenset({"motorcycle", "moped", "motor_vehicle", "vehicle"}),
}
"""The words of OpenStreetMap that mean each mode; nobody on foot is bound by a turn."""

_KINDS = ("motorcar", "motorcycle", "motor_vehicle")
KEYS = ("restriction", *(f"restriction:{kind}" for kind in _KINDS))
"""The tags that make a relation a restriction of turns for somebody here."""

HOURLY_KEYS = tuple(f"{key}:conditional" for key in KEYS)
"""The tags of those that hold at some hours only."""

_TURNS = frozenset(
    f"{rule}_{turn}"
    for rule in ("no", "only")
    for turn in ("left_turn", "right_turn", "straight_on", "u_turn")
) | {"no_entry", "no_exit"}


class Member(NamedTuple):
    """A part of a relation: its role, its type (``n``, ``w``, ``r``), and its identity."""

    role: str
    type: str
    ref: int


def restrictions_of(tags: Tags, members: Sequence[Member]) -> Iterator[TurnRestriction]:
    """Yield the restrictions of one relation; none where it is another kind of relation."""
    spared = frozenset(part.strip() for part in tags.get("except", "").split(";") if part)
    ways, vias = _ends(members), [part for part in members if part.role == "via"]
    if len(vias) != 1 or vias[0].type == "r":
        return
    via = {"through" if vias[0].type == "w" else "via": vias[0].ref}
    for key in KEYS:
        rule = tags.get(key)
        if rule in _TURNS:
            others = spared | _all_but(key)
            for from_way, to_way in product(ways["from"], ways["to"]):
                only = rule.startswith("only")
                yield TurnRestriction(
                    from_way=from_way,
                    to_way=to_way,
                    only=only,
                    spared=others,
                    **{"via": 0, "through": 0} | via,
                )


def binds(restriction: TurnRestriction, mode: Mode) -> bool:
    """Return whether a restriction holds for a mode, by what it spares."""
    words = _BOUND.get(mode, frozenset())
    return bool(words) and not words & restriction.spared


def _ends(members: Sequence[Member]) -> dict[str, list[int]]:
    ways = [part for part in members if part.type == "w"]
    return {role: [part.ref for part in ways if part.role == role] for role in ("from", "to")}


def _all_but(key: str) -> frozenset[str]:
    """Return the kinds that a restriction of one kind only (``restriction:motorcar``) spares."""
    kind = key.partition(":")[2]
    if kind in {"", "motor_vehicle"}:
        return frozenset()
    return frozenset({"motorcar", "motorcycle"}) - {kind}
