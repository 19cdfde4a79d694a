"""How to behave at a door: visitplan's own manners, and what the day's rules ask."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from visitplan.domain.door import Door
from visitplan.domain.duty import Duty, DutyKind
from visitplan.domain.policy import Policy

Kind = DutyKind | Literal["leave", "identity", "traces"]

LABELS: Mapping[Kind, str] = MappingProxyType(
    {
        "leave": "Leave",
        "credential": "Show",
        "identity": "Who",
        "told": "Others",
        "locate": "Others",
        "traces": "Others",
        "payment": "Money",
        "recording": "Recording",
        "conduct": "Conduct",
        "agent_change": "Who goes",
    }
)
"""What is told at the door, in this order; what is not named here is for the office."""

OWN: Mapping[Kind, str] = MappingProxyType(
    {
        "leave": "Asked to leave, you leave, at once. That ends the visit well.",
        "credential": "Show your own card first, and say your name.",
        "identity": "Make sure who is in front of you before you say why you came.",
        "told": "Say nothing to anyone else at the place.",
        "traces": "Leave nothing that tells why you came.",
    }
)
"""Said where no rule speaks of the same."""

NEUTRAL: frozenset[Kind] = frozenset({"leave", "credential", "identity", "traces", "recording"})
"""Kinds whose sentences are about nothing but manners; who else may be told says too much."""

OWN_SOURCE = "visitplan, design choice"


@dataclass(frozen=True)
class Manner:
    """One line: what to do, and where that comes from; ``draft`` where its pack is one.

    ``language`` is the code of a language that the page is not written in, None where it is.
    """

    kind: Kind
    sentence: str
    source: str
    draft: bool = False
    language: str | None = None

    @property
    def label(self) -> str:
        """What the line is about, in a word."""
        return LABELS[self.kind]

    @property
    def quoted(self) -> bool:
        """Whether a pack words it freely: translated as a whole or not at all."""
        return self.kind == "conduct"


def manners(door: Door, policy: Policy) -> tuple[Manner, ...]:
    """Return what is told at the door, most urgent first; nothing of it is for the office."""
    drafts = frozenset(pack.name for pack in policy.packs if pack.status == "draft")
    return tuple(line for kind in LABELS for line in _of_kind(kind, door, drafts))


def in_short(asked: tuple[Manner, ...]) -> tuple[Manner, ...]:
    """Return what may stand on paper beside addresses: nothing tells what a visit is about."""
    return tuple(line for line in asked if line.kind in NEUTRAL)


def _of_kind(kind: Kind, door: Door, drafts: frozenset[str]) -> Iterator[Manner]:
    asked = [duty for duty in door.duties if duty.kind == kind]
    if not asked and kind in OWN:
        yield Manner(kind, OWN[kind], OWN_SOURCE)
    for duty in asked:
        yield _as_asked(duty, draft=duty.pack in drafts)


def _as_asked(duty: Duty, *, draft: bool) -> Manner:
    return Manner(
        kind=duty.kind,
        sentence=duty.sentence,
        source=f"{duty.pack} {duty.version}: {duty.source}",
        draft=draft,
        language=language_of(duty.sentence),
    )


def language_of(sentence: str) -> str | None:
    """Return the language that a sentence's script tells of: readers and fonts ask for it.

    Kana is Japanese, Hangul Korean, Han alone Chinese; of every other script nothing is told.
    """
    for script, language in (
        ("[\u3041-\u30ff]", "ja"),
        ("[\uac00-\ud7a3]", "ko"),
        ("[\u4e00-\u9fff]", "zh"),
    ):
        if re.search(script, sentence):
            return language
    return None
