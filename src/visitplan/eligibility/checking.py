"""Packs held against everything that a pack must be, before anybody plans by them."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path

from visitplan.eligibility.inheritance import Question, resolve_pack
from visitplan.eligibility.library import find_pack
from visitplan.eligibility.merging import Merged
from visitplan.eligibility.pack import Pack
from visitplan.eligibility.pack_files import read_pack
from visitplan.eligibility.pack_findings import Noticed, PackCode
from visitplan.eligibility.soundness import (
    note_contradictions,
    note_no_longest,
    note_unknown_dates,
    note_unverified,
)

SOME_DAY = date(2001, 1, 1)
"""Any day, for packs of which no rule says when it begins or ends."""


def check_packs(paths: Iterable[Path], noticed: Noticed) -> tuple[Pack, ...]:
    """Return the packs that could be read; whatever is wrong with any of them is noted.

    Each is resolved on every day on which one of its rules, or of those that it inherits, begins
    or has lapsed, since a figure may be looser than the inherited one on some days only.
    """
    read = ((path, read_pack(path, noticed)) for path in paths)
    packs = tuple((path, pack) for path, pack in read if pack is not None)
    for path, pack in packs:
        _check(path, pack, noticed)
    return tuple(pack for _, pack in packs)


def _check(path: Path, pack: Pack, noticed: Noticed) -> None:
    merged = Merged()
    for day in _days((pack, *_forebears(pack, path.parent, (pack.name,)))):
        merged = resolve_pack(pack, Question(day, path.parent, noticed)).merged
        note_contradictions(merged.figures, pack.file, noticed)
    note_unverified((bound.rule for bound in pack.rules), noticed)
    note_unknown_dates((bound.rule for bound in pack.rules), noticed)
    note_no_longest(merged.figures, pack.file, noticed)
    if not pack.inherits and pack.jurisdiction is None:
        noticed.warn(
            PackCode.NOTHING_INHERITED,
            (pack.file, "inherits"),
            "inherits no pack and names no jurisdiction: no law stands behind it",
            'write inherits = ["humane-baseline"], or the pack of your jurisdiction',
        )


def _forebears(pack: Pack, folder: Path, heirs: tuple[str, ...]) -> Iterator[Pack]:
    """Yield the packs that a pack inherits, as far as they can be read; circles end."""
    for name in pack.inherits:
        parent = find_pack(name, Noticed(), folder=folder)  # what is wrong is noted elsewhere
        if parent is not None and parent.name not in heirs:
            yield parent
            yield from _forebears(parent, folder, (*heirs, parent.name))


def _days(packs: tuple[Pack, ...]) -> tuple[date, ...]:
    """Return the days on which something changes and each of the packs binds, in order.

    Where there is none, those on which something of the first pack begins.
    """
    changes = sorted(set(_changes(packs)) | {SOME_DAY})
    together = tuple(day for day in changes if all(_binds(pack, day) for pack in packs))
    return together or tuple(sorted({*_changes(packs[:1])} or {SOME_DAY}))


def _binds(pack: Pack, day: date) -> bool:
    return not pack.rules or bool(pack.on(day))


def _changes(packs: Iterable[Pack]) -> Iterator[date]:
    for rule in (bound.rule for pack in packs for bound in pack.rules):
        if rule.effective_from is not None:
            yield rule.effective_from
        if rule.effective_until is not None and rule.effective_until < date.max:
            yield rule.effective_until + timedelta(days=1)
