"""A pack with all that it inherits, on a planning day: what its own rules may and may not do."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path

from visitplan.domain.rule import PackName
from visitplan.eligibility.library import find_pack
from visitplan.eligibility.merging import Merged, alone, loosens, merge, merge_all, waived
from visitplan.eligibility.pack import BoundRule, Pack
from visitplan.eligibility.pack_findings import Noticed, PackCode


@dataclass(frozen=True)
class Resolved:
    """What a pack and its forebears say together; ``packs`` begin with the forebears."""

    merged: Merged
    packs: tuple[PackName, ...]
    jurisdictions: frozenset[str]


@dataclass(frozen=True)
class Question:
    """For which planning day packs are asked, and where files among them lie."""

    day: date
    folder: Path | None
    noticed: Noticed


def resolve_all(names: Iterable[str], question: Question) -> Resolved:
    """Return the strictest of several packs; whatever is wrong with them is noted."""
    return together(resolve(name, question) for name in names)


def resolve(name: str, question: Question, above: tuple[str, ...] = ()) -> Resolved:
    """Return one pack, by name or file, with what it inherits; ``above`` are its heirs."""
    pack = find_pack(name, question.noticed, folder=question.folder)
    return resolve_pack(pack, question, above) if pack else together(())


def resolve_pack(pack: Pack, question: Question, above: tuple[str, ...] = ()) -> Resolved:
    """Return a pack that has been read, with what it inherits."""
    heirs = tuple(dict.fromkeys((*above, pack.file.removesuffix(".toml"), pack.name)))
    parents = together(_parents(pack, question, heirs))
    own = pack.on(question.day)
    _note_nothing(pack, own, question)
    merged = parents.merged
    for bound in own:
        merged = _with(bound, merged, parents.merged, partial(_spot, pack, bound), question.noticed)
    leaves = frozenset({pack.jurisdiction}) if pack.jurisdiction else parents.jurisdictions
    return Resolved(merged, tuple(dict.fromkeys((*parents.packs, pack.named))), leaves)


def together(parts: Iterable[Resolved]) -> Resolved:
    """Return the strictest of packs that have been resolved; their order does not matter."""
    all_parts = tuple(parts)
    return Resolved(
        merge_all(part.merged for part in all_parts),
        tuple(dict.fromkeys(name for part in all_parts for name in part.packs)),
        frozenset[str]().union(*(part.jurisdictions for part in all_parts)),
    )


def _parents(pack: Pack, question: Question, heirs: tuple[str, ...]) -> Iterable[Resolved]:
    for parent in pack.inherits:
        if parent.removesuffix(".toml") in heirs:
            question.noticed.error(
                PackCode.CIRCULAR,
                (pack.file, "inherits"),
                f"inherits in a circle: {' → '.join((*heirs, parent))}",
                "leave one of these names out of inherits",
            )
        else:
            yield resolve(parent, question, heirs)


def _with(
    bound: BoundRule,
    merged: Merged,
    inherited: Merged,
    spot: "partial[tuple[str, str]]",
    noticed: Noticed,
) -> Merged:
    rule = bound.rule
    unwaived = replace(bound, rule=rule.model_copy(update={"waiver": None}))
    if not loosens(bound, inherited):
        return merge(merged, alone(unwaived))
    if rule.waiver is None:
        noticed.error(
            PackCode.LOOSER,
            spot("figure"),
            f"is looser than what the pack inherits for {rule.sets}",
            'tighten it, or name the written permission: waiver = "reference"',
        )
    elif rule.mark == "unverified":
        noticed.error(
            PackCode.WAIVER_UNVERIFIED,
            spot("waiver"),
            "an unverified rule may only tighten, whatever it waives",
            "read the source first and correct the mark",
        )
    else:
        noticed.warn(
            PackCode.WAIVED,
            spot("waiver"),
            f"{rule.sets} is looser than what the pack inherits, by waiver {rule.waiver}",
            "keep the written permission where it can be found",
        )
        return waived(bound, merged)
    return merge(merged, alone(unwaived))


def _spot(pack: Pack, bound: BoundRule, key: str) -> tuple[str, str]:
    return (pack.file, f"{bound.rule.id}.{key}")


def _note_nothing(pack: Pack, own: tuple[BoundRule, ...], question: Question) -> None:
    if pack.rules and not own:
        question.noticed.error(
            PackCode.NOTHING_BINDS,
            (pack.file, "effective_from"),
            f"none of its rules binds on {question.day}",
            "plan another day, or add the versions of that time",
        )
