"""Packs held against everything that a pack must be, before anybody plans by them."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from visitplan.eligibility.inheritance import Question, resolve_pack
from visitplan.eligibility.pack import Pack
from visitplan.eligibility.pack_files import read_pack
from visitplan.eligibility.pack_findings import Noticed, PackCode
from visitplan.eligibility.soundness import note_contradictions, note_unverified


def check_packs(paths: Iterable[Path], noticed: Noticed) -> tuple[Pack, ...]:
    """Return the packs that could be read; whatever is wrong with any of them is noted.

    Each is resolved on every day on which one of its rules takes effect, since a figure may be
    looser than the inherited one on some days only.
    """
    read = ((path, read_pack(path, noticed)) for path in paths)
    packs = tuple((path, pack) for path, pack in read if pack is not None)
    for path, pack in packs:
        _check(path, pack, noticed)
    return tuple(pack for _, pack in packs)


def _check(path: Path, pack: Pack, noticed: Noticed) -> None:
    for day in _days(pack):
        resolved = resolve_pack(pack, Question(day, path.parent, noticed))
        note_contradictions(resolved.merged.figures, pack.file, noticed)
    note_unverified((bound.rule for bound in pack.rules), noticed)
    if not pack.inherits and pack.jurisdiction is None:
        noticed.warn(
            PackCode.NOTHING_INHERITED,
            (pack.file, "inherits"),
            "inherits no pack and names no jurisdiction: no law stands behind it",
            'write inherits = ["humane-baseline"], or the pack of your jurisdiction',
        )


def _days(pack: Pack) -> tuple[date, ...]:
    """Return the days on which something of the pack begins; any day for a pack without rules."""
    begins = {bound.rule.effective_from for bound in pack.rules}
    return tuple(sorted(begins)) or (date(2000, 1, 1),)
