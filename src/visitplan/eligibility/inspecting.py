"""What can be asked about packs: which there are, what they say, what is wrong, what differs."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from visitplan.domain.finding import Finding
from visitplan.domain.rule import PackName, Rule
from visitplan.domain.value import Value
from visitplan.eligibility.checking import check_packs
from visitplan.eligibility.differing import Difference, differences
from visitplan.eligibility.inheritance import Question, Resolved, resolve_pack
from visitplan.eligibility.library import find_pack, shipped_packs
from visitplan.eligibility.pack import Pack, PackSummary, summary
from visitplan.eligibility.pack_findings import Noticed
from visitplan.eligibility.soundness import note_unverified


class ShownPack(Value):
    """What a pack says on a planning day, with all that it inherits.

    ``rules`` are ordered by the field that they set, those first whose figure stands.
    """

    pack: PackSummary
    on: date
    packs: tuple[PackName, ...]
    rules: tuple[Rule, ...]
    findings: tuple[Finding, ...]


class CheckedPacks(NamedTuple):
    """Packs without an error, and what should be known of them."""

    packs: tuple[PackSummary, ...]
    findings: tuple[Finding, ...]


def list_packs() -> tuple[PackSummary, ...]:
    """Return the shipped packs by name."""
    noticed = Noticed()
    packs = tuple(summary(pack) for pack in shipped_packs(noticed))
    noticed.raise_if_refused()
    return packs


def show_pack(name: str, *, on: date) -> ShownPack:
    """Return what a pack, by name or file, says on a day; InputError where it is none or broken."""
    noticed = Noticed()
    pack, resolved = _resolved(name, on, noticed)
    rules = resolved.merged.rules_in_order()
    note_unverified(rules, noticed)
    return ShownPack(
        pack=summary(pack), on=on, packs=resolved.packs, rules=rules, findings=noticed.findings
    )


def check_pack_files(paths: Sequence[Path]) -> CheckedPacks:
    """Check files of packs; InputError with everything that is wrong with any of them."""
    noticed = Noticed()
    packs = check_packs(paths, noticed)
    noticed.raise_if_refused()
    return CheckedPacks(tuple(map(summary, packs)), noticed.findings)


def compare_packs(first: str, second: str, *, on: date) -> tuple[Difference, ...]:
    """Return what the second pack says that the first does not, field by field, on a day."""
    noticed = Noticed()
    _, one = _resolved(first, on, noticed)
    _, other = _resolved(second, on, noticed)
    return differences(one.merged, other.merged)


def _resolved(name: str, on: date, noticed: Noticed) -> tuple[Pack, Resolved]:
    path = Path(name)
    pack = find_pack(path.name, noticed, folder=path.parent)
    resolved = resolve_pack(pack, Question(on, path.parent, noticed)) if pack else None
    noticed.raise_if_refused()
    if pack is None or resolved is None:
        raise LookupError("a pack that cannot be read has been noted")
    return pack, resolved
