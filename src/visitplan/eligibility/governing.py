"""The policy of a planning day: the packs named, tightened by the lender's own figures."""

import hashlib

from visitplan.domain.case import HOLDS
from visitplan.domain.governing import Governed, OwnPolicy
from visitplan.domain.rule import Rule, Source
from visitplan.eligibility.bindings import BINDINGS
from visitplan.eligibility.calendars import public_holidays
from visitplan.eligibility.inheritance import Question, Resolved, resolve_pack
from visitplan.eligibility.library import DEFAULT, SUFFIX
from visitplan.eligibility.pack import BoundRule, Pack
from visitplan.eligibility.pack_findings import Noticed, PackCode
from visitplan.eligibility.showing import shown
from visitplan.eligibility.soundness import note_contradictions, note_unverified

OURS = "visitplan's own rule; each rule of the packs has its own source"
"""Where a policy comes from that the lender gave no source: quoted where no rule of a pack is."""


def govern(own: OwnPolicy) -> Governed:
    """Return the policy's fields by name: the strictest of the packs and of the own figures.

    Own figures may only tighten. Whoever names no packs and no hours gets the default pack;
    whoever names hours of their own and no packs is bound by these alone, and warned. Every hold
    blocks, whichever the packs speak of: what is unknown to a law is no invitation.
    """
    noticed = Noticed()
    if not own.packs and "permitted_hours" not in own.figures:
        own = own._replace(packs=(DEFAULT,))
    resolved = resolve_pack(_as_pack(own), Question(own.day, own.folder, noticed))
    _note_what_to_know(resolved, own, noticed)
    fields = None if noticed.refused else _fields(resolved, own)
    return Governed(fields, noticed.findings, _hashes(own))


def _as_pack(own: OwnPolicy) -> Pack:
    """Return the own figures as a pack that inherits the packs that were named."""
    name = own.named.get("pack", "own")
    version = own.named.get("version", "1")
    source = Source(law=own.named.get("source", own.file))
    return Pack(
        file=own.file,
        name=name,
        title="the lender's own policy",
        version=version,
        status="draft",
        jurisdiction=None,
        inherits=own.packs,
        rules=tuple(
            BoundRule(
                Rule(
                    id=f"policy.{field}",
                    sets=field,
                    figure=shown(BINDINGS[field].meet(figure, figure)),
                    unit=BINDINGS[field].unit,
                    text="the lender's own figure",
                    source=source,
                    mark="text",
                    checked=own.day,
                    status="in force",
                    version=version,
                    pack=name,
                    pack_version=version,
                    waiver=own.named.get("waiver"),
                ),
                BINDINGS[field].meet(figure, figure),
            )
            for field, figure in own.figures.items()
        ),
    )


def _fields(resolved: Resolved, own: OwnPolicy) -> dict[str, object]:
    figures = dict(resolved.merged.figures)
    closed = public_holidays(figures.get("holiday_calendars", ()), own.day)
    packs = resolved.packs if own.figures else resolved.packs[:-1]
    return figures | {
        "permitted_hours": figures.get("permitted_hours", {}),
        "holidays": figures.get("holidays", frozenset()) | closed,
        "blocking_holds": figures.get("blocking_holds", frozenset()) | frozenset(HOLDS),
        "pack": own.named.get("pack") or "+".join(pack.name for pack in packs),
        "version": own.named.get("version") or "+".join(pack.version for pack in packs),
        "source": own.named.get("source") or OURS,
        "packs": packs,
        "rules": resolved.merged.rules_in_order(),
        "jurisdictions": resolved.jurisdictions,
    }


def _hashes(own: OwnPolicy) -> dict[str, str]:
    """Return the hashes of the pack files named; one that cannot be read has been noted."""
    found = {name: own.folder / name for name in own.packs if name.endswith(SUFFIX)}
    return {
        name: hashlib.sha256(path.read_bytes()).hexdigest()
        for name, path in found.items()
        if path.is_file()
    }


def _note_what_to_know(resolved: Resolved, own: OwnPolicy, noticed: Noticed) -> None:
    figures = resolved.merged.figures
    note_contradictions(figures, own.file, noticed)
    note_unverified(resolved.merged.rules_in_order(), noticed)
    if "permitted_hours" not in figures and "ban" not in figures:
        noticed.error(
            PackCode.NO_HOURS,
            (own.file, "policy.permitted_hours"),
            "none of the packs says when visits are permitted",
            f'write hours of your own, or add "{DEFAULT}" to packs',
        )
